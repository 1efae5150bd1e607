import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type IssueTime = Schemas['IssueTimeView'];
export type TimeInterval = Schemas['IntervalView'];
export type TimeShare = Schemas['ShareView'];
export type UnitTime = Schemas['UnitTimeRow'];
export type UnitTimeQuery = operations['Time_units']['parameters']['query'];

/** Under the key of the list, so that an action makes it be read again; the version makes it another one at once. */
export const useIssueTime = (id: string, version: number) =>
  useQuery({
    queryKey: ['issues', 'time', id, version],
    queryFn: () => read(api.GET('/api/issues/{id}/time', { params: { path: { id } } })),
    placeholderData: keepPreviousData,
  });

export const useUnitTimes = (query: UnitTimeQuery) =>
  useQuery({
    queryKey: ['issues', 'unit-time', query],
    queryFn: () => read(api.GET('/api/ledger-time', { params: { query } })),
    placeholderData: keepPreviousData,
  });
