import type { SortedIssueFilter } from '@app/desk';
import type { Tx } from '@app/platform';

/** Views of the list of issues that everybody finds there, under ids of their own: what was deleted stays deleted. */
const VIEWS: [id: string, name: string, query: SortedIssueFilter][] = [
  ['01930000-0000-7000-8000-000000000001', '本周到期', { open: 'true', dueIn: 'week', sort: 'due' }],
  ['01930000-0000-7000-8000-000000000002', '超期未办结', { light: 'red', sort: 'due' }],
  ['01930000-0000-7000-8000-000000000003', '待交办', { state: 'registered', sort: 'registered' }],
  ['01930000-0000-7000-8000-000000000004', '退回待裁定', { state: 'returned', sort: 'turn' }],
  ['01930000-0000-7000-8000-000000000005', '延期待批', { extension: 'true', sort: 'turn' }],
  ['01930000-0000-7000-8000-000000000006', '待核验', { state: 'pending-verification', sort: 'turn' }],
  ['01930000-0000-7000-8000-000000000007', '本月销号', { closedIn: 'month', sort: '-closed' }],
];

/** Adds those that are missing and that nobody has deleted. */
export async function seedViews(tx: Tx): Promise<void> {
  await tx.query(
    `insert into saved_view (id, page, name, query, shared, sort)
     select v.id, 'issues', v.name, v.query, true, v.place
       from rows from (unnest($1::uuid[]), unnest($2::text[]), unnest($3::jsonb[])) with ordinality as v (id, name, query, place)
      where not exists (select from change_record where subject_kind = 'saved-view' and subject_id = v.id::text and action = 'delete')
     on conflict do nothing`,
    [VIEWS.map(([id]) => id), VIEWS.map(([, name]) => name), VIEWS.map(([, , query]) => JSON.stringify(query))],
  );
}
