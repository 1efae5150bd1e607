import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What has to be visited, as rows: a project × a period of the calendar, with the officer who is to go, kept when the
 * period is over. Whether it was met is asked of the visits, so that nothing can contradict them.
 */
export class Duties1730000000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table project_list
        drop constraint project_list_visit_every,
        add constraint project_list_visit_every check (visit_every in ('week', 'fortnight', 'month', 'quarter', 'none')),
        add column photo_required boolean not null default false,
        add column photo_purpose text not null default '',
        add constraint project_list_photo_purpose check (not photo_required or photo_purpose <> '');
      comment on column project_list.photo_purpose is 'What a photo is required for, as the officer reads it.';

      alter table project
        add column latitude numeric(9,6),
        add column longitude numeric(9,6),
        add constraint project_place check (
          (latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180);
      comment on column project.latitude is 'Degrees north, WGS-84: a hint for the way, and for how far off a photo was taken.';

      create table stand_in (
        id           uuid constraint stand_in_pk primary key,
        person_id    uuid not null constraint stand_in_person_fk references person,
        stand_in_id  uuid constraint stand_in_by_fk references person,
        reason       text not null constraint stand_in_reason check (reason in ('leave', 'hand-over')),
        from_on      date not null,
        until_on     date not null,
        note         text not null default '',
        version      int not null default 1,
        created_by   uuid not null constraint stand_in_created_by_fk references person,
        created_at   timestamptz not null,
        cancelled_at timestamptz,
        constraint stand_in_other check (stand_in_id <> person_id),
        constraint stand_in_order check (from_on <= until_on)
      );
      comment on table stand_in is 'For these days somebody else goes (AB角); nobody: on leave without a stand-in.';
      create index stand_in_person on stand_in (person_id, until_on) where cancelled_at is null;
      create index stand_in_by on stand_in (stand_in_id, until_on) where cancelled_at is null;

      create table officer_handover (
        id           uuid constraint officer_handover_pk primary key,
        project_id   uuid not null constraint officer_handover_project_fk references project,
        officer_id   uuid not null constraint officer_handover_officer_fk references person,
        from_on      date not null,
        note         text not null default '',
        created_by   uuid not null constraint officer_handover_created_by_fk references person,
        created_at   timestamptz not null,
        done_at      timestamptz,
        cancelled_at timestamptz
      );
      create unique index officer_handover_waiting on officer_handover (project_id)
        where done_at is null and cancelled_at is null;
      comment on table officer_handover is 'From that day on another officer is responsible; the worker does it when the day has come.';

      create table visit_duty (
        project_id    uuid not null constraint visit_duty_project_fk references project,
        period        text not null constraint visit_duty_period check (period ~ '^[0-9]{4}-(W[0-9]{2}(/W[0-9]{2})?|Q[1-4]|[0-9]{2})$'),
        every         text not null constraint visit_duty_every check (every in ('week', 'fortnight', 'month', 'quarter')),
        starts        date not null,
        ends          date not null,
        month         month not null,
        officer_id    uuid constraint visit_duty_officer_fk references person,
        unit_id       uuid constraint visit_duty_unit_fk references unit,
        excuse        text constraint visit_duty_excuse check (excuse in ('leave', 'granted')),
        excuse_reason text,
        excused_by    uuid constraint visit_duty_excused_by_fk references person,
        excused_at    timestamptz,
        constraint visit_duty_pk primary key (project_id, period),
        constraint visit_duty_order check (starts <= ends),
        constraint visit_duty_excuse_has_reason check ((excuse is null) = (excuse_reason is null)),
        constraint visit_duty_granted_by check ((excuse is not distinct from 'granted') = (excused_by is not null and excused_at is not null))
      );
      comment on column visit_duty.month is 'The month it counts for: that of the Thursday of its last week, or of its end.';
      comment on column visit_duty.officer_id is 'Who is to go, a stand-in included; as it was, once the period is over.';
      create index visit_duty_month on visit_duty (month, project_id);
      create index visit_duty_ends on visit_duty (ends, starts);
      create index visit_duty_officer on visit_duty (officer_id, ends);

      create table visit_plan (
        person_id   uuid not null constraint visit_plan_person_fk references person,
        week        text not null constraint visit_plan_week check (week ~ '^[0-9]{4}-W[0-9]{2}$'),
        project_ids uuid[] not null constraint visit_plan_projects check (cardinality(project_ids) <= 200),
        version     int not null default 1,
        constraint visit_plan_pk primary key (person_id, week)
      );
      comment on table visit_plan is 'The order an officer has chosen for a week; without a row the proposed one holds.';

      create table calendar_feed (
        token_hash text constraint calendar_feed_pk primary key,
        person_id  uuid not null constraint calendar_feed_person_fk references person,
        created_at timestamptz not null,
        revoked_at timestamptz
      );
      create unique index calendar_feed_one on calendar_feed (person_id) where revoked_at is null;

      create table question_seen (
        key     text constraint question_seen_pk primary key,
        seen_by uuid not null constraint question_seen_by_fk references person,
        seen_at timestamptz not null,
        note    text not null default ''
      );
      comment on table question_seen is 'Hints on field work (questions, never points) that a supervisor has looked into.';
    `);
  }

  /** Lists with a rhythm that the earlier program does not know fall back to the next one that it does. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table question_seen, calendar_feed, visit_plan, visit_duty, officer_handover, stand_in;
      alter table project drop constraint project_place, drop column latitude, drop column longitude;
      update project_list set visit_every = case visit_every when 'fortnight' then 'week' else 'month' end
        where visit_every in ('fortnight', 'quarter');
      alter table project_list
        drop constraint project_list_photo_purpose, drop column photo_purpose, drop column photo_required,
        drop constraint project_list_visit_every,
        add constraint project_list_visit_every check (visit_every in ('week', 'month', 'none'));
    `);
  }
}
