import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations';
import { migrateUp } from '../../migrations/migrate';

const SERVER = process.env.TEST_DATABASE_URL ?? '';
/** `npm test` throws the whole server away afterwards. Somebody else's server is left as it was. */
const KEPT = process.env.TEST_SERVER_IS_OURS !== '1';
/** Changes with the schema, so that a template from an older schema is never used. */
const TEMPLATE = `xiaohao_template_${migrations.length}_${process.env.TEST_RUN ?? 'run2'}`;

const named = (database: string): string => {
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  return url.href;
};

async function onServer<T>(work: (client: Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const client = new Client({ connectionString: named(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Migrates a template once for all test files; the advisory lock makes the others wait. */
async function template(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock(4711)');
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [TEMPLATE]);
  if (!rowCount) {
    await client.query(`drop database if exists ${TEMPLATE}`);
    await client.query(`create database ${TEMPLATE}`);
    await migrateUp(named(TEMPLATE));
    await client.query(`alter database ${TEMPLATE} is_template true`);
  }
  await client.query('select pg_advisory_unlock(4711)');
}

/**
 * Takes a test file's database away. Not where the server goes anyway: each is a thousand files, and for seconds after
 * they were deleted ext4 searches so long for room for new ones that the next file waits half a second for its own.
 */
const dropping = (name: string) => async (): Promise<void> => {
  if (KEPT) await onServer((client) => client.query(`drop database ${name} with (force)`));
};

/** An empty database of the test file's own, migrated; `drop` takes it away again. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `xiaohao_test_${randomBytes(6).toString('hex')}`;
  await onServer(async (client) => {
    await template(client);
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
  return { url: named(name), drop: dropping(name) };
}

/** Empties tables and all that hang on them. The triggers that keep the record do not fire for a replica. */
export async function empty(database: DataSource, tables: string[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query(`truncate ${tables.join(', ')} cascade`);
  });
}

/** A database without any table: for the tests of the migrations themselves. */
export async function bareDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `xiaohao_bare_${randomBytes(6).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name}`));
  return { url: named(name), drop: dropping(name) };
}
