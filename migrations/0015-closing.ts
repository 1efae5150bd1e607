import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Closing a month: units confirm, the database holds what is closed, a revision keeps every row it counted.
 *
 * How a table of facts is held. An `after insert or update or delete … for each row` trigger calls
 * `refuse_closed_month(column, reach, project, unit, ignored)`:
 *
 * - `column`: where the row has its month (`YYYY-MM`) or its day (a date); null there counts for no month;
 * - `reach`: `month` (that month alone), `year` (to December: counted since January) or `on` (from then on);
 * - `project`, `unit`: columns with the ids the row is about, `''` where it has none;
 * - `ignored`: columns, separated by commas, whose change changes no figure (who entered it, the version).
 *
 * Facts with a rule of their own (plans, memberships, milestones, standings, registry dates) work out the months they
 * touch and call `guard_closed_months` themselves. A table gets `refuse_emptied_month` `before truncate` beside it.
 *
 * A write that touches a closed month is refused (constraint `month_closed`, detail: the closed months, oldest first),
 * unless the transaction names an exception: `set_config('xiaohao.exceptions', '<id,id>', true)`. An opened one covers
 * facts of its unit on its list (of no project: without a list) whose first closed month is its own; a correction covers
 * its project (or unit), in the transaction that made it. Whether one has expired is for the program to say.
 *
 * Each write to a fact holds `rollup_revision` in ROW EXCLUSIVE mode, publishing in SHARE ROW EXCLUSIVE: what began
 * before is counted or refused, never committed unseen behind the snapshot.
 */
export class Closing1730000000015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(STANDING);
    await db.query(CONFIRMATIONS);
    await db.query(LOCK);
    await db.query(ROWS);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table rollup_figure, rollup_row;
      alter table rollup_revision drop column rows_hash, drop column row_count;
      drop trigger annual_plan_closed on annual_plan;
      drop trigger annual_plan_emptied on annual_plan;
      drop trigger progress_entry_closed on progress_entry;
      drop trigger progress_entry_words_closed on progress_entry;
      drop trigger progress_entry_emptied on progress_entry;
      drop trigger list_member_closed on list_member;
      drop trigger list_member_emptied on list_member;
      drop trigger milestone_closed on milestone;
      drop trigger milestone_emptied on milestone;
      drop trigger project_registry_closed on project;
      drop trigger project_standing_kept on project;
      drop table month_exception_use, month_urge, month_confirmation, project_standing, month_exception;
      drop function refuse_closed_plan(), refuse_closed_member(), refuse_closed_milestone(), refuse_closed_standing(),
        refuse_closed_registry(), refuse_closed_month(), refuse_emptied_month(), keep_standing();
      drop function guard_closed_months(text, text, text, text, text, uuid, uuid, uuid);
      drop function hold_closing();
      drop function month_before(text), month_after(text);
      delete from delivery d using reminder r where r.id = d.reminder_id and r.rule = 'month-urged';
      delete from reminder where rule = 'month-urged';
    `);
  }
}

/** What counted of a project from a month on: August's restatement does not take November's total investment. */
const STANDING = `
  create function month_before(month text) returns text language sql immutable as $$
    select to_char((month || '-01')::date - 1, 'YYYY-MM') $$;
  create function month_after(month text) returns text language sql immutable as $$
    select to_char((month || '-01')::date + interval '1 month', 'YYYY-MM') $$;

  create table project_standing (
    project_id       uuid not null constraint project_standing_project_fk references project on delete cascade,
    from_month       month not null,
    total_investment numeric(16,4) not null constraint project_standing_total check (total_investment >= 0),
    unit_id          uuid constraint project_standing_unit_fk references unit,
    leader_id        uuid constraint project_standing_leader_fk references person,
    industry         text not null,
    constraint project_standing_pk primary key (project_id, from_month)
  );
  comment on table project_standing is
    'As a project counted from that month to the next row: the first row, from 0001-01, is as it was registered.';
  create index project_standing_unit on project_standing (unit_id);
  insert into project_standing (project_id, from_month, total_investment, unit_id, leader_id, industry)
    select id, '0001-01', total_investment, unit_id, leader_id, industry from project;

  -- The program says from which month a change counts; SQL that does not say corrects the newest row.
  create function keep_standing() returns trigger language plpgsql as $$
  declare
    since text;
  begin
    if tg_op = 'INSERT' then
      insert into project_standing (project_id, from_month, total_investment, unit_id, leader_id, industry)
        values (new.id, '0001-01', new.total_investment, new.unit_id, new.leader_id, new.industry);
      return null;
    end if;
    if (old.total_investment, old.industry) = (new.total_investment, new.industry)
       and old.unit_id is not distinct from new.unit_id and old.leader_id is not distinct from new.leader_id
    then return null; end if;
    since := coalesce(nullif(current_setting('xiaohao.counts_from', true), ''),
                      (select max(from_month) from project_standing where project_id = new.id), '0001-01');
    insert into project_standing (project_id, from_month, total_investment, unit_id, leader_id, industry)
      select s.project_id, since,
             case when old.total_investment = new.total_investment then s.total_investment else new.total_investment end,
             case when old.unit_id is not distinct from new.unit_id then s.unit_id else new.unit_id end,
             case when old.leader_id is not distinct from new.leader_id then s.leader_id else new.leader_id end,
             case when old.industry = new.industry then s.industry else new.industry end
        from project_standing s where s.project_id = new.id and s.from_month <= since
       order by s.from_month desc limit 1
      on conflict on constraint project_standing_pk do nothing;
    update project_standing s
       set total_investment = case when old.total_investment = new.total_investment then s.total_investment else new.total_investment end,
           unit_id = case when old.unit_id is not distinct from new.unit_id then s.unit_id else new.unit_id end,
           leader_id = case when old.leader_id is not distinct from new.leader_id then s.leader_id else new.leader_id end,
           industry = case when old.industry = new.industry then s.industry else new.industry end
     where s.project_id = new.id and s.from_month >= since;
    return null;
  end $$;
  create trigger project_standing_kept after insert or update on project
    for each row execute function keep_standing();
