import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Short codes by which a printed figure is found again. */
export class FigureCodes1730000000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table figure_code (
        code       text constraint figure_code_pk primary key
                     constraint figure_code_form check (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
        month      month not null,
        revision   int not null constraint figure_code_revision check (revision >= 0),
        measure    text not null,
        scope_kind text not null,
        scope_id   text not null,
        constraint figure_code_once unique (month, revision, measure, scope_kind, scope_id)
      );
      comment on table figure_code is 'Printed beside a figure: what stands on paper leads to the same figure for ever.';
      comment on column figure_code.revision is '0: the month was open when the code was given.';
      create trigger figure_code_append_only before update or delete on figure_code
        for each row execute function refuse_change();
      create trigger figure_code_keep before truncate on figure_code execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table figure_code');
  }
}
