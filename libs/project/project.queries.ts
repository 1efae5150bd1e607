import type { Principal } from '@app/org';
import {
  containing,
  type Day,
  isoInstant,
  type Month,
  offset,
  type Page,
  type PageQuery,
  pageOf,
  Parameters,
  rate,
  type Tx,
  yearOf,
} from '@app/platform';
import {
  CHANGE_KINDS,
  type ChangeView,
  type MilestoneView,
  type PlanView,
  type ProgressView,
  type ProjectQuery,
  type ProjectRow,
  type ProjectSort,
  type ProjectView,
} from './project.dto';
import { MILESTONE_KINDS, type MilestoneKind } from './project.kinds';
import { projectScope } from './project.policy';

const HEAD = `p.id, p.name, p.owner_name as "ownerName", p.industry, p.category, p.address,
  trim_scale(p.total_investment)::text as "totalInvestment", p.unit_id as "unitId", u.name as "unitName",
  p.officer_id as "officerId", o.name as "officerName", p.leader_id as "leaderId", l.name as "leaderName", p.version`;
const NAMES = `left join unit u on u.id = p.unit_id left join person o on o.id = p.officer_id
  left join person l on l.id = p.leader_id`;

/** Instants inside JSON, as the API answers them. */
const iso = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;

const PLAN = `jsonb_build_object('year', a.year, 'from', a.from_month, 'amount', trim_scale(a.amount)::text,
  'basis', a.basis, 'version', a.version, 'enteredByName', w.name, 'enteredAt', ${iso('a.entered_at')})`;
const PROGRESS = `jsonb_build_object('month', e.month, 'completed', trim_scale(e.completed)::text, 'basis', e.basis,
  'physicalProgress', e.physical_progress, 'fundsReceived', trim_scale(e.funds_received)::text,
  'registryCompleted', trim_scale(e.registry_completed)::text, 'version', e.version, 'enteredByName', w.name,
  'enteredAt', ${iso('e.entered_at')})`;
const MILESTONE = `jsonb_build_object('kind', s.kind, 'plannedOn', s.planned_on, 'actualOn', s.actual_on,
  'version', s.version)`;
const STANDING = `jsonb_build_object('from', nullif(s.from_month, '0001-01'),
  'totalInvestment', trim_scale(s.total_investment)::text, 'unitId', s.unit_id, 'unitName', su.name,
  'leaderId', s.leader_id, 'leaderName', sl.name, 'industry', s.industry)`;
const MEMBERSHIP = `jsonb_build_object('listId', c.id, 'name', c.name, 'year', c.year, 'kind', c.kind,
  'from', m.from_month, 'to', m.to_month, 'batch', m.batch, 'version', m.version)`;

/** Sort keys come from this table, never from what a person typed. `plan` and `completed` are laterals. */
const KEYS: Record<string, string> = {
  name: 'p.name collate "zh-x-icu"',
  totalInvestment: 'p.total_investment',
  annualPlan: 'plan.amount',
  completed: 'done.completed',
  completionRate: 'done.completed / nullif(plan.amount, 0)',
};

function orderOf(sort: ProjectSort): { key: string; direction: string } {
  return {
    key: KEYS[sort.replace('-', '')] ?? 'p.id',
    direction: `${sort.startsWith('-') ? 'desc' : 'asc'} nulls last`,
  };
}

