import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for what waits: few rows among many, asked for by inboxes and the board. */
export class Inbox1730000000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index issue_extension_waits on issue (ruling_due_on) where extension_to is not null;
      create index issue_rating_waits on issue (rating_due_on) where rating_due_on is not null;
      create index issue_urge_waits on issue (lead_unit_id, urge_due_on) where urge_due_on is not null;
      create index issue_instruction_waits on issue (lead_unit_id, instruction_due_on) where instruction_due_on is not null;
      create index issue_at_risk on issue (due_on) where at_risk is not null;
      create index issue_judged on issue (id) where judgement is not null;
      create index issue_open_touched on issue (touched_at, id)
        where state in ('registered', 'assigned', 'in-progress', 'returned', 'pending-verification');
      create index issue_state_turn on issue (state, turn_due_on, id);
      create index issue_event_handled on issue_event (actor_id, issue_id) where action in
        ('sign', 'return', 'delegate', 'report', 'request-extension', 'apply-closure', 'answer-urge', 'step');
      create index issue_first_due on issue (first_due_on, id)
        where state in ('assigned', 'in-progress', 'returned', 'pending-verification');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index issue_extension_waits, issue_rating_waits, issue_urge_waits, issue_instruction_waits, issue_at_risk,
        issue_judged, issue_open_touched, issue_first_due, issue_state_turn, issue_event_handled;
    `);
  }
}
