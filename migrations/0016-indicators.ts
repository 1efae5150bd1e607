import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indicators of a year: their targets, how these are split to months and units, and what was reached. */
export class Indicators1730000000016 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- 1.2 before 1.10, as people number things.
      create collation by_number (provider = icu, locale = 'und-u-kn-true');

      create table indicator (
        id           uuid constraint indicator_pk primary key default uuidv7(),
        year         int not null constraint indicator_year check (year between 2000 and 2100),
        code         text collate by_number not null constraint indicator_code
                       check (code ~ '^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$'),
        name         text not null constraint indicator_name check (name <> ''),
        unit         text not null default '',
        level        int not null constraint indicator_level check (level in (1, 2)),
        parent_id    uuid,
        parent_level int generated always as (case when level = 2 then 1 end) stored,
        kind         text not null constraint indicator_kind check (kind in ('amount', 'growth', 'rank', 'count', 'share')),
        direction    text not null constraint indicator_direction check (direction in ('more', 'less')),
        digits       int not null default 2 constraint indicator_digits check (digits between 0 and 4),
        unit_id      uuid constraint indicator_unit_fk references unit,
        source       text not null default '',
        version      int not null default 1,
        created_at   timestamptz not null,
        constraint indicator_code_unique unique (year, code),
        constraint indicator_year_unique unique (id, year),
        constraint indicator_place_unique unique (id, year, level),
        constraint indicator_parent check ((level = 2) = (parent_id is not null)),
        constraint indicator_parent_fk foreign key (parent_id, year, parent_level) references indicator (id, year, level),
        constraint indicator_rank_direction check (kind <> 'rank' or direction = 'less')
      );
      create index indicator_children on indicator (parent_id);
      create index indicator_unit on indicator (unit_id);
      comment on column indicator.unit is 'Of measurement (亿元, %, 位, 公里); unit_id is who answers for it.';
      comment on column indicator.code is 'The same code in two years is the same indicator: growth compares them.';

      create table indicator_target (
        id           uuid constraint indicator_target_pk primary key default uuidv7(),
        indicator_id uuid not null constraint indicator_target_indicator_fk references indicator on delete cascade,
        unit_id      uuid constraint indicator_target_unit_fk references unit,
        from_month   month not null,
        year         int generated always as (left(from_month, 4)::int) stored,
        target       numeric(16,4),
        entered_by   uuid constraint indicator_target_entered_fk references person,
        entered_at   timestamptz not null,
        constraint indicator_target_once unique nulls not distinct (indicator_id, unit_id, from_month),
        constraint indicator_target_year_fk foreign key (indicator_id, year) references indicator (id, year) on delete cascade
      );
      create index indicator_target_unit on indicator_target (unit_id);
      comment on table indicator_target is
        'Target of the year, of all units or of one, and the month from which it counts: a revision leaves the months before as they were.';

      create table indicator_split (
        id           uuid constraint indicator_split_pk primary key default uuidv7(),
        indicator_id uuid not null constraint indicator_split_indicator_fk references indicator on delete cascade,
        month        month not null,
        year         int generated always as (left(month, 4)::int) stored,
        unit_id      uuid constraint indicator_split_unit_fk references unit,
        target       numeric(16,4) not null,
        constraint indicator_split_once unique nulls not distinct (indicator_id, month, unit_id),
        constraint indicator_split_year_fk foreign key (indicator_id, year) references indicator (id, year) on delete cascade
      );
      create index indicator_split_unit on indicator_split (unit_id);
      comment on table indicator_split is 'Target from January to the end of a month, of all units or of one.';

      create table indicator_actual (
        id           uuid constraint indicator_actual_pk primary key default uuidv7(),
        indicator_id uuid not null constraint indicator_actual_indicator_fk references indicator,
        month        month not null,
        year         int generated always as (left(month, 4)::int) stored,
        unit_id      uuid constraint indicator_actual_unit_fk references unit,
        value        numeric(16,4) not null,
        year_before  numeric(16,4),
        stated_share numeric(9,4) constraint indicator_actual_stated_share check (stated_share >= 0),
        note         text not null default '',
        version      int not null default 1,
        entered_by   uuid constraint indicator_actual_entered_fk references person,
        entered_at   timestamptz not null,
        constraint indicator_actual_once unique nulls not distinct (indicator_id, month, unit_id),
        constraint indicator_actual_year_fk foreign key (indicator_id, year) references indicator (id, year)
      );
      create index indicator_actual_month on indicator_actual (month);
      create index indicator_actual_unit on indicator_actual (unit_id);
      comment on column indicator_actual.value is 'As of the end of the month, or since January.';
      comment on column indicator_actual.year_before is 'The same month of the year before as the source gives it; else the entry of that year counts.';
      comment on column indicator_actual.stated_share is 'Percent of the whole as the source states it, where the whole itself is not told.';
    `);
    await db.query(CLOSED);
    await db.query(MARKS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table indicator_actual, indicator_split, indicator_target, indicator;
      drop function refuse_closed_target(), refuse_closed_split(), refuse_closed_actual(), answering_unit(uuid, uuid);
      drop collation by_number;
    `);
  }
}

