import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Phrases for opinions (常用语): those of the district for everybody, and each person's own. */
export class Phrases1730000000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table phrase (
        id        uuid constraint phrase_pk primary key default uuidv7(),
        person_id uuid constraint phrase_person_fk references person,
        action    text not null,
        text      text not null constraint phrase_text check (length(text) between 1 and 200),
        constraint phrase_unique unique nulls not distinct (person_id, action, text)
      );
      comment on column phrase.person_id is 'Null: everybody’s.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table phrase');
  }
}
