import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scoring of units (考核): schemes as data, entries with evidence, evaluations from draft to publication, objections. */
export class Scoring1730000000018 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table project add column category text
        constraint project_category check (category in ('industry', 'livelihood', 'basic'));
      comment on column project.category is 'What it is for (产业、民生、基础功能); null: not said.';
      alter table milestone drop constraint milestone_kind, add constraint milestone_kind check (kind in
        ('signed', 'fulfilled', 'started', 'capped', 'production', 'operation', 'capacity', 'completed'));

      create table scoring_scheme (
        id          uuid constraint scoring_scheme_pk primary key default uuidv7(),
        name        text not null constraint scoring_scheme_name_unique unique,
        description text not null default '',
        active      boolean not null default true,
        version     int not null default 1,
        created_at  timestamptz not null
      );
      create table scoring_scheme_version (
        scheme_id  uuid not null constraint scoring_scheme_version_scheme_fk references scoring_scheme,
        number     int not null constraint scoring_scheme_version_number check (number > 0),
        from_month month not null,
        content    jsonb not null,
        reason     text not null default '',
        created_by uuid constraint scoring_scheme_version_by_fk references person,
        created_at timestamptz not null,
        constraint scoring_scheme_version_pk primary key (scheme_id, number)
      );
      comment on table scoring_scheme_version is 'How points arise, as data; each version counts from a month on.';
      comment on column scoring_scheme_version.created_by is 'Null: shipped with the program.';

      create table scoring_entry (
        id          uuid constraint scoring_entry_pk primary key,
        scheme_id   uuid not null constraint scoring_entry_scheme_fk references scoring_scheme,
        item_code   text not null,
        unit_id     uuid not null constraint scoring_entry_unit_fk references unit,
        project_id  uuid constraint scoring_entry_project_fk references project,
        occurred_on date not null,
        points      numeric(10,4) not null,
        note        text not null constraint scoring_entry_note check (note <> ''),
        evidence    text not null constraint scoring_entry_evidence check (evidence <> ''),
        entered_by  uuid not null constraint scoring_entry_by_fk references person,
        entered_at  timestamptz not null,
        body_hash   text not null
      );
      comment on table scoring_entry is 'A bonus or deduction that no figure tells, with its evidence.';
      create index scoring_entry_scheme on scoring_entry (scheme_id, occurred_on);
      create table scoring_withdrawal (
        entry_id     uuid constraint scoring_withdrawal_pk primary key
                       constraint scoring_withdrawal_entry_fk references scoring_entry,
        reason       text not null constraint scoring_withdrawal_reason check (reason <> ''),
        withdrawn_by uuid not null constraint scoring_withdrawal_by_fk references person,
        withdrawn_at timestamptz not null
      );

      create table evaluation (
        id               uuid constraint evaluation_pk primary key default uuidv7(),
        scheme_id        uuid not null constraint evaluation_scheme_fk references scoring_scheme,
        period           text not null constraint evaluation_period
                           check (period ~ '^20[0-9]{2}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
        from_month       month not null,
        to_month         month not null constraint evaluation_months check (from_month <= to_month),
        revision         int not null constraint evaluation_revision check (revision > 0),
        scheme_version   int not null,
        state            text not null constraint evaluation_state check (state in ('draft', 'announced', 'published')),
        reason           text,
        objections_until timestamptz,
        created_by       uuid not null constraint evaluation_by_fk references person,
        created_at       timestamptz not null,
        announced_at     timestamptz,
        published_at     timestamptz,
        version          int not null default 1,
        constraint evaluation_period_unique unique (scheme_id, period, revision),
        constraint evaluation_version_fk foreign key (scheme_id, scheme_version) references scoring_scheme_version,
        constraint evaluation_reason check (revision = 1 or reason <> ''),
        constraint evaluation_announced check (state = 'draft' or objections_until is not null)
      );
      create unique index evaluation_one_open on evaluation (scheme_id, period) where state <> 'published';
      create table evaluation_result (
        evaluation_id uuid not null constraint evaluation_result_evaluation_fk references evaluation,
        number        int not null constraint evaluation_result_number check (number > 0),
        content       text not null,
        why           text not null,
        made_by       uuid not null constraint evaluation_result_by_fk references person,
        made_at       timestamptz not null,
        constraint evaluation_result_pk primary key (evaluation_id, number)
      );
      comment on table evaluation_result is 'The points as they stood: one row each time that they changed, the last one counts.';
      create table evaluation_publication (
        scheme_id     uuid not null constraint evaluation_publication_scheme_fk references scoring_scheme,
        period        text not null,
        revision      int not null,
        evaluation_id uuid not null constraint evaluation_publication_evaluation_unique unique
                        constraint evaluation_publication_evaluation_fk references evaluation,
        content       text not null,
        reason        text,
        published_by  uuid not null constraint evaluation_publication_by_fk references person,
        published_at  timestamptz not null,
        constraint evaluation_publication_pk primary key (scheme_id, period, revision)
      );
      comment on column evaluation_publication.content is 'Text, not jsonb: it comes back byte for byte.';

      create table evaluation_objection (
        id            uuid constraint evaluation_objection_pk primary key,
        evaluation_id uuid not null constraint evaluation_objection_evaluation_fk references evaluation,
        unit_id       uuid not null constraint evaluation_objection_unit_fk references unit,
        item_code     text,
        content       text not null constraint evaluation_objection_content check (content <> ''),
        raised_by     uuid not null constraint evaluation_objection_by_fk references person,
        raised_at     timestamptz not null,
        body_hash     text not null
      );
      create index evaluation_objection_evaluation on evaluation_objection (evaluation_id);
      create table evaluation_ruling (
        objection_id uuid constraint evaluation_ruling_pk primary key
                       constraint evaluation_ruling_objection_fk references evaluation_objection,
        outcome      text not null constraint evaluation_ruling_outcome check (outcome in ('upheld', 'refused')),
        reason       text not null constraint evaluation_ruling_reason check (reason <> ''),
        adjustments  jsonb not null default '[]',
        ruled_by     uuid not null constraint evaluation_ruling_by_fk references person,
        ruled_at     timestamptz not null,
        body_hash    text not null
      );
      create table scoring_file (
        id            uuid constraint scoring_file_pk primary key,
        entry_id      uuid constraint scoring_file_entry_fk references scoring_entry,
        objection_id  uuid constraint scoring_file_objection_fk references evaluation_objection,
        name          text not null,
        type          text not null,
        size          int not null,
        sha256        text not null,
        storage_key   text not null constraint scoring_file_storage_key_unique unique,
        uploaded_by   uuid not null constraint scoring_file_by_fk references person,
        uploaded_at   timestamptz not null,
        body_hash     text not null,
        constraint scoring_file_owner check (num_nonnulls(entry_id, objection_id) = 1)
      );
      create index scoring_file_entry on scoring_file (entry_id);
      create index scoring_file_objection on scoring_file (objection_id);
    `);
    for (const table of RECORDS) {
      await db.query(`
        create trigger ${table}_append_only before update or delete on ${table}
          for each row execute function refuse_change();
        create trigger ${table}_keep before truncate on ${table} execute function refuse_change();`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table scoring_file, evaluation_ruling, evaluation_objection, evaluation_publication, evaluation_result,
        evaluation, scoring_withdrawal, scoring_entry, scoring_scheme_version, scoring_scheme;
      delete from milestone where kind = 'operation';
      alter table milestone drop constraint milestone_kind, add constraint milestone_kind check (kind in
        ('signed', 'fulfilled', 'started', 'capped', 'production', 'capacity', 'completed'));
      alter table project drop column category;
    `);
  }
}

/** Written once, never changed. */
const RECORDS = [
  'scoring_scheme_version',
  'scoring_entry',
  'scoring_withdrawal',
  'evaluation_result',
  'evaluation_publication',
  'evaluation_objection',
  'evaluation_ruling',
  'scoring_file',
];
