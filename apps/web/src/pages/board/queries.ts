import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Board = Schemas['BoardView'];
export type BoardBlock = Schemas['BoardBlockView'];
export type BoardRow = Schemas['BoardRow'];
export type HeldUpProject = Schemas['HeldUpProject'];
export type LateUnit = Schemas['LateUnit'];
export type BoardRowsQuery = operations['Board_rows']['parameters']['query'];
export type BoardRows = BoardRowsQuery['which'];

/** The board of this moment; asked again each five minutes, for it hangs on walls. */
export const useBoard = (untouched: 5 | 10 | 20) =>
  useQuery({
    queryKey: ['issues', 'board', untouched],
    queryFn: () => read(api.GET('/api/board', { params: { query: { untouched } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 300_000,
  });

/** The issues behind one of its figures. */
export const useBoardRows = (query: BoardRowsQuery) =>
  useQuery({
    queryKey: ['issues', 'board', 'rows', query],
    queryFn: () => read(api.GET('/api/board/rows', { params: { query } })),
    placeholderData: keepPreviousData,
  });
