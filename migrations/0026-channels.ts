import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels on which reminders leave the system, and the addresses of people on them. */
export class Channels1730000000026 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table channel (
        id           uuid constraint channel_pk primary key default uuidv7(),
        kind         text not null constraint channel_kind check (kind ~ '^[a-z][a-z-]{1,30}$'),
        name         text not null constraint channel_name check (name <> '') constraint channel_name_unique unique,
        active       boolean not null,
        settings     jsonb not null default '{}',
        sealed       bytea not null,
        masked       jsonb not null default '{}',
        digest_above int not null default 5 constraint channel_digest_above check (digest_above between 1 and 1000),
        paused_until timestamptz,
        last_sent_at timestamptz,
        last_fault   text,
        last_fault_at timestamptz,
        version      int not null default 1,
        created_at   timestamptz not null,
        constraint channel_fault_whole check ((last_fault is null) = (last_fault_at is null))
      );
      create unique index channel_one_web_push on channel (kind) where kind = 'web-push';
      comment on column channel.settings is 'What may be shown: host, port, sender.';
      comment on column channel.sealed is 'The secrets (robot address, keys, passwords) as JSON, by AES-256-GCM.';
      comment on column channel.masked is 'What people see of the secrets.';
      comment on column channel.digest_above is 'More than so many due at once for one receiver become one message.';
      comment on column channel.paused_until is 'The receiver asked for silence until then.';

      create table channel_send (
        id         uuid constraint channel_send_pk primary key default uuidv7(),
        channel_id uuid not null constraint channel_send_channel_fk references channel on delete cascade,
        at         timestamptz not null
      );
      create index channel_send_recent on channel_send (channel_id, at);
      create index channel_send_old on channel_send (at);
      comment on table channel_send is 'A row per message of a channel with a limit, so that all workers together keep it.';

      create table person_address (
        id          uuid constraint person_address_pk primary key default uuidv7(),
        person_id   uuid not null constraint person_address_person_fk references person,
        kind        text not null constraint person_address_kind check (kind in ('email', 'mobile', 'wecom', 'push')),
        sealed      bytea not null,
        masked      text not null,
        fingerprint text not null,
        created_at  timestamptz not null,
        gone_at     timestamptz,
        constraint person_address_once unique (person_id, kind, fingerprint)
      );
      create unique index person_address_one on person_address (person_id, kind) where kind <> 'push';
      comment on column person_address.sealed is 'By AES-256-GCM; opened only to send.';
      comment on column person_address.fingerprint is 'A keyed hash: the same address is known without being opened.';
      comment on column person_address.gone_at is 'The receiving side said that it does not exist any more.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table person_address, channel_send, channel');
  }
}