/** What a published month compared stays. Targets, and actuals of all units, are about the unit that answers. */
const CLOSED = `
  create function answering_unit(of_indicator uuid, of_unit uuid) returns uuid language sql stable as $$
    select coalesce(of_unit, (select unit_id from indicator where id = of_indicator)) $$;

  -- A target counts until the next one of its year begins.
  create function refuse_closed_target() returns trigger language plpgsql as $$
  declare
    one indicator_target := case when tg_op = 'DELETE' then old else new end;
    until text;
  begin
    if tg_op = 'UPDATE' and old.target is not distinct from new.target then return null; end if;
    select coalesce(month_before(min(from_month)), one.year || '-12') into until from indicator_target
     where indicator_id = one.indicator_id and unit_id is not distinct from one.unit_id and from_month > one.from_month;
    perform guard_closed_months(tg_table_name, one.from_month, until, null, null, null,
                                answering_unit(one.indicator_id, null), null);
    return null;
  end $$;

  -- The last one split off counts until the next.
  create function refuse_closed_split() returns trigger language plpgsql as $$
  declare
    one indicator_split := case when tg_op = 'DELETE' then old else new end;
    until text;
  begin
    if tg_op = 'UPDATE' and old.target = new.target then return null; end if;
    select coalesce(month_before(min(month)), one.year || '-12') into until from indicator_split
     where indicator_id = one.indicator_id and unit_id is not distinct from one.unit_id and month > one.month;
    perform guard_closed_months(tg_table_name, one.month, until, null, null, null,
                                answering_unit(one.indicator_id, null), null);
    return null;
  end $$;

  -- The last one reported counts until the next; a year later it is the base of the growth, where none is given there.
  create function refuse_closed_actual() returns trigger language plpgsql as $$
  declare
    one indicator_actual := case when tg_op = 'DELETE' then old else new end;
    until text;
    later text;
    later_until text;
  begin
    if tg_op = 'UPDATE' and (old.value, old.note) = (new.value, new.note) and old.year_before is not distinct from new.year_before
       and old.stated_share is not distinct from new.stated_share then return null; end if;
    select coalesce(month_before(min(month)), one.year || '-12') into until from indicator_actual
     where indicator_id = one.indicator_id and unit_id is not distinct from one.unit_id and month > one.month;
    select a.month, coalesce((select month_before(min(x.month)) from indicator_actual x
             where x.indicator_id = a.indicator_id and x.unit_id is not distinct from a.unit_id and x.month > a.month), n.year || '-12')
      into later, later_until
      from indicator i join indicator n on n.year = i.year + 1 and n.code = i.code and n.unit = i.unit and n.kind = i.kind
      join indicator_actual a on a.indicator_id = n.id and a.unit_id is not distinct from one.unit_id
       and a.year_before is null and a.month = (one.year + 1) || substr(one.month, 5)
     where i.id = one.indicator_id;
    perform guard_closed_months(tg_table_name, one.month, until, later, later_until, null,
                                answering_unit(one.indicator_id, one.unit_id), null);
    return null;
  end $$;

  create trigger indicator_target_closed after insert or update or delete on indicator_target
    for each row execute function refuse_closed_target();
  create trigger indicator_target_emptied before truncate on indicator_target execute function refuse_emptied_month();
  create trigger indicator_split_closed after insert or update or delete on indicator_split
    for each row execute function refuse_closed_split();
  create trigger indicator_split_emptied before truncate on indicator_split execute function refuse_emptied_month();
  create trigger indicator_actual_closed after insert or update or delete on indicator_actual
    for each row execute function refuse_closed_actual();
  create trigger indicator_actual_emptied before truncate on indicator_actual execute function refuse_emptied_month();
`;

const MARKS = `
  create trigger indicator_marked after insert or update or delete on indicator
    for each row execute function mark_rollup('indicators', 'id');
  create trigger indicator_target_marked after insert or update or delete on indicator_target
    for each row execute function mark_rollup('indicators', 'indicator_id');
  create trigger indicator_split_marked after insert or update or delete on indicator_split
    for each row execute function mark_rollup('indicators', 'indicator_id');
  create trigger indicator_actual_marked after insert or update or delete on indicator_actual
    for each row execute function mark_rollup('indicators', 'indicator_id');
`;
