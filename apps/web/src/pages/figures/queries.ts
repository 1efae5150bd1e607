import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, paths } from '../../client/schema';

type Schemas = components['schemas'];
export type OpenedFigure = Schemas['OpenedFigure'];
export type FigureView = Schemas['FigureView'];
export type OpenRow = Schemas['OpenRow'];
export type RowEvidence = Schemas['RowEvidence'];
export type ProjectEvidence = Schemas['ProjectEvidence'];
export type FigureChange = Schemas['FigureChange'];
export type OpenQuery = paths['/api/rollups/{month}/figures/open']['get']['parameters']['query'];
export type RowPart = NonNullable<OpenQuery['part']>;

/** A code once given stays with its figure. */
export const useFigureCode = (code: string) =>
  useQuery({
    queryKey: ['figures', 'code', code],
    queryFn: () => read(api.GET('/api/figures/{code}', { params: { path: { code } } })),
    staleTime: Infinity,
  });

export const useOpenedFigure = (month: string, query: OpenQuery) =>
  useQuery({
    queryKey: ['rollups', month, 'open', query],
    queryFn: () => read(api.GET('/api/rollups/{month}/figures/open', { params: { path: { month }, query } })),
    placeholderData: keepPreviousData,
  });

/** What stands behind one project's part of a month; `of`: the month whose visits are shown. */
export const useEvidence = (month: string, projectId: string, query: { revision?: number; of?: string }) =>
  useQuery({
    queryKey: ['rollups', month, 'evidence', projectId, query],
    queryFn: () =>
      read(api.GET('/api/rollups/{month}/evidence/{projectId}', { params: { path: { month, projectId }, query } })),
    placeholderData: keepPreviousData,
  });