`;

const CONFIRMATIONS = `
  create table month_confirmation (
    month        month not null,
    unit_id      uuid not null constraint month_confirmation_unit_fk references unit,
    confirmed_by uuid not null constraint month_confirmation_by_fk references person,
    confirmed_at timestamptz not null,
    due_on       date not null,
    on_time      boolean not null,
    reason       text,
    content      text not null,
    again_by     uuid constraint month_confirmation_again_fk references person,
    again_at     timestamptz,
    constraint month_confirmation_pk primary key (month, unit_id),
    constraint month_confirmation_again_whole check ((again_by is null) = (again_at is null))
  );
  comment on table month_confirmation is
    'That a unit stands by its figures of a month. The first time says whether it was in time; confirming changed data again keeps it.';
  comment on column month_confirmation.content is 'What was confirmed, by project, as shown: what differs from it by now has changed since.';
  comment on column month_confirmation.reason is 'Why a supervisor confirmed in place of the unit.';

  create table month_urge (
    id       uuid constraint month_urge_pk primary key,
    month    month not null,
    unit_id  uuid not null constraint month_urge_unit_fk references unit,
    note     text not null,
    urged_by uuid not null constraint month_urge_by_fk references person,
    urged_at timestamptz not null
  );
  create index month_urge_month on month_urge (month, unit_id);
