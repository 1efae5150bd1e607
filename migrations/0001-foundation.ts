import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The whole path, thin: calendar, org, project, visit, ledger, roll-up, reminder.
 *
 * Written by hand so that every constraint has a name that `libs/platform/constraints.ts` can turn into a Chinese
 * sentence. Amounts are numeric(16,4) in 万元; months are text `YYYY-MM`, which sorts as it reads.
 */
export class Foundation1730000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create extension if not exists pg_trgm;

      create domain month as text collate "C"
        constraint month_format check (value ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');

      -- platform -------------------------------------------------------------------------------------------------
      create table setting (
        key   text constraint setting_pk primary key,
        value jsonb not null
      );

      create table calendar_year (
        year         int  constraint calendar_year_pk primary key,
        notice       text not null,
        published_on date not null
      );
      create table calendar_day (
        day  date constraint calendar_day_pk primary key,
        year int  not null constraint calendar_day_year_fk references calendar_year on delete cascade,
        kind text not null constraint calendar_day_kind check (kind in ('holiday', 'makeup')),
        name text not null
      );
      comment on table calendar_day is
        'Only the days that differ from the plain week: statutory holidays and the weekend days worked in exchange (调休).';

      create table change_record (
        id           bigint generated always as identity constraint change_record_pk primary key,
        at           timestamptz not null,
        actor_id     uuid,
        subject_kind text not null,
        subject_id   text not null,
        action       text not null,
        before       jsonb,
        after        jsonb,
        reason       text
      );
      create index change_record_subject on change_record (subject_kind, subject_id, id);

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'append only: %', tg_table_name using errcode = 'restrict_violation', constraint = 'append_only';
      end $$;
      create trigger change_record_append_only before update or delete on change_record
        for each row execute function refuse_change();

      -- org ------------------------------------------------------------------------------------------------------
      create table unit (
        id      uuid constraint unit_pk primary key default uuidv7(),
        name    text not null constraint unit_name_unique unique,
        kind    text not null constraint unit_kind check (kind in ('bureau', 'department', 'company', 'street', 'leadership')),
        active  boolean not null default true,
        version int not null default 1
      );
      create table person (
        id              uuid constraint person_pk primary key default uuidv7(),
        username        text not null constraint person_username_unique unique
                          constraint person_username_format check (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
        name            text not null,
        title           text not null default '',
        unit_id         uuid not null constraint person_unit_fk references unit,
        roles           text[] not null constraint person_roles check (
                          cardinality(roles) > 0 and
                          roles <@ array['officer', 'handler', 'head', 'supervisor', 'leader', 'administrator']),
        password_hash   text,
        failed_attempts int not null default 0,
        locked_until    timestamptz,
        active          boolean not null default true,
        version         int not null default 1,
        created_at      timestamptz not null default now()
      );
      create index person_unit on person (unit_id);
      create table session (
        id         uuid constraint session_pk primary key default uuidv7(),
        token_hash text not null constraint session_token_unique unique,
        person_id  uuid not null constraint session_person_fk references person,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index session_person on session (person_id) where revoked_at is null;
      create table one_time_link (
        token_hash text constraint one_time_link_pk primary key,
        person_id  uuid not null constraint one_time_link_person_fk references person,
        expires_at timestamptz not null,
        used_at    timestamptz
      );

      -- project --------------------------------------------------------------------------------------------------
      create table project (
        id                     uuid constraint project_pk primary key default uuidv7(),
        name                   text not null constraint project_name_unique unique,
        owner_name             text not null default '',
        industry               text not null default '',
        address                text not null default '',
        total_investment       numeric(16,4) not null constraint project_total_investment check (total_investment >= 0),
        unit_id                uuid constraint project_unit_fk references unit,
        officer_id             uuid constraint project_officer_fk references person,
        leader_id              uuid constraint project_leader_fk references person,
        statistics_eligible_on date,
        statistics_entered_on  date,
        version                int not null default 1,
        created_at             timestamptz not null default now(),
        constraint project_statistics_order check (statistics_entered_on is null or
          (statistics_eligible_on is not null and statistics_eligible_on <= statistics_entered_on))
      );
      create index project_unit on project (unit_id);
      create index project_officer on project (officer_id);
      create index project_leader on project (leader_id);

      create table project_list (
        id          uuid constraint project_list_pk primary key default uuidv7(),
        name        text not null,
        year        int not null constraint project_list_year check (year between 2000 and 2100),
        kind        text not null constraint project_list_kind check (kind in
                      ('provincial-key', 'city-key', 'district-key', 'thirty-projects', 'three-batches', 'other')),
        rate_digits int not null default 2 constraint project_list_rate_digits check (rate_digits between 0 and 4),
        visit_every text not null constraint project_list_visit_every check (visit_every in ('week', 'month', 'none')),
        version     int not null default 1,
        constraint project_list_name_unique unique (year, name)
      );
      create table list_member (
        list_id    uuid not null constraint list_member_list_fk references project_list,
        project_id uuid not null constraint list_member_project_fk references project,
        from_month month not null,
        to_month   month,
        batch      text constraint list_member_batch check (batch in ('signed', 'started', 'production')),
        version    int not null default 1,
        constraint list_member_pk primary key (list_id, project_id),
        constraint list_member_order check (to_month is null or from_month <= to_month)
      );
      create index list_member_project on list_member (project_id);

      create table annual_plan (
        project_id uuid not null constraint annual_plan_project_fk references project,
        year       int  not null,
        from_month month not null,
        amount     numeric(16,4) not null constraint annual_plan_amount check (amount >= 0),
        basis      text not null constraint annual_plan_basis check (basis in ('with-preliminary', 'without-preliminary')),
        version    int not null default 1,
        entered_by uuid constraint annual_plan_entered_fk references person,
        entered_at timestamptz not null,
        constraint annual_plan_pk primary key (project_id, year, from_month),
        constraint annual_plan_month_in_year check (left(from_month, 4) = year::text)
      );
      create table progress_entry (
        project_id        uuid not null constraint progress_entry_project_fk references project,
        month             month not null,
        completed         numeric(16,4) not null,
        basis             text not null constraint progress_entry_basis check (basis in ('with-preliminary', 'without-preliminary')),
        physical_progress text not null default '',
        version           int not null default 1,
        entered_by        uuid constraint progress_entry_entered_fk references person,
        entered_at        timestamptz not null,
        constraint progress_entry_pk primary key (project_id, month)
      );
      create index progress_entry_month on progress_entry (month);
      create table milestone (
        project_id uuid not null constraint milestone_project_fk references project,
        kind       text not null constraint milestone_kind check (kind in
                     ('signed', 'started', 'capped', 'production', 'capacity', 'completed')),
        planned_on date,
        actual_on  date,
        version    int not null default 1,
        constraint milestone_pk primary key (project_id, kind),
        constraint milestone_has_day check (planned_on is not null or actual_on is not null)
      );

      -- visit ----------------------------------------------------------------------------------------------------
      create table visit (
        id          uuid constraint visit_pk primary key,
        project_id  uuid not null constraint visit_project_fk references project,
        officer_id  uuid not null constraint visit_officer_fk references person,
        visited_at  timestamptz not null,
        visited_on  date not null,
        note        text not null,
        latitude    numeric(9,6) constraint visit_latitude check (latitude between -90 and 90),
        longitude   numeric(9,6) constraint visit_longitude check (longitude between -180 and 180),
        accuracy    numeric(8,1),
        body_hash   text not null,
        created_at  timestamptz not null
      );
      create index visit_project_day on visit (project_id, visited_on desc);
      create index visit_day on visit (visited_on, project_id);
      create index visit_officer_day on visit (officer_id, visited_on desc);

      -- ledger ---------------------------------------------------------------------------------------------------
      create table ledger (
        id             uuid constraint ledger_pk primary key default uuidv7(),
        code           text not null constraint ledger_code_unique unique,
        name           text not null,
        number_prefix  text not null constraint ledger_number_prefix_unique unique,
        sign_days      int not null,
        due_days_low   int not null,
        due_days_medium int not null,
        due_days_high  int not null,
        return_days    int not null,
        soon_days      int not null,
        constraint ledger_days_positive check (sign_days > 0 and due_days_low > 0 and due_days_medium > 0
          and due_days_high > 0 and return_days > 0 and soon_days > 0)
      );
      comment on table ledger is 'All deadlines are in working days.';
      create table ledger_counter (
        ledger_id uuid not null constraint ledger_counter_ledger_fk references ledger,
        year      int not null,
        last      int not null,
        constraint ledger_counter_pk primary key (ledger_id, year)
      );
      create table issue_category (
        code    text constraint issue_category_pk primary key,
        name    text not null,
        sort    int not null,
        unit_id uuid constraint issue_category_unit_fk references unit
      );
      comment on column issue_category.unit_id is 'The department that usually solves this kind: prefilled when assigning.';
      create table issue (
        id               uuid constraint issue_pk primary key,
        ledger_id        uuid not null constraint issue_ledger_fk references ledger,
        number           text not null constraint issue_number_unique unique,
        year             int not null,
        sequence         int not null,
        project_id       uuid constraint issue_project_fk references project,
        visit_id         uuid constraint issue_visit_fk references visit,
        title            text not null,
        description      text not null,
        category_code    text not null constraint issue_category_fk references issue_category,
        severity         text not null constraint issue_severity check (severity in ('low', 'medium', 'high')),
        state            text not null constraint issue_state check (state in
                           ('registered', 'assigned', 'in-progress', 'returned', 'suspended', 'pending-verification', 'closed')),
        version          int not null default 1,
        cycle            int not null default 1,
        registered_by    uuid not null constraint issue_registered_by_fk references person,
        registered_at    timestamptz not null,
        lead_unit_id     uuid constraint issue_lead_unit_fk references unit,
        support_unit_ids uuid[] not null default '{}',
        handler_id       uuid constraint issue_handler_fk references person,
        assigned_on      date,
        sign_due_on      date,
        return_until     date,
        first_due_on     date,
        due_on           date,
        extension_to     date,
        suspended_on     date,
        review_on        date,
        closed_at        timestamptz,
        urged            int not null default 0,
        touched_at       timestamptz not null,
        body_hash        text not null,
        constraint issue_sequence_unique unique (ledger_id, year, sequence),
        constraint issue_assigned_has_lead check (state in ('registered', 'closed') or (lead_unit_id is not null and due_on is not null)),
        constraint issue_closed_has_time check ((state = 'closed') = (closed_at is not null)),
        constraint issue_suspended_has_review check ((state = 'suspended') = (review_on is not null and suspended_on is not null))
      );
      create index issue_project on issue (project_id);
      create index issue_visit on issue (visit_id);
      create index issue_registered on issue (registered_at desc, id);
      create index issue_state_due on issue (state, due_on);
      create index issue_lead_unit on issue (lead_unit_id, state, due_on);
      create index issue_support_units on issue using gin (support_unit_ids);
      create index issue_registered_by on issue (registered_by);
      create index issue_open_due on issue (due_on, id) where state <> 'closed';
      create index issue_closed_at on issue (closed_at) where closed_at is not null;
      create index issue_title_trgm on issue using gin (title gin_trgm_ops);

      create table issue_event (
        id         uuid constraint issue_event_pk primary key default uuidv7(),
        issue_id   uuid not null constraint issue_event_issue_fk references issue,
        seq        int not null,
        action     text not null,
        from_state text,
        to_state   text not null,
        actor_id   uuid not null constraint issue_event_actor_fk references person,
        unit_id    uuid not null constraint issue_event_unit_fk references unit,
        at         timestamptz not null,
        note       text not null default '',
        due_on     date,
        data       jsonb not null default '{}',
        body_hash  text not null,
        constraint issue_event_seq_unique unique (issue_id, seq)
      );
      create index issue_event_at on issue_event (at);
      create index issue_event_actor on issue_event (actor_id, at desc);
      create trigger issue_event_append_only before update or delete on issue_event
        for each row execute function refuse_change();

      -- rollup ---------------------------------------------------------------------------------------------------
      create table rollup_revision (
        month     month not null,
        revision  int not null constraint rollup_revision_positive check (revision > 0),
        figures   text not null,
        rows      text not null,
        reason    text,
        closed_by uuid not null constraint rollup_revision_closed_by_fk references person,
        closed_at timestamptz not null,
        constraint rollup_revision_pk primary key (month, revision),
        constraint rollup_revision_reason check ((revision = 1) = (reason is null))
      );
      comment on column rollup_revision.figures is 'Text, not jsonb: what was published comes back byte for byte.';
      create trigger rollup_revision_append_only before update or delete on rollup_revision
        for each row execute function refuse_change();

      -- reminder -------------------------------------------------------------------------------------------------
      create table reminder (
        id           uuid constraint reminder_pk primary key default uuidv7(),
        rule         text not null constraint reminder_rule check (rule in ('issue-due-soon', 'issue-overdue', 'issue-urged', 'visit-missing')),
        subject_kind text not null constraint reminder_subject_kind check (subject_kind in ('issue', 'project')),
        subject_id   uuid not null,
        occurrence   text not null,
        person_id    uuid not null constraint reminder_person_fk references person,
        title        text not null,
        body         text not null,
        created_at   timestamptz not null,
        read_at      timestamptz,
        constraint reminder_once unique (rule, subject_id, occurrence, person_id)
      );
      create index reminder_inbox on reminder (person_id, created_at desc);
      create table delivery (
        id          uuid constraint delivery_pk primary key default uuidv7(),
        reminder_id uuid not null constraint delivery_reminder_fk references reminder,
        channel     text not null constraint delivery_channel check (channel in ('webhook')),
        state       text not null constraint delivery_state check (state in ('due', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
        attempt     int not null default 0,
        token       uuid,
        next_at     timestamptz not null,
        started_at  timestamptz,
        settled_at  timestamptz,
        fault       text,
        constraint delivery_once unique (reminder_id, channel)
      );
      create index delivery_due on delivery (next_at) where state in ('due', 'sending');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table delivery, reminder, rollup_revision, issue_event, issue, issue_category, ledger_counter, ledger, visit,
        milestone, progress_entry, annual_plan, list_member, project_list, project, one_time_link, session, person, unit,
        change_record, calendar_day, calendar_year, setting;
      drop function refuse_change();
      drop domain month;
      drop extension pg_trgm;
    `);
  }
}
