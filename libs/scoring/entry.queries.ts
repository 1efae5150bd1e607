import { type Day, isoInstant, lastDay, offset, type Page, pageOf, Parameters, type Tx } from '@app/platform';
import type { EntryQuery, EntryView } from './entry.dto';
import { FILES } from './file.queries';

/** The item of the newest version that has it. */
const ITEM = `(select i ->> $field from scoring_scheme_version v, jsonb_array_elements(v.content -> 'items') i
  where v.scheme_id = e.scheme_id and i ->> 'code' = e.item_code order by v.number desc limit 1)`;
const itemField = (field: string): string => ITEM.replace('$field', `'${field}'`);

const ENTRY = `e.id, e.scheme_id as "schemeId", s.name as "schemeName", e.item_code as "itemCode",
  coalesce(${itemField('name')}, e.item_code) as "itemName", e.unit_id as "unitId", u.name as "unitName",
  e.project_id as "projectId", j.name as "projectName", e.occurred_on as "occurredOn",
  trim_scale(case when ${itemField('direction')} = 'deduct' then -e.points else e.points end)::text as points,
  e.note, e.evidence, p.name as "enteredByName", e.entered_at as "enteredAt", w.reason as "withdrawnReason",
  w.withdrawn_at as "withdrawnAt", ${FILES('f.entry_id = e.id')} as files`;
const ENTRIES = `from scoring_entry e join scoring_scheme s on s.id = e.scheme_id join unit u on u.id = e.unit_id
  join person p on p.id = e.entered_by left join project j on j.id = e.project_id
  left join scoring_withdrawal w on w.entry_id = e.id`;

type Stored = Omit<EntryView, 'enteredAt' | 'withdrawnAt'> & { enteredAt: Date; withdrawnAt: Date | null };
const viewOf = (row: Stored): EntryView => ({
  ...row,
  enteredAt: isoInstant(row.enteredAt),
  withdrawnAt: row.withdrawnAt && isoInstant(row.withdrawnAt),
});

/** Newest first; `ownUnit`: only those of this unit. */
export async function findEntries(tx: Tx, query: EntryQuery, ownUnit: string | null): Promise<Page<EntryView>> {
  const p = new Parameters();
  const where = ['true'];
  if (ownUnit !== null) where.push(`e.unit_id = ${p.add(ownUnit)}`);
  if (query.schemeId !== undefined) where.push(`e.scheme_id = ${p.add(query.schemeId)}`);
  if (query.unitId !== undefined) where.push(`e.unit_id = ${p.add(query.unitId)}`);
  if (query.month !== undefined) {
    where.push(`e.occurred_on between ${p.add(`${query.month}-01`)} and ${p.add(lastDay(query.month))}`);
  }
  const condition = where.join(' and ');
  const [{ total }] = (await tx.query(`select count(*)::int as total from scoring_entry e where ${condition}`, [
    ...p.values,
  ])) as [{ total: number }];
  const rows: Stored[] = await tx.query(
    `select ${ENTRY} ${ENTRIES} where ${condition} order by e.occurred_on desc, e.id desc
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(query, rows.map(viewOf), total);
}

export async function findEntry(tx: Tx, id: string): Promise<EntryView | undefined> {
  const [row]: Stored[] = await tx.query(`select ${ENTRY} ${ENTRIES} where e.id = $1`, [id]);
  return row && viewOf(row);
}

export async function findEntryHash(tx: Tx, id: string): Promise<string | undefined> {
  const [row]: { bodyHash: string }[] = await tx.query(
    'select body_hash as "bodyHash" from scoring_entry where id = $1',
    [id],
  );
  return row?.bodyHash;
}

export interface NewEntry {
  id: string;
  schemeId: string;
  itemCode: string;
  unitId: string;
  projectId: string | null;
  occurredOn: Day;
  points: string;
  note: string;
  evidence: string;
  by: string;
  at: Date;
  bodyHash: string;
}

/** @returns false when there is one under that id already */
export async function insertEntry(tx: Tx, it: NewEntry): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into scoring_entry (id, scheme_id, item_code, unit_id, project_id, occurred_on, points, note, evidence,
                                entered_by, entered_at, body_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict on constraint scoring_entry_pk do nothing returning id`,
    [
      ...[it.id, it.schemeId, it.itemCode, it.unitId, it.projectId, it.occurredOn, it.points, it.note, it.evidence],
      ...[it.by, it.at, it.bodyHash],
    ],
  );
  return rows.length > 0;
}

/** @returns false when it was withdrawn before */
export async function insertWithdrawal(tx: Tx, id: string, reason: string, by: string, at: Date): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into scoring_withdrawal (entry_id, reason, withdrawn_by, withdrawn_at) values ($1, $2, $3, $4)
     on conflict on constraint scoring_withdrawal_pk do nothing returning entry_id`,
    [id, reason, by, at],
  );
  return rows.length > 0;
}
