import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';
import { useVisitWrite } from './queries';

export type Told = components['schemas']['ToldRow'];
type ToldQuery = NonNullable<operations['Visits_progress']['parameters']['query']>;

/** What visits of a month told of progress, beside what was entered. */
export const useTold = (query: ToldQuery) =>
  useQuery({
    queryKey: ['visits', 'told', query],
    queryFn: () => read(api.GET('/api/visits/progress', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useConfirmProgress = (month: string) =>
  useVisitWrite((body: components['schemas']['ConfirmBody']) =>
    read(api.POST('/api/visits/progress/{month}/confirm', { params: { path: { month } }, body })),
  );
