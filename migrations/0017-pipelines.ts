import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pipelines (漏斗) of a year: items pass stages on days, each with an amount. Counts and sums of a month are asked of the
 * passages; a bureau that has only totals enters a tally instead.
 */
export class Pipelines1730000000017 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table pipeline (
        id         uuid constraint pipeline_pk primary key default uuidv7(),
        year       int  not null constraint pipeline_year check (year between 2000 and 2100),
        name       text not null constraint pipeline_name check (length(name) between 1 and 60),
        kind       text not null constraint pipeline_kind check (kind in ('funds', 'promotion', 'reserve')),
        version    int  not null default 1,
        body_hash  text not null default '',
        created_at timestamptz not null default now(),
        constraint pipeline_name_unique unique (year, name)
      );

      create table pipeline_stage (
        id            uuid constraint pipeline_stage_pk primary key default uuidv7(),
        pipeline_id   uuid not null constraint pipeline_stage_pipeline_fk references pipeline,
        sort          int  not null,
        name          text not null constraint pipeline_stage_name check (length(name) between 1 and 30),
        base_stage_id uuid constraint pipeline_stage_base_fk references pipeline_stage deferrable initially deferred,
        counts        text not null constraint pipeline_stage_counts check
                        (counts in ('requested', 'obtained', 'investment', 'intended', 'signed')),
        digits        int  not null default 0 constraint pipeline_stage_digits check (digits between 0 and 4),
        aside         boolean not null default false,
        constraint pipeline_stage_name_unique unique (pipeline_id, name) deferrable initially deferred,
        constraint pipeline_stage_base_other check (base_stage_id <> id)
      );
      create index pipeline_stage_base on pipeline_stage (base_stage_id);
      comment on column pipeline_stage.counts is 'Which amount the stage adds up.';
      comment on column pipeline_stage.aside is 'Stands beside the funnel (储备): counted, not drawn as a step of it.';

      create table pipeline_item (
        id               uuid constraint pipeline_item_pk primary key default uuidv7(),
        pipeline_id      uuid not null constraint pipeline_item_pipeline_fk references pipeline,
        name             text not null constraint pipeline_item_name check (length(name) between 1 and 100),
        sector           text not null default '',
        project_id       uuid constraint pipeline_item_project_fk references project,
        unit_id          uuid constraint pipeline_item_unit_fk references unit,
        total_investment numeric(16,4) constraint pipeline_item_total_investment check (total_investment >= 0),
        requested        numeric(16,4) constraint pipeline_item_requested check (requested >= 0),
        note             text not null default '',
        version          int  not null default 1,
        body_hash        text not null default '',
        created_by       uuid constraint pipeline_item_created_by_fk references person,
        created_at       timestamptz not null default now(),
        constraint pipeline_item_name_unique unique (pipeline_id, name)
      );
      create index pipeline_item_unit on pipeline_item (unit_id);
      create index pipeline_item_project on pipeline_item (project_id);
      comment on table pipeline_item is 'As it stands now; what counted in a month is in pipeline_standing.';

      create table pipeline_standing (
        item_id          uuid  not null constraint pipeline_standing_item_fk references pipeline_item,
        from_month       month not null,
        sector           text  not null,
        unit_id          uuid constraint pipeline_standing_unit_fk references unit,
        total_investment numeric(16,4),
        requested        numeric(16,4),
        constraint pipeline_standing_pk primary key (item_id, from_month)
      );
      comment on table pipeline_standing is 'What counts of an item from that month on; the newest up to a month is taken.';

      create function pipeline_item_stands() returns trigger language plpgsql as $$
      begin
        insert into pipeline_standing (item_id, from_month, sector, unit_id, total_investment, requested)
        values (new.id, '0001-01', new.sector, new.unit_id, new.total_investment, new.requested);
        return null;
      end $$;
      create trigger pipeline_item_stands after insert on pipeline_item
        for each row execute function pipeline_item_stands();

      create table pipeline_passage (
        id               uuid constraint pipeline_passage_pk primary key default uuidv7(),
        item_id          uuid not null constraint pipeline_passage_item_fk references pipeline_item,
        stage_id         uuid not null constraint pipeline_passage_stage_fk references pipeline_stage,
        passed_on        date not null,
        amount           numeric(16,4) constraint pipeline_passage_amount check (amount >= 0),
        note             text not null default '',
        withdrawn_on     date,
        withdrawn_reason text,
        version          int  not null default 1,
        entered_by       uuid constraint pipeline_passage_entered_by_fk references person,
        entered_at       timestamptz not null,
        constraint pipeline_passage_withdrawn_order check (withdrawn_on >= passed_on),
        constraint pipeline_passage_withdrawn_whole check ((withdrawn_on is null) = (withdrawn_reason is null))
      );
      create unique index pipeline_passage_live on pipeline_passage (item_id, stage_id) where withdrawn_on is null;
      create index pipeline_passage_item on pipeline_passage (item_id);
      create index pipeline_passage_stage on pipeline_passage (stage_id, passed_on);
      comment on table pipeline_passage is
        'An item counts in a stage from the month in which it passed up to the month in which that was withdrawn.';
      comment on column pipeline_passage.withdrawn_on is 'On the day of passing: it never counted.';

      create table pipeline_tally (
        stage_id         uuid  not null constraint pipeline_tally_stage_fk references pipeline_stage,
        month            month not null,
        count            int   not null constraint pipeline_tally_count check (count >= 0),
        amount           numeric(16,4) constraint pipeline_tally_amount check (amount >= 0),
        total_investment numeric(16,4) constraint pipeline_tally_total_investment check (total_investment >= 0),
        requested        numeric(16,4) constraint pipeline_tally_requested check (requested >= 0),
        units            int constraint pipeline_tally_units check (units >= 0),
        sectors          jsonb not null default '[]' constraint pipeline_tally_sectors check (jsonb_typeof(sectors) = 'array'),
        version          int   not null default 1,
        entered_by       uuid constraint pipeline_tally_entered_by_fk references person,
        entered_at       timestamptz not null,
        constraint pipeline_tally_pk primary key (stage_id, month)
      );
      comment on table pipeline_tally is 'Totals of a stage where single items are not known: the newest up to a month is taken instead of them.';
    `);
    await db.query(CLOSED);
    await db.query(MARKS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table pipeline_tally, pipeline_passage, pipeline_standing, pipeline_item, pipeline_stage, pipeline;
      drop function pipeline_item_stands(), refuse_closed_passage(), refuse_closed_pipeline_standing(),
        refuse_closed_pipeline_stage();
    `);
  }
}

