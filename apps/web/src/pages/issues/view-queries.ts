import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type View = Schemas['ViewView'];
const KEY = ['views'];

export const useViews = () =>
  useQuery({ queryKey: KEY, queryFn: () => read(api.GET('/api/views')), staleTime: 60_000 });

/** Saves, changes and deletes; each brings the list of views anew. */
export function useViewWrites() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: KEY });
  return {
    create: useMutation({
      mutationFn: (body: Schemas['ViewBody']) => read(api.POST('/api/views', { body })),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ id, ...body }: Schemas['ViewChange'] & { id: string }) =>
        read(api.PATCH('/api/views/{id}', { params: { path: { id } }, body })),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (id: string) => read(api.DELETE('/api/views/{id}', { params: { path: { id } } })),
      onSuccess,
    }),
  };
}
