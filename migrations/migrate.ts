import { databaseOptions } from '@app/platform';
import { runMigrations as runQueueMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { grantApplication } from './grants';
import { migrations } from './index';

/** Any number that nobody else locks: migrations of several instances take turns. */
const LOCK = 7_309_142;

/** One migration, and whether the database has it. */
export interface MigrationState {
  name: string;
  applied: boolean;
}

/** A database made for migrating: one at a time, however many start together, and without a time limit. */
async function migrating<T>(url: string, task: (database: DataSource, client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const options = databaseOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 2 }, [], migrations);
  const database = new DataSource(
    Object.assign(options, { extra: { max: 2, options: '-c timezone=Asia/Shanghai -c statement_timeout=0' } }),
  );
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await database.initialize();
    return await task(database, client);
  } finally {
    if (database.isInitialized) await database.destroy();
    await client.end();
  }
}

async function statesOf(database: DataSource): Promise<MigrationState[]> {
  const [{ made }] = (await database.query(`select to_regclass('migrations') is not null as made`)) as [
    { made: boolean },
  ];
  const rows: { name: string }[] = made ? await database.query('select name from migrations') : [];
  const applied = new Set(rows.map(({ name }) => name));
  return migrations.map(({ name }) => ({ name, applied: applied.has(name) }));
}

/** The application's own login, when it is not the owner's. */
function loginOf(url: string, applicationUrl: string): { name: string; password: string } | undefined {
  const [owner, application] = [new URL(url), new URL(applicationUrl)];
  if (owner.username === application.username) return undefined;
  return { name: decodeURIComponent(application.username), password: decodeURIComponent(application.password) };
}

/**
 * Brings the database to the newest structure, the queue's own schema included (also where Redis serves the queue, so
 * that one may change over at any time), and gives the application's role its rights.
 *
 * @param applicationUrl where the application connects, when by a login of its own: that is made as well
 * @returns the names of what was applied now
 */
export const migrateUp = (url: string, applicationUrl = url): Promise<string[]> =>
  migrating(url, async (database, client) => {
    const applied = await database.runMigrations({ transaction: 'each' });
    await runQueueMigrations(client);
    await grantApplication(client, loginOf(url, applicationUrl));
    return applied.map(({ name }) => name);
  });

/**
 * Takes back the newest migrations that are applied, with what is in their tables. `all` also drops the queue's schema:
 * its jobs are only hints.
 *
 * @returns the names of what was taken back
 */
export const migrateDown = (url: string, steps: number | 'all'): Promise<string[]> =>
  migrating(url, async (database) => {
    const applied = (await statesOf(database)).filter((state) => state.applied).reverse();
    const undone = applied.slice(0, steps === 'all' ? applied.length : steps).map(({ name }) => name);
    for (let left = undone.length; left > 0; left -= 1) await database.undoLastMigration({ transaction: 'each' });
    if (steps === 'all') await database.query('drop schema if exists bullmq cascade');
    return undone;
  });

/** Every migration of this version, oldest first. */
export const migrationStates = (url: string): Promise<MigrationState[]> => migrating(url, statesOf);
