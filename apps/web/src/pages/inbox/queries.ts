import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type InboxRow = Schemas['InboxRow'];
export type InboxGroup = InboxRow['group'];
export type Wait = InboxRow['reasons'][number]['wait'];
export type StartedRow = Schemas['StartedRow'];
export type DoneRow = Schemas['DoneRow'];
export type InboxQuery = NonNullable<operations['Inbox_todo']['parameters']['query']>;

/** Everything here lies under `issues`: what changes an issue makes these be asked again. */
const KEY = ['issues', 'list', 'inbox'];

/** What the badge and the tabs say; asked each minute. */
export const useInboxCounts = () =>
  useQuery({
    queryKey: [...KEY, 'counts'],
    queryFn: () => read(api.GET('/api/inbox/counts')),
    refetchInterval: 60_000,
  });

export const useTodo = (query: InboxQuery) =>
  useQuery({
    queryKey: [...KEY, 'todo', query],
    queryFn: () => read(api.GET('/api/inbox/todo', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useStarted = (query: { page: number; pageSize: number }) =>
  useQuery({
    queryKey: [...KEY, 'started', query],
    queryFn: () => read(api.GET('/api/inbox/started', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useDone = (query: { page: number; pageSize: number }) =>
  useQuery({
    queryKey: [...KEY, 'done', query],
    queryFn: () => read(api.GET('/api/inbox/done', { params: { query } })),
    placeholderData: keepPreviousData,
  });
