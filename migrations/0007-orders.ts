import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is sent to a department that is late (提示单, 督办单, 督办函, 约谈通知书), and what the enterprise says of how its
 * problem was solved.
 */
export class Orders1730000000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table ledger add constraint ledger_escalation check (jsonb_typeof(escalation) = 'array'
        and not jsonb_path_exists(escalation, '$[*] ? (
          !(@.kind == "notice" || @.kind == "order" || @.kind == "letter" || @.kind == "talk")
          || !(@.lateDays >= 1 && @.lateDays <= 400))'));

      create table order_counter (
        kind text not null,
        year int  not null,
        last int  not null,
        constraint order_counter_pk primary key (kind, year)
      );
      create table escalation_order (
        id        uuid constraint escalation_order_pk primary key default uuidv7(),
        issue_id  uuid not null constraint escalation_order_issue_fk references issue,
        cycle     int  not null,
        kind      text not null constraint escalation_order_kind check (kind in ('notice', 'order', 'letter', 'talk')),
        covers    text[] not null default '{}',
        year      int  not null,
        sequence  int  not null,
        number    text not null constraint escalation_order_number_unique unique,
        unit_id   uuid not null constraint escalation_order_unit_fk references unit,
        missed    text not null constraint escalation_order_missed check (missed in ('sign', 'due')),
        due_on    date not null,
        late_days int  not null constraint escalation_order_late check (late_days >= 0),
        reply_by  date not null,
        issued_at timestamptz not null,
        issued_by uuid constraint escalation_order_issued_by_fk references person,
        content   text not null,
        body_hash text not null,
        constraint escalation_order_sequence_unique unique (kind, year, sequence),
        constraint escalation_order_once unique (issue_id, cycle, due_on, kind)
      );
      comment on column escalation_order.covers is
        'Lower steps that were reached but never sent, because nothing ran meanwhile or a person went straight to this one.';
      comment on column escalation_order.missed is 'Which deadline was missed: to sign for it, or to solve it.';
      comment on column escalation_order.content is 'Text, not jsonb: what was printed comes back word for word.';
      create index escalation_order_unit on escalation_order (unit_id, issued_at desc);
      create index escalation_order_issued on escalation_order (issued_at desc, id);
      create trigger escalation_order_append_only before update or delete on escalation_order
        for each row execute function refuse_change();
      create trigger escalation_order_keep before truncate on escalation_order execute function refuse_change();

      create table rating (
        id         uuid constraint rating_pk primary key default uuidv7(),
        issue_id   uuid not null constraint rating_issue_fk references issue,
        cycle      int  not null,
        invited_at timestamptz not null,
        token_hash text constraint rating_token_unique unique,
        result     text not null default '',
        linked_at  timestamptz,
        linked_by  uuid constraint rating_linked_by_fk references person,
        expires_at timestamptz,
        opened_at  timestamptz,
        rated_at   timestamptz,
        score      int constraint rating_score check (score between 1 and 4),
        words      text not null default '',
        body_hash  text,
        constraint rating_once unique (issue_id, cycle),
        constraint rating_linked_whole check ((token_hash is null) = (linked_at is null)
          and (token_hash is null) = (linked_by is null) and (token_hash is null) = (expires_at is null)),
        constraint rating_rated_whole check ((rated_at is null) = (score is null) and (rated_at is null) = (body_hash is null)
          and (rated_at is null or token_hash is not null))
      );
      comment on table rating is 'The enterprise is asked once for each time that its problem was solved.';
      comment on column rating.token_hash is 'SHA-256; the token itself is shown once and stored nowhere.';
      comment on column rating.result is 'How it was solved, in the words meant for the enterprise.';
      create index rating_invited on rating (invited_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table rating, escalation_order, order_counter;
      alter table ledger drop constraint ledger_escalation;
    `);
  }
}
