import { addDays, addMonths, lastDay, mondayOf, type Month, periodName, weekOf, yearOf } from '@app/platform';
import { ADMINISTRATORS, ALL_LEADERS, SUPERVISORS } from './people.queries';
import { subjectOfYear } from './reminder.kinds';
import type { Scope, Watch } from './watch';

/** A month as the subject of a reminder, from its SQL text. */
const monthSubject = (month: string): string =>
  `('00000000-0000-4000-8000-000000' || replace(${month}, '-', ''))::uuid`;
const monthName = (month: string): string => `left(${month}, 4) || '年' || right(${month}, 2)::int || '月'`;
/** So many months that are over are asked for: an older one that nobody closed is known by then. */
const OPEN_MONTHS = 3;

const lastMonths = ({ until }: Scope): Month[] =>
  Array.from({ length: OPEN_MONTHS + 1 }, (_, index) => addMonths(until.slice(0, 7), -index));

/** The newest result counts. */
const RESULT = `(select x.content::json as content from evaluation_result x where x.evaluation_id = v.id
  order by x.number desc limit 1)`;
const EVALUATION = 'from evaluation v join scoring_scheme s on s.id = v.scheme_id';
const OF_EVALUATION = { subjectKind: 'evaluation', subject: 'v.id', moment: true } as const satisfies Partial<Watch>;
const NAME = { 考核: 's.name', 时期: 'v.period' };
const named = (words: Record<string, string>): Record<string, string> => ({
  ...words,
  考核: `${periodName(words['时期'] ?? '')}${words['考核'] ?? ''}`,
});
const headsOf = (unit: string): string =>
  `select m.id from person m where m.unit_id = ${unit} and m.active and 'head' = any (m.roles)`;

/** Heads with their unit, leaders with everything. */
const WEEK_READERS = `select m.id as person_id, m.unit_id, n.name as scope from person m join unit n on n.id = m.unit_id
    where m.active and 'head' = any (m.roles)
   union all select b.id, null, '全区' from person b where b.active and 'leader' = any (b.roles) and not 'head' = any (b.roles)`;
/** What the last week brought and this one asks for, of a unit or of everything. */
const WEEK_FIGURES = `(select jsonb_build_object(
    '新增', count(*) filter (where i.registered_at >= d.monday - 7 and i.registered_at < d.monday),
    '销号', count(*) filter (where i.closed_at >= d.monday - 7 and i.closed_at < d.monday),
    '未销号', count(*) filter (where i.state not in ('closed', 'merged', 'cancelled')),
    '超期', count(*) filter (where i.due_on < d.monday and i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')),
    '本周到期', count(*) filter (where i.due_on between d.monday and d.monday + 6 and i.state in ('assigned', 'in-progress')),
    '待签收', count(*) filter (where i.state = 'assigned'))
  from issue i where d.unit_id is null or i.lead_unit_id = d.unit_id)`;

