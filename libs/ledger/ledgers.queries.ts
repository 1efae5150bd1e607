import { offset, Parameters, type Tx } from '@app/platform';
import type { LedgerBody, LedgerPatch, LedgerQuery, LedgerView } from './ledgers.dto';
import type { Action } from './ledger.workflow';

/** A ledger as it is kept: `actions` null means all. */
export interface LedgerRecord extends Omit<LedgerView, 'actions' | 'allActions' | 'states' | 'mayRegister'> {
  actions: Action[] | null;
}

const LEDGER = `l.id, l.code, l.name, l.description, l.sort, l.active, l.version, l.number_pattern as "numberPattern",
  coalesce((select sum(c.last) from ledger_counter c where c.ledger_id = l.id), 0)::int as numbered,
  l.step_days as "stepDays", l.soon_days as "soonDays", l.extension_max as "extensionMax",
  l.extension_freeze as "extensionFreeze", l.report_every as "reportEvery", l.report_day as "reportDay", l.evidence,
  l.actions, l.registrars, l.subject, l.has_steps as "hasSteps", l.escalation`;

/** One page of the ledgers, in their order. */
export async function findLedgerPage(tx: Tx, query: LedgerQuery): Promise<{ rows: LedgerRecord[]; total: number }> {
  const all = query.all === 'true';
  const rows: LedgerRecord[] = await tx.query(
    `select ${LEDGER} from ledger l where l.active or $1 order by l.sort, l.name, l.id limit $2 offset $3`,
    [all, query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query('select count(*)::int as total from ledger where active or $1', [all])) as [
    { total: number },
  ];
  return { rows, total };
}

export async function findLedger(tx: Tx, id: string): Promise<LedgerRecord | undefined> {
  const [row]: LedgerRecord[] = await tx.query(`select ${LEDGER} from ledger l where l.id = $1`, [id]);
  return row;
}

/** Nobody registers in it and nobody changes it until the transaction ends; what is read afterwards is the newest. */
export const lockLedger = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('select 1 from ledger where id = $1 for update', [id]);

type Fact = Exclude<keyof LedgerPatch, 'version'>;

const COLUMNS: Record<Fact | 'code', string> = {
  code: 'code',
  name: 'name',
  description: 'description',
  sort: 'sort',
  active: 'active',
  numberPattern: 'number_pattern',
  stepDays: 'step_days',
  soonDays: 'soon_days',
  extensionMax: 'extension_max',
  extensionFreeze: 'extension_freeze',
  reportEvery: 'report_every',
  reportDay: 'report_day',
  evidence: 'evidence',
  actions: 'actions',
  registrars: 'registrars',
  subject: 'subject',
  hasSteps: 'has_steps',
  escalation: 'escalation',
};

/** The driver sends lists as arrays of PostgreSQL; these two columns are jsonb. */
const asStored = (fact: string, value: unknown): unknown =>
  fact === 'stepDays' || fact === 'escalation' ? JSON.stringify(value) : value;

const factsOf = <T extends Partial<Record<Fact | 'code', unknown>>>(body: T): [Fact | 'code', unknown][] =>
  (Object.keys(COLUMNS) as (Fact | 'code')[]).flatMap((fact): [Fact | 'code', unknown][] =>
    body[fact] === undefined ? [] : [[fact, asStored(fact, body[fact])]],
  );

/** @returns the id of the new ledger */
export async function insertLedger(tx: Tx, body: LedgerBody): Promise<string> {
  const p = new Parameters();
  const facts = factsOf(body);
  const places = facts.map(([, value]) => p.add(value));
  const [row] = (await tx.query(
    `insert into ledger (${facts.map(([fact]) => COLUMNS[fact]).join(', ')}) values (${places.join(', ')}) returning id`,
    p.values,
  )) as [{ id: string }];
  return row.id;
}

export async function updateLedger(tx: Tx, id: string, body: Omit<LedgerPatch, 'version'>): Promise<void> {
  const p = new Parameters();
  const sets = factsOf(body).map(([fact, value]) => `${COLUMNS[fact]} = ${p.add(value)}`);
  await tx.query(
    `update ledger set ${[...sets, 'version = version + 1'].join(', ')} where id = ${p.add(id)}`,
    p.values,
  );
}
