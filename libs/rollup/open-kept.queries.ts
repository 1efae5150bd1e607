import type { ScopeKind } from '@app/figure';
import type { Parameters } from '@app/platform';
import { isOf, pairOf } from './open-milestones.queries';
import type { RowsAsked, RowSource, RowSources } from './open-rows';
import { DUTY_WORDS } from './open-work.queries';

/** Quantities as SQL over a kept row `r` with its content `j`. */
type Quantities = Record<string, string>;

const PLAN_WORDS = `case when j ->> 'plan' is null then '尚无年度计划' else '年度计划自' || (j ->> 'planFrom') || '起执行，' ||
  case j ->> 'planBasis' when 'with-preliminary' then '含前期' else '不含前期' end end`;

const PROJECT: Quantities = {
  projects: '1',
  total: `(j ->> 'totalInvestment')::numeric`,
  plan: `coalesce((j ->> 'plan')::numeric, 0)`,
  'without-plan': `(j ->> 'plan' is null)::int`,
  completed: `(j ->> 'completed')::numeric`,
};

const DUTY: Quantities = {
  due: '1',
  done: `(r.tags @> '{met}')::int`,
  late: `(r.tags @> '{late}')::int`,
  missed: `(r.tags @> '{missed}')::int`,
  excused: `(r.tags @> '{excused}')::int`,
  expected: `(not r.tags @> '{excused}')::int`,
};

const ISSUE: Quantities = Object.fromEntries(
  ['registered', 'closed', 'open', 'overdue', 'registered-year', 'settled'].map((count) => [
    count,
    `(r.tags @> '{${count}}')::int`,
  ]),
);

const batch = (which: string): Quantities =>
  which === 'registry'
    ? { 'registry-eligible': '1', 'registry-entered': `(j ->> 'reachedOn' is not null)::int` }
    : {
        [`${which}-projects`]: '1',
        [`${which}-investment`]: `(j ->> 'totalInvestment')::numeric`,
        [`${which}-reached`]: `(j ->> 'reachedOn' is not null)::int`,
      };

/** Whether every quantity of the figure is among those kept, and how a row counts in each; undefined where it is not. */
function sharesOf(of: Quantities, { numerator, denominator, basis }: RowsAsked): string | undefined {
  if (basis !== 'as-entered' && basis !== 'reported') return undefined;
  const share = (quantity: string | null): string | undefined => (quantity === null ? 'null' : of[quantity]);
  const [num, den] = [share(numerator), share(denominator)];
  return num && den && `${num}::numeric as num, ${den}::numeric as den`;
}

/** The condition of a scope, where the rows tell of it. */
const inScope = (kind: ScopeKind, scopes: Partial<Record<ScopeKind, () => string>>): string | undefined =>
  scopes[kind]?.();

/**
 * The rows that a published revision keeps. Undefined for what it does not keep: then the facts are asked, which the
 * database holds since the month was closed.
 */
export function keptRows(revision: number): RowSources {
  const from = (p: Parameters, { month }: RowsAsked, family: string): string =>
    `(select r.*, r.content::jsonb as j from rollup_row r
       where r.month = ${p.add(month)} and r.revision = ${p.add(revision)} and r.family = '${family}') r`;
  /** Whether a project was on a list when the month was published. */
  const onList = (p: Parameters, { month }: RowsAsked, project: string, list: string): string =>
    `exists (select from rollup_row m where m.month = ${p.add(month)} and m.revision = ${p.add(revision)}
       and m.family = 'member' and m.id = ${p.add(list)} || '/' || ${project})`;

  const investment: RowSource = (p, asked) => {
    const shares = sharesOf(PROJECT, asked);
    const { scopeKind, scopeId } = asked;
    const [list, unit] = pairOf(scopeId);
    const where = inScope(scopeKind, {
      total: () => 'true',
      list: () => `r.tags @> array[${p.add(scopeId)}]`,
      unit: () => isOf(p, 'r.unit_id', scopeId),
      'list-unit': () => `r.tags @> array[${p.add(list)}] and ${isOf(p, 'r.unit_id', unit)}`,
    });
    if (!shares || !where) return undefined;
    return `select r.id as key, 'project' as kind, r.project_id, null::uuid as issue_id, null::uuid as visit_id, r.unit_id,
        j ->> 'name' as name, null::text as detail, ${PLAN_WORDS} as words, ${shares}
      from ${from(p, asked, 'project')} where ${where}`;
  };

  const batches: RowSource = (p, asked) => {
    const quantity = asked.numerator ?? asked.denominator ?? '';
    const which = quantity.slice(0, quantity.indexOf('-'));
    const shares = sharesOf(batch(which), asked);
    const { scopeKind, scopeId } = asked;
    // Earlier years' phases, which count in the registry, are not among the kept memberships.
    if (!shares || (scopeKind !== 'total' && (scopeKind !== 'list' || which === 'registry'))) return undefined;
    const where = scopeKind === 'list' ? onList(p, asked, 'r.project_id::text', scopeId) : 'true';
    const words =
      which === 'registry'
        ? `'达到入库标准' || (j ->> 'eligibleOn') || coalesce('，入库' || (j ->> 'reachedOn'), '，尚未入库')`
        : `coalesce('完成于' || (j ->> 'reachedOn'), '尚未完成')`;
    return `select r.project_id::text as key, 'project' as kind, r.project_id, null::uuid as issue_id, null::uuid as visit_id,
        r.unit_id, j ->> 'name' as name, null::text as detail, ${words} as words, ${shares}
      from ${from(p, asked, 'batch')} where r.tags @> array[${p.add(which)}] and ${where}`;
  };

  const visits: RowSource = (p, asked) => {
    const shares = sharesOf(DUTY, asked);
    const { scopeKind, scopeId } = asked;
    const where = inScope(scopeKind, {
      total: () => 'true',
      list: () => onList(p, asked, 'r.project_id::text', scopeId),
      unit: () => isOf(p, 'r.unit_id', scopeId),
    });
    if (!shares || !where) return undefined;
    return `select r.id as key, 'duty' as kind, r.project_id, null::uuid as issue_id, (j ->> 'visitId')::uuid as visit_id,
        r.unit_id, p.name, j ->> 'period' as detail,
        ${DUTY_WORDS('r.tags[1]')} || coalesce('，' || v.visited_on, '') || coalesce('，' || (j ->> 'excuseReason'), '') as words,
        ${shares}
      from ${from(p, asked, 'duty')} join project p on p.id = r.project_id
      left join visit v on v.id = (j ->> 'visitId')::uuid where ${where}`;
  };

  const issues: RowSource = (p, asked) => {
    const shares = sharesOf(ISSUE, asked);
    const { scopeKind, scopeId } = asked;
    const where = inScope(scopeKind, {
      total: () => 'true',
      unit: () => isOf(p, 'r.unit_id', scopeId),
      category: () => `r.tags @> array['category:' || ${p.add(scopeId)}]`,
      ledger: () => `i.ledger_id::text = ${p.add(scopeId)}`,
      list: () => onList(p, asked, 'i.project_id::text', scopeId),
    });
    if (!shares || !where) return undefined;
    return `select r.id as key, 'issue' as kind, i.project_id, i.id as issue_id, i.visit_id, r.unit_id, i.title as name,
        i.number as detail, '登记于' || i.registered_at::date || coalesce('，销号于' || i.closed_at::date, '') as words, ${shares}
      from ${from(p, asked, 'issue')} join issue i on i.id = r.id::uuid where ${where}`;
  };

  return { investment, batches, visits, issues };
}
