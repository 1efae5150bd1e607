import type { Day } from '@app/platform';
import { isoInstant, type Month, offset, type Page, type PageQuery, pageOf, Parameters, type Tx } from '@app/platform';
import type { ConfirmationRow } from './closing.dto';
import { unitFactSql } from './unit-facts.queries';

const RULE = 'confirm-rule';

/** Which working day of the next month is the last to confirm, unless it was set. */
export const WORKING_DAY = 5;

export async function findWorkingDay(tx: Tx): Promise<number> {
  const [row]: { day: number }[] = await tx.query(
    `select (value ->> 'workingDay')::int as day from setting where key = $1`,
    [RULE],
  );
  return row?.day ?? WORKING_DAY;
}

export const saveWorkingDay = (tx: Tx, workingDay: number): Promise<unknown> =>
  tx.query(
    `insert into setting (key, value) values ($1, $2::jsonb) on conflict on constraint setting_pk do update set value = excluded.value`,
    [RULE, JSON.stringify({ workingDay })],
  );

type Dated = Omit<ConfirmationRow, 'confirmedAt' | 'againAt' | 'urgedAt' | 'mayConfirm'> &
  Record<'confirmedAt' | 'againAt' | 'urgedAt', Date | null>;

/** The units that have to confirm a month, by name, each with what was confirmed and what is different by now. */
export async function findConfirmations(
  tx: Tx,
  month: Month,
  unitId?: string,
): Promise<Omit<ConfirmationRow, 'mayConfirm'>[]> {
  const p = new Parameters();
  const rows: Dated[] = await tx.query(
    `${unitFactSql(p, month)}, due as (
       select unit_id, count(*)::int as projects, count(*) filter (where without_entry)::int as without_entry,
              count(*) filter (where without_plan)::int as without_plan
         from unit_fact where unit_id is not null group by unit_id
     ), confirmed as (
       select c.unit_id, f.value as fact from month_confirmation c, jsonb_array_elements(c.content::jsonb) f
        where c.month = ${p.add(month)}
     ), changed as (
       select coalesce(c.unit_id, f.unit_id) as unit_id, count(*)::int as projects
         from confirmed c full join (
           select f.* from unit_fact f join month_confirmation c on c.month = ${p.add(month)} and c.unit_id = f.unit_id) f
           on f.unit_id = c.unit_id and f.project_id::text = c.fact ->> 'projectId'
        where c.fact is distinct from f.fact group by 1
     ), urged as (
       select unit_id, count(*)::int as times, max(urged_at) as at from month_urge where month = ${p.add(month)} group by unit_id
     )
     select u.id as "unitId", u.name as "unitName", d.projects, d.without_entry as "withoutEntry",
            d.without_plan as "withoutPlan", c.confirmed_at as "confirmedAt", b.name as "confirmedByName",
            c.on_time as "onTime", c.reason, c.again_at as "againAt", a.name as "againByName",
            coalesce(x.projects, 0) as changed, coalesce(g.times, 0) as urged, g.at as "urgedAt"
       from due d join unit u on u.id = d.unit_id
       left join month_confirmation c on c.month = ${p.add(month)} and c.unit_id = d.unit_id
       left join person b on b.id = c.confirmed_by left join person a on a.id = c.again_by
       left join changed x on x.unit_id = d.unit_id left join urged g on g.unit_id = d.unit_id
      where ${p.add(unitId ?? null)}::uuid is null or d.unit_id = ${p.add(unitId ?? null)}
      order by u.name collate "zh-x-icu", u.id`,
    p.values,
  );
  const iso = (at: Date | null): string | null => at && isoInstant(at);
  return rows.map((row) => ({
    ...row,
    confirmedAt: iso(row.confirmedAt),
    againAt: iso(row.againAt),
    urgedAt: iso(row.urgedAt),
  }));
}

export interface Gaps {
  withoutEntry: number;
  withoutPlan: number;
  withoutUnit: number;
}

/** What is missing among all projects on lists in the month. */
export async function countGaps(tx: Tx, month: Month): Promise<Gaps> {
  const p = new Parameters();
  const [gaps] = (await tx.query(
    `${unitFactSql(p, month)}
     select count(*) filter (where without_entry)::int as "withoutEntry",
            count(*) filter (where without_plan)::int as "withoutPlan",
            count(*) filter (where unit_id is null)::int as "withoutUnit" from unit_fact`,
    p.values,
  )) as [Gaps];
  return gaps;
}