/** Figures of closed months stay: what would change one is refused. */
const CLOSED = `
  -- A passage counts in the months from the one of its day up to the one before that of its withdrawal.
  create function refuse_closed_passage() returns trigger language plpgsql as $$
  declare
    one pipeline_passage := case when tg_op = 'DELETE' then old else new end;
    was text; was_until text; now_from text; now_until text;
    about uuid;
  begin
    if tg_op <> 'INSERT' then
      was := left(old.passed_on::text, 7);
      was_until := month_before(left(old.withdrawn_on::text, 7));
      if was_until < was then was := null; end if;
    end if;
    if tg_op <> 'DELETE' then
      now_from := left(new.passed_on::text, 7);
      now_until := month_before(left(new.withdrawn_on::text, 7));
      if now_until < now_from then now_from := null; end if;
    end if;
    select unit_id into about from pipeline_item where id = one.item_id;
    if was is not null and now_from is not null and old.item_id = new.item_id and old.stage_id = new.stage_id
       and old.amount is not distinct from new.amount then
      -- Only the days moved: the months at either end in which it counts now, or counts no more.
      perform guard_closed_months(tg_table_name,
        case when was <> now_from then least(was, now_from) end, month_before(greatest(was, now_from)),
        case when was_until is distinct from now_until then month_after(least(was_until, now_until)) end,
        case when was_until is not null and now_until is not null then greatest(was_until, now_until) end,
        null, about, null);
    else
      perform guard_closed_months(tg_table_name, was, was_until, now_from, now_until, null, about, null);
    end if;
    return null;
  end $$;
  create trigger pipeline_passage_closed after insert or update or delete on pipeline_passage
    for each row execute function refuse_closed_passage();
  create trigger pipeline_passage_emptied before truncate on pipeline_passage execute function refuse_emptied_month();

  -- What is known of an item counts in the months in which it had passed something.
  create function refuse_closed_pipeline_standing() returns trigger language plpgsql as $$
  declare
    one pipeline_standing := case when tg_op = 'DELETE' then old else new end;
    since text;
    until text;
  begin
    if tg_op = 'UPDATE' and to_jsonb(old) = to_jsonb(new) then return null; end if;
    select greatest(one.from_month::text, left(min(passed_on)::text, 7)) into since from pipeline_passage
     where item_id = one.item_id having count(*) > 0;
    select month_before(min(from_month)) into until from pipeline_standing
     where item_id = one.item_id and from_month > one.from_month;
    if since is null or until < since then return null; end if;
    perform guard_closed_months(tg_table_name, since, until, null, null, null,
      (select unit_id from pipeline_item where id = one.item_id), null);
    return null;
  end $$;
  create trigger pipeline_standing_closed after insert or update or delete on pipeline_standing
    for each row execute function refuse_closed_pipeline_standing();
  create trigger pipeline_standing_emptied before truncate on pipeline_standing execute function refuse_emptied_month();

  -- What a stage adds up and divides by is a fact of every month from which something was entered for it or its base.
  create function refuse_closed_pipeline_stage() returns trigger language plpgsql as $$
  declare
    since text;
  begin
    if (old.base_stage_id, old.counts, old.digits, old.aside) is not distinct from
       (new.base_stage_id, new.counts, new.digits, new.aside) then return null; end if;
    select min(month) into since from (
      select left(min(passed_on)::text, 7) from pipeline_passage
       where stage_id in (new.id, old.base_stage_id, new.base_stage_id)
      union all
      select min(month)::text from pipeline_tally where stage_id in (new.id, old.base_stage_id, new.base_stage_id)
    ) used (month);
    perform guard_closed_months(tg_table_name, since, null, null, null, null, null, null);
    return null;
  end $$;
  create trigger pipeline_stage_closed after update on pipeline_stage
    for each row execute function refuse_closed_pipeline_stage();

  create trigger pipeline_tally_closed after insert or update or delete on pipeline_tally for each row
    execute function refuse_closed_month('month', 'on', '', '', 'version,entered_by,entered_at');
  create trigger pipeline_tally_emptied before truncate on pipeline_tally execute function refuse_emptied_month();
`;

/** What changed since the figures were made: written with the change. */
const MARKS = ['pipeline', 'pipeline_stage', 'pipeline_standing', 'pipeline_passage', 'pipeline_tally']
  .map(
    (table) => `
  create trigger ${table}_marked after insert or update or delete on ${table}
    for each row execute function mark_rollup('pipelines', '');`,
  )
  .join('');
