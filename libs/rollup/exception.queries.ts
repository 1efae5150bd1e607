import { isoInstant, type Month, offset, type Page, type PageQuery, pageOf, type Tx } from '@app/platform';
import type { MonthException, MonthExceptionBody } from './closing.dto';

/** Whether the unit may supplement the month now, on any list. */
export async function opensFor(tx: Tx, month: Month, unitId: string, now: Date): Promise<boolean> {
  const [{ opens }] = (await tx.query(
    `select exists (select from month_exception where kind = 'opened' and month = $1 and unit_id = $2
        and withdrawn_at is null and expires_at > $3) as opens`,
    [month, unitId, now],
  )) as [{ opens: boolean }];
  return opens;
}

export const saveException = (tx: Tx, month: Month, body: MonthExceptionBody, by: string, at: Date): Promise<unknown> =>
  tx.query(
    `insert into month_exception (id, kind, month, unit_id, list_id, reason, opened_by, opened_at, expires_at)
     values ($1, 'opened', $2, $3, $4, $5, $6, $7, $8)`,
    [body.id, month, body.unitId, body.listId ?? null, body.reason, by, at, body.expiresAt],
  );

export const withdrawException = (tx: Tx, id: string, at: Date): Promise<unknown> =>
  tx.query('update month_exception set withdrawn_at = $2 where id = $1 and withdrawn_at is null', [id, at]);

/** Whether the list is one of the month's year. */
export async function listIsOf(tx: Tx, listId: string, month: Month): Promise<boolean> {
  const [{ found }] = (await tx.query(
    'select exists (select from project_list where id = $1 and year = left($2, 4)::int) as found',
    [listId, month],
  )) as [{ found: boolean }];
  return found;
}

type Dated = Omit<MonthException, 'openedAt' | 'expiresAt' | 'withdrawnAt'> & {
  openedAt: Date;
  expiresAt: Date | null;
  withdrawnAt: Date | null;
};

const SELECT = `
  select e.id, e.kind,
         case when e.kind = 'correction' then 'done' when e.withdrawn_at is not null then 'withdrawn'
              when e.expires_at <= $2 then 'expired' else 'open' end as state,
         e.unit_id as "unitId", u.name as "unitName", e.list_id as "listId", l.name as "listName",
         e.project_id as "projectId", p.name as "projectName", e.reason, o.name as "openedByName",
         e.opened_at as "openedAt", e.expires_at as "expiresAt", e.withdrawn_at as "withdrawnAt", w.uses
    from month_exception e join person o on o.id = e.opened_by
    left join unit u on u.id = e.unit_id left join project_list l on l.id = e.list_id
    left join project p on p.id = e.project_id
    join lateral (select count(distinct (s.fact, s.project_id, s.unit_id))::int as uses from month_exception_use s
                   where s.month = $1 and s.exception_id = e.id) w on e.month = $1 or w.uses > 0`;

const view = (row: Dated): MonthException => ({
  ...row,
  openedAt: isoInstant(row.openedAt),
  expiresAt: row.expiresAt && isoInstant(row.expiresAt),
  withdrawnAt: row.withdrawnAt && isoInstant(row.withdrawnAt),
});

/** How anything in the month could change after it was closed, newest first. */
export async function findExceptions(tx: Tx, month: Month, now: Date, query: PageQuery): Promise<Page<MonthException>> {
  const rows: (Dated & { total: number })[] = await tx.query(
    `select x.*, count(*) over()::int as total from (${SELECT}
       where e.month = $1 or e.id in (select exception_id from month_exception_use where month = $1)) x
      order by x."openedAt" desc, x.id limit $3 offset $4`,
    [month, now, query.pageSize, offset(query)],
  );
  return pageOf(
    query,
    rows.map(({ total: _, ...row }) => view(row)),
    rows[0]?.total ?? 0,
  );
}

export async function findException(tx: Tx, month: Month, id: string, now: Date): Promise<MonthException | undefined> {
  const [row]: Dated[] = await tx.query(`${SELECT} where e.id = $3`, [month, now, id]);
  return row && view(row);
}