`;

const LOCK = `
  create table month_exception (
    id           uuid constraint month_exception_pk primary key,
    kind         text not null constraint month_exception_kind check (kind in ('opened', 'correction')),
    month        month,
    unit_id      uuid constraint month_exception_unit_fk references unit,
    list_id      uuid constraint month_exception_list_fk references project_list,
    project_id   uuid constraint month_exception_project_fk references project,
    reason       text not null constraint month_exception_reason check (reason <> ''),
    opened_by    uuid not null constraint month_exception_opened_by_fk references person,
    opened_at    timestamptz not null,
    expires_at   timestamptz,
    withdrawn_at timestamptz,
    made_in      xid8 not null default pg_current_xact_id(),
    constraint month_exception_whole check (
      case kind when 'opened' then month is not null and unit_id is not null and project_id is null and expires_at > opened_at
                else list_id is null and expires_at is null end)
  );
  comment on table month_exception is
    'opened: facts of one unit on one list may change in a closed month until it expires. correction: one write of a supervisor, with its reason.';
  comment on column month_exception.made_in is 'A correction is good for the transaction that made it, and spent with it.';
  create index month_exception_month on month_exception (month);

  create table month_exception_use (
    id           bigint generated always as identity constraint month_exception_use_pk primary key,
    exception_id uuid not null constraint month_exception_use_exception_fk references month_exception,
    month        month not null,
    fact         text not null,
    project_id   uuid,
    unit_id      uuid
  );
  comment on table month_exception_use is 'Each closed month that a write touched because an exception let it.';
  create index month_exception_use_month on month_exception_use (month, exception_id);
  create trigger month_exception_use_append_only before update or delete on month_exception_use
    for each row execute function refuse_change();
  create trigger month_exception_use_keep before truncate on month_exception_use execute function refuse_change();

  -- An older snapshot would not see what was published while it waited for the lock.
  create function hold_closing() returns void language plpgsql as $$
  begin
    if current_setting('transaction_isolation') <> 'read committed' then
      raise exception 'facts of a month are written in read committed transactions' using errcode = 'feature_not_supported';
    end if;
    lock table rollup_revision in row exclusive mode;
  end $$;

  -- Two ranges of months, both ends included; no beginning: no range, no end: without end.
  create function guard_closed_months(
    fact text, from_a text, until_a text, from_b text, until_b text, about_project uuid, about_unit uuid, about_list uuid
  ) returns void language plpgsql as $$
  declare
    closed text[];
    named uuid[];
    unit uuid := about_unit;
    allowed uuid;
  begin
    if from_a is null and from_b is null then return; end if;
    perform hold_closing();
    select array_agg(distinct month::text order by month::text) into closed from rollup_revision
     where (month >= from_a and (until_a is null or month <= until_a))
        or (month >= from_b and (until_b is null or month <= until_b));
    if closed is null then return; end if;
    named := string_to_array(nullif(current_setting('xiaohao.exceptions', true), ''), ',')::uuid[];
    if named is not null then
      if about_project is not null then
        select s.unit_id into unit from project_standing s
         where s.project_id = about_project and s.from_month <= closed[1] order by s.from_month desc limit 1;
      end if;
      select e.id into allowed from month_exception e
       where e.id = any (named) and e.withdrawn_at is null
         and case e.kind
               when 'correction' then e.made_in = pg_current_xact_id()
                 and e.project_id is not distinct from about_project
                 and (about_project is not null or e.unit_id is not distinct from about_unit)
               else e.month = closed[1] and e.unit_id = unit
                 and case when about_project is null then e.list_id is null
                          when about_list is not null then e.list_id = about_list
                          else exists (select from list_member m where m.list_id = e.list_id and m.project_id = about_project
                                and m.from_month <= closed[1] and (m.to_month is null or m.to_month >= closed[1])) end
             end
       order by e.kind limit 1;
    end if;
    if allowed is null then
      raise exception 'closed: %', array_to_string(closed, ',')
        using errcode = 'restrict_violation', constraint = 'month_closed', detail = array_to_string(closed, ',');
    end if;
    insert into month_exception_use (exception_id, month, fact, project_id, unit_id)
      select allowed, month, fact, about_project, unit from unnest(closed) month;
  end $$;

  create function refuse_closed_month() returns trigger language plpgsql as $$
  declare
    before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
    after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
    ignored text[] := string_to_array(coalesce(tg_argv[4], ''), ',');
    was text := left(before ->> tg_argv[0], 7);
    is_now text := left(after ->> tg_argv[0], 7);
    any_row jsonb := coalesce(after, before);
  begin
    if before - ignored = after - ignored then return null; end if;
    perform guard_closed_months(tg_table_name,
      was, case tg_argv[1] when 'month' then was when 'year' then left(was, 4) || '-12' end,
      is_now, case tg_argv[1] when 'month' then is_now when 'year' then left(is_now, 4) || '-12' end,
      (any_row ->> nullif(tg_argv[2], ''))::uuid, (any_row ->> nullif(tg_argv[3], ''))::uuid, null);
    return null;
  end $$;

  create function refuse_emptied_month() returns trigger language plpgsql as $$
  declare
    closed text;
  begin
    perform hold_closing();
    select string_agg(distinct month::text, ',' order by month::text) into closed from rollup_revision;
    if closed is not null then
      raise exception 'closed: %', closed using errcode = 'restrict_violation', constraint = 'month_closed', detail = closed;
    end if;
    return null;
  end $$;

  -- A plan counts until the next one of its year begins.
  create function refuse_closed_plan() returns trigger language plpgsql as $$
  declare
    old_until text;
    new_until text;
  begin
    if tg_op = 'UPDATE' and (old.project_id, old.year, old.from_month, old.amount, old.basis)
                          = (new.project_id, new.year, new.from_month, new.amount, new.basis) then return null; end if;
    if tg_op <> 'INSERT' then
      select coalesce(month_before(min(from_month)), old.year || '-12') into old_until from annual_plan
       where project_id = old.project_id and year = old.year and from_month > old.from_month;
    end if;
    if tg_op <> 'DELETE' then
      select coalesce(month_before(min(from_month)), new.year || '-12') into new_until from annual_plan
       where project_id = new.project_id and year = new.year and from_month > new.from_month;
    end if;
    if tg_op <> 'INSERT' then
      perform guard_closed_months(tg_table_name, old.from_month, old_until,
        case when tg_op = 'UPDATE' then new.from_month end, new_until, old.project_id, null, null);
    else
      perform guard_closed_months(tg_table_name, new.from_month, new_until, null, null, new.project_id, null, null);
    end if;
    return null;
  end $$;

  -- Only the months in which the project is on the list before and not after, or the other way round. The registry counts
  -- whoever was on a list of 三个一批 once, so joining or leaving altogether reaches on where the project is eligible.
  create function refuse_closed_member() returns trigger language plpgsql as $$
  declare
    one list_member := case when tg_op = 'DELETE' then old else new end;
    list project_list;
    onward boolean;
    old_until text;
    new_until text;
  begin
    if tg_op = 'UPDATE' and (old.list_id, old.project_id, old.from_month) = (new.list_id, new.project_id, new.from_month)
       and old.to_month is not distinct from new.to_month and old.batch is not distinct from new.batch
    then return null; end if;
    select * into list from project_list where id = one.list_id;
    onward := list.kind = 'three-batches'
      and exists (select from project where id = one.project_id and statistics_eligible_on is not null);
    if tg_op <> 'INSERT' then old_until := coalesce(old.to_month, list.year || '-12'); end if;
    if tg_op <> 'DELETE' then new_until := coalesce(new.to_month, list.year || '-12'); end if;
    if tg_op <> 'UPDATE' then
      perform guard_closed_months(tg_table_name, one.from_month, case when not onward then coalesce(old_until, new_until) end,
        null, null, one.project_id, null, one.list_id);
    elsif (old.list_id, old.project_id) <> (new.list_id, new.project_id) then
      perform guard_closed_months(tg_table_name, old.from_month, null, null, null, old.project_id, null, old.list_id);
      perform guard_closed_months(tg_table_name, new.from_month, null, null, null, new.project_id, null, new.list_id);
    elsif old.batch is distinct from new.batch or old_until < new.from_month or new_until < old.from_month then
      perform guard_closed_months(tg_table_name,
        case when onward and old.from_month <> new.from_month then least(old.from_month, new.from_month) else old.from_month end,
        case when onward and old.from_month <> new.from_month then greatest(old_until, new_until, month_before(new.from_month)) else old_until end,
        new.from_month, new_until, one.project_id, null, one.list_id);
    else
      perform guard_closed_months(tg_table_name,
        case when old.from_month <> new.from_month then least(old.from_month, new.from_month) end,
        month_before(greatest(old.from_month, new.from_month)),
        case when old_until <> new_until then month_after(least(old_until, new_until)) end,
        greatest(old_until, new_until), one.project_id, null, one.list_id);
    end if;
    return null;
  end $$;

  -- Whether a step was taken, and in time, counts from the earliest of the days that change.
  create function refuse_closed_milestone() returns trigger language plpgsql as $$
  declare
    planned date;
    actual date;
  begin
    if tg_op = 'UPDATE' and (old.project_id, old.kind) = (new.project_id, new.kind) then
      if old.planned_on is distinct from new.planned_on then planned := least(old.planned_on, new.planned_on); end if;
      if old.actual_on is distinct from new.actual_on then actual := least(old.actual_on, new.actual_on); end if;
      perform guard_closed_months(tg_table_name, left(least(planned, actual)::text, 7), null, null, null, new.project_id, null, null);
      return null;
    end if;
    if tg_op <> 'INSERT' then
      perform guard_closed_months(tg_table_name, left(least(old.planned_on, old.actual_on)::text, 7), null, null, null, old.project_id, null, null);
    end if;
    if tg_op <> 'DELETE' then
      perform guard_closed_months(tg_table_name, left(least(new.planned_on, new.actual_on)::text, 7), null, null, null, new.project_id, null, null);
    end if;
    return null;
  end $$;

  -- A standing counts until the next one begins, in the months in which the project is on a list.
  create function refuse_closed_standing() returns trigger language plpgsql as $$
  declare
    one project_standing := case when tg_op = 'DELETE' then old else new end;
    since text := one.from_month;
    until text;
    first text;
    last text;
  begin
    if tg_op = 'UPDATE' then
      if to_jsonb(old) = to_jsonb(new) then return null; end if;
      since := least(old.from_month::text, new.from_month::text);
    end if;
    perform hold_closing();
    select month_before(min(from_month)) into until from project_standing
     where project_id = one.project_id
       and from_month > case when tg_op = 'UPDATE' then greatest(old.from_month::text, new.from_month::text) else one.from_month end;
    select min(r.month), max(r.month) into first, last from rollup_revision r
     where r.month >= since and (until is null or r.month <= until)
       and exists (select from list_member m join project_list l on l.id = m.list_id and l.year = left(r.month, 4)::int
                    where m.project_id = one.project_id and m.from_month <= r.month
                      and (m.to_month is null or m.to_month >= r.month));
    perform guard_closed_months(tg_table_name, first, last, null, null, one.project_id, null, null);
    return null;
  end $$;

  create function refuse_closed_registry() returns trigger language plpgsql as $$
  declare
    eligible date;
    entered date;
  begin
    if old.statistics_eligible_on is distinct from new.statistics_eligible_on then
      eligible := least(old.statistics_eligible_on, new.statistics_eligible_on);
    end if;
    if old.statistics_entered_on is distinct from new.statistics_entered_on then
      entered := least(old.statistics_entered_on, new.statistics_entered_on);
    end if;
    if exists (select from list_member m join project_list l on l.id = m.list_id and l.kind = 'three-batches'
                where m.project_id = new.id) then
      perform guard_closed_months('statistics_registry', left(least(eligible, entered)::text, 7), null, null, null, new.id, null, null);
    end if;
    return null;
  end $$;

  create trigger annual_plan_closed after insert or update or delete on annual_plan
    for each row execute function refuse_closed_plan();
  create trigger annual_plan_emptied before truncate on annual_plan execute function refuse_emptied_month();
  create trigger progress_entry_closed after insert or update or delete on progress_entry for each row
    execute function refuse_closed_month('month', 'year', 'project_id', '', 'physical_progress,version,entered_by,entered_at');
  create trigger progress_entry_words_closed after update on progress_entry for each row
    when (old.physical_progress <> new.physical_progress)
    execute function refuse_closed_month('month', 'month', 'project_id', '', 'version,entered_by,entered_at');
  create trigger progress_entry_emptied before truncate on progress_entry execute function refuse_emptied_month();
  create trigger list_member_closed after insert or update or delete on list_member
    for each row execute function refuse_closed_member();
  create trigger list_member_emptied before truncate on list_member execute function refuse_emptied_month();
  create trigger milestone_closed after insert or update or delete on milestone
    for each row execute function refuse_closed_milestone();
  create trigger milestone_emptied before truncate on milestone execute function refuse_emptied_month();
  create trigger project_standing_closed after insert or update or delete on project_standing
    for each row execute function refuse_closed_standing();
  create trigger project_standing_emptied before truncate on project_standing execute function refuse_emptied_month();
  create trigger project_registry_closed after update of statistics_eligible_on, statistics_entered_on on project
    for each row execute function refuse_closed_registry();
  create trigger month_confirmation_closed after insert or update or delete on month_confirmation for each row
    execute function refuse_closed_month('month', 'month', '', 'unit_id', 'content,again_by,again_at');
