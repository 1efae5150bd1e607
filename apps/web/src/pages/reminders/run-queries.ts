import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, paths } from '../../client/schema';

type Schemas = components['schemas'];
export type Status = Schemas['ReminderStatusView'];
export type Backlog = Schemas['BacklogView'];
export type LogEntry = Schemas['LogEntry'];
export type Delivery = Schemas['DeliveryView'];
export type LogQuery = NonNullable<paths['/api/deliveries']['get']['parameters']['query']>;
export type LogState = NonNullable<LogQuery['state']>;

/** What runs is looked at as long as the page is open. */
const REFRESH_MS = 30_000;

export const useReminderStatus = () =>
  useQuery({
    queryKey: ['reminder-run', 'status'],
    queryFn: () => read(api.GET('/api/reminder-status')),
    refetchInterval: REFRESH_MS,
  });

export const useDeliveries = (query: LogQuery) =>
  useQuery({
    queryKey: ['reminder-run', 'log', query],
    queryFn: () => read(api.GET('/api/deliveries', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

export function useRetry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      read(api.POST('/api/deliveries/{id}/retry', { params: { path: { id } }, body: { reason } })),
    // Also when it was refused: somebody else may have sent it again.
    onSettled: () => client.invalidateQueries({ queryKey: ['reminder-run'] }),
  });
}
