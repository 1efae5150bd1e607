import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The life cycle, complete: a ledger is data, and an issue remembers what the actions need (returns, extensions,
 * consent, what waits for an answer, its last step). Everything here can be told from the events; it is kept with the
 * issue because lists, lights and the sweep need it in an index, and only the statement that appends the event writes it.
 */
export class LifeCycle1730000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table ledger
        add column description      text not null default '',
        add column sort             int not null default 100,
        add column active           boolean not null default true,
        add column version          int not null default 1,
        add column number_pattern   text,
        add column step_days        jsonb,
        add column extension_max    int not null default 2,
        add column extension_freeze int not null default 2,
        add column report_every     int,
        add column report_day       int,
        add column evidence         text not null default 'none',
        add column actions          text[],
        add column registrars       text[] not null default '{officer,supervisor}',
        add column subject          text not null default 'project',
        add column has_steps        boolean not null default false,
        add column escalation       jsonb not null default '[]';
      update ledger set number_pattern = number_prefix || '-{year}-{4}', step_days = jsonb_build_object(
        'assign', '{"low":1,"medium":1,"high":1}'::jsonb,
        'sign', jsonb_build_object('low', sign_days, 'medium', sign_days, 'high', sign_days),
        'due', jsonb_build_object('low', due_days_low, 'medium', due_days_medium, 'high', due_days_high),
        'return', jsonb_build_object('low', return_days, 'medium', return_days, 'high', return_days),
        'ruling', '{"low":2,"medium":2,"high":2}'::jsonb,
        'verify', '{"low":3,"medium":3,"high":2}'::jsonb,
        'answer', '{"low":2,"medium":2,"high":1}'::jsonb);
      alter table ledger
        alter column number_pattern set not null,
        alter column step_days set not null,
        add constraint ledger_number_pattern check (number_pattern ~ '^[A-Z]{1,6}-[{]year[}]-[{][3-6][}]$'),
        add constraint ledger_step_days check (
          step_days ?& array['assign', 'sign', 'due', 'return', 'ruling', 'verify', 'answer']
          and not jsonb_path_exists(step_days, '$.* ? (!exists(@.low) || !exists(@.medium) || !exists(@.high))')
          and not jsonb_path_exists(step_days, '$.*.* ? (@ < 1 || @ > 400)')),
        add constraint ledger_extension check (extension_max between 0 and 9 and extension_freeze between 0 and 30),
        add constraint ledger_report check ((report_every is null or report_every between 1 and 60)
          and (report_day is null or report_day between 1 and 28) and (report_every is null or report_day is null)),
        add constraint ledger_evidence check (evidence in ('none', 'any', 'photo', 'document')),
        add constraint ledger_registrars check (registrars <@ array['officer', 'handler', 'head', 'supervisor', 'leader']),
        add constraint ledger_subject check (subject in ('project', 'optional', 'none')),
        drop column sign_days, drop column due_days_low, drop column due_days_medium,
        drop column due_days_high, drop column return_days, drop column number_prefix,
        add constraint ledger_days_positive check (soon_days between 1 and 60);
      alter table ledger add column number_prefix text not null
        generated always as (split_part(number_pattern, '-', 1)) stored
        constraint ledger_number_prefix_unique unique;
      comment on column ledger.step_days is 'Working days each step may take, by severity; see StepDays.';
      comment on column ledger.number_pattern is 'WT-{year}-{4}: the year, and the number with at least so many digits.';
      comment on column ledger.extension_freeze is 'In the last so many working days an extension needs the consent of the supervisor first.';
      comment on column ledger.report_every is 'A report is due each so many working days; report_day: on that day of each month. Neither: none is due.';
      comment on column ledger.evidence is 'What an application for closure must show, unless the category says otherwise.';
      comment on column ledger.actions is 'The actions of the life cycle that it uses; null: all.';
      comment on column ledger.escalation is '[{"kind":"notice","lateDays":1}, …]: the order sent when it is late by so many working days.';

      alter table issue_category
        add column evidence text constraint issue_category_evidence check (evidence in ('none', 'any', 'photo', 'document')),
        add column evidence_note text not null default '';
      comment on column issue_category.evidence_note is 'Why, and what is to be seen on it: shown where it is asked for.';

      alter table issue
        drop constraint issue_state,
        drop constraint issue_assigned_has_lead,
        add constraint issue_state check (state in ('registered', 'assigned', 'in-progress', 'returned', 'suspended',
          'pending-verification', 'closed', 'merged', 'cancelled')),
        add constraint issue_assigned_has_lead check (state in ('registered', 'closed', 'merged', 'cancelled')
          or (lead_unit_id is not null and due_on is not null)),
        add column turn_due_on        date,
        add column ruling_due_on      date,
        add column verify_due_on      date,
        add column report_due_on      date,
        add column reported_on        date,
        add column support_done_ids   uuid[] not null default '{}',
        add column past_unit_ids      uuid[] not null default '{}',
        add column returns            int not null default 0,
        add column extensions         int not null default 0,
        add column extension_consent  boolean not null default false,
        add column at_risk            text,
        add column urge_due_on        date,
        add column instruction_due_on date,
        add column rating_due_on      date,
        add column judgement          jsonb,
        add column merged_into_id     uuid constraint issue_merged_into_fk references issue,
        add column split_from_id      uuid constraint issue_split_from_fk references issue,
        add column last_step_by       uuid constraint issue_last_step_by_fk references person,
        add column undo               jsonb,
        add constraint issue_merged_has_target check ((state = 'merged') = (merged_into_id is not null)),
        add constraint issue_merged_elsewhere check (merged_into_id <> id);
      comment on column issue.turn_due_on is 'Until when the one whose turn it is should have acted; null where nobody has to.';
      comment on column issue.past_unit_ids is 'Departments that led it or helped before: they do not verify either.';
      comment on column issue.undo is 'The columns as they were before the last step, for the one who takes it back.';
      create index issue_turn_due on issue (turn_due_on, id) where turn_due_on is not null;
      create index issue_merged_into on issue (merged_into_id) where merged_into_id is not null;
      create index issue_split_from on issue (split_from_id) where split_from_id is not null;
      create index issue_suspended_review on issue (review_on) where state = 'suspended';

      alter table issue_event alter column actor_id drop not null, alter column unit_id drop not null,
        add constraint issue_event_actor_unit check ((actor_id is null) = (unit_id is null));
      comment on column issue_event.actor_id is 'Null: the system itself (resumed on the day of review, a new calendar, an order).';

      update issue set turn_due_on = case state when 'assigned' then sign_due_on when 'in-progress' then due_on
          when 'suspended' then review_on when 'registered' then registered_at::date + 1
          when 'returned' then touched_at::date + 2 when 'pending-verification' then touched_at::date + 3 end
       where state <> 'closed';
    `);
  }

  /** Only while no issue was merged, cancelled or touched by the system: what came later has no place before. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table issue_event drop constraint issue_event_actor_unit, alter column actor_id set not null,
        alter column unit_id set not null;
      alter table issue
        drop column turn_due_on, drop column ruling_due_on, drop column verify_due_on, drop column report_due_on,
        drop column reported_on, drop column support_done_ids, drop column past_unit_ids, drop column returns,
        drop column extensions, drop column extension_consent, drop column at_risk, drop column urge_due_on,
        drop column instruction_due_on, drop column rating_due_on, drop column judgement, drop column merged_into_id,
        drop column split_from_id, drop column last_step_by, drop column undo,
        drop constraint issue_state, drop constraint issue_assigned_has_lead,
        add constraint issue_state check (state in
          ('registered', 'assigned', 'in-progress', 'returned', 'suspended', 'pending-verification', 'closed')),
        add constraint issue_assigned_has_lead check (state in ('registered', 'closed')
          or (lead_unit_id is not null and due_on is not null));
      drop index issue_suspended_review;
      alter table issue_category drop column evidence, drop column evidence_note;
      alter table ledger
        drop constraint ledger_days_positive, drop column number_prefix;
      alter table ledger add column number_prefix text, add column sign_days int, add column due_days_low int,
        add column due_days_medium int, add column due_days_high int, add column return_days int;
      update ledger set number_prefix = split_part(number_pattern, '-', 1),
        sign_days = (step_days #>> '{sign,medium}')::int, due_days_low = (step_days #>> '{due,low}')::int,
        due_days_medium = (step_days #>> '{due,medium}')::int, due_days_high = (step_days #>> '{due,high}')::int,
        return_days = (step_days #>> '{return,medium}')::int;
      alter table ledger
        alter column number_prefix set not null, alter column sign_days set not null,
        alter column due_days_low set not null, alter column due_days_medium set not null,
        alter column due_days_high set not null, alter column return_days set not null,
        add constraint ledger_number_prefix_unique unique (number_prefix),
        add constraint ledger_days_positive check (sign_days > 0 and due_days_low > 0 and due_days_medium > 0
          and due_days_high > 0 and return_days > 0 and soon_days > 0),
        drop column description, drop column sort, drop column active, drop column version,
        drop column number_pattern, drop column step_days, drop column extension_max, drop column extension_freeze,
        drop column report_every, drop column report_day, drop column evidence, drop column actions,
        drop column registrars, drop column subject, drop column has_steps, drop column escalation;
    `);
  }
}
