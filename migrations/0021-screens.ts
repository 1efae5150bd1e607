import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens with which a big screen reads its figures without a sign-in. */
export class Screens1730000000021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table screen_token (
        id           uuid constraint screen_token_pk primary key,
        name         text not null constraint screen_token_name check (name <> ''),
        token_hash   text not null constraint screen_token_hash_unique unique,
        body_hash    text not null,
        expires_on   date not null,
        created_by   uuid not null constraint screen_token_created_by_fk references person,
        created_at   timestamptz not null,
        last_used_at timestamptz,
        revoked_by   uuid constraint screen_token_revoked_by_fk references person,
        revoked_at   timestamptz,
        constraint screen_token_revoked_whole check ((revoked_by is null) = (revoked_at is null))
      );
      comment on table screen_token is 'Only the hash of each token: it is shown once, when it is made.';
      comment on column screen_token.expires_on is 'The last day on which it is good.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table screen_token');
  }
}
