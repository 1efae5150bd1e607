import { hashPassword } from '@app/org';
import { addDays, dayOf, SystemClock } from '@app/platform';
import { runSeed } from '../seeds/command';
import { makeScale } from '../seeds/scale/scale';
import { ARCHIVE, LARGE, PASSWORD, SMALL } from './sizes';

/** Fills a migrated database with reference data for measuring. */
void runSeed(async (database) => {
  const passwordHash = await hashPassword(PASSWORD);
  await database.transaction(async (tx) => {
    await tx.query('set local statement_timeout = 0');
    const from = addDays(dayOf(new SystemClock().now()), -364);
    // In the order of their years: repairing duties as of an earlier day would take back those of later years.
    await makeScale(tx, { ...ARCHIVE, passwordHash, from, bare: true });
    for (const scale of [SMALL, LARGE]) await makeScale(tx, { ...scale, passwordHash });
  });
  // The planner's figures and the visibility map, which autovacuum would bring within minutes.
  const runner = database.createQueryRunner();
  try {
    await runner.query('set statement_timeout = 0');
    await runner.query('vacuum analyze');
  } finally {
    await runner.release();
  }
});
