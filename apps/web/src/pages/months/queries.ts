import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';
import type { DutyState } from '../../components/duty-mark';

type Schemas = components['schemas'];
export type Rollup = Schemas['RollupView'];
export type ListFigures = Schemas['ListFigures'];
export type InvestmentFigures = Schemas['InvestmentFigures'];
export type IssueFigures = Schemas['IssueFigures'];
export type Revision = Schemas['RevisionView'];
export type IssueMeasure = 'registered' | 'closed' | 'open' | 'overdue' | 'registered-year' | 'closed-year' | 'settled';
export type BatchMeasure = 'signed' | 'started' | 'production' | 'registry';

/** `undefined` asks for the newest. */
export const useRollup = (month: string, revision?: number) =>
  useQuery({
    queryKey: ['rollups', month, revision ?? 'newest'],
    queryFn: () => read(api.GET('/api/rollups/{month}', { params: { path: { month }, query: { revision } } })),
    placeholderData: keepPreviousData,
  });

export const useRevisions = (month: string) =>
  useQuery({
    queryKey: ['rollups', month, 'revisions'],
    queryFn: () => read(api.GET('/api/rollups/{month}/revisions', { params: { path: { month } } })),
  });

/** Definitions change only with the program. */
export const useMeasures = () =>
  useQuery({
    queryKey: ['rollups', 'measures'],
    queryFn: () => read(api.GET('/api/rollups/measures')),
    staleTime: Infinity,
  });

export function useCloseMonth(month: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => read(api.POST('/api/rollups/{month}/close', { params: { path: { month } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['rollups', month] }),
  });
}

export function useRestateMonth(month: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      read(api.POST('/api/rollups/{month}/restate', { params: { path: { month } }, body: { reason } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['rollups', month] }),
  });
}

/** Which page of which rows. */
export interface RowsPage {
  month: string;
  revision?: number;
  page: number;
  pageSize: number;
}

export const useProjectRows = ({ month, ...query }: RowsPage, listId: string) =>
  useQuery({
    queryKey: ['rollups', month, 'projects', listId, query],
    queryFn: () =>
      read(api.GET('/api/rollups/{month}/lists/{listId}/projects', { params: { path: { month, listId }, query } })),
    placeholderData: keepPreviousData,
  });

export const useBatchRows = ({ month, ...page }: RowsPage, which: BatchMeasure, reached?: 'true' | 'false') => {
  const query = { ...page, which, reached };
  return useQuery({
    queryKey: ['rollups', month, 'batches', query],
    queryFn: () => read(api.GET('/api/rollups/{month}/three-batches', { params: { path: { month }, query } })),
    placeholderData: keepPreviousData,
  });
};

export const useIssueRows = (
  { month, ...page }: RowsPage,
  filter: { which: IssueMeasure; unitId?: string; categoryCode?: string },
) => {
  const query = { ...page, ...filter };
  return useQuery({
    queryKey: ['rollups', month, 'issues', query],
    queryFn: () => read(api.GET('/api/rollups/{month}/issues', { params: { path: { month }, query } })),
    placeholderData: keepPreviousData,
  });
};

export const useVisitRows = (
  { month, ...page }: RowsPage,
  filter: { listId?: string; unitId?: string; state?: DutyState },
) => {
  const query = { ...page, ...filter };
  return useQuery({
    queryKey: ['rollups', month, 'visits', query],
    queryFn: () => read(api.GET('/api/rollups/{month}/visits', { params: { path: { month }, query } })),
    placeholderData: keepPreviousData,
  });
};
