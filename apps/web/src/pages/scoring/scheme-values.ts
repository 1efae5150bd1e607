import type { Scheme, SchemeRule, ScoringItem } from './queries';

/** What the form of a scheme holds. */
export interface SchemeValues {
  name?: string;
  description?: string;
  fromMonth: string;
  reason?: string;
  period: SchemeRule['period'];
  digits: number;
  lists: SchemeRule['lists'];
  items: ScoringItem[];
}

/** The fields that each kind of item uses; what another kind left behind is not sent. */
const USED: Record<ScoringItem['kind'], (keyof ScoringItem)[]> = {
  measure: ['measure', 'per', 'weight', 'noBase'],
  share: ['weight', 'noBase', 'wide', 'among', 'reached'],
  tiers: ['over', 'measure', 'tiers'],
  count: ['cases'],
  threshold: ['measure', 'value', 'inclusive', 'points'],
  manual: ['least', 'most'],
};
const ALWAYS: (keyof ScoringItem)[] = ['code', 'name', 'kind', 'direction', 'note'];
const LIMITS: (keyof ScoringItem)[] = ['cap', 'floor', 'perQuarter', 'perYear'];

/** As the server takes it: without what was left empty. */
export function ruleOf({ period, digits, lists, items }: SchemeValues): SchemeRule {
  return { period, digits, lists, items: items.map(itemOf) };
}

function itemOf(item: ScoringItem): ScoringItem {
  const used = [...ALWAYS, ...LIMITS, ...USED[item.kind]];
  const kept = used.flatMap((field): [string, unknown][] => {
    const value = item[field];
    return value === undefined || value === '' || value === null ? [] : [[field, value]];
  });
  const sent = Object.fromEntries(kept) as unknown as ScoringItem;
  return {
    ...sent,
    ...(sent.tiers && {
      tiers: sent.tiers.map((tier) => ({ ...tier, from: tier.from === '' ? null : (tier.from ?? null) })),
    }),
    ...(sent.cases && { cases: sent.cases.map((one) => ({ ...one, where: one.where ?? [] })) }),
  };
}

/** What the form starts with: the newest rule, or one item. */
export function startingValues(scheme: Scheme | undefined, copied: boolean, month: string): SchemeValues {
  const rule = scheme?.versions[0]?.rule;
  if (!rule) return { fromMonth: month, period: 'month', digits: 2, lists: [], items: [newItem(1)] };
  const { period, digits, lists, items } = rule;
  return {
    ...(copied && { name: '', description: scheme.description }),
    fromMonth: scheme.fromMonth > month ? scheme.fromMonth : month,
    ...{ period, digits, lists, items },
  };
}

/** An item to begin with; its code only has to differ from the others. */
export const newItem = (place: number): ScoringItem => ({
  code: `item-${place}`,
  name: '',
  kind: 'measure',
  direction: 'add',
  measure: 'investment.rate',
  per: 'rate',
  noBase: 'exclude',
});

/** `items.0.tiers` or `rule.items.0.tiers` → where the field stands in the form. */
export const pathOf = (field: string): (string | number)[] =>
  field
    .replace(/^rule\./, '')
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
