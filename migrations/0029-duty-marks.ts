import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a visit makes up for the period before depends on whether the period of its own day asks for one: a duty that
 * comes or goes counts from the month before it begins on, as a visit does.
 */
export class DutyMarks1730000000029 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger rollup_marked on visit_duty;
      create trigger rollup_marked after insert or update or delete on visit_duty
        for each row execute function mark_rollup('visit', 'project_id', 'starts');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger rollup_marked on visit_duty;
      create trigger rollup_marked after insert or update or delete on visit_duty
        for each row execute function mark_rollup('visit', 'project_id');
    `);
  }
}
