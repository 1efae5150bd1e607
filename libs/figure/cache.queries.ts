import { type Day, type Month, Parameters, type Tx } from '@app/platform';
import type { FactTime, SumFamily } from './family';
import type { Kept, Mark, Stale } from './marks';
import { type SumRow, sumSql } from './sum.queries';

/** What a family adds up, in its order: sums of another shape are of another program. */
export const shapeOf = ({ quantities, columns }: SumFamily): string =>
  [...columns, ...Object.keys(quantities)].join(' ');

/** In place of a bucket: the quantities themselves. */
const QUANTITIES = -1;

export const findKept = (tx: Tx, months?: readonly Month[]): Promise<Kept[]> =>
  tx.query(
    'select family, month, day, shape from rollup_kept where $1::text[] is null or month = any ($1) order by month, family',
    [months ?? null],
  );

/** What was marked and is not added up yet, each thing once; more than `limit` are told as one for everything. */
export async function findMarks(tx: Tx, limit: number): Promise<Mark[]> {
  const rows: Mark[] = await tx.query(
    `select family, subject, min(from_month) as "fromMonth" from (select * from rollup_mark order by id limit $1) m
      group by family, subject, left(from_month, 4)`,
    [limit + 1],
  );
  const [{ more }] = (await tx.query('select exists (select from rollup_mark order by id offset $1) as more', [
    limit,
  ])) as [{ more: boolean }];
  if (!more) return rows;
  const families: Mark[] = await tx.query(
    'select family, null as subject, min(from_month) as "fromMonth" from rollup_mark group by family',
  );
  return families;
}

/** Takes marks away to add up what they name: their facts are there, for they were committed together. */
export async function takeMarks(tx: Tx, limit: number): Promise<Mark[]> {
  const [rows] = (await tx.query(
    `delete from rollup_mark where id in (select id from rollup_mark order by id limit $1)
     returning family, subject, from_month as "fromMonth"`,
    [limit],
  )) as [Mark[], number];
  return rows;
}

const PART = (family: SumFamily): string => `${family.name}_part`;

/** Rows of the part table of those subjects: the same that `facts` looks at again. */
function ofSubjects(p: Parameters, { columns }: SumFamily, { projects, issues }: Exclude<Stale, 'all'>): string {
  const byProject = columns.includes('project_id');
  if (!columns.includes('issue_id')) return `project_id = any (${p.add([...projects])}::uuid[])`;
  const named = `unnest(${p.add([...issues])}::uuid[])`;
  if (!byProject || projects.size === 0) return `issue_id = any (array(select ${named}))`;
  // Issues of a project are found where they stand now: one that came from another project is marked itself.
  const theirs = `select id from issue where project_id = any (${p.add([...projects])}::uuid[])`;
  return `issue_id = any (array(select ${named} union ${theirs}))`;
}

const subjectsOf = ({ projects, issues }: Exclude<Stale, 'all'>, family: SumFamily) =>
  family.columns.includes('issue_id')
    ? { issues: [...issues], ...(family.columns.includes('project_id') ? { projects: [...projects] } : {}) }
    : { projects: [...projects] };

/** By how much the kept sums differ from the facts, where those subjects are looked at again. Nothing is written. */
export function readDelta(tx: Tx, family: SumFamily, time: FactTime, stale: Exclude<Stale, 'all'>): Promise<SumRow[]> {
  const p = new Parameters();
  const columns = family.columns.join(', ');
  return tx.query(
    `with fresh as materialized (${family.facts(p, time, subjectsOf(stale, family))}), changed as materialized (
       select -1 as sign, ${columns} from ${PART(family)} where month = ${p.add(time.month)} and ${ofSubjects(p, family, stale)}
       union all select 1, ${columns} from fresh)
     select kind, id, bucket, sums::text[] as sums from (${sumSql(family, 'changed', 't.sign')}) s`,
    p.values,
  );
}

/** Takes those subjects out of parts and sums as they were, and puts them in as they are: one statement. */
export async function applyDelta(
  tx: Tx,
  family: SumFamily,
  time: FactTime,
  stale: Exclude<Stale, 'all'>,
): Promise<void> {
  const p = new Parameters();
  const columns = family.columns.join(', ');
  const month = p.add(time.month);
  await tx.query(
    `with fresh as materialized (${family.facts(p, time, subjectsOf(stale, family))}), gone as (
       delete from ${PART(family)} where month = ${month} and ${ofSubjects(p, family, stale)} returning ${columns}
     ), put as (
       insert into ${PART(family)} (month, ${columns}) select ${month}, ${columns} from fresh
     ), changed as materialized (select -1 as sign, ${columns} from gone union all select 1, ${columns} from fresh)
     insert into rollup_sum as r (family, month, scope_kind, scope_id, bucket, sums)
     select '${family.name}', ${month}, kind, id, coalesce(bucket, ${QUANTITIES}), sums
       from (${sumSql(family, 'changed', 't.sign')}) s where exists (select from unnest(s.sums) one where one <> 0)
     on conflict on constraint rollup_sum_pk do update
       set sums = array(select a + b from unnest(r.sums, excluded.sums) with ordinality u (a, b, place) order by place)`,
    p.values,
  );
}

