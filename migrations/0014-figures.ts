import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SHIPPED_MEASURES } from './0014-measures';

/**
 * Figures as data: measures with the versions of their definition, and marks that tell which facts changed since a month
 * was added up. Two more amounts in a month's entry, and a step between signing and starting.
 */
export class Figures1730000000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table measure (
        code   text constraint measure_pk primary key
                 constraint measure_code check (code ~ '^[a-z]+([.-][a-z]+)+$'),
        family text not null constraint measure_family check (family in ('investment', 'batches', 'milestones', 'livelihood',
                 'issues', 'visits', 'reminders', 'reporting', 'pipelines', 'indicators')),
        sort   int not null
      );
      create table measure_version (
        code        text not null constraint measure_version_measure_fk references measure,
        version     int not null constraint measure_version_positive check (version > 0),
        from_month  month not null,
        name        text not null constraint measure_version_name check (name <> ''),
        unit        text not null,
        population  text not null,
        numerator   text,
        denominator text,
        combine     text not null constraint measure_version_combine check (combine in ('sum', 'rate', 'difference', 'median', 'given')),
        basis       text not null constraint measure_version_basis check (basis in
                      ('as-entered', 'with-preliminary', 'without-preliminary', 'reported', 'registry')),
        digits      int constraint measure_version_digits check (digits between 0 and 4),
        trim_whole  boolean not null default false,
        direction   text not null constraint measure_version_direction check (direction in ('more', 'less', 'none')),
        formula     text not null,
        source      text not null,
        entered_by  uuid constraint measure_version_entered_fk references person,
        entered_at  timestamptz not null,
        reason      text,
        constraint measure_version_pk primary key (code, version),
        constraint measure_version_parts check (combine = 'given' or numerator is not null),
        constraint measure_version_divides check (combine not in ('rate', 'difference') or denominator is not null)
      );
      comment on table measure_version is 'How a figure is defined, from a month on. Written once: a change is another version.';
      comment on column measure_version.numerator is 'Name of a quantity: an exact sum of its family (libs/figure).';
      comment on column measure_version.digits is 'Null: those of the list, the stage or the indicator.';
      comment on column measure_version.trim_whole is '100 and not 100.00.';
      create trigger measure_version_append_only before update or delete on measure_version
        for each row execute function refuse_change();
      create trigger measure_version_keep before truncate on measure_version execute function refuse_change();

      alter table progress_entry
        add column funds_received numeric(16,4),
        add column registry_completed numeric(16,4);
      comment on column progress_entry.funds_received is 'Funds received in the month (资金到位), in 万元; null: not told.';
      comment on column progress_entry.registry_completed is 'Completed in the month as entered in the statistics registry (统计入库口径), in 万元; null: not told.';

      alter table milestone
        drop constraint milestone_kind,
        add constraint milestone_kind check (kind in
          ('signed', 'fulfilled', 'started', 'capped', 'production', 'capacity', 'completed'));

      create table rollup_mark (
        id         bigint generated always as identity constraint rollup_mark_pk primary key,
        family     text not null,
        subject    uuid,
        from_month month not null,
        at         timestamptz not null default clock_timestamp()
      );
      comment on table rollup_mark is 'What changed since the sums were made: written with the change, gone when it is added up.';
      comment on column rollup_mark.subject is 'A project, or an issue; null: everything of the family.';

      -- Writes a mark for a row of facts: mark_rollup(family, column of the subject). The month from which it counts is
      -- the row's own, from_month or month, where it has one; else every month is looked at. Nobody waits for anybody.
      create function mark_rollup() returns trigger language plpgsql as $$
      declare
        seen jsonb[] := array[case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end];
      begin
        insert into rollup_mark (family, subject, from_month)
        select tg_argv[0], (one ->> tg_argv[1])::uuid, min(coalesce(one ->> 'from_month', one ->> 'month', '0001-01'))
          from unnest(seen) one where one is not null group by one ->> tg_argv[1];
        return null;
      end $$;
    `);
    await db.query(
      `with shipped as (select row_number() over () as place, m.* from jsonb_to_recordset($1::jsonb) as m (
           code text, family text, name text, unit text, population text, numerator text, denominator text, combine text,
           basis text, digits int, "trimWhole" boolean, direction text, formula text, source text)
       ), measures as (insert into measure (code, family, sort) select code, family, place * 10 from shipped returning code)
       insert into measure_version (code, version, from_month, name, unit, population, numerator, denominator, combine, basis,
                                    digits, trim_whole, direction, formula, source, entered_at)
       select code, 1, '2000-01', name, unit, population, numerator, denominator, combine, basis, digits, "trimWhole",
              direction, formula, source, now() from shipped join measures using (code)`,
      [JSON.stringify(SHIPPED_MEASURES)],
    );
  }

  /** Steps of the kind that the earlier program does not know go. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function mark_rollup();
      drop table rollup_mark, measure_version, measure;
      delete from milestone where kind = 'fulfilled';
      alter table milestone drop constraint milestone_kind, add constraint milestone_kind check (kind in
        ('signed', 'started', 'capped', 'production', 'capacity', 'completed'));
      alter table progress_entry drop column funds_received, drop column registry_completed;
    `);
  }
}
