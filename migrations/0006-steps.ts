import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Task lists: an item is planned in steps, each with an owner and a day. Issues of ledgers that know no project say in
 * words what they are about; categories can be put out of use.
 */
export class Steps1730000000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table issue_step (
        id             uuid constraint issue_step_pk primary key default uuidv7(),
        issue_id       uuid not null constraint issue_step_issue_fk references issue,
        place          int not null constraint issue_step_place check (place between 1 and 50),
        title          text not null,
        owner_unit_id  uuid not null constraint issue_step_owner_unit_fk references unit,
        owner_id       uuid constraint issue_step_owner_fk references person,
        planned_on     date not null,
        done_on        date,
        done_by        uuid constraint issue_step_done_by_fk references person,
        done_note      text not null default '',
        attachment_ids uuid[] not null default '{}',
        version        int not null default 1,
        constraint issue_step_place_unique unique (issue_id, place) deferrable initially deferred,
        constraint issue_step_done_has_person check ((done_on is null) = (done_by is null))
      );
      comment on table issue_step is 'The plan as it stands; every change of it is an event of its issue.';
      create index issue_step_open on issue_step (planned_on, issue_id) where done_on is null;

      alter table issue
        add column subject_name  text not null default '',
        add column step_unit_ids uuid[] not null default '{}';
      comment on column issue.subject_name is 'What it is about where there is no project: an enterprise, a place, a matter.';
      comment on column issue.step_unit_ids is 'The departments that own a step: who may see the issue is asked of it.';
      create index issue_step_units on issue using gin (step_unit_ids);

      alter table issue_category
        add column active  boolean not null default true,
        add column version int not null default 1;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table issue_category drop column active, drop column version;
      alter table issue drop column subject_name, drop column step_unit_ids;
      drop table issue_step;
    `);
  }
}
