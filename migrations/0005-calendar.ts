import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A year of the calendar can be entered and corrected by the administrator: it has a version, and remembers while open
 * deadlines are still being counted again. Reminders can be about something else than an issue or a project.
 */
export class Calendar1730000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table calendar_year
        add column version       int not null default 1,
        add column recount_by    uuid constraint calendar_year_recount_by_fk references person,
        add column recount_since timestamptz,
        add column recount_pass  int,
        add column recount_after uuid,
        add constraint calendar_year_recount check ((recount_since is null) = (recount_pass is null)
          and (recount_by is null or recount_pass is not null));
      comment on column calendar_year.recount_by is 'Who published the year; null: it came with the program.';
      comment on column calendar_year.recount_pass is
        'While open deadlines are to be counted again. 1: at once; 2: once more when every process knows the calendar.';
      comment on column calendar_year.recount_after is 'The last issue that was looked at: a batch goes on behind it.';
      create index calendar_year_recounting on calendar_year (year) where recount_pass is not null;

      alter table reminder drop constraint if exists reminder_subject_kind,
        add constraint reminder_subject_kind check (subject_kind ~ '^[a-z][a-z-]{2,40}$');
    `);
  }

  /** Reminders about other things have no place before. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from delivery where reminder_id in (select id from reminder where subject_kind not in ('issue', 'project'));
      delete from reminder where subject_kind not in ('issue', 'project');
      alter table reminder drop constraint reminder_subject_kind,
        add constraint reminder_subject_kind check (subject_kind in ('issue', 'project'));
      drop index calendar_year_recounting;
      alter table calendar_year drop constraint calendar_year_recount, drop column recount_after,
        drop column recount_pass, drop column recount_since, drop column recount_by, drop column version;
    `);
  }
}
