import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Measure = Schemas['MeasureDefinition'];
export type MeasureChange = Schemas['MeasureVersionBody'];

export const useMeasureDefinitions = () =>
  useQuery({ queryKey: ['measures'], queryFn: () => read(api.GET('/api/measures')) });

export function useAddVersion(code: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MeasureChange) =>
      read(api.POST('/api/measures/{code}/versions', { params: { path: { code } }, body })),
    // Also after a fault: who saw an old version is shown the newest.
    onSettled: () => client.invalidateQueries(),
  });
}
