import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row that moves from one year to another marks both; parts of issues are looked up by issue alone, for a second index
 * on them costs a third of adding up a month.
 */
export class Marks1730000000024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index issue_part_project;
      create or replace function mark_rollup() returns trigger language plpgsql as $$
      declare
        seen jsonb[] := array[case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end];
      begin
        insert into rollup_mark (family, subject, from_month)
        select tg_argv[0], (one ->> tg_argv[1])::uuid, min(since)
          from unnest(seen) one
         cross join lateral (
           select case when tg_nargs > 2 then to_char((one ->> tg_argv[2])::date - interval '1 month', 'YYYY-MM')
                       else coalesce(one ->> 'from_month', one ->> 'month', '0001-01') end as since) at
         where one is not null group by one ->> tg_argv[1], left(since, 4);
        return null;
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function mark_rollup() returns trigger language plpgsql as $$
      declare
        seen jsonb[] := array[case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end];
      begin
        insert into rollup_mark (family, subject, from_month)
        select tg_argv[0], (one ->> tg_argv[1])::uuid,
               min(case when tg_nargs > 2 then to_char((one ->> tg_argv[2])::date - interval '1 month', 'YYYY-MM')
                        else coalesce(one ->> 'from_month', one ->> 'month', '0001-01') end)
          from unnest(seen) one where one is not null group by one ->> tg_argv[1];
        return null;
      end $$;
      create index issue_part_project on issue_part (month, project_id);
    `);
  }
}
