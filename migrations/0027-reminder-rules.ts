import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SHIPPED_RULES } from './0027-shipped-rules';

/** Who is reminded of what and when becomes data; a reminder can be cancelled; deliveries go through channels. */
export class ReminderRules1730000000027 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table reminder_rule (
        code          text constraint reminder_rule_pk primary key constraint reminder_rule_code check (code ~ '^[a-z][a-z0-9-]{2,60}$'),
        what          text not null constraint reminder_rule_what check (what ~ '^[a-z][a-z-]{2,40}$'),
        name          text not null constraint reminder_rule_name check (length(name) between 1 and 60),
        sort          int not null default 1000,
        active        boolean not null default true,
        ledger_id     uuid constraint reminder_rule_ledger_fk references ledger,
        ladder        boolean not null default false,
        whom          text[] not null constraint reminder_rule_whom check (cardinality(whom) between 1 and 8),
        "offset"      int not null default 0 constraint reminder_rule_offset check ("offset" between -120 and 250),
        unit          text not null default 'working-day' constraint reminder_rule_unit check (unit in ('working-day', 'working-hour', 'soon')),
        at_time       text not null default '08:30' constraint reminder_rule_at_time check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        repeat_every  int constraint reminder_rule_repeat_every check (repeat_every between 1 and 60),
        repeat_times  int not null default 0 constraint reminder_rule_repeat_times check (repeat_times between 0 and 20),
        channels      uuid[] not null default '{}' constraint reminder_rule_channels check (cardinality(channels) <= 8),
        mode          text not null default 'single' constraint reminder_rule_mode check (mode in ('single', 'digest')),
        digest_at     text not null default '08:30' constraint reminder_rule_digest_at check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        title         text not null constraint reminder_rule_title check (length(title) between 1 and 120),
        body          text not null constraint reminder_rule_body check (length(body) <= 600),
        send_from     text not null default '08:30' constraint reminder_rule_send_from check (send_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        send_until    text not null default '18:00' constraint reminder_rule_send_until check (send_until ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' and send_until > send_from),
        workdays_only boolean not null default true,
        mandatory     boolean not null default false,
        since         timestamptz not null,
        fault         text,
        fault_at      timestamptz,
        version       int not null default 1,
        constraint reminder_rule_repeat_whole check ((repeat_every is null) = (repeat_times = 0))
      );
      create unique index reminder_rule_name_unique on reminder_rule (name) where active;
      comment on column reminder_rule.what is 'The watch that finds what falls due (libs/reminder/*.watches.ts).';
      comment on column reminder_rule.ladder is 'A step of the escalation ladder; a ledger with steps of its own leaves the general ones.';
      comment on column reminder_rule."offset" is 'Working days or hours from the day or moment it is about, negative: before. With unit soon: the days of the ledger''s yellow light.';
      comment on column reminder_rule.channels is 'Order of take-over: the next is used when the one before fails or knows no address.';
      comment on column reminder_rule.since is 'The rule counts from here: what fell due before is nobody reminded of.';
      comment on column reminder_rule.fault is 'Why the last sweep of this rule failed.';

      create table reminder_tuning (
        person_id uuid not null constraint reminder_tuning_person_fk references person,
        rule      text not null constraint reminder_tuning_rule_fk references reminder_rule,
        muted     boolean not null default false,
        digest    boolean not null default false,
        without   uuid[] not null default '{}' constraint reminder_tuning_without check (cardinality(without) <= 20),
        constraint reminder_tuning_pk primary key (person_id, rule)
      );
      create index reminder_tuning_of_rule on reminder_tuning (rule);
    `);
    // Rules that were code before go on without a gap; what is new counts from now on, or on an empty system from ever.
    const [{ used }] = (await db.query('select exists (select from reminder) as used')) as [{ used: boolean }];
    await db.query(
      `insert into reminder_rule (code, what, name, sort, ladder, whom, "offset", unit, at_time, repeat_every, repeat_times,
                                  mode, title, body, mandatory, since)
       select r.code, r.what, r.name, r.sort, r.ladder, array(select jsonb_array_elements_text(r.whom)), r."offset", r.unit,
              r."atTime", r."repeatEvery", r."repeatTimes", r.mode, r.title, r.body, r.mandatory,
              case when r.before or not $2 then '2000-01-01'::timestamptz else now() end
         from jsonb_to_recordset($1::jsonb) as r (code text, what text, name text, sort int, ladder boolean, whom jsonb,
              "offset" int, unit text, "atTime" text, "repeatEvery" int, "repeatTimes" int, mode text, title text, body text,
              mandatory boolean, before boolean)`,
      [JSON.stringify(SHIPPED_RULES), used],
    );
    await db.query(`
      alter table reminder drop constraint reminder_rule;
      alter table reminder
        add constraint reminder_rule_fk foreign key (rule) references reminder_rule,
        add column cancelled_at timestamptz,
        add column cancel_reason text,
        add constraint reminder_cancelled_whole check ((cancelled_at is null) = (cancel_reason is null));
      create index reminder_subject on reminder (subject_id);

      -- What waited for the one webhook of the settings has no channel to go to any more.
      create table delivery_before_channels as select * from delivery;
      drop table delivery;
      create table delivery (
        id          uuid constraint delivery_pk primary key default uuidv7(),
        reminder_id uuid not null constraint delivery_reminder_fk references reminder,
        channel_id  uuid not null constraint delivery_channel_fk references channel,
        key         text not null,
        receiver    uuid constraint delivery_receiver_fk references person,
        digest      boolean not null default false,
        state       text not null constraint delivery_state check (state in ('due', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
        attempt     int not null default 0,
        token       uuid,
        next_at     timestamptz not null,
        started_at  timestamptz,
        settled_at  timestamptz,
        fault       text,
        sentence    text,
        constraint delivery_once unique (channel_id, key),
        constraint delivery_sending_has_token check (state <> 'sending' or (token is not null and started_at is not null)),
        constraint delivery_settled check ((settled_at is null) = (state in ('due', 'sending')))
      );
      create index delivery_due on delivery (channel_id, next_at, id) where state = 'due';
      create index delivery_sending on delivery (started_at) where state = 'sending';
      create index delivery_reminder on delivery (reminder_id);
      create index delivery_unwell on delivery (settled_at desc) where state in ('failed', 'unknown');
      comment on column delivery.key is 'What arrives once through this channel: the reminder, or for a group the rule, subject and occurrence.';
      comment on column delivery.receiver is 'The person whose address is used; null for a group or a program.';
      comment on column delivery.sentence is 'What the administrator reads about the fault.';

      create table delivery_tally (
        channel_id uuid not null constraint delivery_tally_channel_fk references channel,
        state      text not null,
        count      bigint not null default 0,
        constraint delivery_tally_pk primary key (channel_id, state)
      );
      comment on table delivery_tally is 'How many ended how, since ever: for the metrics, without counting the log.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table delivery_tally, delivery;
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
      insert into delivery select b.* from delivery_before_channels b where exists (select from reminder r where r.id = b.reminder_id);
      drop table delivery_before_channels;
      delete from delivery where reminder_id in (select id from reminder where cancelled_at is not null or rule ~ '[0-9]');
      delete from reminder where cancelled_at is not null or rule ~ '[0-9]';
      drop index reminder_subject;
      alter table reminder drop constraint reminder_rule_fk, drop column cancelled_at, drop column cancel_reason;
      alter table reminder add constraint reminder_rule check (rule ~ '^[a-z][a-z-]{2,40}$');
      drop table reminder_tuning, reminder_rule;
    `);
  }
}
