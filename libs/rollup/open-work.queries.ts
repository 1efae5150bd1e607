import { dutySql } from '@app/duty';
import { addMonths, firstDay, instantAt, type Parameters } from '@app/platform';
import { isOf, memberSql } from './open-milestones.queries';
import type { RowsAsked, RowSource } from './open-rows';

/** The state of a duty, in words. */
export const DUTY_WORDS = (
  state: string,
): string => `case ${state} when 'met' then '已走访' when 'late' then '逾期补访' when 'missed' then '未走访'
  when 'excused' then '免访' else '周期未结束' end`;

/** Visit duties of a month whose period has begun. */
export const visitRows: RowSource = (p, asked) => {
  const { month, today, scopeKind, scopeId } = asked;
  const where = [`d.month = ${p.add(month)}`, `d.starts <= ${p.add(today)}::date`];
  if (scopeKind === 'list') {
    where.push(`exists (select from list_member m join project_list l on l.id = m.list_id
      where m.project_id = d.project_id and l.id::text = ${p.add(scopeId)} and l.year = left(d.month, 4)::int
        and m.from_month <= d.month and (m.to_month is null or m.to_month >= d.month))`);
  } else if (scopeKind === 'unit') where.push(isOf(p, 'd.unit_id', scopeId));
  else if (scopeKind !== 'total') return undefined;
  const is = (state: string): string => `(d.state = '${state}')::int`;
  const of: Record<string, string> = {
    due: '1',
    done: is('met'),
    late: is('late'),
    missed: is('missed'),
    excused: is('excused'),
    expected: `(d.state <> 'excused')::int`,
  };
  const share = (quantity: string | null): string => `${(quantity && of[quantity]) ?? 'null'}::numeric`;
  return `${dutySql(p, where.join(' and '), today)}
    select d.project_id || ' ' || d.period as key, 'duty' as kind, d.project_id, null::uuid as issue_id, d.visit_id,
           d.unit_id, p.name, d.period as detail,
           ${DUTY_WORDS('d.state')} || coalesce('，' || v.visited_on, '') || coalesce('，' || d.excuse_reason, '') as words,
           ${share(asked.numerator)} as num, ${share(asked.denominator)} as den
      from duty d join project p on p.id = d.project_id left join visit v on v.id = d.visit_id`;
};

const ORDER_KINDS = `case o.kind when 'notice' then '提示单' when 'order' then '督办单' when 'letter' then '督办函' else '约谈通知书' end`;

const spanOf = (p: Parameters, { month }: RowsAsked): [string, string] => [
  `${p.add(instantAt(firstDay(month)))}::timestamptz`,
  `${p.add(instantAt(firstDay(addMonths(month, 1))))}::timestamptz`,
];

/** Urgings of issues, or papers to departments, of a month. */
export const reminderRows: RowSource = (p, asked) => {
  const { scopeKind, scopeId } = asked;
  const [from, until] = spanOf(p, asked);
  const whose = (column: string): string | undefined =>
    scopeKind === 'total' ? 'true' : scopeKind === 'unit' ? isOf(p, column, scopeId) : undefined;
  if (asked.numerator === 'urged') {
    const where = whose('i.lead_unit_id');
    return (
      where &&
      `select e.id::text as key, 'order' as kind, i.project_id, i.id as issue_id, null::uuid as visit_id,
        i.lead_unit_id as unit_id, i.title as name, i.number as detail,
        '催办 ' || e.at::date || coalesce('，' || nullif(e.note, ''), '') as words, 1::numeric as num, null::numeric as den
      from issue_event e join issue i on i.id = e.issue_id
     where e.action = 'urge' and e.at >= ${from} and e.at < ${until} and ${where}`
    );
  }
  if (asked.numerator !== 'escalated') return undefined;
  const where = whose('o.unit_id');
  return (
    where &&
    `select o.id::text as key, 'order' as kind, i.project_id, i.id as issue_id, null::uuid as visit_id,
      o.unit_id, i.title as name, o.number as detail,
      ${ORDER_KINDS} || '，' || o.issued_at::date || '，' || i.number as words, 1::numeric as num, null::numeric as den
    from escalation_order o join issue i on i.id = o.issue_id
   where o.issued_at >= ${from} and o.issued_at < ${until} and ${where}`
  );
};

/** Units with a project on a list in the month, and whether they have confirmed it. */
export const reportingRows: RowSource = (p, asked) => {
  if (asked.scopeKind !== 'total' && asked.scopeKind !== 'unit') return undefined;
  const members = memberSql(p, asked);
  const of: Record<string, string> = {
    'reporting-due': '1',
    'reporting-reported': '(c.unit_id is not null)::int',
    'reporting-on-time': 'coalesce(c.on_time, false)::int',
  };
  const share = (quantity: string | null): string => `${(quantity && of[quantity]) ?? 'null'}::numeric`;
  return `select u.id::text as key, 'unit' as kind, null::uuid as project_id, null::uuid as issue_id, null::uuid as visit_id,
      u.id as unit_id, u.name, null::text as detail,
      case when c.unit_id is null then '尚未确认' else w.name || ' ' || c.confirmed_at::date || ' 确认' ||
        case when c.on_time then '' else '，逾期' end end as words,
      ${share(asked.numerator)} as num, ${share(asked.denominator)} as den
    from (select distinct unit_id from (${members}) m) m join unit u on u.id = m.unit_id
    left join month_confirmation c on c.unit_id = u.id and c.month = ${p.add(asked.month)}
    left join person w on w.id = c.confirmed_by`;
};
