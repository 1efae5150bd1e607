import type { Principal } from '@app/org';
import {
  containing,
  isoInstant,
  type Month,
  offset,
  type Page,
  type PageQuery,
  pageOf,
  Parameters,
  type Tx,
} from '@app/platform';
import type {
  ActualQuery,
  ActualView,
  IndicatorBody,
  IndicatorChange,
  IndicatorQuery,
  IndicatorView,
  IndicatorSplitView,
  IndicatorTargetView,
} from './indicator.dto';
import { indicatorScope } from './indicator.policy';

/** Instants inside JSON, as the API answers them. */
const iso = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;

const VIEW = `i.id, i.year, i.code, i.name, i.unit, i.level, i.parent_id as "parentId", h.name as "parentName", i.kind,
  i.direction, i.digits, (select trim_scale(t.target)::text from indicator_target t where t.indicator_id = i.id
    and t.unit_id is null order by t.from_month desc limit 1) as target, i.unit_id as "unitId", u.name as "unitName", i.source, i.version`;
const FROM = 'from indicator i left join indicator h on h.id = i.parent_id left join unit u on u.id = i.unit_id';

/** One page of the indicators a person may know of, newest year first, in the order of their codes. */
export async function findIndicators(
  tx: Tx,
  principal: Principal,
  query: IndicatorQuery,
): Promise<Page<IndicatorView>> {
  const p = new Parameters();
  const where = [indicatorScope(principal, p)];
  if (query.year !== undefined) where.push(`i.year = ${p.add(query.year)}`);
  if (query.level !== undefined) where.push(`i.level = ${p.add(query.level)}`);
  if (query.kind !== undefined) where.push(`i.kind = ${p.add(query.kind)}`);
  if (query.unitId !== undefined) where.push(`i.unit_id = ${p.add(query.unitId)}`);
  if (query.q) {
    const text = p.add(containing(query.q));
    where.push(`(i.name ilike ${text} or i.code ilike ${text})`);
  }
  const condition = where.join(' and ');
  const [{ total }] = (await tx.query(`select count(*)::int as total from indicator i where ${condition}`, [
    ...p.values,
  ])) as [{ total: number }];
  const items: IndicatorView[] = await tx.query(
    `select ${VIEW} ${FROM} where ${condition} order by i.year desc, coalesce(h.code, i.code), i.level, i.code
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(query, items, total);
}

/** One indicator; undefined when there is none that the person may know of. */
export async function findIndicator(tx: Tx, principal: Principal, id: string): Promise<IndicatorView | undefined> {
  const p = new Parameters();
  const [row]: IndicatorView[] = await tx.query(
    `select ${VIEW} ${FROM} where i.id = ${p.add(id)} and ${indicatorScope(principal, p)}`,
    p.values,
  );
  return row;
}

/** The indicator of a year that has the code. */
export async function findByCode(tx: Tx, year: number, code: string): Promise<IndicatorView | undefined> {
  const [row]: IndicatorView[] = await tx.query(`select ${VIEW} ${FROM} where i.year = $1 and i.code = $2`, [
    year,
    code,
  ]);
  return row;
}

/** Writes about one indicator wait for each other; false when there is none that the person may know of. */
export async function lockIndicator(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const p = new Parameters();
  const rows: unknown[] = await tx.query(
    `select 1 from indicator i where i.id = ${p.add(id)} and ${indicatorScope(principal, p)} for no key update`,
    p.values,
  );
  return rows.length > 0;
}

export async function countIndicators(tx: Tx, year: number): Promise<number> {
  const [row] = (await tx.query('select count(*)::int as count from indicator where year = $1', [year])) as [
    { count: number },
  ];
  return row.count;
}

export type IndicatorFacts = Required<Omit<IndicatorBody, 'target'>>;

/** Its id, or undefined when the code is taken. */
export async function insertIndicator(tx: Tx, facts: IndicatorFacts, at: Date): Promise<string | undefined> {
  const [row]: { id: string }[] = await tx.query(
    `insert into indicator (year, code, name, unit, level, parent_id, kind, direction, digits, unit_id, source, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict on constraint indicator_code_unique do nothing returning id`,
    [
      ...[facts.year, facts.code, facts.name, facts.unit, facts.level, facts.parentId, facts.kind, facts.direction],
      ...[facts.digits, facts.unitId, facts.source, at],
    ],
  );
  return row?.id;
}

/** Writes what is there now and raises the version. */
export const updateIndicator = (tx: Tx, view: IndicatorView): Promise<unknown> =>
  tx.query(
    `update indicator set name = $2, unit = $3, parent_id = $4, kind = $5, direction = $6, digits = $7, unit_id = $8,
            source = $9, version = version + 1 where id = $1`,
    [
      ...[view.id, view.name, view.unit, view.parentId, view.kind, view.direction, view.digits, view.unitId],
      view.source,
    ],
  );

export const raiseVersion = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('update indicator set version = version + 1 where id = $1', [id]);

/** Takes away an indicator with its targets and split. */
export const deleteIndicator = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('delete from indicator where id = $1', [id]);

/** What keeps an indicator from being taken away. */
export async function findHindrance(tx: Tx, id: string): Promise<{ actuals: boolean; children: boolean }> {
  const [row] = (await tx.query(
    `select exists (select from indicator_actual where indicator_id = $1) as actuals,
            exists (select from indicator where parent_id = $1) as children`,
    [id],
  )) as [{ actuals: boolean; children: boolean }];
  return row;
}

export function findTargets(tx: Tx, id: string): Promise<IndicatorTargetView[]> {
  return tx.query(
    `select t.from_month as "from", trim_scale(t.target)::text as target, w.name as "enteredByName",
            ${iso('t.entered_at')} as "enteredAt"
       from indicator_target t left join person w on w.id = t.entered_by where t.indicator_id = $1
        and t.unit_id is null order by t.from_month desc`,
    [id],
  );
}

export interface Writer {
  at: Date;
  principal: Principal;
}

/** Null as the target takes it away from that month on. */
export const saveTarget = (
  tx: Tx,
  { at, principal }: Writer,
  id: string,
  { unitId, from, target }: { unitId: string | null; from: Month; target: string | null },
): Promise<unknown> =>
  tx.query(
    `insert into indicator_target (indicator_id, unit_id, from_month, target, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint indicator_target_once do update set target = excluded.target,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [id, unitId, from, target, principal.id, at],
  );

/** The units that ever had a target of the year. */
export async function findTargeted(tx: Tx, id: string): Promise<string[]> {
  const rows: { unitId: string }[] = await tx.query(
    `select distinct unit_id as "unitId" from indicator_target where indicator_id = $1 and unit_id is not null`,
    [id],
  );
  return rows.map(({ unitId }) => unitId);
}

/** The last month of the year that was published, where there is one. */
export async function findLastClosed(tx: Tx, year: number): Promise<Month | null> {
  const [row] = (await tx.query(`select max(month)::text as month from rollup_revision where left(month, 4) = $1`, [
    String(year),
  ])) as [{ month: Month | null }];
  return row.month;
}

/** The year's targets of units as they are now; then by month, the whole before its units. */
export function findSplit(tx: Tx, id: string): Promise<IndicatorSplitView[]> {
  return tx.query(
    `select s.month, s.unit_id as "unitId", u.name as "unitName", trim_scale(s.target)::text as target
       from (select month::text, unit_id, target from indicator_split where indicator_id = $1
             union all
             select null, unit_id, target
               from (select distinct on (unit_id) unit_id, target from indicator_target
                      where indicator_id = $1 and unit_id is not null order by unit_id, from_month desc) newest
              where target is not null) s
       left join unit u on u.id = s.unit_id
      order by s.month nulls first, u.name collate "zh-x-icu" nulls first, s.unit_id`,
    [id],
  );
}

interface SplitKey {
  month: Month;
  unitId: string | null;
}

export const deleteSplit = (tx: Tx, id: string, { month, unitId }: SplitKey): Promise<unknown> =>
  tx.query(
    `delete from indicator_split where indicator_id = $1 and month = $2
        and unit_id is not distinct from $3::uuid`,
    [id, month, unitId],
  );

export const saveSplit = (tx: Tx, id: string, item: SplitKey & { target: string }): Promise<unknown> =>
  tx.query(
    `insert into indicator_split (indicator_id, month, unit_id, target) values ($1, $2, $3, $4)
     on conflict on constraint indicator_split_once do update set target = excluded.target`,
    [id, item.month, item.unitId, item.target],
  );

const ACTUAL = `a.month, a.unit_id as "unitId", u.name as "unitName", trim_scale(a.value)::text as value,
  trim_scale(a.year_before)::text as "yearBefore", trim_scale(a.stated_share)::text as "statedShare", a.note, a.version,
  w.name as "enteredByName", ${iso('a.entered_at')} as "enteredAt"`;
const ACTUALS = `from indicator_actual a left join unit u on u.id = a.unit_id left join person w on w.id = a.entered_by`;

/** What was entered, newest month first. */
export async function findActuals(tx: Tx, id: string, query: ActualQuery): Promise<Page<ActualView>> {
  const where = `where a.indicator_id = $1 and ($2::text is null or a.month = $2) and ($3::uuid is null or a.unit_id = $3)`;
  const filter = [id, query.month ?? null, query.unitId ?? null];
  const [{ total }] = (await tx.query(`select count(*)::int as total from indicator_actual a ${where}`, filter)) as [
    { total: number },
  ];
  const items: ActualView[] = await tx.query(
    `select ${ACTUAL} ${ACTUALS} ${where}
      order by a.month desc, u.name collate "zh-x-icu" nulls first, a.unit_id limit $4 offset $5`,
    [...filter, query.pageSize, offset(query)],
  );
  return pageOf(query, items, total);
}

export async function findActual(
  tx: Tx,
  id: string,
  month: Month,
  unitId: string | null,
): Promise<ActualView | undefined> {
  const [row]: ActualView[] = await tx.query(
    `select ${ACTUAL} ${ACTUALS} where a.indicator_id = $1 and a.month = $2 and a.unit_id is not distinct from $3::uuid`,
    [id, month, unitId],
  );
  return row;
}

export type ActualFacts = Pick<ActualView, 'value' | 'yearBefore' | 'statedShare' | 'note'>;

export const saveActual = (
  tx: Tx,
  { at, principal }: Writer,
  { id, month, unitId }: { id: string; month: Month; unitId: string | null },
  facts: ActualFacts,
): Promise<unknown> =>
  tx.query(
    `insert into indicator_actual (indicator_id, month, unit_id, value, year_before, stated_share, note, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict on constraint indicator_actual_once do update set value = excluded.value,
       year_before = excluded.year_before, stated_share = excluded.stated_share, note = excluded.note,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at, version = indicator_actual.version + 1`,
    [id, month, unitId, facts.value, facts.yearBefore, facts.statedShare, facts.note, principal.id, at],
  );

export const deleteActual = (tx: Tx, id: string, month: Month, unitId: string | null): Promise<unknown> =>
  tx.query(
    'delete from indicator_actual where indicator_id = $1 and month = $2 and unit_id is not distinct from $3::uuid',
    [id, month, unitId],
  );

const CHANGE_KINDS = ['indicator', 'indicator-split', 'indicator-actual'];

/** The change record of an indicator, newest first. */
export async function findChanges(tx: Tx, id: string, query: PageQuery): Promise<Page<IndicatorChange>> {
  const where = 'where c.subject_kind = any ($1) and c.subject_id = $2';
  const [{ total }] = (await tx.query(`select count(*)::int as total from change_record c ${where}`, [
    CHANGE_KINDS,
    id,
  ])) as [{ total: number }];
  const rows: (Omit<IndicatorChange, 'at'> & { at: Date })[] = await tx.query(
    `select c.id, c.at, a.name as "actorName", c.subject_kind as kind, c.action, c.before, c.after, c.reason
       from change_record c left join person a on a.id = c.actor_id ${where} order by c.id desc limit $3 offset $4`,
    [CHANGE_KINDS, id, query.pageSize, offset(query)],
  );
  return pageOf(
    query,
    rows.map((row) => ({ ...row, at: isoInstant(row.at) })),
    total,
  );
}

/** Everything that was entered for a year, of the indicators that the person may know of. */
export function findYear(tx: Tx, principal: Principal, year: number): Promise<YearActual[]> {
  const p = new Parameters();
  return tx.query(
    `select i.code, ${ACTUAL} ${ACTUALS} join indicator i on i.id = a.indicator_id
      where i.year = ${p.add(year)} and ${indicatorScope(principal, p)} order by i.code, a.unit_id nulls first, a.month`,
    p.values,
  );
}

export type YearActual = ActualView & { code: string };
