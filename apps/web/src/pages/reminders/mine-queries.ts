import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type MyRule = Schemas['MyRule'];
export type Tuning = Schemas['TuningBody'];

const KEY = ['my-reminders'];

export const useMyRules = () => useQuery({ queryKey: KEY, queryFn: () => read(api.GET('/api/me/reminder-settings')) });

/** How I want one of them; the row shows what the server answers. */
export function useTune(code: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Tuning) =>
      read(api.PUT('/api/me/reminder-settings/{code}', { params: { path: { code } }, body })),
    onSuccess: (answer) =>
      client.setQueryData<Schemas['MyRulesView']>(
        KEY,
        (known) => known && { items: known.items.map((rule) => (rule.code === code ? answer : rule)) },
      ),
    onError: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
