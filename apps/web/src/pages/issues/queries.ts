import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Issue = Schemas['IssueView'];
export type IssueRow = Schemas['IssueRow'];
export type IssueEvent = Schemas['EventView'];
export type State = IssueRow['state'];
export type Action = Issue['allowedActions'][number];
export type ActionBody = Schemas['ActionBody'];
export type IssueQuery = NonNullable<operations['Issues_list']['parameters']['query']>;

export const STATES: State[] = [
  'registered',
  'assigned',
  'in-progress',
  'returned',
  'suspended',
  'pending-verification',
  'closed',
  'merged',
  'cancelled',
];

export const useIssues = (query: IssueQuery, enabled = true) =>
  useQuery({
    queryKey: ['issues', 'list', query],
    queryFn: () => read(api.GET('/api/issues', { params: { query } })),
    placeholderData: keepPreviousData,
    enabled,
  });

/** How many in each state; of everything, or of what a filter leaves. */
export const useIssueCounts = (query: NonNullable<operations['Issues_counts']['parameters']['query']> = {}) =>
  useQuery({
    queryKey: ['issues', 'counts', query],
    queryFn: () => read(api.GET('/api/issues/counts', { params: { query } })),
    placeholderData: keepPreviousData,
  });

const oneKey = (id: string) => ['issues', 'one', id];

export const useIssue = (id: string) =>
  useQuery({
    queryKey: oneKey(id),
    queryFn: () => read(api.GET('/api/issues/{id}', { params: { path: { id } } })),
  });

/** Takes the state that an answer brought along for the one on the page. */
export function useTakeIssue(): (issue: Issue) => void {
  const client = useQueryClient();
  return (issue) => client.setQueryData(oneKey(issue.id), issue);
}

export function useAct(id: string, action: Action) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ActionBody) =>
      read(api.POST('/api/issues/{id}/actions/{action}', { params: { path: { id, action } }, body })),
    onSuccess: (issue) => {
      client.setQueryData(oneKey(id), issue);
      void client.invalidateQueries({ queryKey: ['issues', 'list'] });
      void client.invalidateQueries({ queryKey: ['issues', 'counts'] });
      void client.invalidateQueries({ queryKey: ['notifications'] });
      void client.invalidateQueries({ queryKey: ['rollups'] });
    },
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['IssueBody']) => read(api.POST('/api/issues', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['issues'] }),
  });
}

/** People of my department to whom an issue can be given. */
export const useHandlers = (enabled: boolean) =>
  useQuery({ queryKey: ['my-unit', 'handlers'], queryFn: () => read(api.GET('/api/my-unit/handlers')), enabled });