`;

/** What a revision counted, row by row; the revisions before it are put there from their text. */
const ROWS = `
  create table rollup_row (
    month      month not null,
    revision   int not null,
    family     text not null constraint rollup_row_family check (family in
                 ('project', 'list', 'member', 'plan', 'entry', 'batch', 'issue', 'duty')),
    id         text not null,
    place      int not null,
    project_id uuid,
    unit_id    uuid,
    tags       text[] not null default '{}',
    content    text not null,
    hash       text not null constraint rollup_row_hash check (hash ~ '^[0-9a-f]{64}$'),
    constraint rollup_row_pk primary key (month, revision, family, id),
    constraint rollup_row_revision_fk foreign key (month, revision) references rollup_revision deferrable initially deferred
  );
  comment on table rollup_row is 'Every row that a published month counted, as it was: content is JSON as text, hash its SHA-256.';
  comment on column rollup_row.tags is 'What it counts for: lists, batch, counts, state. For finding; the content says the rest.';
  create index rollup_row_place on rollup_row (month, revision, family, place);
  create index rollup_row_project on rollup_row (project_id, month, revision) where project_id is not null;

  create table rollup_figure (
    month      month not null,
    revision   int not null,
    measure    text not null,
    scope_kind text not null,
    scope_id   text not null,
    place      int not null,
    content    text not null,
    constraint rollup_figure_pk primary key (month, revision, measure, scope_kind, scope_id),
    constraint rollup_figure_revision_fk foreign key (month, revision) references rollup_revision deferrable initially deferred
  );
  comment on table rollup_figure is 'Every figure of every scope as it was published: text, so that it comes back byte for byte.';
  create index rollup_figure_place on rollup_figure (month, revision, place);

  alter table rollup_revision add column rows_hash text, add column row_count int;
  comment on column rollup_revision.rows_hash is 'SHA-256 over the hashes of its rows, by family and id.';
  comment on column rollup_revision.rows is 'The definitions of the figures; until rows had their own table, the rows as well.';

  insert into rollup_row (month, revision, family, id, place, project_id, unit_id, tags, content, hash)
  with kept as (select month, revision, rows::json as rows from rollup_revision
  ), listed as (
    select k.month, k.revision, l.value ->> 'listId' as list_id, m.value as project_id
      from kept k, json_array_elements(k.rows -> 'lists') l, json_array_elements_text(l.value -> 'projectIds') m
  ), row as (
    select month, revision, 'project' as family, r.value ->> 'projectId' as id, r.place, r.value ->> 'projectId' as project_id,
           r.value ->> 'unitId' as unit_id,
           array(select l.list_id from listed l where l.month = k.month and l.revision = k.revision
                  and l.project_id = r.value ->> 'projectId' order by 1) as tags, r.value::text as content
      from kept k, json_array_elements(k.rows -> 'projects') with ordinality r (value, place)
    union all
    select month, revision, 'list', r.value ->> 'listId', r.place, null, null, '{}',
           json_build_object('listId', r.value -> 'listId', 'rateDigits', r.value -> 'rateDigits')::text
      from kept k, json_array_elements(k.rows -> 'lists') with ordinality r (value, place)
    union all
    select month, revision, 'member', list_id || '/' || project_id,
           row_number() over (partition by month, revision order by list_id, project_id), project_id, null, array[list_id],
           json_build_object('listId', list_id, 'projectId', project_id)::text
      from listed
    union all
    select month, revision, 'batch', (r.value ->> 'which') || '/' || (r.value ->> 'projectId'), r.place, r.value ->> 'projectId',
           r.value ->> 'unitId',
           array[r.value ->> 'which'] || case when r.value ->> 'reachedOn' is null then 'waiting' else 'reached' end,
           r.value::text
      from kept k, json_array_elements(k.rows -> 'batches') with ordinality r (value, place)
    union all
    select month, revision, 'issue', r.value ->> 'id', r.place, null, r.value ->> 'unitId',
           array(select json_array_elements_text(r.value -> 'counts')) || ('category:' || (r.value ->> 'categoryCode')),
           r.value::text
      from kept k, json_array_elements(k.rows -> 'issues') with ordinality r (value, place)
    union all
    select month, revision, 'duty', (r.value ->> 'projectId') || ' ' || (r.value ->> 'period'), r.place,
           r.value ->> 'projectId', r.value ->> 'unitId',
           array[coalesce(r.value ->> 'state', case when r.value ->> 'visitId' is null then 'missed' else 'met' end)],
           r.value::text
      from kept k, json_array_elements(k.rows -> 'duties') with ordinality r (value, place)
  )
  select month, revision, family, id, place, project_id::uuid, unit_id::uuid, tags, content,
         encode(sha256(convert_to(content, 'UTF8')), 'hex') from row;

  alter table rollup_revision disable trigger rollup_revision_append_only;
  update rollup_revision v set (rows_hash, row_count) = (
    select encode(sha256(convert_to(coalesce(string_agg(r.hash, '' order by r.family collate "C", r.id collate "C"), ''), 'UTF8')), 'hex'), count(*)
      from rollup_row r where r.month = v.month and r.revision = v.revision);
  alter table rollup_revision enable trigger rollup_revision_append_only;

  create trigger rollup_row_append_only before update or delete on rollup_row for each row execute function refuse_change();
  create trigger rollup_row_keep before truncate on rollup_row execute function refuse_change();
  create trigger rollup_figure_append_only before update or delete on rollup_figure for each row execute function refuse_change();
  create trigger rollup_figure_keep before truncate on rollup_figure execute function refuse_change();
`;