/** Adds up a month from the facts and keeps parts and sums. */
export async function keepMonth(tx: Tx, family: SumFamily, time: FactTime, at: Date): Promise<void> {
  // A month of a million issues is sorted and hashed in memory; it may take longer than what people wait for.
  await tx.query(`set local work_mem = '128MB'`);
  await tx.query(`set local statement_timeout = '10min'`);
  const columns = family.columns.join(', ');
  await tx.query(`delete from ${PART(family)} where month = $1`, [time.month]);
  const p = new Parameters();
  const month = p.add(time.month);
  await tx.query(
    `insert into ${PART(family)} (month, ${columns}) select ${month}, ${columns} from (${family.facts(p, time)}) f`,
    p.values,
  );
  await tx.query('delete from rollup_sum where family = $1 and month = $2', [family.name, time.month]);
  await tx.query(
    `with part as not materialized (select * from ${PART(family)} where month = $1)
     insert into rollup_sum (family, month, scope_kind, scope_id, bucket, sums)
     select '${family.name}', $1, kind, id, coalesce(bucket, ${QUANTITIES}), sums from (${sumSql(family, 'part')}) s`,
    [time.month],
  );
  await tx.query(
    `insert into rollup_kept (family, month, day, shape, at) values ($1, $2, $3, $4, $5)
     on conflict on constraint rollup_kept_pk do update set day = excluded.day, shape = excluded.shape, at = excluded.at`,
    [family.name, time.month, time.today, shapeOf(family), at],
  );
}

/** The sums of a month are not to be trusted any more. */
export const forget = (tx: Tx, family: string, month: Month): Promise<unknown> =>
  tx.query('delete from rollup_kept where family = $1 and month = $2', [family, month]);

/** Leaves nothing of months that ended long ago, but for those that were asked for again lately. */
export async function prune(tx: Tx, families: readonly SumFamily[], before: Month, lately: Date): Promise<void> {
  await tx.query('delete from rollup_kept where month < $1 and at < $2', [before, lately]);
  for (const family of families) {
    const gone = `month < $1 and month not in (select month from rollup_kept where family = $2)`;
    await tx.query(`delete from ${PART(family)} where ${gone}`, [before, family.name]);
    await tx.query(`delete from rollup_sum where family = $2 and ${gone}`, [before, family.name]);
  }
}

export const noteDay = (tx: Tx, family: string, months: readonly Month[], day: Day): Promise<unknown> =>
  tx.query('update rollup_kept set day = $3 where family = $1 and month = any ($2)', [family, months, day]);

/** The kept sums of some families and months. */
export function keptSums(
  tx: Tx,
  families: readonly string[],
  months: readonly Month[],
): Promise<(SumRow & { family: string; month: Month })[]> {
  return tx.query(
    `select family, month, scope_kind as kind, scope_id as id, nullif(bucket, ${QUANTITIES}) as bucket, sums::text[] as sums
       from rollup_sum where month = any ($2) and family = any ($1)`,
    [families, months],
  );
}

/**
 * The subjects of a family that stand differently on another day, though nobody wrote anything: what was due has become
 * late, a period has begun or is over.
 */
export async function turnedWithDay(tx: Tx, family: string, from: FactTime, to: FactTime): Promise<Stale | undefined> {
  const query = TURNS[family];
  if (!query) return undefined;
  const days = family === 'visit' ? [from.today, to.today].sort() : [from.asOf, to.asOf].sort();
  if (days[0] === days[1]) return undefined;
  const rows: { id: string }[] = await tx.query(query.sql, family === 'visit' ? [...days, from.month] : days);
  const ids = new Set(rows.map(({ id }) => id));
  if (ids.size === 0) return undefined;
  return { projects: query.by === 'projects' ? ids : new Set(), issues: query.by === 'issues' ? ids : new Set() };
}

const TURNS: Record<string, { by: 'projects' | 'issues'; sql: string }> = {
  investment: {
    by: 'projects',
    sql: 'select distinct project_id as id from milestone where planned_on >= $1::date and planned_on < $2::date',
  },
  // One that was closed before these days does not turn. One closed since was marked then, but a clock that was ahead may
  // have closed it in days to come.
  issue: {
    by: 'issues',
    sql: `select id from issue where due_on >= $1::date and due_on < $2::date and (state <> 'closed' or closed_at >= $1::date)`,
  },
  visit: {
    by: 'projects',
    sql: `select distinct project_id as id from visit_duty
           where month = $3 and (starts > $1::date and starts <= $2::date or ends >= $1::date and ends < $2::date)`,
  },
};
