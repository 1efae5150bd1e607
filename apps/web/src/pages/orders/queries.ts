import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Order = Schemas['OrderView'];
export type OrderKind = Order['kind'];
export type OrderQuery = NonNullable<operations['Orders_list']['parameters']['query']>;

export const ORDER_KINDS: OrderKind[] = ['notice', 'order', 'letter', 'talk'];

export const useOrders = (query: OrderQuery) =>
  useQuery({
    queryKey: ['orders', query],
    queryFn: () => read(api.GET('/api/orders', { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** Where the Word file is; the browser keeps it under its Chinese name. */
export const documentOf = ({ id }: Pick<Order, 'id'>): string => `/api/orders/${id}/document`;

export function useSendOrder(issueId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['OrderBody']) =>
      read(api.POST('/api/issues/{id}/orders', { params: { path: { id: issueId } }, body })),
    // Also when it was refused: what is on the page may be old.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['orders'] });
      void client.invalidateQueries({ queryKey: ['issues'] });
    },
  });
}
