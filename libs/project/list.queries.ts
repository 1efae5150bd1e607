import type { Principal } from '@app/org';
import { offset, type Page, pageOf, Parameters, type Tx } from '@app/platform';
import type { ListQuery, ListView, MemberQuery, MemberView } from './list.dto';
import { listOrder } from './project.kinds';
import { projectScope } from './project.policy';

const LIST = `c.id, c.name, c.year, c.kind, c.rate_digits as "rateDigits", c.visit_every as "visitEvery",
  c.photo_required as "photoRequired", c.photo_purpose as "photoPurpose",
  (select count(*)::int from list_member m where m.list_id = c.id) as members, c.version`;

/** Lists, newest year first, in the order of their kinds. */
export async function findLists(tx: Tx, query: ListQuery): Promise<Page<ListView>> {
  const where = 'where ($1::int is null or c.year = $1) and ($2::text is null or c.kind = $2)';
  const filter = [query.year ?? null, query.kind ?? null];
  const [{ total }] = (await tx.query(`select count(*)::int as total from project_list c ${where}`, filter)) as [
    { total: number },
  ];
  const items: ListView[] = await tx.query(
    `select ${LIST} from project_list c ${where}
      order by c.year desc, ${listOrder('c')} limit $3 offset $4`,
    [...filter, query.pageSize, offset(query)],
  );
  return pageOf(query, items, total);
}

export async function findList(tx: Tx, id: string): Promise<ListView | undefined> {
  const [row]: ListView[] = await tx.query(`select ${LIST} from project_list c where c.id = $1`, [id]);
  return row;
}

/** Writes about one list wait for each other until the transaction ends. */
export async function lockList(tx: Tx, id: string): Promise<void> {
  await tx.query('select 1 from project_list where id = $1 for no key update', [id]);
}

const MEMBER = `p.id as "projectId", p.name as "projectName", p.owner_name as "ownerName",
  trim_scale(p.total_investment)::text as "totalInvestment", u.name as "unitName", m.from_month as "from",
  m.to_month as "to", m.batch, m.version`;
const MEMBERS = 'from list_member m join project p on p.id = m.project_id left join unit u on u.id = p.unit_id';

/** The projects on a list that the person may know of. */
export async function findMembers(
  tx: Tx,
  principal: Principal,
  id: string,
  query: MemberQuery,
): Promise<Page<MemberView>> {
  const p = new Parameters();
  const where = [`m.list_id = ${p.add(id)}`, projectScope(principal, p)];
  if (query.month !== undefined) {
    const at = p.add(query.month);
    where.push(`m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at})`);
  }
  const from = `${MEMBERS} where ${where.join(' and ')}`;
  const [{ total }] = (await tx.query(`select count(*)::int as total ${from}`, [...p.values])) as [{ total: number }];
  const items: MemberView[] = await tx.query(
    `select ${MEMBER} ${from} order by p.name collate "zh-x-icu", p.id
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(query, items, total);
}

export async function findMember(tx: Tx, listId: string, projectId: string): Promise<MemberView | undefined> {
  const [row]: MemberView[] = await tx.query(`select ${MEMBER} ${MEMBERS} where m.list_id = $1 and m.project_id = $2`, [
    listId,
    projectId,
  ]);
  return row;
}

/** Takes a project off a list, as if it had never been on it. */
export const deleteMember = (tx: Tx, listId: string, projectId: string): Promise<unknown> =>
  tx.query('delete from list_member where list_id = $1 and project_id = $2', [listId, projectId]);

export function saveMember(
  tx: Tx,
  listId: string,
  projectId: string,
  { from, to, batch }: Pick<MemberView, 'from' | 'to' | 'batch'>,
): Promise<unknown> {
  return tx.query(
    `insert into list_member (list_id, project_id, from_month, to_month, batch) values ($1, $2, $3, $4, $5)
     on conflict on constraint list_member_pk do update set from_month = excluded.from_month,
       to_month = excluded.to_month, batch = excluded.batch, version = list_member.version + 1`,
    [listId, projectId, from, to, batch],
  );
}
