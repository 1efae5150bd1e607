import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The monthly bulletin as a paper: what people add to a month's text, their own templates, and the files made. */
export class Bulletins1730000000019 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table bulletin_note (
        month      month constraint bulletin_note_pk primary key,
        note       text not null default '',
        closing    text not null default '',
        sequence   int constraint bulletin_note_sequence check (sequence between 1 and 9999),
        issued_on  date,
        version    int not null default 1,
        updated_by uuid not null constraint bulletin_note_by_fk references person,
        updated_at timestamptz not null
      );
      comment on table bulletin_note is 'What people add to the bulletin of a month: 本期说明, 工作要求, number and day of issue.';

      create table bulletin_template (
        id           uuid default uuidv7() constraint bulletin_template_pk primary key,
        name         text not null constraint bulletin_template_name check (length(name) between 1 and 60),
        version      int not null constraint bulletin_template_version check (version > 0),
        file_name    text not null,
        size         int not null constraint bulletin_template_size check (size > 0),
        sha256       text not null constraint bulletin_template_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
        placeholders text[] not null default '{}',
        storage_key  text not null constraint bulletin_template_storage_key_unique unique,
        uploaded_by  uuid not null constraint bulletin_template_by_fk references person,
        uploaded_at  timestamptz not null,
        retired_at   timestamptz,
        constraint bulletin_template_once unique (name, version)
      );
      comment on table bulletin_template is 'A bureau''s own Word file with placeholders; a later upload of the same name is its next version.';

      create table bulletin_file (
        id           uuid default uuidv7() constraint bulletin_file_pk primary key,
        month        month not null,
        revision     int not null constraint bulletin_file_revision check (revision >= 0),
        as_of        date not null,
        format       text not null constraint bulletin_file_format check (format in ('docx', 'xlsx', 'pdf')),
        template_id  uuid constraint bulletin_file_template_fk references bulletin_template,
        content      text not null,
        content_hash text not null constraint bulletin_file_content_hash check (content_hash ~ '^[0-9a-f]{64}$'),
        name         text not null,
        state        text not null default 'waiting'
                     constraint bulletin_file_state check (state in ('waiting', 'running', 'ready', 'failed')),
        progress     int not null default 0 constraint bulletin_file_progress check (progress between 0 and 100),
        attempts     int not null default 0,
        fault        text,
        size         int,
        sha256       text,
        storage_key  text constraint bulletin_file_storage_key_unique unique,
        requested_by uuid not null constraint bulletin_file_by_fk references person,
        requested_at timestamptz not null,
        finished_at  timestamptz,
        constraint bulletin_file_once unique nulls not distinct (month, revision, format, template_id, content_hash),
        constraint bulletin_file_template check (template_id is null or format = 'docx'),
        constraint bulletin_file_ready check ((state = 'ready') = (storage_key is not null and sha256 is not null and size is not null)),
        constraint bulletin_file_fault check ((state = 'failed') = (fault is not null))
      );
      comment on column bulletin_file.revision is '0: of an open month, as of the day beside it.';
      comment on column bulletin_file.content is 'Every word and number of the paper, frozen when it was asked for: the job only draws it.';
      create index bulletin_file_newest on bulletin_file (requested_at desc, id desc);
      create index bulletin_file_due on bulletin_file (requested_at, id) where state in ('waiting', 'running');

      -- What a file shows is fixed when it is asked for, and a file that is ready stays.
      create function keep_bulletin() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.state <> 'ready'
           and (new.id, new.month, new.revision, new.as_of, new.format, new.content, new.content_hash)
             = (old.id, old.month, old.revision, old.as_of, old.format, old.content, old.content_hash)
           and new.template_id is not distinct from old.template_id
        then return new; end if;
        raise exception 'append only: %', tg_table_name using errcode = 'restrict_violation', constraint = 'append_only';
      end $$;
      create trigger bulletin_file_kept before update or delete on bulletin_file
        for each row execute function keep_bulletin();
      create trigger bulletin_file_keep before truncate on bulletin_file execute function refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table bulletin_file, bulletin_template, bulletin_note;
      drop function keep_bulletin();
    `);
  }
}
