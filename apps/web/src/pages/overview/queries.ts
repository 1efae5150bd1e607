import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Overview = Schemas['OverviewView'];
export type Tile = Schemas['OverviewTile'];
export type OverviewList = Schemas['OverviewList'];
export type Place = Schemas['PlaceView'];
export type TileChoice = Schemas['TileBody'];
export type ScreenToken = Schemas['ScreenTokenView'];

const overviewKey = (month: string, revision?: number) => ['issues', 'overview', month, revision ?? 'newest'];

/** One request for the page; under the issues, for an instruction written there must not leave it as it was. */
export const useOverview = (month: string, revision?: number) =>
  useQuery({
    queryKey: overviewKey(month, revision),
    queryFn: () => read(api.GET('/api/overview/{month}', { params: { path: { month }, query: { revision } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 300_000,
  });

/** What lies below the projects; it changes once in years. */
export const useGround = () =>
  useQuery({ queryKey: ['map'], queryFn: () => read(api.GET('/api/map')), staleTime: 600_000 });

export function useKeepOutline() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (outline: Record<string, unknown> | null) =>
      read(api.PUT('/api/map/outline', { body: { outline: outline as never } })),
    onSuccess: (ground) => client.setQueryData(['map'], ground),
  });
}

export const useTiles = () =>
  useQuery({ queryKey: ['overview-tiles'], queryFn: () => read(api.GET('/api/overview/tiles')) });

export function useChooseTiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tiles: TileChoice[]) => read(api.PUT('/api/overview/tiles', { body: { tiles } })),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['overview-tiles'] }),
        client.invalidateQueries({ queryKey: ['issues', 'overview'] }),
      ]),
  });
}

const TOKENS = ['screen-tokens'];

export const useTokens = (page: number, pageSize: number) =>
  useQuery({
    queryKey: [...TOKENS, page],
    queryFn: () => read(api.GET('/api/screen-tokens', { params: { query: { page, pageSize } } })),
    placeholderData: keepPreviousData,
  });

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['ScreenTokenBody']) => read(api.POST('/api/screen-tokens', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: TOKENS }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => read(api.POST('/api/screen-tokens/{id}/revoke', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: TOKENS }),
  });
}
