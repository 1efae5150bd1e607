import { NONE, type ScopeKind } from '@app/figure';
import { lastDay, type Month, type Parameters, yearOf } from '@app/platform';
import type { RowsAsked, RowSource } from './open-rows';

/** The id of a unit or a leader, or that there is none, as a condition on a column. */
export const isOf = (p: Parameters, column: string, id: string): string =>
  id === NONE ? `${column} is null` : `${column}::text = ${p.add(id)}`;

/** A scope of two: the list, and the unit on it. */
export const pairOf = (scopeId: string): [string, string] => {
  const at = scopeId.indexOf('/');
  return [scopeId.slice(0, at), scopeId.slice(at + 1)];
};

/** Scopes that are made of projects. */
const OF_PROJECTS: ScopeKind[] = ['total', 'list', 'unit', 'industry', 'leader', 'list-unit'];

/**
 * Who is on a list of the month's year in the month, each once, as it counted then: `member (project_id)` joined with
 * its standing `s`. Undefined for a scope that has nothing to do with projects.
 */
export function memberSql(p: Parameters, { month, scopeKind, scopeId }: RowsAsked): string | undefined {
  if (!OF_PROJECTS.includes(scopeKind)) return undefined;
  const at = p.add(month);
  const lists: string[] = [`l.year = ${p.add(yearOf(month))}`];
  const standing: string[] = [];
  if (scopeKind === 'list') lists.push(`l.id::text = ${p.add(scopeId)}`);
  else if (scopeKind === 'unit') standing.push(isOf(p, 's.unit_id', scopeId));
  else if (scopeKind === 'industry') standing.push(`s.industry = ${p.add(scopeId)}`);
  else if (scopeKind === 'leader') standing.push(isOf(p, 's.leader_id', scopeId));
  else if (scopeKind === 'list-unit') {
    const [list, unit] = pairOf(scopeId);
    lists.push(`l.id::text = ${p.add(list)}`);
    standing.push(isOf(p, 's.unit_id', unit));
  }
  return `select s.* from (
      select distinct m.project_id from list_member m join project_list l on l.id = m.list_id
       where ${lists.join(' and ')} and m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})) m
    join (select distinct on (project_id) project_id, total_investment, unit_id, leader_id, industry
            from project_standing where from_month <= ${at} order by project_id, from_month desc) s
      on s.project_id = m.project_id
   ${standing.length > 0 ? `where ${standing.join(' and ')}` : ''}`;
}

export const firstMonth = (month: Month): Month => `${yearOf(month)}-01`;

const STEPS = `case s.kind when 'signed' then '签约' when 'fulfilled' then '履约' when 'started' then '开工'
  when 'capped' then '主体封顶' when 'production' then '投产' when 'capacity' then '达效' when 'completed' then '竣工'
  else s.kind end`;

/** Steps that were planned for January to the month, of the projects of a scope. */
export const milestoneRows: RowSource = (p, asked) => {
  const members = memberSql(p, asked);
  if (members === undefined) return undefined;
  const last = `${p.add(lastDay(asked.month))}::date`;
  const met = `coalesce(s.actual_on <= ${last}, false)`;
  const of: Record<string, () => string> = {
    'milestones-due': () => '1',
    'milestones-met': () => `${met}::int`,
    'milestones-late': () => `(not ${met} and s.planned_on < ${p.add(asked.asOf)}::date)::int`,
  };
  const share = (quantity: string | null): string =>
    `${(quantity === null ? undefined : of[quantity]?.()) ?? 'null'}::numeric`;
  return `select s.project_id || ' ' || s.kind as key, 'milestone' as kind, s.project_id, null::uuid as issue_id,
         null::uuid as visit_id, m.unit_id, p.name, ${STEPS} as detail,
         '计划' || s.planned_on || coalesce('，实际' || s.actual_on, '，尚未完成') as words,
         ${share(asked.numerator)} as num, ${share(asked.denominator)} as den
    from (${members}) m join project p on p.id = m.project_id
    join milestone s on s.project_id = m.project_id
     and s.planned_on between ${p.add(`${firstMonth(asked.month)}-01`)}::date and ${last}`;
};