/** What can be due of months, rankings and the system itself. */
export const MONTH_WATCHES: readonly Watch[] = [
  {
    code: 'month-open',
    label: { zh: '月度未月结', en: 'Month not closed' },
    subjectKind: 'figures',
    from: (p, scope) => {
      const months = lastMonths(scope);
      return `from unnest(${p.add(months)}::text[], ${p.add(months.map(lastDay))}::date[]) w (month, ends)`;
    },
    where: `exists (select from project_list l where l.year = left(w.month, 4)::int)
      and not exists (select from rollup_revision r where r.month = w.month)`,
    subject: monthSubject('w.month'),
    occurrence: 'w.month',
    on: 'w.ends',
    words: { 月份: monthName('w.month') },
    people: { supervisor: SUPERVISORS, administrator: ADMINISTRATORS, leader: ALL_LEADERS },
  },
  {
    code: 'month-urged',
    label: { zh: '催报', en: 'Urged to confirm a month' },
    subjectKind: 'month',
    from: 'from month_urge g join person a on a.id = g.urged_by',
    where: `not exists (select from month_confirmation c where c.month = g.month and c.unit_id = g.unit_id
              and greatest(c.confirmed_at, c.again_at) > g.urged_at)
        and not exists (select from rollup_revision r where r.month = g.month)`,
    subject: monthSubject('g.month'),
    occurrence: 'g.id::text',
    on: 'g.urged_at',
    moment: true,
    words: { 月份: monthName('g.month'), 人员: 'a.name', 内容: 'g.note' },
    people: {
      head: headsOf('g.unit_id'),
      handler: `select m.id from person m where m.unit_id = g.unit_id and m.active and 'handler' = any (m.roles)`,
    },
  },
  {
    code: 'pipeline-stuck',
    label: { zh: '漏斗环节停滞', en: 'Stage of a pipeline stuck' },
    subjectKind: 'pipeline',
    // The furthest stage of a running year's item that is not the last of its pipeline, since it was entered.
    from: (p, { today }) => `from (
        select distinct on (t.id) t.id, t.name, t.unit_id, t.pipeline_id, f.name as pipeline, e.name as stage, x.passed_on,
               e.sort = (select max(z.sort) from pipeline_stage z where z.pipeline_id = f.id and not z.aside) as last
          from pipeline f join pipeline_item t on t.pipeline_id = f.id
          join pipeline_passage x on x.item_id = t.id and x.withdrawn_on is null
          join pipeline_stage e on e.id = x.stage_id and not e.aside
         where f.year = left(${p.add(today)}::text, 4)::int
         order by t.id, e.sort desc) d`,
    where: 'not d.last',
    subject: 'd.pipeline_id',
    occurrence: `d.id || ' ' || d.passed_on`,
    on: 'd.passed_on',
    words: { 名称: 'd.name', 漏斗: 'd.pipeline', 环节: 'd.stage' },
    people: {
      handler: `select m.id from person m where m.unit_id = d.unit_id and m.active and 'handler' = any (m.roles)`,
      head: headsOf('d.unit_id'),
      supervisor: SUPERVISORS,
    },
  },
  {
    code: 'calendar-missing',
    label: { zh: '放假安排未录入', en: 'Holidays of a year missing' },
    subjectKind: 'calendar',
    // Once a week while it is missing.
    from: (p, { calendar, today }) => {
      const year = calendar.wanted(today);
      return `from (select ${p.add(year)}::int as year, ${p.add(weekOf(today))}::text as week, ${p.add(mondayOf(today))}::date as monday,
                           ${p.add(subjectOfYear(year ?? yearOf(today)))}::uuid as id) d`;
    },
    where: 'd.year is not null',
    subject: 'd.id',
    occurrence: 'd.week',
    on: 'd.monday',
    words: { 年份: 'd.year::text' },
    people: { administrator: ADMINISTRATORS, supervisor: SUPERVISORS },
  },
  {
    code: 'figures-differ',
    label: { zh: '汇总核对有差异', en: 'Kept sums differ' },
    subjectKind: 'figures',
    from: `from change_record c`,
    where: `c.subject_kind = 'figure-cache'`,
    subject: monthSubject('c.subject_id'),
    occurrence: 'c.id::text',
    on: 'c.at',
    moment: true,
    words: { 月份: monthName('c.subject_id'), 数量: `c.before ->> 'found'` },
    people: { supervisor: SUPERVISORS, administrator: ADMINISTRATORS },
  },
  {
    code: 'channel-failing',
    label: { zh: '通知渠道故障', en: 'Channel failing' },
    subjectKind: 'channel',
    from: 'from channel c',
    where:
      "c.active and c.last_fault_at is not null and c.last_fault_at > coalesce(c.last_sent_at, c.last_fault_at - interval '1 s')",
    subject: 'c.id',
    // Once a day, however much fails.
    occurrence: 'c.last_fault_at::date::text',
    on: 'c.last_fault_at',
    moment: true,
    words: { 名称: 'c.name', 内容: `coalesce(c.last_fault, '')` },
    people: { administrator: ADMINISTRATORS },
  },
  {
    ...OF_EVALUATION,
    code: 'evaluation-announced',
    label: { zh: '考核结果公示', en: 'Ranking announced' },
    from: `${EVALUATION} cross join lateral ${RESULT} r
      cross join lateral (
        select (n ->> 'unitId')::uuid as unit_id from json_array_elements(r.content -> 'units') n
         union select (n ->> 'unitId')::uuid from json_array_elements(r.content -> 'without') n) among`,
    where: (p, { now }) => `v.state = 'announced' and v.objections_until > ${p.add(now)}::timestamptz`,
    occurrence: 'v.announced_at::text',
    on: 'v.announced_at',
    words: { ...NAME, 截止: `to_char(v.objections_until, 'FMMM月FMDD日 HH24:MI')` },
    refine: named,
    people: { head: headsOf('among.unit_id') },
  },
  {
    ...OF_EVALUATION,
    code: 'objection-raised',
    label: { zh: '考核申诉待裁定', en: 'Objection to rule on' },
    from: `${EVALUATION} join evaluation_objection o on o.evaluation_id = v.id join unit n on n.id = o.unit_id`,
    where: `v.state = 'announced' and not exists (select from evaluation_ruling r where r.objection_id = o.id)`,
    occurrence: 'o.id::text',
    on: 'o.raised_at',
    words: { ...NAME, 单位: 'n.name', 内容: 'o.content' },
    refine: named,
    people: { supervisor: SUPERVISORS },
  },
  {
    ...OF_EVALUATION,
    code: 'objection-ruled',
    label: { zh: '考核申诉已裁定', en: 'Objection ruled on' },
    from: `${EVALUATION} join evaluation_objection o on o.evaluation_id = v.id join evaluation_ruling r on r.objection_id = o.id`,
    where: 'true',
    occurrence: 'o.id::text',
    on: 'r.ruled_at',
    words: { ...NAME, 结果: `case r.outcome when 'upheld' then '成立' else '不成立' end`, 内容: 'r.reason' },
    refine: named,
    people: {
      objector: 'select m.id from person m where m.id = o.raised_by and m.active',
      head: headsOf('o.unit_id'),
    },
  },
  {
    ...OF_EVALUATION,
    code: 'evaluation-published',
    label: { zh: '考核结果发布', en: 'Ranking published' },
    from: `${EVALUATION} cross join lateral ${RESULT} r cross join lateral json_array_elements(r.content -> 'units') n`,
    where: `v.state = 'published'`,
    occurrence: `'published'`,
    on: 'v.published_at',
    words: {
      ...NAME,
      单位: `n ->> 'name'`,
      得分: `n ->> 'total'`,
      名次: `n ->> 'rank'`,
      数量: `json_array_length(r.content -> 'units')::text`,
    },
    refine: named,
    people: { head: headsOf(`(n ->> 'unitId')::uuid`) },
  },
  {
    code: 'weekly-digest',
    personal: true,
    label: { zh: '每周情况', en: 'The week' },
    subjectKind: 'week',
    // Monday, or the next working day; a week without one has no digest.
    from: (p, scope) => {
      const weeks: { code: string; monday: string }[] = [];
      for (let monday = mondayOf(scope.today); monday <= scope.until; monday = addDays(monday, 7)) {
        if (scope.calendar.hasWorkday(monday)) weeks.push({ code: weekOf(monday), monday });
      }
      const codes = p.add(weeks.map(({ code }) => code));
      const mondays = p.add(weeks.map(({ monday }) => monday));
      return `from (select w.code, w.monday, a.* from unnest(${codes}::text[], ${mondays}::date[]) w (code, monday)
        cross join (${WEEK_READERS}) a) d`;
    },
    where: 'true',
    subject: `('00000000-0000-4000-8000-000002' || replace(d.code, '-W', ''))::uuid`,
    occurrence: 'd.code',
    on: 'd.monday',
    words: { 范围: 'd.scope' },
    figures: { words: ['新增', '销号', '未销号', '超期', '本周到期', '待签收'], sql: WEEK_FIGURES },
    people: {
      head: `select m.id from person m where m.id = d.person_id and 'head' = any (m.roles)`,
      leader: `select m.id from person m where m.id = d.person_id and 'leader' = any (m.roles)`,
    },
  },
  {
    code: 'monthly-digest',
    label: { zh: '月结后的情况', en: 'The month, once closed' },
    subjectKind: 'figures',
    from: 'from (select r.month, r.closed_at, r.figures::json as f from rollup_revision r where r.revision = 1) d',
    where: 'true',
    subject: monthSubject('d.month'),
    occurrence: 'd.month',
    on: 'd.closed_at',
    moment: true,
    words: {
      月份: monthName('d.month'),
      登记: `coalesce(d.f -> 'issues' ->> 'registered', '0')`,
      销号: `coalesce(d.f -> 'issues' ->> 'closed', '0')`,
      办结率: `coalesce(d.f -> 'issues' ->> 'closureRate', '')`,
      覆盖率: `coalesce(d.f -> 'visits' ->> 'coverage', '')`,
    },
    people: {
      head: `select m.id from person m where m.active and 'head' = any (m.roles)`,
      leader: ALL_LEADERS,
      supervisor: SUPERVISORS,
    },
  },
];
