import { type Amount, type Day, offset, type PageQuery, Parameters, type Tx, yearOf } from '@app/platform';
import { BOARD_BLOCKS, type BoardBlock, type BoardRows, type HeldUpCategory, type LateUnit } from './board.dto';
import { type IssueRecord, NAMES, ROW } from '@app/ledger';

/** What the board is computed with; all days are Shanghai days. */
export interface BoardMoment {
  today: Day;
  /** An issue touched before this day was untouched for as many working days as were asked. */
  untouchedBefore: Day;
  /** Suspended issues to be looked at until this day are shown. */
  reviewUntil: Day;
  /** Days before today with the working days since; the first one stands for all before it. */
  worked: { day: Day; days: number }[];
}

const RUNNING = `i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')`;
/** As the index of it says, word for word. */
const UNFINISHED = `i.state in ('registered', 'assigned', 'in-progress', 'returned', 'pending-verification')`;
const OPEN = `i.state not in ('closed', 'merged', 'cancelled')`;

interface Shelf {
  where: (p: Parameters, moment: BoardMoment) => string;
  /** The most pressing first. */
  order: string;
  /** Since when it has been waiting: the last step of that kind, or a column. */
  since: { action: string } | { column: string };
}

/** Since when the light is red: not signed for in time is late in itself. */
const RED_SINCE = `case when i.state = 'assigned' then least(i.due_on, i.sign_due_on) else i.due_on end`;

const today = (p: Parameters, moment: BoardMoment): string => `${p.add(moment.today)}::date`;
const since = (action: string): Shelf['since'] => ({ action });

/** Each figure of the board: the rows it counts, their order, and what their waiting is counted from. */
const SHELVES: Record<BoardRows, Shelf> = {
  returns: { where: () => `i.state = 'returned'`, order: 'i.turn_due_on', since: since('return') },
  extensions: {
    where: () => 'i.extension_to is not null',
    order: 'i.ruling_due_on nulls last, i.due_on',
    since: since('request-extension'),
  },
  verifications: {
    where: () => `i.state = 'pending-verification'`,
    order: 'i.turn_due_on',
    since: since('apply-closure'),
  },
  reviews: {
    where: (p, moment) => `i.state = 'suspended' and i.review_on <= ${p.add(moment.reviewUntil)}::date`,
    order: 'i.review_on',
    since: { column: 'i.suspended_on' },
  },
  ratings: { where: () => 'i.rating_due_on is not null', order: 'i.rating_due_on', since: since('rate') },
  untouched: {
    where: (p, moment) => `${UNFINISHED} and i.touched_at < ${p.add(moment.untouchedBefore)}::date`,
    order: 'i.touched_at',
    since: { column: 'i.touched_at::date' },
  },
  risks: { where: () => `i.at_risk is not null and ${OPEN}`, order: 'i.due_on nulls last', since: since('report') },
  'held-up': {
    where: (p, moment) => `(${lateWhere(p, moment)} or ${unsigned(p, moment)} or ${judgedRed(p, moment)})`,
    order: RED_SINCE,
    since: { column: RED_SINCE },
  },
  late: { where: lateWhere, order: 'i.due_on', since: { column: 'i.due_on' } },
  'late-first': {
    where: (p, moment) => `${RUNNING} and i.first_due_on < ${today(p, moment)}`,
    order: 'i.first_due_on',
    since: { column: 'i.first_due_on' },
  },
  unsigned: {
    where: unsigned,
    order: 'i.sign_due_on',
    since: { column: 'i.sign_due_on' },
  },
};

function lateWhere(p: Parameters, moment: BoardMoment): string {
  return `${RUNNING} and i.due_on < ${today(p, moment)}`;
}

function unsigned(p: Parameters, moment: BoardMoment): string {
  return `(i.state = 'assigned' and i.sign_due_on < ${today(p, moment)})`;
}

/** A person has called it red, with a reason and until a day. */
function judgedRed(p: Parameters, moment: BoardMoment): string {
  return `(i.judgement is not null and ${OPEN} and i.judgement ->> 'light' = 'red'
    and (i.judgement ->> 'until')::date >= ${today(p, moment)})`;
}

