import type { Principal } from '@app/org';
import { containing, offset, Parameters, type Tx } from '@app/platform';
import type { IssueQuery, Sort } from './issue-query.dto';
import { issueScope, turnScope } from './ledger.policy';
import { type Horizon, type IssueRecord, NAMES, ROW } from './ledger.queries';
import type { Light, State } from './ledger.workflow';

/** Sort keys come from this table, never from what a person typed. */
const ORDER: Record<Sort, string> = {
  due: 'i.due_on asc nulls last, i.id',
  '-due': 'i.due_on desc nulls last, i.id',
  registered: 'i.registered_at asc, i.id',
  '-registered': 'i.registered_at desc, i.id',
  number: 'i.year asc, i.sequence asc, i.id',
  '-number': 'i.year desc, i.sequence desc, i.id',
  touched: 'i.touched_at asc, i.id',
  '-touched': 'i.touched_at desc, i.id',
};

const RUNNING = `i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')`;

function lightCondition(light: Light, horizon: Horizon, p: Parameters): string {
  if (light === 'none') return `not ${RUNNING}`;
  const today = (): string => `${p.add(horizon.today)}::date`;
  const soon = (): string => `(${p.add(JSON.stringify(horizon.soonUntil))}::jsonb ->> i.ledger_id::text)::date`;
  if (light === 'red') return `${RUNNING} and i.due_on < ${today()}`;
  return light === 'yellow'
    ? `${RUNNING} and i.due_on >= ${today()} and i.due_on <= ${soon()}`
    : `${RUNNING} and i.due_on > ${soon()}`;
}

function filterOf(principal: Principal, query: IssueQuery, horizon: Horizon, p: Parameters): string {
  const conditions = [issueScope(principal, p)];
  if (query.ledger) conditions.push(`i.ledger_id = (select id from ledger where code = ${p.add(query.ledger)})`);
  if (query.state) conditions.push(`i.state = any (${p.add(query.state.split(','))})`);
  if (query.unitId) {
    const unit = p.add(query.unitId);
    conditions.push(`(i.lead_unit_id = ${unit} or i.support_unit_ids @> array[${unit}::uuid])`);
  }
  if (query.projectId) conditions.push(`i.project_id = ${p.add(query.projectId)}`);
  if (query.categoryCode) conditions.push(`i.category_code = ${p.add(query.categoryCode)}`);
  if (query.light) conditions.push(lightCondition(query.light, horizon, p));
  if (query.mine === 'true') conditions.push(turnScope(principal, p));
  if (query.q) {
    const text = p.add(containing(query.q));
    conditions.push(`(i.title ilike ${text} or i.number ilike ${text} or p.name ilike ${text})`);
  }
  return conditions.join(' and ');
}

/** One page of issues, and how many there are in all. */
export async function findIssues(
  tx: Tx,
  principal: Principal,
  query: IssueQuery,
  horizon: Horizon,
): Promise<{ rows: IssueRecord[]; total: number }> {
  const p = new Parameters();
  const from = `from issue i left join project p on p.id = i.project_id where ${filterOf(principal, query, horizon, p)}`;
  const filter = [...p.values];
  // Found once, for the count and for the page; and 50 rows carry names, not 20 000.
  const rows: (IssueRecord & { total: number })[] = await tx.query(
    `with hit as materialized (select i.id, i.year, i.sequence, i.due_on, i.registered_at, i.touched_at ${from}),
          page as (select i.id from hit i order by ${ORDER[query.sort]} limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select ${ROW}, (select count(*)::int from hit) as total
       from page join issue i on i.id = page.id ${NAMES} order by ${ORDER[query.sort]}`,
    p.values,
  );
  if (rows[0] || query.page === 1) return { rows, total: rows[0]?.total ?? 0 };
  // Behind the last page no row carries the count.
  const [count] = (await tx.query(`select count(*)::int as total ${from}`, filter)) as [{ total: number }];
  return { rows, total: count.total };
}

/** How many issues in each state, late, due soon and waiting for the person. */
export async function countIssues(
  tx: Tx,
  principal: Principal,
  horizon: Horizon,
): Promise<{ state: State; count: number; overdue: number; dueSoon: number; mine: number }[]> {
  const p = new Parameters();
  const scope = issueScope(principal, p);
  return tx.query(
    `select i.state, count(*)::int as count,
            (count(*) filter (where ${lightCondition('red', horizon, p)}))::int as overdue,
            (count(*) filter (where ${lightCondition('yellow', horizon, p)}))::int as "dueSoon",
            (count(*) filter (where ${turnScope(principal, p)}))::int as mine
       from issue i left join project p on p.id = i.project_id where ${scope} group by i.state`,
    p.values,
  );
}
