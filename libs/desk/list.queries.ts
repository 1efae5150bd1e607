import type { Principal } from '@app/org';
import { offset, Parameters, type Tx } from '@app/platform';
import type { IssueFilter, IssueQuery, Sort, SortedIssueFilter } from './issue-query.dto';
import { type Horizon, type IssueRecord, issueScope, NAMES, ROW, type State } from '@app/ledger';
import { conditionOf, lightCondition } from './list.filter';
import { turnScope } from './turn.policy';

const SEVERITY = `array_position(array['low', 'medium', 'high'], i.severity)`;
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
  closed: 'i.closed_at asc nulls last, i.id',
  '-closed': 'i.closed_at desc nulls last, i.id',
  turn: 'i.turn_due_on asc nulls last, i.id',
  '-turn': 'i.turn_due_on desc nulls last, i.id',
  severity: `${SEVERITY} asc, i.due_on asc nulls last, i.id`,
  '-severity': `${SEVERITY} desc, i.due_on asc nulls last, i.id`,
};

/**
 * The rows of a condition. Projects are joined only where it asks for them: PostgreSQL drops a join that nobody needs, but
 * not the column it was joined by, and then reads every row where an index alone would have told.
 */
const rowsOf = (condition: string): string =>
  `from issue i ${/\bp\./.test(condition) ? 'left join project p on p.id = i.project_id ' : ''}where ${condition}`;

/**
 * One page of issues, and how many there are in all. Page and count are asked for apart, so that each takes the index
 * that suits it: the page follows the order and stops after its rows, the count need not look at the rows.
 */
export async function findIssues(
  tx: Tx,
  principal: Principal,
  query: IssueQuery,
  horizon: Horizon,
): Promise<{ rows: IssueRecord[]; total: number }> {
  const p = new Parameters();
  const from = rowsOf(conditionOf(principal, query, horizon, p));
  const filter = [...p.values];
  const rows: (IssueRecord & { total: number })[] = await tx.query(
    `with page as (select i.id ${from} order by ${ORDER[query.sort]} limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select ${ROW}, (select count(*)::int ${from}) as total
       from page join issue i on i.id = page.id ${NAMES} order by ${ORDER[query.sort]}`,
    p.values,
  );
  if (rows[0] || query.page === 1) return { rows, total: rows[0]?.total ?? 0 };
  // Behind the last page no row carries the count.
  const [count] = (await tx.query(`select count(*)::int as total ${from}`, filter)) as [{ total: number }];
  return { rows, total: count.total };
}

/** The ids of all issues of a filter in their order, at most `limit`: what an export then reads batch by batch. */
export async function findIssueIds(
  tx: Tx,
  principal: Principal,
  filter: SortedIssueFilter & { ids?: string[] },
  horizon: Horizon,
  limit: number,
): Promise<string[]> {
  const p = new Parameters();
  const chosen = filter.ids ? ` and i.id = any (${p.add(filter.ids)}::uuid[])` : '';
  const rows: { id: string }[] = await tx.query(
    `select i.id ${rowsOf(conditionOf(principal, filter, horizon, p) + chosen)}
      order by ${ORDER[filter.sort]} limit ${p.add(limit)}`,
    p.values,
  );
  return rows.map(({ id }) => id);
}

/** Rows by their ids, in the order of the ids, which {@link findIssueIds} found for this person. */
export const findIssuesById = (tx: Tx, ids: string[]): Promise<IssueRecord[]> =>
  tx.query(
    `select ${ROW} from unnest($1::uuid[]) with ordinality as given (id, place)
       join issue i on i.id = given.id ${NAMES} order by given.place`,
    [ids],
  );

export interface StateCount {
  state: State;
  count: number;
  overdue: number;
  dueSoon: number;
  mine: number;
}

/** How many issues of a filter in each state, late, due soon and waiting for the person. */
export async function countIssues(
  tx: Tx,
  principal: Principal,
  filter: IssueFilter,
  horizon: Horizon,
): Promise<StateCount[]> {
  const p = new Parameters();
  const where = conditionOf(principal, filter, horizon, p);
  const of = (name: string, condition: string): string => `(count(*) filter (where ${condition}))::int as "${name}"`;
  const figures = [
    of('overdue', lightCondition('red', horizon, p)),
    of('dueSoon', lightCondition('yellow', horizon, p)),
    of('mine', turnScope(principal, p)),
  ].join(', ');
  return tx.query(
    `select i.state, count(*)::int as count, ${figures}
       from issue i left join project p on p.id = i.project_id where ${where} group by i.state order by i.state`,
    p.values,
  );
}

/** The same of everything: by parts, each from an index of its own, for nothing narrows the rows that must be seen. */
export async function countAllIssues(tx: Tx, principal: Principal, horizon: Horizon): Promise<StateCount[]> {
  const p = new Parameters();
  const scope = issueScope(principal, p);
  const by = (condition: string): string =>
    `select i.state, count(*)::int as count ${rowsOf(`${scope} and ${condition}`)} group by i.state`;
  return tx.query(
    `with states as (${by('true')}), red as (${by(lightCondition('red', horizon, p))}),
          yellow as (${by(lightCondition('yellow', horizon, p))}), mine as (${by(turnScope(principal, p))})
     select s.state, s.count, coalesce(r.count, 0) as overdue, coalesce(y.count, 0) as "dueSoon", coalesce(m.count, 0) as mine
       from states s left join red r using (state) left join yellow y using (state) left join mine m using (state) order by s.state`,
    p.values,
  );
}

/** Numbers by id, of those issues that the person may know of. */
export async function findNumbers(tx: Tx, principal: Principal, ids: string[]): Promise<Map<string, string>> {
  const p = new Parameters();
  const rows: { id: string; number: string }[] = await tx.query(
    `select i.id, i.number ${rowsOf(`i.id = any (${p.add(ids)}::uuid[]) and ${issueScope(principal, p)}`)}`,
    p.values,
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}
