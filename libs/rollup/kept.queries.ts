import { dutySql } from '@app/duty';
import { batchFamily, type FactTime, type FigureView, investmentFamily, issueFamily } from '@app/figure';
import { type Month, Parameters, type Tx, yearOf } from '@app/platform';

export const KEPT_FAMILIES = ['project', 'list', 'member', 'plan', 'entry', 'batch', 'issue', 'duty'] as const;
/** What is kept of a closed month, row by row: projects as added up, and the facts that they were added up from. */
export type KeptFamily = (typeof KEPT_FAMILIES)[number];

/** A month as it is now. */
export type Now = FactTime;

/** Each id once; `place` is its order; `tags` is what it counts for; `content` is JSON as text. */
const COLUMNS = 'id, place, project_id, unit_id, tags, content';

/** An instant as text, the same in every session. */
const iso = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US"+08:00"')`;

/** Begins a `with` and leaves `fact`: each project as the figures add it up, with where its plan begins. */
const factSql = (p: Parameters, now: Now): string => `with fact as materialized (
    select t.*, p.name, (select max(a.from_month) from annual_plan a where a.project_id = t.project_id
                          and a.year = ${p.add(yearOf(now.month))} and a.from_month <= ${p.add(now.month)}) as plan_from
      from (${investmentFamily.facts(p, now)}) t join project p on p.id = t.project_id)`;

/** The rows of a family as they count now, as one `select` with {@link COLUMNS}. */
const LIVE: Record<KeptFamily, (p: Parameters, now: Now) => string> = {
  project: (p, now) => `${factSql(p, now)}
    select f.project_id::text as id, row_number() over (order by f.name collate "zh-x-icu", f.project_id) as place,
           f.project_id, f.unit_id, f.list_ids::text[] as tags,
           json_build_object('projectId', f.project_id, 'name', f.name, 'unitId', f.unit_id,
             'totalInvestment', trim_scale(f.total)::text, 'plan', trim_scale(f.plan)::text,
             'planFrom', f.plan_from, 'planBasis', f.plan_basis, 'completed', trim_scale(f.completed)::text,
             'completedBasis', case when f.done_with and f.done_without then 'mixed' when f.done_with then 'with-preliminary'
                                    when f.done_without then 'without-preliminary' end)::text as content
      from fact f`,
  list: (p, { month }) => `
    select id::text, row_number() over (order by id) as place, null::uuid as project_id, null::uuid as unit_id,
           '{}'::text[] as tags, json_build_object('listId', id, 'name', name, 'kind', kind, 'rateDigits', rate_digits)::text as content
      from project_list where year = ${p.add(yearOf(month))}`,
  member: (p, { month }) => `
    select m.list_id || '/' || m.project_id as id, row_number() over (order by m.list_id, m.project_id) as place, m.project_id,
           null::uuid as unit_id, array[m.list_id::text] as tags,
           json_build_object('listId', m.list_id, 'list', l.name, 'projectId', m.project_id, 'from', m.from_month,
             'to', m.to_month, 'batch', m.batch)::text as content
      from list_member m join project_list l on l.id = m.list_id and l.year = ${p.add(yearOf(month))}
     where m.from_month <= ${p.add(month)} and (m.to_month is null or m.to_month >= ${p.add(month)})`,
  plan: (p, now) => `${factSql(p, now)}
    select a.project_id || '/' || a.from_month as id, row_number() over (order by a.project_id) as place, a.project_id,
           null::uuid as unit_id, '{}'::text[] as tags,
           json_build_object('projectId', a.project_id, 'from', a.from_month, 'amount', trim_scale(a.amount)::text,
             'basis', a.basis, 'enteredBy', a.entered_by, 'enteredAt', ${iso('a.entered_at')})::text as content
      from fact f join annual_plan a on a.project_id = f.project_id and a.year = ${p.add(yearOf(now.month))}
       and a.from_month = f.plan_from`,
  entry: (p, now) => `${factSql(p, now)}
    select e.project_id || '/' || e.month as id, row_number() over (order by e.project_id, e.month) as place, e.project_id,
           null::uuid as unit_id, array[e.month::text] as tags,
           json_build_object('projectId', e.project_id, 'month', e.month, 'completed', trim_scale(e.completed)::text,
             'basis', e.basis, 'physicalProgress', e.physical_progress, 'fundsReceived', trim_scale(e.funds_received)::text,
             'registryCompleted', trim_scale(e.registry_completed)::text, 'enteredBy', e.entered_by,
             'enteredAt', ${iso('e.entered_at')})::text as content
      from fact f join progress_entry e on e.project_id = f.project_id
       and e.month between ${p.add(`${yearOf(now.month)}-01`)} and ${p.add(now.month)}`,
  batch: (p, now) => `
    select t.which || '/' || t.project_id as id,
           row_number() over (order by t.which, p.name collate "zh-x-icu", t.project_id) as place, t.project_id, t.unit_id,
           array[t.which, case when t.reached_on is null then 'waiting' else 'reached' end] as tags,
           json_build_object('which', t.which, 'projectId', t.project_id, 'name', p.name, 'unitId', t.unit_id,
             'totalInvestment', trim_scale(t.total)::text, 'reachedOn', t.reached_on, 'eligibleOn', t.eligible_on)::text as content
      from (${batchFamily.facts(p, now)}) t join project p on p.id = t.project_id`,
  issue: (p, now) => `
    select k.issue_id::text as id, row_number() over (order by i.year, i.sequence, i.id) as place, i.project_id,
           k.unit_id, n.counts || ('category:' || k.category_code) as tags,
           json_build_object('id', k.issue_id, 'unitId', k.unit_id, 'categoryCode', k.category_code, 'counts', n.counts)::text as content
      from (${issueFamily.facts(p, now)}) k join issue i on i.id = k.issue_id cross join lateral (
        select array_remove(array[case when registered then 'registered' end, case when closed then 'closed' end,
          case when open then 'open' end, case when overdue then 'overdue' end,
          case when registered_year then 'registered-year' end, case when closed_year then 'closed-year' end,
          case when settled then 'settled' end], null) as counts) n
     where k.problem`,
  // What a visit of the next month makes up for is seen from today.
  duty: (
    p,
    { month, today },
  ) => `${dutySql(p, `d.month = ${p.add(month)} and d.starts <= ${p.add(today)}::date`, today)}
    select project_id || ' ' || period as id, row_number() over (order by project_id, starts, period) as place, project_id,
           unit_id, array[state] as tags,
           json_build_object('projectId', project_id, 'unitId', unit_id, 'officerId', officer_id, 'period', period,
             'state', state, 'visitId', visit_id, 'excuseReason', excuse_reason)::text as content
      from duty`,
};