/** How many and the first few of each block, in one statement. */
export async function findBlocks(
  tx: Tx,
  moment: BoardMoment,
  show: number,
): Promise<{ which: BoardBlock; count: number; ids: string[] }[]> {
  const p = new Parameters();
  const most = p.add(show);
  const blocks = BOARD_BLOCKS.map((which) => {
    const { where, order } = SHELVES[which];
    const from = `from issue i where ${where(p, moment)}`;
    return `select '${which}' as which, (select count(*)::int ${from}) as count,
                   array(select i.id ${from} order by ${order}, i.id limit ${most}) as ids`;
  });
  return tx.query(blocks.join('\nunion all\n'), p.values);
}

/** One page of the issues behind a figure, and how many there are. */
export async function findShelf(
  tx: Tx,
  moment: BoardMoment,
  query: PageQuery & { which: BoardRows; unitId?: string; projectId?: string },
): Promise<{ ids: string[]; total: number }> {
  const p = new Parameters();
  const { where, order } = SHELVES[query.which];
  const conditions = [where(p, moment)];
  if (query.unitId !== undefined) conditions.push(`i.lead_unit_id = ${p.add(query.unitId)}`);
  if (query.projectId !== undefined) conditions.push(`i.project_id = ${p.add(query.projectId)}`);
  const from = `from issue i where ${conditions.join(' and ')}`;
  const [row] = (await tx.query(
    `select (select count(*)::int ${from}) as total,
            array(select i.id ${from} order by ${order}, i.id
                   limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}) as ids`,
    p.values,
  )) as [{ ids: string[]; total: number }];
  return row;
}

export interface BoardRecord extends IssueRecord {
  since: Day | null;
  returns: number;
  turnDueOn: Day | null;
  rulingDueOn: Day | null;
  ratingDueOn: Day | null;
  touchedOn: Day;
  atRisk: string | null;
}

/** Those issues with their names and since when they have been waiting, in the order of the ids. */
export function findBoardRows(tx: Tx, which: BoardRows, ids: string[]): Promise<BoardRecord[]> {
  const { since: from } = SHELVES[which];
  const sinceSql =
    'column' in from
      ? from.column
      : `(select max(e.at)::date from issue_event e where e.issue_id = i.id and e.action = '${from.action}')`;
  return tx.query(
    `select ${ROW}, ${sinceSql} as since, i.returns, i.turn_due_on as "turnDueOn", i.ruling_due_on as "rulingDueOn",
            i.rating_due_on as "ratingDueOn", i.touched_at::date as "touchedOn", i.at_risk as "atRisk"
       from unnest($1::uuid[]) with ordinality as hit (id, place) join issue i on i.id = hit.id ${NAMES}
      order by hit.place`,
    [ids],
  );
}

/** Begins a `with` and leaves `late`: the issues of a condition with the working days since `day`. */
function lateSql(p: Parameters, moment: BoardMoment, day: string, where: string): string {
  const days = p.add(moment.worked.map(({ day }) => day));
  const counts = p.add(moment.worked.map(({ days: count }) => count));
  const first = p.add(moment.worked[0]?.day ?? moment.today);
  // Late over a weekend: no working day has passed yet. Before the first day of the table nobody counts any more.
  return `with worked as (select * from unnest(${days}::date[], ${counts}::int[]) as w (day, days)),
    late as materialized (
      select i.id, i.project_id, i.lead_unit_id, coalesce(w.days, 0) as days
        from issue i left join worked w on w.day = greatest(${day}, ${first}::date) where ${where})`;
}

/** How late each department is: only those that are. */
export function lateByUnit(tx: Tx, moment: BoardMoment): Promise<LateUnit[]> {
  const p = new Parameters();
  return tx.query(
    `${lateSql(p, moment, 'i.due_on', lateWhere(p, moment))},
     present as (
       select lead_unit_id, count(*)::int as late, max(days) as longest, round(avg(days), 1)::text as average
         from late group by lead_unit_id),
     first as (select lead_unit_id, count(*)::int as count from issue i
                where ${SHELVES['late-first'].where(p, moment)} group by lead_unit_id),
     unsigned as (select lead_unit_id, count(*)::int as count from issue i
                   where ${SHELVES.unsigned.where(p, moment)} group by lead_unit_id)
     select u.id as "unitId", u.name, coalesce(present.late, 0) as late, coalesce(first.count, 0) as "lateFirst",
            coalesce(present.longest, 0) as longest, coalesce(present.average, '0.0') as average,
            coalesce(unsigned.count, 0) as unsigned
       from unit u left join present on present.lead_unit_id = u.id left join first on first.lead_unit_id = u.id
       left join unsigned on unsigned.lead_unit_id = u.id
      where present.late > 0 or first.count > 0 or unsigned.count > 0
      order by "lateFirst" desc, late desc, longest desc, u.name collate "zh-x-icu", u.id`,
    p.values,
  );
}

