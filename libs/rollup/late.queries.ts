import type { Principal } from '@app/org';
import {
  addDays,
  type Day,
  firstDay,
  isoInstant,
  lastDay,
  mondayOf,
  mondaysOfMonth,
  type Month,
  monthOfWeek,
  offset,
  type Page,
  pageOf,
  type PageQuery,
  Parameters,
  type Tx,
} from '@app/platform';
import { visitScope } from '@app/visit';
import type { LateVisit } from './rollup.dto';

/** The months that a visit of that day counts for: its own, and that of its week, which may be the neighbour. */
export function monthsOf(day: Day): Month[] {
  return [...new Set([day.slice(0, 7), monthOfWeek(mondayOf(day))])];
}

/** The first and the last day on which a visit counts for the month: its weeks may begin before it and end after it. */
export function daysOf(month: Month): { from: Day; to: Day } {
  const mondays = mondaysOfMonth(month);
  const ends = addDays(mondays.at(-1) ?? firstDay(month), 6);
  return {
    from: [mondays[0] ?? firstDay(month), firstDay(month)].sort()[0] as Day,
    to: [ends, lastDay(month)].sort()[1] as Day,
  };
}

/** When the newest revision of any of the months was published; null while all of them are open. */
export async function newestClosing(tx: Tx, months: Month[]): Promise<Date | null> {
  const [{ at }] = (await tx.query('select max(closed_at) as at from rollup_revision where month = any ($1)', [
    months,
  ])) as [{ at: Date | null }];
  return at;
}

/** Whether the visit came after the newest revision of any of the months, to the microsecond. */
export async function cameAfterClosing(tx: Tx, visitId: string, months: Month[]): Promise<boolean> {
  const [{ late }] = (await tx.query(
    `select coalesce((select max(closed_at) from rollup_revision where month = any ($2))
                     < (select created_at from visit where id = $1), false) as late`,
    [visitId, months],
  )) as [{ late: boolean }];
  return late;
}

/** Visits of the month that came after it was published, newest first; only of these projects when they are named. */
export async function findLateVisits(
  tx: Tx,
  principal: Principal,
  month: Month,
  closedAt: Date,
  query: Pick<PageQuery, 'page' | 'pageSize'>,
  projectIds?: readonly string[],
): Promise<Page<LateVisit>> {
  const p = new Parameters();
  const { from, to } = daysOf(month);
  const where = `v.created_at > ${p.add(closedAt)} and v.visited_on between ${p.add(from)} and ${p.add(to)}
    and ${visitScope(principal, p)}${projectIds ? ` and v.project_id = any (${p.add(projectIds)}::uuid[])` : ''}`;
  const tables = 'from visit v join project p on p.id = v.project_id join person o on o.id = v.officer_id';
  const [{ total }] = (await tx.query(`select count(*)::int as total ${tables} where ${where}`, p.values)) as [
    { total: number },
  ];
  const rows: (Omit<LateVisit, 'receivedAt'> & { receivedAt: Date })[] = await tx.query(
    `select v.id, v.project_id as "projectId", p.name as "projectName", o.name as "officerName",
            v.visited_on as "visitedOn", v.note, v.created_at as "receivedAt"
       ${tables} where ${where} order by v.created_at desc, v.id
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(
    query,
    rows.map((row) => ({ ...row, receivedAt: isoInstant(row.receivedAt) })),
    total,
  );
}
