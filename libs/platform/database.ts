import { type Client, types } from 'pg';
import { type DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import type { Settings } from './env';
import { PreparingClient } from './prepared';

// A `date` is a day of the calendar, not an instant: keep the text PostgreSQL sends.
types.setTypeParser(types.builtins.DATE, (value) => value);

/** Where a query runs: the open transaction, or the pool for reads that need none. Always handed in, never injected. */
export type Tx = EntityManager;

/**
 * Settings of every session. Shanghai time, so `at::date` is a Shanghai day whatever the server's zone. Nothing here runs
 * long enough to earn back what compiling it (jit) costs; a month over 25 000 projects is sorted in memory.
 */
export const SESSION = Object.entries({
  timezone: 'Asia/Shanghai',
  statement_timeout: '30s',
  idle_in_transaction_session_timeout: '30s',
  lock_timeout: '10s',
  jit: 'off',
  work_mem: '16MB',
})
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');

/** What the program may do in the database: read and write, but only read and append where the record is. */
export const APPLICATION_ROLE = 'xiaohao_app';

/**
 * Steps down to the application's role where the login may and the role has been given its rights here, so that an owner
 * or a superuser as login cannot change the record by a fault of the program either.
 */
const STEP_DOWN = `select set_config('role', rolname, false) from pg_roles
  where rolname = '${APPLICATION_ROLE}' and pg_has_role(session_user, oid, 'set')
    and has_table_privilege(oid, to_regclass('public.migrations'), 'select')`;

/** One pool's settings. */
export function databaseOptions(
  settings: Pick<Settings, 'DATABASE_URL' | 'DATABASE_POOL_SIZE'>,
  entities: DataSourceOptions['entities'] = [],
  migrations: DataSourceOptions['migrations'] = [],
): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.DATABASE_URL,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    extra: {
      Client: PreparingClient,
      max: settings.DATABASE_POOL_SIZE,
      connectionTimeoutMillis: 10_000,
      options: SESSION,
      onConnect: (client: Client) => client.query(STEP_DOWN),
    },
  };
}

/** As the login itself: for migrations, seeds and what else is the owner's business. */
export function ownerOptions(settings: Pick<Settings, 'DATABASE_URL' | 'DATABASE_POOL_SIZE'>): DataSourceOptions {
  const options = databaseOptions(settings);
  return Object.assign(options, { extra: { ...(options.extra as object), onConnect: undefined } });
}

/** Gathers the parameters of a statement that is put together from parts: `add` answers the place, `$1`, `$2` … */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A text to be found as it stands within an `ilike`: its own wildcards mean nothing. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Serialises what must happen one at a time across processes, for the length of the transaction. */
export const lock = (tx: Tx, subject: string): Promise<unknown> =>
  tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [subject]);

/** Takes the same lock if nobody else holds it: who comes second leaves the work to the first. */
export async function tryLock(tx: Tx, subject: string): Promise<boolean> {
  const [row] = (await tx.query('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken', [subject])) as [
    { taken: boolean },
  ];
  return row.taken;
}

/** Everything in it sees one state of the database, and nothing is written. */
export const snapshot = <T>(database: DataSource, read: (tx: Tx) => Promise<T>): Promise<T> =>
  database.transaction('REPEATABLE READ', read);
