import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Rule = Schemas['RuleView'];
export type RuleBody = Schemas['NewRuleBody'];
export type RulePatch = Schemas['RulePatch'];
export type Watch = Schemas['WatchView'];
export type WatchCode = Watch['code'];
export type Relation = Watch['whom'][number];
export type Preview = Schemas['RulePreviewView'];
export type Ladder = Schemas['LadderView'];
export type LadderStep = Schemas['LadderStepView'];

interface RulesQuery {
  what?: WatchCode;
  page: number;
  pageSize: number;
}

export const rulesQuery = (query: RulesQuery) => ({
  queryKey: ['reminder-rules', 'list', query],
  queryFn: () => read(api.GET('/api/reminder-rules', { params: { query } })),
});

export const useRules = (query: RulesQuery) => useQuery({ ...rulesQuery(query), placeholderData: keepPreviousData });

export const useRule = (code: string, enabled = true) =>
  useQuery({
    queryKey: ['reminder-rules', 'one', code],
    queryFn: () => read(api.GET('/api/reminder-rules/{code}', { params: { path: { code } } })),
    enabled,
  });

/** What can be reminded of: only another version of the program knows more. */
export const useWatches = () =>
  useQuery({
    queryKey: ['reminder-watches'],
    queryFn: () => read(api.GET('/api/reminder-rules/watches')),
    staleTime: Infinity,
  });

export const useLadders = () =>
  useQuery({
    queryKey: ['reminder-rules', 'ladders'],
    queryFn: () => read(api.GET('/api/reminder-rules/ladders')),
  });

/** Channels on which reminders leave the system, also those out of use. */
export const useChannels = () =>
  useQuery({
    queryKey: ['channels', 'names'],
    queryFn: () => read(api.GET('/api/channels', { params: { query: { pageSize: 200 } } })),
    staleTime: 60_000,
  });

/** What the rule would send; nothing is saved. */
export const usePreview = () =>
  useMutation({
    mutationFn: (body: Schemas['RulePreviewBody']) => read(api.POST('/api/reminder-rules/preview', { body })),
  });

/** Whatever was written, also in vain: who saw an old version is shown the newest. */
function useAskedAnew() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['reminder-rules'] });
}

const createRule = (body: RuleBody): Promise<Rule> => read(api.POST('/api/reminder-rules', { body }));
const changeRule = ({ code, body }: { code: string; body: RulePatch }): Promise<Rule> =>
  read(api.PATCH('/api/reminder-rules/{code}', { params: { path: { code } }, body }));

/** Steps of a ledger's own, or the general ones again. */
const setLadder = ({ ledgerId, own }: Pick<Ladder, 'ledgerId' | 'own'>) =>
  read(api.PUT('/api/reminder-rules/ladders/{ledgerId}', { params: { path: { ledgerId } }, body: { own } }));

export const useCreateRule = () => useMutation({ mutationFn: createRule, onSettled: useAskedAnew() });
export const useChangeRule = () => useMutation({ mutationFn: changeRule, onSettled: useAskedAnew() });
export const useSetLadder = () => useMutation({ mutationFn: setLadder, onSettled: useAskedAnew() });
