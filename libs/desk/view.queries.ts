import type { Principal } from '@app/org';
import type { Tx } from '@app/platform';
import type { SortedIssueFilter } from './issue-query.dto';
import type { IssueColumn } from './list.columns';

export interface SavedView {
  id: string;
  name: string;
  query: SortedIssueFilter;
  columns: IssueColumn[] | null;
  shared: boolean;
  ownerId: string | null;
  ownerName: string | null;
  version: number;
}

const VIEW = `v.id, v.name, v.query, v.columns, v.shared, v.owner_id as "ownerId", o.name as "ownerName", v.version`;
const FROM = 'from saved_view v left join person o on o.id = v.owner_id';

/** Shared views first, then the person's own. */
export const findViews = (tx: Tx, principal: Principal): Promise<SavedView[]> =>
  tx.query(
    `select ${VIEW} ${FROM} where v.page = 'issues' and (v.shared or v.owner_id = $1)
      order by v.shared desc, v.sort, v.name collate "zh-x-icu", v.id limit 200`,
    [principal.id],
  );

/** Locked for the change; undefined when the person may not know of it. */
export async function lockView(tx: Tx, principal: Principal, id: string): Promise<SavedView | undefined> {
  const [row]: SavedView[] = await tx.query(
    `select ${VIEW} ${FROM} where v.id = $1 and (v.shared or v.owner_id = $2) for update of v`,
    [id, principal.id],
  );
  return row;
}

export async function countOwnViews(tx: Tx, principal: Principal): Promise<number> {
  const [row] = (await tx.query('select count(*)::int as count from saved_view where owner_id = $1', [
    principal.id,
  ])) as [{ count: number }];
  return row.count;
}

/** Who saved the view under this id, whoever may see it. */
export async function findOwner(tx: Tx, id: string): Promise<{ ownerId: string | null } | undefined> {
  const [row]: { ownerId: string | null }[] = await tx.query(
    'select owner_id as "ownerId" from saved_view where id = $1',
    [id],
  );
  return row;
}

type Content = Pick<SavedView, 'name' | 'query' | 'columns' | 'shared'>;

/** @returns the id */
export async function insertView(tx: Tx, ownerId: string, id: string | undefined, view: Content): Promise<string> {
  const [row] = (await tx.query(
    `insert into saved_view (id, owner_id, page, name, query, columns, shared)
     values (coalesce($1::uuid, uuidv7()), $2, 'issues', $3, $4, $5, $6) returning id`,
    [id ?? null, ownerId, view.name, JSON.stringify(view.query), view.columns, view.shared],
  )) as [{ id: string }];
  return row.id;
}

export const updateView = (tx: Tx, id: string, view: Content): Promise<unknown> =>
  tx.query(
    `update saved_view set name = $2, query = $3, columns = $4, shared = $5, version = version + 1 where id = $1`,
    [id, view.name, JSON.stringify(view.query), view.columns, view.shared],
  );

export const deleteView = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('delete from saved_view where id = $1', [id]);
