import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the sweep last came to its end, and a word to those who watch their inbox whenever something in it changes. */
export class Heartbeat1730000000028 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table heartbeat (
        name    text constraint heartbeat_pk primary key constraint heartbeat_name check (name <> ''),
        at      timestamptz not null,
        took_ms int not null constraint heartbeat_took check (took_ms >= 0),
        made    int not null constraint heartbeat_made check (made >= 0),
        faults  int not null constraint heartbeat_faults check (faults >= 0)
      );
      comment on table heartbeat is 'One row per job whose silence must be noticed; at is the database''s time.';

      create index reminder_unread on reminder (person_id) where read_at is null;

      -- Names whose inbox changed, never what stands in it. A payload holds 8000 bytes, so many people are told as one.
      create function reminder_ring() returns trigger language plpgsql as $$
      declare
        people text;
      begin
        select case when count(*) > 200 then '*' else string_agg(id, ',') end into people
          from (select distinct person_id::text as id from changed limit 201) who;
        if people is not null then
          perform pg_notify('inbox', people);
        end if;
        return null;
      end $$;
      create trigger reminder_rings_new after insert on reminder
        referencing new table as changed for each statement execute function reminder_ring();
      create trigger reminder_rings_changed after update on reminder
        referencing new table as changed for each statement execute function reminder_ring();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger reminder_rings_new on reminder;
      drop trigger reminder_rings_changed on reminder;
      drop function reminder_ring();
      drop index reminder_unread;
      drop table heartbeat;
    `);
  }
}