/** What a unit stands by, or stood by, of a project. */
export interface UnitFact {
  projectId: string;
  totalInvestment: string;
  plan: string | null;
  planFrom: Month | null;
  planBasis: string | null;
  completed: string | null;
  basis: string | null;
  physicalProgress: string | null;
  fundsReceived: string | null;
  registryCompleted: string | null;
  completedToDate: string;
}

export interface UnitFactRow {
  projectId: string;
  projectName: string;
  /** Null: it was confirmed, and is not the unit's any more. */
  fact: UnitFact | null;
  confirmed: UnitFact | null;
  /** Whether the unit has confirmed at all. */
  isConfirmed: boolean;
  enteredByName: string | null;
  enteredAt: Date | null;
}

/** The unit's projects in the month beside what was confirmed; those without an entry first. */
export async function findUnitFacts(
  tx: Tx,
  month: Month,
  unitId: string,
  query: PageQuery,
): Promise<Page<UnitFactRow>> {
  const p = new Parameters();
  const rows: (UnitFactRow & { total: number })[] = await tx.query(
    `${unitFactSql(p, month)}, confirmed as (
       select (f.value ->> 'projectId')::uuid as project_id, f.value as fact
         from month_confirmation c, jsonb_array_elements(c.content::jsonb) f
        where c.month = ${p.add(month)} and c.unit_id = ${p.add(unitId)}
     )
     select p.id as "projectId", p.name as "projectName", f.fact, c.fact as confirmed,
            exists (select from month_confirmation where month = ${p.add(month)} and unit_id = ${p.add(unitId)}) as "isConfirmed",
            w.name as "enteredByName", f.entered_at as "enteredAt", count(*) over()::int as total
       from (select * from unit_fact where unit_id = ${p.add(unitId)}) f
       full join confirmed c on c.project_id = f.project_id
       join project p on p.id = coalesce(f.project_id, c.project_id) left join person w on w.id = f.entered_by
      order by coalesce(f.without_entry, false) desc, p.name collate "zh-x-icu", p.id
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(query, rows, rows[0]?.total ?? 0);
}

export interface NewConfirmation {
  month: Month;
  unitId: string;
  by: string;
  at: Date;
  dueOn: Day;
  onTime: boolean;
  reason: string | null;
}

/** Keeps what is there now as confirmed; who confirms again leaves the first time as it was. */
export function saveConfirmation(tx: Tx, it: NewConfirmation): Promise<unknown> {
  const p = new Parameters();
  const facts = unitFactSql(p, it.month);
  const unit = p.add(it.unitId);
  return tx.query(
    `insert into month_confirmation (month, unit_id, confirmed_by, confirmed_at, due_on, on_time, reason, content)
     ${facts}
     select ${p.add(it.month)}, ${unit}::uuid, ${p.add(it.by)}::uuid, ${p.add(it.at)}::timestamptz, ${p.add(it.dueOn)}::date,
            ${p.add(it.onTime)}::boolean, ${p.add(it.reason)}::text,
            (select coalesce(jsonb_agg(fact order by project_id), '[]')::text from unit_fact where unit_id = ${unit})
     on conflict on constraint month_confirmation_pk do update
       set content = excluded.content, again_by = excluded.confirmed_by, again_at = excluded.confirmed_at`,
    p.values,
  );
}

export const saveUrge = (
  tx: Tx,
  it: { id: string; month: Month; unitId: string; note: string; by: string; at: Date },
): Promise<unknown> =>
  tx.query('insert into month_urge (id, month, unit_id, note, urged_by, urged_at) values ($1, $2, $3, $4, $5, $6)', [
    it.id,
    it.month,
    it.unitId,
    it.note,
    it.by,
    it.at,
  ]);

/** An urge that was sent already, by its id. */
export async function findUrge(
  tx: Tx,
  id: string,
): Promise<{ month: string; unitId: string; note: string } | undefined> {
  const [row]: { month: string; unitId: string; note: string }[] = await tx.query(
    'select month, unit_id as "unitId", note from month_urge where id = $1',
    [id],
  );
  return row;
}
