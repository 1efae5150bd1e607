import { hashPassword } from '@app/org';
import { runSeed } from '../seeds/command';
import { makeScale } from '../seeds/scale/scale';
import { MONTHS_LARGE, MONTHS_SMALL, PASSWORD } from './sizes';

/** Fills a migrated database of its own for measuring the month: two years, of a district and of a hundred. */
void runSeed(async (database) => {
  const passwordHash = await hashPassword(PASSWORD);
  for (const scale of [MONTHS_SMALL, MONTHS_LARGE]) {
    await database.transaction(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      await tx.query(`set local synchronous_commit = off`);
      await tx.query(`set local maintenance_work_mem = '512MB'`);
      await tx.query(`set local work_mem = '256MB'`);
      await makeScale(tx, { ...scale, passwordHash, bulk: true });
    });
  }
  const runner = database.createQueryRunner();
  try {
    await runner.query('set statement_timeout = 0');
    await runner.query('vacuum analyze');
  } finally {
    await runner.release();
  }
});
