import type { Tx } from '@app/platform';
import { type ListKind, listOrder } from '@app/project';

/** A list as a scope of figures. */
export interface ListScope {
  id: string;
  name: string;
  year: number;
  kind: ListKind;
  rateDigits: number;
}

/** The lists of some years, in the order in which people read them. */
export const listsOf = (tx: Tx, years: readonly number[]): Promise<ListScope[]> =>
  tx.query(
    `select l.id, l.name, l.year, l.kind, l.rate_digits as "rateDigits" from project_list l
      where l.year = any ($1::int[]) order by l.year, ${listOrder('l')}`,
    [years],
  );

export interface Named {
  kind: 'unit' | 'leader' | 'category' | 'ledger';
  id: string;
  name: string;
}

/** Names of units, categories and ledgers, and of the leaders asked for, each in their order. */
export const namesOf = (tx: Tx, leaderIds: readonly string[]): Promise<Named[]> =>
  tx.query(
    `select kind, id, name from (
       select 'unit' as kind, id::text, name, 0 as place from unit
       union all select 'leader', id::text, name, 0 from person where id = any ($1::uuid[])
       union all select 'category', code, name, sort from issue_category
       union all select 'ledger', id::text, name, sort from ledger) n
      order by kind, place, name collate "zh-x-icu", id`,
    [leaderIds],
  );

/** The ledger whose items are 民生实事. */
export const LIVELIHOOD_LEDGER = 'livelihood-item';

export async function ledgerOf(tx: Tx, code: string): Promise<string | undefined> {
  const [row]: { id: string }[] = await tx.query('select id from ledger where code = $1', [code]);
  return row?.id;
}
