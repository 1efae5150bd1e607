import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type BatchBody = Schemas['BatchBody'];
export type BatchResult = Schemas['BatchResult'];

export function useBatch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BatchBody) => read(api.POST('/api/issues/batch', { body })),
    onSuccess: () => {
      for (const key of ['issues', 'notifications', 'rollups']) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** The versions of now: what failed because somebody was faster is tried again on what is there by then. */
export const versionsOf = (ids: string[]): Promise<{ id: string; version: number }[]> =>
  Promise.all(
    ids.map(async (id) => {
      const { version } = await read(api.GET('/api/issues/{id}', { params: { path: { id } } }));
      return { id, version };
    }),
  );