/** One page of the projects a person sees, with the year as of the month. */
export async function findProjects(
  tx: Tx,
  principal: Principal,
  query: ProjectQuery,
  month: Month,
): Promise<Page<ProjectRow>> {
  const p = new Parameters();
  const where = [projectScope(principal, p)];
  if (query.unitId !== undefined) where.push(`p.unit_id = ${p.add(query.unitId)}`);
  if (query.officerId !== undefined) where.push(`p.officer_id = ${p.add(query.officerId)}`);
  if (query.leaderId !== undefined) where.push(`p.leader_id = ${p.add(query.leaderId)}`);
  if (query.q) {
    const text = p.add(containing(query.q));
    where.push(`(p.name ilike ${text} or p.owner_name ilike ${text} or p.address ilike ${text})`);
  }
  if (query.listId !== undefined) {
    const at = p.add(month);
    where.push(`exists (select 1 from list_member m where m.list_id = ${p.add(query.listId)} and m.project_id = p.id
      and m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at}))`);
  }
  const condition = where.join(' and ');
  const [{ total }] = (await tx.query(`select count(*)::int as total from project p where ${condition}`, [
    ...p.values,
  ])) as [{ total: number }];

  const at = p.add(month);
  const first = p.add(`${yearOf(month)}-01`);
  const year = p.add(yearOf(month));
  const plan = `left join lateral (
      select a.amount, a.basis from annual_plan a where a.project_id = p.id and a.year = ${year} and a.from_month <= ${at}
       order by a.from_month desc limit 1) plan on true`;
  const done = `left join lateral (
      select coalesce(sum(e.completed), 0) as completed,
             case when min(e.basis) = max(e.basis) then min(e.basis) when count(*) > 0 then 'mixed' end as basis,
             (array_agg(e.physical_progress order by e.month desc) filter (where e.physical_progress <> ''))[1] as words
        from progress_entry e where e.project_id = p.id and e.month between ${first} and ${at}) done on true`;
  const { key, direction } = orderOf(query.sort);
  // The page is cut before names and sums are joined, unless a sum is what it is sorted by.
  const sums = `${key.includes('plan.') ? plan : ''} ${key.includes('done.') ? done : ''}`;
  const rows: Omit<ProjectRow, 'completionRate'>[] = await tx.query(
    `with page as materialized (
       select p.id, ${key} as key from project p ${sums} where ${condition}
        order by key ${direction}, p.id limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select ${HEAD}, trim_scale(plan.amount)::text as "annualPlan", plan.basis as "planBasis",
            trim_scale(done.completed)::text as completed, done.basis as "completedBasis",
            done.words as "physicalProgress",
            coalesce((select jsonb_agg(${MEMBERSHIP} order by c.name)
               from list_member m join project_list c on c.id = m.list_id
              where m.project_id = p.id and c.year = ${year} and m.from_month <= ${at}
                and (m.to_month is null or m.to_month >= ${at})), '[]') as lists
       from page join project p on p.id = page.id ${NAMES} ${plan} ${done}
      order by page.key ${direction}, p.id`,
    p.values,
  );
  const items = rows.map((row) => ({ ...row, completionRate: rate(row.completed, row.annualPlan, 2) }));
  return pageOf(query, items, total);
}

