import { useMutation, useQueryClient } from '@tanstack/react-query';
import { read, api } from '../../client/client';
import { changeRule, createRule, type Rule } from './queries';
import { factsOf } from './rule-values';

interface Change {
  ledgerId: string;
  /** What the copy of a general step is called. */
  nameOf: (name: string) => string;
}
const NAME_MAX = 60;

/** Every step of every ladder, also those out of use. */
const ladderRules = async (): Promise<Rule[]> => {
  const { items } = await read(
    api.GET('/api/reminder-rules', { params: { query: { what: 'issue-overdue', pageSize: 200 } } }),
  );
  return items.filter(({ ladder }) => ladder);
};

const turn = (rule: Rule, active: boolean): Promise<Rule> => {
  const { what: _, ...facts } = factsOf(rule);
  return changeRule({ code: rule.code, body: { ...facts, active, version: rule.version } });
};

/** One after the other: where one is refused, what was done before is seen on the page and can be gone on with. */
async function each<T>(items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item);
}

function useLadderChange(change: (change: Change) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['reminder-rules'] }),
  });
}

/** Steps of its own for a ledger: those that it had before, or copies of the general ones. */
export const useOwnLadder = () =>
  useLadderChange(async ({ ledgerId, nameOf }) => {
    const rules = await ladderRules();
    const had = rules.filter((rule) => rule.ledgerId === ledgerId);
    if (had.length > 0)
      return each(
        had.filter(({ active }) => !active),
        (rule) => turn(rule, true),
      );
    const general = rules.filter((rule) => rule.ledgerId === null && rule.active);
    return each(general, (rule) =>
      createRule({ ...factsOf(rule), ledgerId, name: nameOf(rule.name).slice(0, NAME_MAX) }),
    );
  });

/** The general steps count for the ledger again. */
export const useGeneralLadder = () =>
  useLadderChange(async ({ ledgerId }) => {
    const own = (await ladderRules()).filter((rule) => rule.ledgerId === ledgerId && rule.active);
    return each(own, (rule) => turn(rule, false));
  });
