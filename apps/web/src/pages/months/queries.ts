import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Rollup = Schemas['RollupView'];
export type ListFigures = Schemas['ListFigures'];
export type InvestmentFigures = Schemas['InvestmentFigures'];
export type IssueFigures = Schemas['IssueFigures'];
export type Revision = Schemas['RevisionView'];
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

/** How the month's figures are defined. */
export const useMeasures = (month: string | undefined) =>
  useQuery({
    queryKey: ['rollups', 'measures', month],
    queryFn: () => read(api.GET('/api/rollups/measures', { params: { query: { month } } })),
    staleTime: 60_000,
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
