import type { Principal } from '@app/org';
import { fingerprint, type Tx } from '@app/platform';
import type { IssueDraft } from './ledger.dto';

/** Whether the project is there and the person may register its problems. */
export async function mayRegister(tx: Tx, principal: Principal, projectId: string, all: boolean): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from project where id = $1 and ($2 or officer_id = $3)', [
    projectId,
    all,
    principal.id,
  ]);
  return rows.length === 1;
}

export interface KnownIssue {
  id: string;
  bodyHash: string;
  registeredBy: string;
}

/** Makes everybody else who registers under the same ids wait until this transaction ends. */
export const claimIds = (tx: Tx, ids: string[]): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended(id, 1)) from unnest($1::text[]) id order by id`, [ids]);

/** Which of the ids chosen by a client are taken. */
export const findKnownIssues = (tx: Tx, ids: string[]): Promise<KnownIssue[]> =>
  tx.query(
    'select id, body_hash as "bodyHash", registered_by as "registeredBy" from issue where id = any ($1::uuid[])',
    [ids],
  );

/**
 * Takes the next numbers of a ledger's year. The counter row stays locked until the transaction ends, so a number is
 * used exactly when it is committed: no gap, no double, whatever dies.
 *
 * @returns the ledger and the last number taken, or undefined for an unknown ledger
 */
export async function takeNumbers(
  tx: Tx,
  ledger: string,
  year: number,
  count: number,
): Promise<{ ledgerId: string; prefix: string; last: number } | undefined> {
  const [row]: { ledgerId: string; prefix: string; last: number }[] = await tx.query(
    `with taken as (
       insert into ledger_counter (ledger_id, year, last) select id, $2, $3 from ledger where code = $1
       on conflict on constraint ledger_counter_pk do update set last = ledger_counter.last + $3
       returning ledger_id, last)
     select l.id as "ledgerId", l.number_prefix as prefix, taken.last from taken join ledger l on l.id = taken.ledger_id`,
    [ledger, year, count],
  );
  return row;
}

/** Writes new issues with the first row of each record; answers their ids in the order given. */
export async function insertIssues(
  tx: Tx,
  principal: Principal,
  at: Date,
  place: {
    ledgerId: string;
    prefix: string;
    year: number;
    firstSequence: number;
    projectId: string | null;
    visitId: string | null;
  },
  drafts: IssueDraft[],
): Promise<string[]> {
  const rows = drafts.map((draft, index) => {
    const sequence = place.firstSequence + index;
    return {
      ...draft,
      id: draft.id ?? null,
      sequence,
      number: `${place.prefix}-${place.year}-${String(sequence).padStart(4, '0')}`,
      hash: fingerprint(draft),
    };
  });
  const inserted: { id: string }[] = await tx.query(
    `with row as (
       select coalesce(r.id, uuidv7()) as id, r.sequence, r.number, r.title, r.description, r."categoryCode", r.severity, r.hash
         from jsonb_to_recordset($1::jsonb) as r (id uuid, sequence int, number text, title text, description text,
              "categoryCode" text, severity text, hash text)),
     issues as (
       insert into issue (id, ledger_id, number, year, sequence, project_id, visit_id, title, description, category_code,
                          severity, state, registered_by, registered_at, touched_at, body_hash)
       select id, $2::uuid, number, $3, sequence, $4::uuid, $5::uuid, title, description, "categoryCode", severity,
              'registered', $6::uuid, $7::timestamptz, $7::timestamptz, hash from row),
     events as (
       insert into issue_event (issue_id, seq, action, to_state, actor_id, unit_id, at, body_hash)
       select id, 1, 'register', 'registered', $6::uuid, $8::uuid, $7::timestamptz, hash from row)
     select id from row order by sequence`,
    [
      JSON.stringify(rows),
      place.ledgerId,
      place.year,
      place.projectId,
      place.visitId,
      principal.id,
      at,
      principal.unitId,
    ],
  );
  return inserted.map(({ id }) => id);
}
