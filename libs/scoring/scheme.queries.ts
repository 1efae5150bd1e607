import { isoInstant, type Month, offset, type Page, type PageQuery, pageOf, type Tx } from '@app/platform';
import type { SchemeRow, SchemeVersionView } from './scheme.dto';
import type { SchemeRule } from './scheme.kinds';

const ROW = `s.id, s.name, s.description, s.active, s.version, v.number, v.from_month as "fromMonth",
  v.content ->> 'period' as period, jsonb_array_length(v.content -> 'items') as items`;
/** A scheme with its newest version. */
const SCHEMES = `from scoring_scheme s join lateral (
  select * from scoring_scheme_version v where v.scheme_id = s.id order by v.number desc limit 1) v on true`;

export async function findSchemes(tx: Tx, query: PageQuery): Promise<Page<SchemeRow>> {
  const [{ total }] = (await tx.query('select count(*)::int as total from scoring_scheme')) as [{ total: number }];
  const items: SchemeRow[] = await tx.query(
    `select ${ROW} ${SCHEMES} order by s.active desc, s.name collate "zh-x-icu", s.id limit $1 offset $2`,
    [query.pageSize, offset(query)],
  );
  return pageOf(query, items, total);
}

export async function findScheme(tx: Tx, id: string): Promise<SchemeRow | undefined> {
  const [row]: SchemeRow[] = await tx.query(`select ${ROW} ${SCHEMES} where s.id = $1`, [id]);
  return row;
}

/** Names are used once. */
export async function findSchemeId(tx: Tx, name: string): Promise<string | undefined> {
  const [row]: { id: string }[] = await tx.query('select id from scoring_scheme where name = $1', [name]);
  return row?.id;
}

/** Writers of one scheme wait for each other. */
export const lockScheme = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('select 1 from scoring_scheme where id = $1 for no key update', [id]);

/** Every version, newest first. */
export async function findVersions(tx: Tx, id: string): Promise<Omit<SchemeVersionView, 'words'>[]> {
  const rows: (Omit<SchemeVersionView, 'words' | 'createdAt'> & { createdAt: Date })[] = await tx.query(
    `select v.number, v.from_month as "fromMonth", v.reason, p.name as "createdByName", v.created_at as "createdAt",
            v.content as rule
       from scoring_scheme_version v left join person p on p.id = v.created_by
      where v.scheme_id = $1 order by v.number desc`,
    [id],
  );
  return rows.map((row) => ({ ...row, createdAt: isoInstant(row.createdAt) }));
}

/** The version that counts for a month: the newest of those that count from it or before. */
export async function findVersionOf(
  tx: Tx,
  id: string,
  month: Month,
): Promise<{ number: number; rule: SchemeRule } | undefined> {
  const [row]: { number: number; rule: SchemeRule }[] = await tx.query(
    `select number, content as rule from scoring_scheme_version
      where scheme_id = $1 and from_month <= $2 order by number desc limit 1`,
    [id, month],
  );
  return row;
}

export async function insertScheme(tx: Tx, name: string, description: string, at: Date): Promise<string> {
  const [row] = (await tx.query(
    'insert into scoring_scheme (name, description, created_at) values ($1, $2, $3) returning id',
    [name, description, at],
  )) as [{ id: string }];
  return row.id;
}

export interface NewVersion {
  schemeId: string;
  number: number;
  fromMonth: Month;
  rule: SchemeRule;
  reason: string;
  by: string | null;
  at: Date;
}

export const insertVersion = (tx: Tx, it: NewVersion): Promise<unknown> =>
  tx.query(
    `insert into scoring_scheme_version (scheme_id, number, from_month, content, reason, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [it.schemeId, it.number, it.fromMonth, JSON.stringify(it.rule), it.reason, it.by, it.at],
  );

export const updateScheme = (
  tx: Tx,
  id: string,
  { name, description, active }: Pick<SchemeRow, 'name' | 'description' | 'active'>,
): Promise<unknown> =>
  tx.query('update scoring_scheme set name = $2, description = $3, active = $4, version = version + 1 where id = $1', [
    id,
    name,
    description,
    active,
  ]);
