import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Plan = Schemas['StepsView'];
export type Step = Schemas['StepView'];

const keyOf = (issueId: string) => ['issues', 'steps', issueId];

/** The steps of an item; asked again when the issue itself has moved on. */
export const useSteps = (issueId: string, version: number) =>
  useQuery({
    queryKey: [...keyOf(issueId), version],
    queryFn: () => read(api.GET('/api/issues/{id}/steps', { params: { path: { id: issueId } } })),
    placeholderData: (before) => before,
  });

/** Writes something about the steps; the issue, its record and the lists are asked for again. */
function useWrite<Body>(write: (body: Body) => Promise<Plan>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    // Also after a refusal: a stale plan is shown as it is now.
    onSettled: () =>
      Promise.all(
        [['issues'], ['notifications'], ['ledgers']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export const usePlanSteps = (id: string) =>
  useWrite((body: Schemas['StepsBody']) => read(api.PUT('/api/issues/{id}/steps', { params: { path: { id } }, body })));

export const useMarkStep = (id: string, stepId: string, done: boolean) =>
  useWrite((body: Schemas['StepMarkBody']) => {
    const params = { path: { id, stepId } };
    return read(
      done
        ? api.POST('/api/issues/{id}/steps/{stepId}/done', { params, body })
        : api.POST('/api/issues/{id}/steps/{stepId}/undone', { params, body }),
    );
  });
