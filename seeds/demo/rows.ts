import type { Tx } from '@app/platform';

/** Everything that is inserted, table by table in the order of the foreign keys, with the columns that are filled. */
const TABLES = {
  unit: 'id, name, kind',
  person: 'id, username, name, title, unit_id, roles, password_hash, created_at',
  project:
    'id, name, owner_name, industry, address, total_investment, unit_id, officer_id, leader_id, statistics_eligible_on, statistics_entered_on, latitude, longitude, version, created_at',
  project_list: 'id, name, year, kind, rate_digits, visit_every, photo_required, photo_purpose, version',
  list_member: 'list_id, project_id, from_month, to_month, batch',
  annual_plan: 'project_id, year, from_month, amount, basis, version, entered_by, entered_at',
  progress_entry: 'project_id, month, completed, basis, physical_progress, version, entered_by, entered_at',
  milestone: 'project_id, kind, planned_on, actual_on, version',
  visit:
    'id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, accuracy, body_hash, created_at',
  issue: `id, ledger_id, number, year, sequence, project_id, visit_id, title, description, category_code, severity, state,
    version, cycle, registered_by, registered_at, lead_unit_id, support_unit_ids, handler_id, assigned_on, sign_due_on,
    return_until, first_due_on, due_on, extension_to, suspended_on, review_on, closed_at, urged, turn_due_on, ruling_due_on,
    verify_due_on, report_due_on, reported_on, support_done_ids, past_unit_ids, returns, extensions, extension_consent,
    at_risk, urge_due_on, instruction_due_on, rating_due_on, judgement, merged_into_id, split_from_id, last_step_by, undo,
    touched_at, body_hash`,
  issue_event: 'id, issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, data, body_hash',
  ledger_counter: 'ledger_id, year, last',
} as const;
type Table = keyof typeof TABLES;

/** Rows of each table; keys are columns, what is no column is left behind. */
export type Rows = Record<Table, object[]>;

const AT_ONCE = 4_000;

/** Inserts everything, a few thousand rows a statement. */
export async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES) as [Table, string][]) {
    for (let start = 0; start < rows[table].length; start += AT_ONCE) {
      await tx.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [JSON.stringify(rows[table].slice(start, start + AT_ONCE))],
      );
    }
  }
}
