import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';
import { useLiveInbox } from './live';

export type Notification = components['schemas']['NotificationView'];

/** How many reminders are unread: told as it changes, asked each minute where it is not told. */
export function useUnread(): number {
  const live = useLiveInbox();
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: () => read(api.GET('/api/notifications', { params: { query: { unread: 'true', pageSize: 1 } } })),
    refetchInterval: live ? false : 60_000,
  });
  return live?.unread ?? data?.unread ?? 0;
}

export const useNotifications = (query: { unread?: 'true'; page: number; pageSize: number }) =>
  useQuery({
    queryKey: ['notifications', query],
    queryFn: () => read(api.GET('/api/notifications', { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** The list, and the tab that says how many are unread. */
const asked = (client: QueryClient) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ['notifications'] }),
    client.invalidateQueries({ queryKey: ['issues', 'list', 'inbox', 'counts'] }),
  ]);

export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => read(api.POST('/api/notifications/{id}/read', { params: { path: { id } } })),
    onSettled: () => asked(client),
  });
}

export function useReadAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => read(api.POST('/api/notifications/read-all')),
    onSettled: () => asked(client),
  });
}
