import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands beside the steps of an issue: files that prove something, and words. Both are kept for ever. */
export class Files1730000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table attachment (
        id             uuid constraint attachment_pk primary key,
        issue_id       uuid not null constraint attachment_issue_fk references issue,
        kind           text not null constraint attachment_kind check (kind in ('photo', 'document')),
        name           text not null constraint attachment_name check (length(name) between 1 and 200),
        type           text not null,
        size           int  not null constraint attachment_size check (size > 0),
        sha256         text not null constraint attachment_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
        content_sha256 text not null constraint attachment_content_sha256 check (content_sha256 ~ '^[0-9a-f]{64}$'),
        width          int,
        height         int,
        storage_key    text not null constraint attachment_storage_key_unique unique,
        thumbnail_key  text constraint attachment_thumbnail_key_unique unique,
        uploaded_by    uuid not null constraint attachment_uploaded_by_fk references person,
        unit_id        uuid not null constraint attachment_unit_fk references unit,
        at             timestamptz not null,
        body_hash      text not null,
        constraint attachment_photo_has_size check (
          (kind = 'photo') = (width is not null and height is not null and thumbnail_key is not null))
      );
      comment on column attachment.sha256 is 'Of the bytes as they were sent.';
      comment on column attachment.content_sha256 is 'Of the bytes as they are kept: a photo is drawn anew.';
      comment on column attachment.unit_id is 'The unit of the person at that time.';
      create index attachment_issue on attachment (issue_id, at, id);
      create trigger attachment_append_only before update or delete on attachment
        for each row execute function refuse_change();

      create table issue_comment (
        id             uuid constraint issue_comment_pk primary key,
        issue_id       uuid not null constraint issue_comment_issue_fk references issue,
        author_id      uuid not null constraint issue_comment_author_fk references person,
        unit_id        uuid not null constraint issue_comment_unit_fk references unit,
        at             timestamptz not null,
        text           text not null constraint issue_comment_text check (length(text) between 1 and 2000),
        mention_ids    uuid[] not null default '{}' constraint issue_comment_mentions check (cardinality(mention_ids) <= 20),
        attachment_ids uuid[] not null default '{}' constraint issue_comment_attachments check (cardinality(attachment_ids) <= 20),
        body_hash      text not null
      );
      comment on column issue_comment.mention_ids is 'Active people who could see the issue when it was written.';
      create index issue_comment_issue on issue_comment (issue_id, at, id);
      create index issue_comment_mentioning on issue_comment (at) where mention_ids <> '{}';
      create trigger issue_comment_append_only before update or delete on issue_comment
        for each row execute function refuse_change();

      -- The program names its rules; the table holds what a name looks like.
      alter table reminder drop constraint reminder_rule,
        add constraint reminder_rule check (rule ~ '^[a-z][a-z-]{2,40}$');
    `);
  }

  /** Reminders of rules that the earlier program does not know go with it. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create temporary table unknown_reminder on commit drop as
        select id from reminder where rule not in ('issue-due-soon', 'issue-overdue', 'issue-urged', 'visit-missing');
      delete from delivery where reminder_id in (select id from unknown_reminder);
      delete from reminder where id in (select id from unknown_reminder);
      alter table reminder drop constraint reminder_rule,
        add constraint reminder_rule check (rule in ('issue-due-soon', 'issue-overdue', 'issue-urged', 'visit-missing'));
      drop table issue_comment, attachment;
    `);
  }
}
