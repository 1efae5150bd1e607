import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Ledger = Schemas['LedgerView'];
export type LedgerFacts = Omit<Schemas['LedgerPatch'], 'version'>;
export type Category = Schemas['CategoryRow'];
export type Action = Ledger['actions'][number];
export type Severity = keyof Schemas['DaysBySeverity'];

export const SEVERITIES: Severity[] = ['low', 'medium', 'high'];
export const TIMED_STEPS = ['assign', 'sign', 'due', 'return', 'ruling', 'verify', 'answer'] as const;
export const EVIDENCES: Ledger['evidence'][] = ['none', 'any', 'photo', 'document'];
export const SUBJECTS: Ledger['subject'][] = ['project', 'optional', 'none'];
export const REGISTRARS: Ledger['registrars'] = ['officer', 'handler', 'head', 'supervisor', 'leader'];
export const ESCALATIONS: Schemas['EscalationStep']['kind'][] = ['notice', 'order', 'letter', 'talk'];

/** The ledgers with their rules; with `all` those out of use as well. */
export const useLedgers = (all = false) =>
  useQuery({
    queryKey: ['ledgers', all],
    queryFn: () =>
      read(api.GET('/api/ledgers', { params: { query: { pageSize: 200, ...(all ? { all: 'true' } : {}) } } })),
    staleTime: 60_000,
  });

export type Schedule = Schemas['ScheduleView'];
export type ScheduleRow = Schemas['ScheduleRow'];

/** A ledger's items in a month. */
export const useSchedule = (id: string, query: { month: string; page: number; pageSize: number }) =>
  useQuery({
    queryKey: ['ledgers', 'schedule', id, query],
    queryFn: () => read(api.GET('/api/ledgers/{id}/schedule', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });

export const useCategories = () =>
  useQuery({
    queryKey: ['categories'],
    queryFn: () => read(api.GET('/api/categories', { params: { query: { pageSize: 200 } } })),
  });

/** What a ledger with these actions would lack. */
export const useActionFaults = (actions: Action[], enabled: boolean) =>
  useQuery({
    queryKey: ['ledgers', 'faults', [...actions].sort()],
    queryFn: () => read(api.POST('/api/ledgers/faults', { body: { actions } })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled,
  });

/** Writes something about ledgers or categories, and has everything that shows them asked for again. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all(
        ['ledgers', 'categories', 'dictionary', 'me', 'issues'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

export const useCreateLedger = () =>
  useWrite((body: Schemas['LedgerBody']) => read(api.POST('/api/ledgers', { body })));

export const useChangeLedger = (id: string) =>
  useWrite((body: Schemas['LedgerPatch']) => read(api.PATCH('/api/ledgers/{id}', { params: { path: { id } }, body })));

export const useCreateCategory = () =>
  useWrite((body: Schemas['CategoryBody']) => read(api.POST('/api/categories', { body })));

export const useChangeCategory = (code: string) =>
  useWrite((body: Schemas['CategoryPatch']) =>
    read(api.PATCH('/api/categories/{code}', { params: { path: { code } }, body })),
  );
