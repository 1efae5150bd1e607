import { ownerOptions, readSettings, type Settings, SettingsError } from '@app/platform';
import { DataSource, QueryFailedError } from 'typeorm';

/** A fault that a person can mend: only its sentence is shown. */
export class SeedFault extends Error {}

/** Runs one of the seeding programs with a connection to the database of the settings. */
export async function runSeed(work: (database: DataSource, settings: Settings) => Promise<void>): Promise<void> {
  try {
    const settings = readSettings();
    const { MIGRATION_DATABASE_URL: url = settings.DATABASE_URL, DATABASE_POOL_SIZE } = settings;
    const database = await new DataSource(ownerOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE })).initialize();
    try {
      await work(database, settings);
    } finally {
      await database.destroy();
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(sentenceOf(error));
  }
}

/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = '42P01';

function sentenceOf(error: unknown): unknown {
  if (error instanceof SettingsError || error instanceof SeedFault) return error.message;
  const missing =
    error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNDEFINED_TABLE;
  return missing ? '数据库结构还没有建立，请先运行 npm run db:migrate。' : error;
}
