import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Confirmations = Schemas['ConfirmationPage'];
export type Confirmation = Schemas['ConfirmationRow'];
export type ConfirmedProject = Schemas['ConfirmedProject'];
export type MonthException = Schemas['MonthException'];
export type ProjectChange = Schemas['ProjectChange'];

/** Units are few: one page holds them. */
const ALL = { page: 1, pageSize: 200 };

export const useConfirmations = (month: string, enabled = true) =>
  useQuery({
    queryKey: ['rollups', month, 'confirmations'],
    queryFn: () => read(api.GET('/api/rollups/{month}/confirmations', { params: { path: { month }, query: ALL } })),
    enabled,
  });

export const useUnitFacts = (month: string, unitId: string, page: number, pageSize: number) =>
  useQuery({
    queryKey: ['rollups', month, 'confirmations', unitId, page, pageSize],
    queryFn: () =>
      read(
        api.GET('/api/rollups/{month}/confirmations/{unitId}', {
          params: { path: { month, unitId }, query: { page, pageSize } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Everything that is shown of the month is read again. */
function useMonthWrite<Body, Answer>(month: string, write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSettled: () => client.invalidateQueries({ queryKey: ['rollups', month] }),
  });
}

export const useConfirm = (month: string) =>
  useMonthWrite(month, (body: Schemas['MonthConfirmBody']) =>
    read(api.POST('/api/rollups/{month}/confirm', { params: { path: { month } }, body })),
  );

export const useUrge = (month: string) =>
  useMonthWrite(month, (body: Schemas['MonthUrgeBody']) =>
    read(api.POST('/api/rollups/{month}/urge', { params: { path: { month } }, body })),
  );

export function useSetConfirmRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['ConfirmRule']) => read(api.PUT('/api/rollups/confirm-rule', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['rollups'] }),
  });
}

export const useExceptions = (month: string, page: number, pageSize: number) =>
  useQuery({
    queryKey: ['rollups', month, 'exceptions', page, pageSize],
    queryFn: () =>
      read(api.GET('/api/rollups/{month}/exceptions', { params: { path: { month }, query: { page, pageSize } } })),
    placeholderData: keepPreviousData,
  });

export const useOpenException = (month: string) =>
  useMonthWrite(month, (body: Schemas['MonthExceptionBody']) =>
    read(api.POST('/api/rollups/{month}/exceptions', { params: { path: { month } }, body })),
  );

export const useWithdraw = (month: string) =>
  useMonthWrite(month, (id: string) =>
    read(api.POST('/api/rollups/{month}/exceptions/{id}/withdraw', { params: { path: { month, id } } })),
  );

export const useCheck = (month: string, revision: number) =>
  useQuery({
    queryKey: ['rollups', month, 'check', revision],
    queryFn: () =>
      read(api.GET('/api/rollups/{month}/revisions/{revision}/check', { params: { path: { month, revision } } })),
    gcTime: 0,
  });

/** `changes`: against the revision before; `changes-since`: the facts of today against it. */
export const useChanges = (month: string, revision: number, which: 'changes' | 'changes-since', page: number) =>
  useQuery({
    queryKey: ['rollups', month, which, revision, page],
    queryFn: () => {
      const params = { path: { month, revision }, query: { page, pageSize: 20 } };
      return which === 'changes'
        ? read(api.GET('/api/rollups/{month}/revisions/{revision}/changes', { params }))
        : read(api.GET('/api/rollups/{month}/revisions/{revision}/changes-since', { params }));
    },
    placeholderData: keepPreviousData,
  });
