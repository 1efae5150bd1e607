import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of months that are kept: what each project or issue contributes to a month (a part, one typed row), the exact sums
 * of the parts by scope, and triggers that mark what a write touches. What is marked is taken away from the sums as it
 * was and added as it is, so a write costs the same however many projects there are.
 *
 * Nothing here is a fact: all of it can be thrown away and is added up again when it is asked for.
 */
export class FigureCache1730000000022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table rollup_kept (
        family text not null,
        month  month not null,
        day    date not null,
        shape  text not null,
        at     timestamptz not null,
        constraint rollup_kept_pk primary key (family, month)
      );
      comment on table rollup_kept is 'The months whose sums are kept, by family.';
      comment on column rollup_kept.day is 'The day as of which they were added up: what is late changes with the calendar.';
      comment on column rollup_kept.shape is 'What the family adds up, in its order; sums of another program are added up again.';

      create table rollup_sum (
        family     text not null,
        month      month not null,
        scope_kind text not null,
        scope_id   text not null,
        bucket     int not null,
        sums       numeric[] not null,
        constraint rollup_sum_pk primary key (month, family, scope_kind, scope_id, bucket)
      );
      comment on column rollup_sum.bucket is '-1: the quantities of the family, in its order; else how many parts lie at that number.';

      create table investment_part (
        month month not null, project_id uuid not null, list_ids uuid[] not null, unit_id uuid, leader_id uuid, industry text not null,
        total numeric not null, plan numeric, plan_basis text, in_month numeric not null, completed numeric not null,
        completed_with numeric not null, done_with boolean not null, done_without boolean not null, registry numeric, funds numeric,
        started boolean not null, finished boolean not null, steps_due int not null, steps_met int not null, steps_late int not null
      );
      create index investment_part_project on investment_part (month, project_id);
      create table batch_part (
        month month not null, project_id uuid not null, which text not null, list_ids uuid[] not null, unit_id uuid,
        total numeric not null, fulfilled_on date, reached_on date, eligible_on date
      );
      create index batch_part_project on batch_part (month, project_id);
      create table issue_part (
        month month not null, issue_id uuid not null, project_id uuid, list_ids uuid[], unit_id uuid, category_code text not null,
        ledger_id uuid not null, problem boolean not null, registered boolean not null, closed boolean not null, open boolean not null,
        overdue boolean not null, registered_year boolean not null, closed_year boolean not null, settled boolean not null,
        on_time boolean not null, first_time boolean not null, days int
      );
      create index issue_part_issue on issue_part (month, issue_id);
      create index issue_part_project on issue_part (month, project_id);
      create table visit_part (
        month month not null, project_id uuid not null, list_ids uuid[], unit_id uuid, due int not null, met int not null,
        late int not null, missed int not null, excused int not null
      );
      create index visit_part_project on visit_part (month, project_id);
      create table reminder_part (
        month month not null, issue_id uuid not null, unit_id uuid, urged int not null, escalated int not null
      );
      create index reminder_part_issue on reminder_part (month, issue_id);
      comment on table investment_part is 'What each project contributes to a month that is kept, as it was added up.';

      -- The third argument names a day of the row instead: it counts from the month before that day on, for a visit may
      -- make up for a period that ended in the month before.
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

      create trigger rollup_marked after insert or update or delete on project_standing
        for each row execute function mark_rollup('standing', 'project_id');
      create trigger rollup_marked after update of statistics_eligible_on, statistics_entered_on on project
        for each row execute function mark_rollup('project', 'id');
      create trigger rollup_marked after insert or update or delete on list_member
        for each row execute function mark_rollup('member', 'project_id');
      create trigger rollup_marked after insert or update or delete on annual_plan
        for each row execute function mark_rollup('plan', 'project_id');
      create trigger rollup_marked after insert or update or delete on progress_entry
        for each row execute function mark_rollup('entry', 'project_id');
      create trigger rollup_marked after insert or update or delete on milestone
        for each row execute function mark_rollup('step', 'project_id');
      create trigger rollup_marked after insert or update of project_id, visited_on, visited_at or delete on visit
        for each row execute function mark_rollup('visit', 'project_id', 'visited_on');
      create trigger rollup_marked after insert or update or delete on visit_duty
        for each row execute function mark_rollup('visit', 'project_id');
      create trigger rollup_marked after insert or update or delete on issue
        for each row execute function mark_rollup('issue', 'id');
      create trigger rollup_marked after insert on escalation_order
        for each row execute function mark_rollup('issue', 'issue_id');
      create trigger rollup_marked after update of year, kind on project_list
        for each row execute function mark_rollup('list', 'nothing');
      create trigger rollup_marked after update of has_steps on ledger
        for each row execute function mark_rollup('ledger', 'nothing');
      create trigger rollup_marked after insert or update or delete on calendar_day
        for each row execute function mark_rollup('calendar', 'nothing');

      create index list_member_from on list_member (list_id, from_month);
      create index issue_event_closing on issue_event (at, issue_id, seq) include (due_on)
        where to_state = 'closed' and from_state is distinct from 'closed';
      create index issue_event_refused on issue_event (issue_id, seq) where action in ('reject-closure', 'reopen');
      create index issue_event_urge on issue_event (at) where action = 'urge';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    const marked = [
      ...['project_standing', 'project', 'list_member', 'annual_plan', 'progress_entry', 'milestone', 'visit'],
      ...['visit_duty', 'issue', 'escalation_order', 'project_list', 'ledger', 'calendar_day'],
    ];
    await db.query(`
      drop index issue_event_urge, issue_event_refused, issue_event_closing, list_member_from;
      ${marked.map((table) => `drop trigger rollup_marked on ${table};`).join('\n')}
      drop table reminder_part, visit_part, issue_part, batch_part, investment_part, rollup_sum, rollup_kept;
      create or replace function mark_rollup() returns trigger language plpgsql as $$
      declare
        seen jsonb[] := array[case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end];
      begin
        insert into rollup_mark (family, subject, from_month)
        select tg_argv[0], (one ->> tg_argv[1])::uuid, min(coalesce(one ->> 'from_month', one ->> 'month', '0001-01'))
          from unnest(seen) one where one is not null group by one ->> tg_argv[1];
        return null;
      end $$;
    `);
  }
}
