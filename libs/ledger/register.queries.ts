import { officersOf, type Principal } from '@app/org';
import { fingerprint, type Tx } from '@app/platform';
import type { IssueDraft } from './ledger.dto';
import type { Severity } from './ledger.rule';
import { RULE } from './ledger.queries';
import type { LedgerRule } from './ledger.rule';
import type { Count } from './recount.rules';

/** What decides whether the person may register in a ledger, and for which project. */
export interface RegisterFacts {
  rule: LedgerRule;
  active: boolean;
  /** The project is there. */
  known: boolean;
  /** The person is its officer or stands in for them; it is one of the person's department. */
  mine: boolean;
  ofUnit: boolean;
  /** Names of those of the categories that are out of use. */
  closedCategories: string[];
}

/**
 * Holds the ledger as it is until the transaction ends: its number pattern cannot change under a number that is given.
 *
 * @returns undefined for an unknown ledger
 */
export async function findRegisterFacts(
  tx: Tx,
  principal: Principal,
  { ledger, projectId, categories }: { ledger: string; projectId: string | null; categories: string[] },
): Promise<RegisterFacts | undefined> {
  const [row]: RegisterFacts[] = await tx.query(
    `select ${RULE} as rule, l.active, p.id is not null as known, coalesce(p.officer_id = any ($3::uuid[]), false) as mine,
            p.unit_id is not distinct from $4 as "ofUnit",
            array(select c.name from issue_category c where c.code = any ($5) and not c.active) as "closedCategories"
       from ledger l left join project p on p.id = $2::uuid where l.code = $1 for key share of l`,
    [ledger, projectId, officersOf(principal), principal.unitId, categories],
  );
  return row;
}

export interface KnownIssue {
  id: string;
  bodyHash: string;
  registeredBy: string;
  projectId: string | null;
  visitId: string | null;
  subjectName: string;
  /** Code of the ledger. */
  ledger: string;
}

/** Makes everybody else who registers under the same ids wait until this transaction ends. */
export const claimIds = (tx: Tx, ids: string[]): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended(id, 1)) from unnest($1::text[]) id order by id`, [ids]);

/** Which of the ids chosen by a client are taken. */
export const findKnownIssues = (tx: Tx, ids: string[]): Promise<KnownIssue[]> =>
  tx.query(
    `select i.id, i.body_hash as "bodyHash", i.registered_by as "registeredBy", i.project_id as "projectId",
            i.visit_id as "visitId", i.subject_name as "subjectName", l.code as ledger
       from issue i join ledger l on l.id = i.ledger_id where i.id = any ($1::uuid[])`,
    [ids],
  );

/** `WT-{year}-{4}` → `WT-2024-0031`; a number that needs more digits takes them. */
const NUMBER = `replace(split_part(number_pattern, '-{', 1) || '-{year}-', '{year}', $2::int::text) || lpad(sequence::text,
  greatest(substr(number_pattern, length(number_pattern) - 1, 1)::int, length(sequence::text)), '0')`;

export interface RegisterPlace {
  /** Code of the ledger. */
  ledger: string;
  /** The year whose numbers are taken. */
  year: number;
  projectId: string | null;
  visitId: string | null;
  /** What they are about where there is no project. */
  subjectName: string;
  /** Until when it should be assigned. */
  turnDueOn: Record<Severity, Count>;
  /** The issue that they are split off from. */
  splitFromId?: string;
}

/**
 * Registers new issues, each with its number and the first row of its record, in one statement.
 *
 * The counter row stays locked until the transaction ends, so a number is used exactly when it is committed: no gap, no
 * double, whatever dies. It is taken last and in one round trip, because everybody else who registers waits for it.
 *
 * @returns their ids in the order given; none for an unknown ledger, or when one of the ids is taken
 */
export async function insertIssues(
  tx: Tx,
  principal: Principal,
  at: Date,
  place: RegisterPlace,
  drafts: IssueDraft[],
): Promise<string[]> {
  const rows = drafts.map((draft, index) => ({
    ...draft,
    id: draft.id ?? null,
    place: index + 1,
    hash: fingerprint(draft),
  }));
  const inserted: { id: string }[] = await tx.query(
    `with taken as (
       insert into ledger_counter (ledger_id, year, last) select id, $2, $9 from ledger where code = $1
          and not exists (select from jsonb_to_recordset($3::jsonb) as r (id uuid) join issue i on i.id = r.id)
       on conflict on constraint ledger_counter_pk do update set last = ledger_counter.last + $9
       returning ledger_id, last - $9::int as before),
     row as (
       select coalesce(r.id, uuidv7()) as id, t.ledger_id, t.before + r.place as sequence, l.number_pattern, r.title,
              r.description, r."categoryCode", r.severity, r.hash
         from taken t join ledger l on l.id = t.ledger_id
         cross join jsonb_to_recordset($3::jsonb) as r (id uuid, place int, title text, description text,
                                                        "categoryCode" text, severity text, hash text)),
     issues as (
       insert into issue (id, ledger_id, number, year, sequence, project_id, visit_id, title, description, category_code,
                          severity, state, registered_by, registered_at, touched_at, body_hash, turn_due_on,
                          split_from_id, subject_name)
       select id, ledger_id,
              ${NUMBER},
              $2, sequence, $4::uuid, $5::uuid, title, description, "categoryCode", severity, 'registered', $6::uuid,
              $7::timestamptz, $7::timestamptz, hash, ($10::jsonb -> severity ->> 'day')::date, $11::uuid, $12 from row),
     events as (
       insert into issue_event (issue_id, seq, action, to_state, actor_id, unit_id, at, body_hash, data)
       select id, 1, 'register', 'registered', $6::uuid, $8::uuid, $7::timestamptz, hash,
              jsonb_build_object('counted', jsonb_build_object('turnDueOn', $10::jsonb -> severity)) from row)
     select id from row order by sequence`,
    [
      place.ledger,
      place.year,
      JSON.stringify(rows),
      place.projectId,
      place.visitId,
      principal.id,
      at,
      principal.unitId,
      drafts.length,
      JSON.stringify(place.turnDueOn),
      place.splitFromId ?? null,
      place.subjectName,
    ],
  );
  return inserted.map(({ id }) => id);
}

/** The numbers of issues, in their order. */
export async function numbersOf(tx: Tx, ids: string[]): Promise<string[]> {
  const rows: { number: string }[] = await tx.query(
    'select number from issue where id = any ($1::uuid[]) order by year, sequence',
    [ids],
  );
  return rows.map(({ number }) => number);
}
