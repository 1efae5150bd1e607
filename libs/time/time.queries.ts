import type { Principal } from '@app/org';
import { type Day, Parameters, type Tx } from '@app/platform';
import { issueScope } from '@app/ledger';
import type { TimeUnit } from './time.intervals';

/** An event as the database keeps it; units by id, by name only in records older than the ids. */
export interface TimeRecord {
  action: string;
  to: string;
  at: string;
  unitId: string | null;
  leadUnitId: string | null;
  leadUnit: string | null;
  supportUnitIds: string[] | null;
  supportUnits: string[] | null;
  done: boolean;
  /** How the day to sign was counted. */
  signing: { from: Day; days: number } | null;
  reviewOn: Day | null;
}

const RECORD = `jsonb_build_object('action', e.action, 'to', e.to_state, 'at', e.at, 'unitId', e.unit_id,
  'leadUnitId', e.data -> 'leadUnitId', 'leadUnit', e.data -> 'leadUnit',
  'supportUnitIds', e.data -> 'supportUnitIds', 'supportUnits', e.data -> 'supportUnits',
  'done', coalesce(e.data -> 'partDone' = 'true', false), 'signing', e.data -> 'counted' -> 'signDueOn',
  'reviewOn', case when e.action = 'suspend' then e.data -> 'reviewOn' end)`;
/** The events that change who holds an issue: the words of a year do not weigh on it. */
const MOVES = `(e.from_state is distinct from e.to_state or e.action in ('assign', 'insist', 'transfer', 'withdraw', 'rate')
  or e.data @> '{"partDone": true}')`;
const MOVED = `select jsonb_agg(${RECORD} order by e.seq) as events from issue_event e where e.issue_id = i.id and ${MOVES}`;

/** What moved the issue, oldest first; undefined when there is none that the person may know of. */
export async function findTimeEvents(tx: Tx, principal: Principal, id: string): Promise<TimeRecord[] | undefined> {
  const p = new Parameters();
  const where = `i.id = ${p.add(id)} and ${issueScope(principal, p)}`;
  const [row]: { events: TimeRecord[] | null }[] = await tx.query(
    `select moved.events from issue i left join project p on p.id = i.project_id cross join lateral (${MOVED}) moved where ${where}`,
    p.values,
  );
  return row && (row.events ?? []);
}

/** Every department, for the names of what the record holds by id. */
export const findTimeUnits = (tx: Tx): Promise<TimeUnit[]> => tx.query('select id, name from unit');

export interface TimeFilter {
  ledger: string | undefined;
  from: Date;
  until: Date;
}

function within({ ledger, from, until }: TimeFilter, p: Parameters): string {
  const conditions = [
    `i.registered_at < ${p.add(until)}`,
    // One that has ended was last touched when it ended, or later.
    `(i.state not in ('closed', 'merged', 'cancelled') or i.touched_at >= ${p.add(from)})`,
  ];
  if (ledger !== undefined) conditions.push(`i.ledger_id = (select id from ledger where code = ${p.add(ledger)})`);
  return conditions.join(' and ');
}

/** How many issues were open at any time of the period, at least so many as there were. */
export async function countWithin(tx: Tx, filter: TimeFilter): Promise<number> {
  const p = new Parameters();
  const [row] = (await tx.query(`select count(*)::int as count from issue i where ${within(filter, p)}`, p.values)) as [
    { count: number },
  ];
  return row.count;
}

/** The next of them after an id, each with what moved it. */
export function findWithin(
  tx: Tx,
  filter: TimeFilter,
  after: string | undefined,
  limit: number,
): Promise<{ id: string; events: TimeRecord[] }[]> {
  const p = new Parameters();
  const next = after === undefined ? '' : `and i.id > ${p.add(after)}`;
  return tx.query(
    `select i.id, moved.events from issue i cross join lateral (${MOVED}) moved
      where ${within(filter, p)} ${next} order by i.id limit ${p.add(limit)}`,
    p.values,
  );
}
