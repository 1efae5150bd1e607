import { APPLICATION_ROLE } from '@app/platform';
import type { Client } from 'pg';

/** What was written there stays: the application may read and append, nothing else. */
export const RECORD_TABLES = [
  'issue_event',
  'ledger_seal',
  'change_record',
  'rollup_revision',
  'rollup_row',
  'rollup_figure',
  'month_exception_use',
  'attachment',
  'issue_comment',
  'escalation_order',
  'visit_recheck',
  'visit_version',
  'figure_code',
  'measure_version',
  'scoring_scheme_version',
  'scoring_entry',
  'scoring_withdrawal',
  'evaluation_result',
  'evaluation_publication',
  'evaluation_objection',
  'evaluation_ruling',
  'scoring_file',
] as const;

/** Neither who applied which migration. */
const READ_ONLY = ['migrations'];

/**
 * Gives the application's role what it needs, and takes away what it must not have. Runs after the migrations and may
 * run again: tables of later migrations are covered without a line of their own.
 *
 * Roles belong to the whole server, so several databases may make it at once; it is never dropped. An owner that may not
 * make roles goes on without one: the triggers alone then keep the record, and the program says so at its start.
 *
 * @param login of the application, made with this password when it is another than the owner's
 * @returns whether the role is there
 */
export async function grantApplication(client: Client, login?: { name: string; password: string }): Promise<boolean> {
  const role = APPLICATION_ROLE;
  const harmless = 'exception when duplicate_object or unique_violation or insufficient_privilege then null;';
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
    ${harmless} end $$`);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (!rowCount) return false;
  await client.query(`do $$ begin
    if not pg_has_role('${role}', 'set') then grant ${role} to current_user; end if;
    ${harmless} end $$`);
  const { rows } = await client.query<{ name: string; schema: string }>(
    `select tablename as name, schemaname as schema from pg_tables where schemaname in ('public', 'bullmq')`,
  );
  const all = (schema: string): string =>
    rows
      .filter((row) => row.schema === schema)
      .map(({ name }) => `${schema}.${client.escapeIdentifier(name)}`)
      .join(', ');
  const only = (names: readonly string[]): string =>
    rows
      .filter(({ name, schema }) => schema === 'public' && names.includes(name))
      .map(({ name }) => `public.${name}`)
      .join(', ');
  // A sequence that the application's login made is its own already, and not the owner's to give.
  const { rows: given } = await client.query<{ name: string; schema: string }>(
    `select sequencename as name, schemaname as schema from pg_sequences
      where schemaname in ('public', 'bullmq') and pg_has_role(sequenceowner, 'usage')`,
  );
  const sequences = given.map(({ name, schema }) => `${schema}.${client.escapeIdentifier(name)}`).join(', ');
  await client.query(`
    begin;
    grant usage on schema public to ${role};
    grant select, insert, update, delete on ${all('public')} to ${role};
    grant usage on sequence ${sequences} to ${role};
    revoke update, delete, truncate on ${only(RECORD_TABLES)} from ${role};
    revoke insert, update, delete on ${only(READ_ONLY)} from ${role};
    -- Those who publish take turns by a lock on the table; no row can be changed by this right.
    grant maintain on rollup_revision to ${role};
    -- BullMQ makes a sequence for the ids of a queue's jobs when the first is put.
    grant usage, create on schema bullmq to ${role};
    grant select, insert, update, delete on ${all('bullmq')} to ${role};
    commit`);
  if (login) await makeLogin(client, login);
  return true;
}

/** The login that the application connects as; one that is there keeps its password. */
async function makeLogin(client: Client, { name, password }: { name: string; password: string }): Promise<void> {
  const user = client.escapeIdentifier(name);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
  if (!rowCount) await client.query(`create role ${user} login password ${client.escapeLiteral(password)}`);
  const member = await client.query('select from pg_roles where rolname = $1 and pg_has_role(oid, $2, $3)', [
    name,
    APPLICATION_ROLE,
    'member',
  ]);
  if (!member.rowCount) await client.query(`grant ${APPLICATION_ROLE} to ${user}`);
}