/** One project, whole; undefined when there is none that the person may know of. */
export async function findProject(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<Omit<ProjectView, 'allowedActions'> | undefined> {
  const p = new Parameters();
  const [row]: Omit<ProjectView, 'allowedActions'>[] = await tx.query(
    `select ${HEAD}, p.statistics_eligible_on as "statisticsEligibleOn", p.statistics_entered_on as "statisticsEnteredOn",
            p.latitude::float8 as latitude, p.longitude::float8 as longitude,
            coalesce((select jsonb_agg(${MEMBERSHIP} order by c.year desc, c.name)
               from list_member m join project_list c on c.id = m.list_id where m.project_id = p.id), '[]') as lists,
            coalesce((select jsonb_agg(${PLAN} order by a.from_month desc)
               from annual_plan a left join person w on w.id = a.entered_by where a.project_id = p.id), '[]') as plans,
            coalesce((select jsonb_agg(${PROGRESS} order by e.month desc)
               from progress_entry e left join person w on w.id = e.entered_by where e.project_id = p.id), '[]') as progress,
            coalesce((select jsonb_agg(${MILESTONE} order by array_position(${p.add(MILESTONE_KINDS)}::text[], s.kind))
               from milestone s where s.project_id = p.id), '[]') as milestones,
            (select jsonb_agg(${STANDING} order by s.from_month desc)
               from project_standing s left join unit su on su.id = s.unit_id left join person sl on sl.id = s.leader_id
              where s.project_id = p.id) as standings
       from project p ${NAMES} where p.id = ${p.add(id)} and ${projectScope(principal, p)}`,
    p.values,
  );
  return row;
}

/** Holds the project for the length of the transaction; undefined when there is none that the person may know of. */
export async function lockProject(
  tx: Tx,
  principal: Principal,
  id: string,
): Promise<{ officerId: string | null } | undefined> {
  const p = new Parameters();
  const [row]: { officerId: string | null }[] = await tx.query(
    `select p.officer_id as "officerId" from project p where p.id = ${p.add(id)} and ${projectScope(principal, p)}
        for no key update`,
    p.values,
  );
  return row;
}

/** What of a project is kept by month. */
export type Standing = Partial<Pick<ProjectView, 'totalInvestment' | 'unitId' | 'leaderId' | 'industry'>>;

/** From which month on the transaction's changes to a project count: see the trigger that keeps its standings. */
export const countFrom = (tx: Tx, month: Month): Promise<unknown> =>
  tx.query(`select set_config('xiaohao.counts_from', $1, true)`, [month]);

/**
 * Makes a project count so from a month on, later months included; what is left out stays.
 *
 * @returns whether anything changed
 */
export async function setStanding(tx: Tx, id: string, since: Month, standing: Standing): Promise<boolean> {
  const given = [
    ['total_investment', standing.totalInvestment, 'numeric'],
    ['unit_id', standing.unitId, 'uuid'],
    ['leader_id', standing.leaderId, 'uuid'],
    ['industry', standing.industry, 'text'],
  ].filter(([, value]) => value !== undefined);
  if (given.length === 0) return false;
  const p = new Parameters();
  const [project, from] = [p.add(id), p.add(since)];
  const values = given.map(([column, value, type]) => [column, `${p.add(value)}::${type}`] as const);
  const differs = values.map(([column, value]) => `s.${column} is distinct from ${value}`).join(' or ');
  const [{ changed }] = (await tx.query(
    `select exists (select from project_standing s where s.project_id = ${project} and (${differs})
       and s.from_month >= coalesce((select max(from_month) from project_standing
                                      where project_id = ${project} and from_month <= ${from}), ${from})) as changed`,
    p.values,
  )) as [{ changed: boolean }];
  if (!changed) return false;
  await tx.query(
    `insert into project_standing (project_id, from_month, total_investment, unit_id, leader_id, industry)
     select project_id, $2, total_investment, unit_id, leader_id, industry from project_standing
      where project_id = $1 and from_month <= $2 order by from_month desc limit 1
     on conflict on constraint project_standing_pk do nothing`,
    [id, since],
  );
  await tx.query(
    `update project_standing s set ${values.map(([column, value]) => `${column} = ${value}`).join(', ')}
      where s.project_id = ${project} and s.from_month >= ${from}`,
    p.values,
  );
  return true;
}

export interface Responsible {
  unitId?: string | null;
  officerId?: string | null;
  leaderId?: string | null;
}

/** Which of those named are there, active, and of the role that is needed; true where none is named. */
export async function checkResponsible(tx: Tx, who: Responsible): Promise<Record<keyof Responsible, boolean>> {
  const [row] = (await tx.query(
    `select $1::uuid is null or exists (select 1 from unit where id = $1 and active) as "unitId",
            $2::uuid is null or exists (select 1 from person where id = $2 and active and 'officer' = any (roles)) as "officerId",
            $3::uuid is null or exists (select 1 from person where id = $3 and active and 'leader' = any (roles)) as "leaderId"`,
    [who.unitId ?? null, who.officerId ?? null, who.leaderId ?? null],
  )) as [Record<keyof Responsible, boolean>];
  return row;
}

export async function findPlan(tx: Tx, id: string, year: number, from: Month): Promise<PlanView | undefined> {
  const [row]: { plan: PlanView }[] = await tx.query(
    `select ${PLAN} as plan from annual_plan a left join person w on w.id = a.entered_by
      where a.project_id = $1 and a.year = $2 and a.from_month = $3`,
    [id, year, from],
  );
  return row?.plan;
}

export interface Writer {
  at: Date;
  principal: Principal;
}

export function savePlan(
  tx: Tx,
  { at, principal }: Writer,
  id: string,
  plan: Pick<PlanView, 'year' | 'from' | 'amount' | 'basis'>,
): Promise<unknown> {
  return tx.query(
    `insert into annual_plan (project_id, year, from_month, amount, basis, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict on constraint annual_plan_pk do update set amount = excluded.amount, basis = excluded.basis,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at, version = annual_plan.version + 1`,
    [id, plan.year, plan.from, plan.amount, plan.basis, principal.id, at],
  );
}

export async function findProgress(tx: Tx, id: string, month: Month): Promise<ProgressView | undefined> {
  const [row]: { progress: ProgressView }[] = await tx.query(
    `select ${PROGRESS} as progress from progress_entry e left join person w on w.id = e.entered_by
      where e.project_id = $1 and e.month = $2`,
    [id, month],
  );
  return row?.progress;
}

export function saveProgress(
  tx: Tx,
  { at, principal }: Writer,
  id: string,
  entry: Pick<
    ProgressView,
    'month' | 'completed' | 'basis' | 'physicalProgress' | 'fundsReceived' | 'registryCompleted'
  >,
): Promise<unknown> {
  return tx.query(
    `insert into progress_entry (project_id, month, completed, basis, physical_progress, entered_by, entered_at,
                                 funds_received, registry_completed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict on constraint progress_entry_pk do update set completed = excluded.completed, basis = excluded.basis,
       physical_progress = excluded.physical_progress, funds_received = excluded.funds_received,
       registry_completed = excluded.registry_completed, entered_by = excluded.entered_by,
       entered_at = excluded.entered_at, version = progress_entry.version + 1`,
    [
      ...[id, entry.month, entry.completed, entry.basis, entry.physicalProgress, principal.id, at],
      ...[entry.fundsReceived, entry.registryCompleted],
    ],
  );
}

export async function findMilestone(tx: Tx, id: string, kind: MilestoneKind): Promise<MilestoneView | undefined> {
  const [row]: { milestone: MilestoneView }[] = await tx.query(
    `select ${MILESTONE} as milestone from milestone s where s.project_id = $1 and s.kind = $2`,
    [id, kind],
  );
  return row?.milestone;
}

export function saveMilestone(
  tx: Tx,
  id: string,
  kind: MilestoneKind,
  days: { plannedOn: Day | null; actualOn: Day | null },
): Promise<unknown> {
  return tx.query(
    `insert into milestone (project_id, kind, planned_on, actual_on) values ($1, $2, $3, $4)
     on conflict on constraint milestone_pk do update set planned_on = excluded.planned_on,
       actual_on = excluded.actual_on, version = milestone.version + 1`,
    [id, kind, days.plannedOn, days.actualOn],
  );
}

/** The change record of a project, newest first. */
export async function findChanges(tx: Tx, id: string, query: PageQuery): Promise<Page<ChangeView>> {
  const where = 'where c.subject_kind = any ($1) and c.subject_id = $2';
  const [{ total }] = (await tx.query(`select count(*)::int as total from change_record c ${where}`, [
    CHANGE_KINDS,
    id,
  ])) as [{ total: number }];
  const rows: (Omit<ChangeView, 'at'> & { at: Date })[] = await tx.query(
    `select c.id, c.at, a.name as "actorName", c.subject_kind as kind, c.action, c.before, c.after,
            c.reason
       from change_record c left join person a on a.id = c.actor_id ${where}
      order by c.id desc limit $3 offset $4`,
    [CHANGE_KINDS, id, query.pageSize, offset(query)],
  );
  return pageOf(
    query,
    rows.map((row) => ({ ...row, at: isoInstant(row.at) })),
    total,
  );
}
