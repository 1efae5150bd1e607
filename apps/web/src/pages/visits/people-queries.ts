import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';
import { useVisitWrite } from './queries';

type Schemas = components['schemas'];
export type StandIn = Schemas['StandInView'];
export type Handover = Schemas['HandoverView'];

export const useStandIns = (page: number) =>
  useQuery({
    queryKey: ['stand-ins', page],
    queryFn: () => read(api.GET('/api/stand-ins', { params: { query: { page, pageSize: 10 } } })),
    placeholderData: keepPreviousData,
  });

export const useHandovers = (page: number) =>
  useQuery({
    queryKey: ['handovers', page],
    queryFn: () => read(api.GET('/api/handovers', { params: { query: { page, pageSize: 10 } } })),
    placeholderData: keepPreviousData,
  });

export const useMakeStandIn = () =>
  useVisitWrite((body: Schemas['StandInBody']) => read(api.POST('/api/stand-ins', { body })));

export const useChangeStandIn = (id: string) =>
  useVisitWrite((body: Schemas['StandInPatch']) =>
    read(api.PATCH('/api/stand-ins/{id}', { params: { path: { id } }, body })),
  );

export const useCancelStandIn = () =>
  useVisitWrite(({ id, version }: Pick<StandIn, 'id' | 'version'>) =>
    read(api.DELETE('/api/stand-ins/{id}', { params: { path: { id }, query: { version } } })),
  );

export const useMakeHandover = () =>
  useVisitWrite((body: Schemas['HandoverBody']) => read(api.POST('/api/handovers', { body })));

export const useCancelHandover = () =>
  useVisitWrite((id: string) => read(api.DELETE('/api/handovers/{id}', { params: { path: { id } } })));
