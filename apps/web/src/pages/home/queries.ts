import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

export type Duty = components['schemas']['DutyRow'];

/** This week's visits of one officer, still to be made or made. */
export const useMyDuties = (officerId: string, met: 'true' | 'false') =>
  useQuery({
    queryKey: ['visits', 'duties', 'mine', officerId, met],
    queryFn: () => read(api.GET('/api/visits/duties', { params: { query: { officerId, met, pageSize: 100 } } })),
  });

/** How many people there are. */
export const usePeopleCount = () =>
  useQuery({
    queryKey: ['users', 'count'],
    queryFn: async () => (await read(api.GET('/api/users', { params: { query: { pageSize: 1 } } }))).total,
  });