/** All projects of a month together, in 万元. */
export interface InvestmentSum {
  projects: number;
  totalInvestment: string;
  annualPlan: string;
  completed: string;
}

/** A state of a month: as a revision has kept it, or as it is now. */
export type MonthState = { month: Month; revision: number } | Now;

/** The rows of a family in that state, as a `select` with {@link COLUMNS}. */
export function rowsSql(p: Parameters, state: MonthState, family: KeptFamily): string {
  if ('revision' in state) {
    return `select ${COLUMNS} from rollup_row
      where month = ${p.add(state.month)} and revision = ${p.add(state.revision)} and family = '${family}'`;
  }
  return `select ${COLUMNS} from (${LIVE[family](p, state)}) live`;
}

/** The hash of all rows of a revision: of their hashes, by family and id. */
const ALL_HASHES = `encode(sha256(convert_to(coalesce(string_agg(hash, '' order by family collate "C", id collate "C"), ''), 'UTF8')), 'hex')`;

/** Keeps every row that counts now with the revision, in the database itself; answers how many, and their hash. */
export async function keepRows(tx: Tx, now: Now, revision: number): Promise<{ rows: number; hash: string }> {
  for (const family of KEPT_FAMILIES) {
    const p = new Parameters();
    const month = p.add(now.month);
    const number = p.add(revision);
    await tx.query(
      `insert into rollup_row (month, revision, family, ${COLUMNS}, hash)
       select ${month}, ${number}, '${family}', ${COLUMNS}, encode(sha256(convert_to(content, 'UTF8')), 'hex')
         from (${rowsSql(p, now, family)}) row`,
      p.values,
    );
  }
  const [kept] = (await tx.query(
    `select count(*)::int as rows, ${ALL_HASHES} as hash from rollup_row where month = $1 and revision = $2`,
    [now.month, revision],
  )) as [{ rows: number; hash: string }];
  return kept;
}

/** Whether the rows that were kept add up to what is published: the sums may come from elsewhere. */
export async function addUp(tx: Tx, month: Month, revision: number, total: InvestmentSum): Promise<boolean> {
  const [{ same }] = (await tx.query(
    `select (count(*), coalesce(sum((content::json ->> 'totalInvestment')::numeric), 0),
             coalesce(sum((content::json ->> 'plan')::numeric), 0), coalesce(sum((content::json ->> 'completed')::numeric), 0))
            = ($3::bigint, $4::numeric, $5::numeric, $6::numeric) as same
       from rollup_row where month = $1 and revision = $2 and family = 'project'`,
    [month, revision, total.projects, total.totalInvestment, total.annualPlan, total.completed],
  )) as [{ same: boolean }];
  return same;
}

/** Recomputes the hashes of what was kept. */
export async function checkRows(
  tx: Tx,
  month: Month,
  revision: number,
): Promise<{ rows: number; hash: string; broken: string[] }> {
  const [found] = (await tx.query(
    `select count(*)::int as rows, ${ALL_HASHES} as hash from rollup_row where month = $1 and revision = $2`,
    [month, revision],
  )) as [{ rows: number; hash: string }];
  const broken: { id: string }[] = await tx.query(
    `select family || ' ' || id as id from rollup_row
      where month = $1 and revision = $2 and hash <> encode(sha256(convert_to(content, 'UTF8')), 'hex')
      order by family, place limit 20`,
    [month, revision],
  );
  return { ...found, broken: broken.map(({ id }) => id) };
}

/** Keeps every figure as it is published, each as text: they come back byte for byte, a page at a time. */
export const keepFigures = (tx: Tx, month: Month, revision: number, figures: FigureView[]): Promise<unknown> =>
  tx.query(
    `insert into rollup_figure (month, revision, measure, scope_kind, scope_id, place, content)
     select $1, $2, f.value ->> 'measure', f.value ->> 'scopeKind', f.value ->> 'scopeId', f.place, f.value::text
       from json_array_elements($3::json) with ordinality f (value, place)`,
    [month, revision, JSON.stringify(figures)],
  );
