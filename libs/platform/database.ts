import { types } from 'pg';
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
    },
  };
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

/** Everything in it sees one state of the database, and nothing is written. */
export const snapshot = <T>(database: DataSource, read: (tx: Tx) => Promise<T>): Promise<T> =>
  database.transaction('REPEATABLE READ', read);