export interface HeldUpSums {
  projects: number;
  issues: number;
  plan: Amount;
  withoutPlan: number;
}

export interface HeldUpRecord {
  projectId: string;
  name: string;
  plan: Amount | null;
  lateDays: number;
  weight: Amount;
  issueCount: number;
  issues: { id: string; number: string; title: string; leadUnitName: string | null; lateDays: number }[];
}

/** The annual plan of the moment's year, as of its month, of the projects in `blocked`. */
const planSql = (p: Parameters, moment: BoardMoment): string => `plan as (
       select distinct on (a.project_id) a.project_id, a.amount
         from annual_plan a where a.project_id in (select project_id from blocked)
          and a.year = ${p.add(yearOf(moment.today))} and a.from_month <= ${p.add(moment.today.slice(0, 7))}
        order by a.project_id, a.from_month desc)`;

/** What kinds of issues hold investment up, the heaviest first. */
export function heldUpByCategory(tx: Tx, moment: BoardMoment): Promise<HeldUpCategory[]> {
  const p = new Parameters();
  return tx.query(
    `${lateSql(p, moment, RED_SINCE, `i.project_id is not null and ${SHELVES['held-up'].where(p, moment)}`)},
     blocked as (
       select l.project_id, i.category_code, count(*)::int as issues
         from late l join issue i on i.id = l.id group by l.project_id, i.category_code),
     ${planSql(p, moment)}
     select b.category_code as "categoryCode", c.name, count(*)::int as projects, sum(b.issues)::int as issues,
            trim_scale(coalesce(sum(plan.amount), 0))::text as plan
       from blocked b join issue_category c on c.code = b.category_code
       left join plan on plan.project_id = b.project_id
      group by b.category_code, c.name, c.sort
      order by coalesce(sum(plan.amount), 0) desc, sum(b.issues) desc, c.sort, b.category_code`,
    p.values,
  );
}

/**
 * Projects with late (or red) issues by annual plan × working days of the latest one, the heaviest first, with the sums
 * over all of them; each project's plan counts once however many lists or issues it has.
 */
export async function heldUp(
  tx: Tx,
  moment: BoardMoment,
  { top, each }: { top: number; each: number },
): Promise<{ sums: HeldUpSums; rows: HeldUpRecord[] }> {
  const p = new Parameters();
  const [row] = (await tx.query(
    `${lateSql(p, moment, RED_SINCE, `i.project_id is not null and ${SHELVES['held-up'].where(p, moment)}`)},
     blocked as (
       select project_id, count(*)::int as issues, greatest(max(days), 1) as days from late group by project_id),
     ${planSql(p, moment)},
     held as materialized (
       select b.*, plan.amount, coalesce(plan.amount, 0) * b.days as weight
         from blocked b left join plan on plan.project_id = b.project_id),
     first as (select * from held order by weight desc, days desc, project_id limit ${p.add(top)})
     select (select jsonb_build_object('projects', count(*), 'issues', coalesce(sum(issues), 0),
                      'plan', trim_scale(coalesce(sum(amount), 0))::text,
                      'withoutPlan', count(*) filter (where amount is null)) from held) as sums,
            (select coalesce(jsonb_agg(jsonb_build_object('projectId', f.project_id, 'name', p.name,
                      'plan', trim_scale(f.amount)::text, 'lateDays', f.days, 'weight', trim_scale(f.weight)::text,
                      'issueCount', f.issues, 'issues', own.issues) order by f.weight desc, f.days desc, f.project_id), '[]')
               from first f join project p on p.id = f.project_id
               cross join lateral (
                 select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'title', i.title,
                          'leadUnitName', u.name, 'lateDays', greatest(o.days, 1)) order by o.days desc, i.id) as issues
                   from (select id, days from late where project_id = f.project_id
                          order by days desc, id limit ${p.add(each)}) o
                   join issue i on i.id = o.id left join unit u on u.id = i.lead_unit_id) own) as rows`,
    p.values,
  )) as [{ sums: HeldUpSums; rows: HeldUpRecord[] }];
  return row;
}
