import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first visit of a period is looked up in the index alone; the completion of an indicator has the indicator's digits. */
export class Lookups1730000000023 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index visit_first on visit (project_id, visited_on, visited_at, id);
      drop index visit_project_day;
      insert into measure_version (code, version, from_month, name, unit, population, numerator, denominator, combine, basis,
                                   digits, trim_whole, direction, formula, source, reason, entered_at)
      select code, 2, from_month, name, unit, population, numerator, denominator, combine, basis, null, trim_whole, direction,
             formula || '，四舍五入到指标规定的小数位', source, '与指标看板的小数位一致', now()
        from measure_version where code = 'indicator.rate' and version = 1;
    `);
  }

  /** Versions of a measure are a record; here they go with the table's next step down. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create index visit_project_day on visit (project_id, visited_on desc);
      drop index visit_first;
      alter table measure_version disable trigger measure_version_append_only;
      delete from measure_version where code = 'indicator.rate' and version = 2 and entered_by is null;
      alter table measure_version enable trigger measure_version_append_only;
    `);
  }
}
