import { offset, type Page, pageOf, type Tx } from '@app/platform';
import type { UnitView, UserQuery, UserView } from './org.dto';

const USER = `p.id, p.username, p.name, p.title, p.unit_id as "unitId", u.name as "unitName", p.roles, p.active, p.version`;

/** People, by name; the password hash never leaves the table. */
export async function findUsers(tx: Tx, query: UserQuery): Promise<Page<UserView>> {
  const where = `from person p join unit u on u.id = p.unit_id
    where ($1::text is null or p.name ilike '%' || $1 || '%' or p.username ilike '%' || $1 || '%')
      and ($2::text is null or $2 = any (p.roles)) and ($3::uuid is null or p.unit_id = $3)`;
  const filter = [query.q ? query.q.replace(/[\\%_]/g, '\\$&') : null, query.role ?? null, query.unitId ?? null];
  const items: UserView[] = await tx.query(
    `select ${USER} ${where} order by p.name collate "zh-x-icu", p.id limit $4 offset $5`,
    [...filter, query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query(`select count(*)::int as total ${where}`, filter)) as [{ total: number }];
  return pageOf(query, items, total);
}

export async function findUser(tx: Tx, id: string): Promise<UserView | undefined> {
  const [row]: UserView[] = await tx.query(
    `select ${USER} from person p join unit u on u.id = p.unit_id where p.id = $1`,
    [id],
  );
  return row;
}

/** Locks the people who administrate, so that two of them cannot both leave at once. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `select id from person where active and 'administrator' = any (roles) order by id for update`,
  );
  return rows.map(({ id }) => id);
}

/** Whoever writes about the same row waits; what is read afterwards is the newest. */
export const lockRow = (tx: Tx, table: 'person' | 'unit', id: string): Promise<unknown> =>
  tx.query(`select 1 from ${table} where id = $1 for no key update`, [id]);

export async function findUnits(tx: Tx, query: { page: number; pageSize: number }): Promise<Page<UnitView>> {
  const items: UnitView[] = await tx.query(
    `select id, name, kind, active, version from unit order by kind, name collate "zh-x-icu" limit $1 offset $2`,
    [query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query('select count(*)::int as total from unit')) as [{ total: number }];
  return pageOf(query, items, total);
}
