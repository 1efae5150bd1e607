import type { Tx } from '@app/platform';
import type { HashedEvent, Registered } from './record.chain';
import { REGISTERED } from './seal.queries';

/** So many rows at a time: memory stays flat whatever the length of the record. */
const AT_ONCE = 5_000;
const SEALS_AT_ONCE = 20;

/** Everything is read from one state of the database, and however long it takes. */
export async function beginReading(tx: Tx): Promise<void> {
  await tx.query('set transaction read only');
  await tx.query('set local statement_timeout = 0');
  await tx.query('set local idle_in_transaction_session_timeout = 0');
  // Nothing of the same name may stand before the tables and the functions of the system.
  await tx.query('set local search_path = pg_catalog, public');
}

async function* rowsOf<Row>(tx: Tx, cursor: string, sql: string, atOnce: number): AsyncGenerator<Row> {
  await tx.query(`declare ${cursor} no scroll cursor for ${sql}`);
  for (;;) {
    const rows: Row[] = await tx.query(`fetch ${atOnce} from ${cursor}`);
    yield* rows;
    if (rows.length < atOnce) break;
  }
  await tx.query(`close ${cursor}`);
}

/** A row of the record with its hash, and what its issue says of itself; null where there is no such issue. */
export interface WitnessedEvent extends HashedEvent {
  hash: string;
  number: string | null;
  version: number;
  state: string;
  issueDueOn: string | null;
}

/** The whole record, issue by issue. */
export const allEvents = (tx: Tx): AsyncGenerator<WitnessedEvent> =>
  rowsOf(
    tx,
    'events',
    `select e.id, e.issue_id as "issueId", e.seq, e.action, e.from_state as "fromState", e.to_state as "toState",
            e.actor_id as "actorId", e.unit_id as "unitId", extract(epoch from e.at)::text as epoch, e.note,
            to_char(e.due_on, 'YYYY-MM-DD') as "dueOn", e.data::text as data, e.body_hash as "bodyHash",
            encode(e.hash, 'hex') as hash, i.number, i.version, i.state, i.due_on as "issueDueOn"
       from public.issue_event e left join public.issue i on i.id = e.issue_id order by e.issue_id, e.seq`,
    AT_ONCE,
  );

export interface WitnessedSeal {
  ledgerId: string;
  ledger: string;
  seq: number;
  total: string;
  sealedAt: Date;
  hash: string;
  issueIds: string[];
  seqs: number[];
  /** The hashes of its events, one after the other. */
  hashes: string;
}

/** All seals, ledger by ledger. */
export const allSeals = (tx: Tx): AsyncGenerator<WitnessedSeal> =>
  rowsOf(
    tx,
    'seals',
    `select s.ledger_id as "ledgerId", coalesce(l.name, '（台账已不存在）') as ledger, s.seq, s.total,
            s.sealed_at as "sealedAt", encode(s.hash, 'hex') as hash, s.issue_ids as "issueIds", s.seqs,
            encode(s.hashes, 'hex') as hashes
       from public.ledger_seal s left join public.ledger l on l.id = s.ledger_id order by s.ledger_id, s.seq`,
    SEALS_AT_ONCE,
  );

/** The rows that a seal names as they are now: the hash is null where the row is gone, the number where the issue is. */
export const findSealed = (
  tx: Tx,
  { issueIds, seqs }: WitnessedSeal,
): Promise<{ hash: string | null; number: string | null; registered: Registered | null }[]> =>
  tx.query(
    `select encode(e.hash, 'hex') as hash, i.number, ${REGISTERED}
       from unnest($1::uuid[], $2::int[]) with ordinality as m (issue_id, seq, place)
       left join public.issue_event e on e.issue_id = m.issue_id and e.seq = m.seq
       left join public.issue i on i.id = m.issue_id order by m.place`,
    [issueIds, seqs],
  );

/** The first ledger and year whose numbers do not run from 1 to the counter. */
export async function findWrongCount(
  tx: Tx,
): Promise<{ ledger: string; year: number; last: number; count: number; missing: string | null } | undefined> {
  const [row]: { ledger: string; year: number; last: number; count: number; missing: string | null }[] = await tx.query(
    `select l.name as ledger, year, coalesce(c.last, 0) as last, coalesce(n.count, 0) as count,
            (select l.number_prefix || '-' || year || '-' || lpad(g::text, greatest(substring(l.number_pattern from '([3-6])[}]$')::int, length(g::text)), '0')
               from generate_series(1, greatest(c.last, n.max)) g
              where not exists (select from public.issue i where i.ledger_id = l.id and i.year = n.year and i.sequence = g)
              order by g limit 1) as missing
       from public.ledger_counter c
       full join (select ledger_id, year, count(*)::int as count, max(sequence) as max from public.issue group by 1, 2) n
         using (ledger_id, year)
       join public.ledger l on l.id = ledger_id
      where (coalesce(c.last, 0), coalesce(c.last, 0)) is distinct from (coalesce(n.count, 0), coalesce(n.max, 0))
      order by l.name, year limit 1`,
  );
  return row;
}

/** The first issue whose number does not say its year and place, or that has no row of the record at all. */
export async function findWrongIssue(tx: Tx): Promise<{ number: string; recorded: boolean } | undefined> {
  const [row]: { number: string; recorded: boolean }[] = await tx.query(
    `select i.number, r.recorded from public.issue i
      cross join lateral (select exists (select from public.issue_event e where e.issue_id = i.id) as recorded) r
      where not r.recorded or i.number !~ ('^[A-Z]+-' || i.year || '-0*' || i.sequence || '$') order by i.number limit 1`,
  );
  return row;
}

/** The first row that was written and is gone before a seal covered it. */
export async function findLost(tx: Tx): Promise<{ number: string | null; seq: number } | undefined> {
  const [row]: { number: string | null; seq: number }[] = await tx.query(
    `select i.number, q.seq from public.seal_queue q left join public.issue i on i.id = q.issue_id
      where not exists (select from public.issue_event e where e.issue_id = q.issue_id and e.seq = q.seq)
      order by q.place limit 1`,
  );
  return row;
}

/** Which ledgers, and how many issues there are. */
export async function countLedgers(tx: Tx): Promise<{ ledgerIds: string[]; issues: number }> {
  const [row] = (await tx.query(
    `select array(select id::text from public.ledger) as "ledgerIds", (select count(*)::int from public.issue) as issues`,
  )) as [{ ledgerIds: string[]; issues: number }];
  return row;
}
