import type { Tx } from '@app/platform';
import type { Registered, SealHead } from './record.chain';

/** The words of an issue beside the first row of its record. */
export const REGISTERED = `case when e.seq = 1 then jsonb_build_object('number', i.number, 'title', i.title,
  'description', i.description, 'registeredBy', i.registered_by) end as registered`;

/** One seals at a time; the others need not wait, for what they would seal is being sealed. */
export async function claimSealing(tx: Tx): Promise<boolean> {
  const [row] = (await tx.query(`select pg_try_advisory_xact_lock(hashtextextended('seal', 0)) as mine`)) as [
    { mine: boolean },
  ];
  return row.mine;
}

export interface UnsealedEvent {
  place: string;
  ledgerId: string;
  issueId: string;
  seq: number;
  hash: string;
  registered: Registered | null;
}

/** The next events that no seal covers, in the order in which they were written. */
export const findUnsealed = (tx: Tx, limit: number): Promise<UnsealedEvent[]> =>
  tx.query(
    `select q.place, q.issue_id as "issueId", q.seq, i.ledger_id as "ledgerId", encode(e.hash, 'hex') as hash,
            ${REGISTERED}
       from seal_queue q join issue_event e on e.issue_id = q.issue_id and e.seq = q.seq join issue i on i.id = q.issue_id
      order by q.place limit $1`,
    [limit],
  );

export interface LedgerHead extends SealHead {
  code: string;
  name: string;
  hash: string;
}

/** The newest seal of every ledger that has one. */
export async function findHeads(tx: Tx): Promise<LedgerHead[]> {
  const rows: (Omit<LedgerHead, 'total'> & { total: string })[] = await tx.query(
    `select l.id as "ledgerId", l.code, l.name, s.seq, s.total, encode(s.hash, 'hex') as hash, s.sealed_at as "sealedAt"
       from ledger l cross join lateral (
         select seq, total, hash, sealed_at from ledger_seal where ledger_id = l.id order by seq desc limit 1) s
      order by l.sort, l.code`,
  );
  return rows.map((row) => ({ ...row, total: Number(row.total) }));
}

/** Appends a seal and takes its events out of the queue. */
export async function insertSeal(
  tx: Tx,
  head: SealHead,
  hash: string,
  events: Pick<UnsealedEvent, 'place' | 'issueId' | 'seq' | 'hash'>[],
): Promise<void> {
  await tx.query(
    `with sealed as (delete from seal_queue where place = any ($9::bigint[]))
     insert into ledger_seal (ledger_id, seq, events, total, issue_ids, seqs, hashes, hash, sealed_at)
     values ($1, $2, $3, $4, $5::uuid[], $6::int[], $7::bytea, $8::bytea, $10)`,
    [
      head.ledgerId,
      head.seq,
      events.length,
      head.total,
      events.map(({ issueId }) => issueId),
      events.map(({ seq }) => seq),
      Buffer.from(events.map((event) => event.hash).join(''), 'hex'),
      Buffer.from(hash, 'hex'),
      events.map(({ place }) => place),
      head.sealedAt,
    ],
  );
}

export interface AnchorNote {
  day: string;
  heads: { ledgerId: string; seal: number; hash: string }[];
}

/** The day on which the heads were last kept outside, and which ones. */
export async function findAnchorNote(tx: Tx): Promise<AnchorNote | undefined> {
  const [row]: { value: AnchorNote }[] = await tx.query(`select value from setting where key = 'record-anchor'`);
  return row?.value;
}

/** Notes what was kept outside: for the page only, the proof is the file. */
export const noteAnchor = (tx: Tx, note: AnchorNote): Promise<unknown> =>
  tx.query(
    `insert into setting (key, value) values ('record-anchor', $1::jsonb)
     on conflict on constraint setting_pk do update set value = excluded.value`,
    [JSON.stringify(note)],
  );

/** How many rows wait for the next seal. */
export async function countUnsealed(tx: Tx): Promise<number> {
  const [row] = (await tx.query('select count(*)::int as n from seal_queue')) as [{ n: number }];
  return row.n;
}
