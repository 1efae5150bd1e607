import { decimal, type Month } from '@app/platform';

/** 1.68 亿元, 300 万元: exact, in 亿元 from one on. */
export function amountWords(amount: string): string {
  const value = decimal(amount);
  return value.abs().gte(10_000) ? `${value.div(10_000).toFixed()} 亿元` : `${value.toFixed()} 万元`;
}

/** With its sign: what was added, or taken away. */
export function differenceWords(before: string | null, after: string | null): string {
  const difference = decimal(after ?? '0').minus(before ?? '0');
  const words = amountWords(difference.abs().toFixed());
  return `${difference.isNegative() ? '−' : '+'}${words}`;
}

export const monthWords = (month: Month): string => `${Number(month.slice(5))}月`;

const BASIS_WORDS: Record<string, string> = { 'with-preliminary': '含前期', 'without-preliminary': '不含前期' };
export const basisWords = (basis: string | null): string => (basis === null ? '未填' : (BASIS_WORDS[basis] ?? basis));

/** An amount that was entered, changed or taken away; nothing where it is the same. */
export function amountChange(name: string, before: string | null, after: string | null): string[] {
  if (before === after) return [];
  if (before === null && after !== null) return [`新填${name} ${amountWords(after)}`];
  if (after === null && before !== null) return [`删去${name} ${amountWords(before)}`];
  return [`${name} ${differenceWords(before, after)}`];
}

export const wordChange = (name: string, before: string | null, after: string | null): string[] =>
  before === after ? [] : [`${name}由“${before ?? '无'}”改为“${after ?? '无'}”`];
