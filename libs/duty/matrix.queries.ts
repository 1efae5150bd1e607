import { containing, type Day, offset, type Page, type PageQuery, pageOf, Parameters, type Tx } from '@app/platform';
import type { ShownDuty, ShownVisit } from './duty.cells';
import type { MatrixOnly } from './duty.dto';
import { listedFor } from './duty.queries';
import { dutySql } from './state.queries';

export interface MatrixFilter {
  /** Row access, as a condition on `project p`. */
  scope: (parameters: Parameters) => string;
  from: Day;
  until: Day;
  listId?: string;
  unitId?: string;
  q?: string;
  only?: MatrixOnly;
}

export interface MatrixProject {
  projectId: string;
  projectName: string;
  unitName: string | null;
}

/** What a project must have in the weeks to be shown, as a condition on `project p`; begins with what it needs. */
function onlySql(p: Parameters, { only, from, until }: MatrixFilter, today: Day): { ctes: string; where: string } {
  // Asked for only where it is used: a value that no condition names has no type.
  const days = (): string => `between ${p.add(from)}::date and ${p.add(until)}::date`;
  switch (only) {
    case 'missed':
      return {
        ctes: `${dutySql(p, `d.excuse is null and d.ends ${days()} and d.ends < ${p.add(today)}::date`, today)}, missed as materialized (
          select distinct project_id from duty where state = 'missed')`,
        where: 'p.id in (select project_id from missed)',
      };
    case 'issues':
      return {
        ctes: '',
        where: `exists (select 1 from visit v join issue i on i.visit_id = v.id where v.project_id = p.id and v.visited_on ${days()})`,
      };
    case 'photos-reused':
      return {
        ctes: '',
        where: `p.id in (select f.project_id from photo_match m join visit_photo f on f.id = m.photo_id
          join visit v on v.id = f.visit_id where v.visited_on ${days()})`,
      };
    case undefined:
      return { ctes: '', where: 'true' };
  }
}

/** Projects of which anything was asked in these weeks, by name. */
export async function findMatrixProjects(
  tx: Tx,
  filter: MatrixFilter,
  query: PageQuery,
  today: Day,
): Promise<Page<MatrixProject>> {
  const p = new Parameters();
  const only = onlySql(p, filter, today);
  const where = [
    filter.scope(p),
    only.where,
    `exists (select 1 from visit_duty d where d.project_id = p.id and d.starts <= ${p.add(filter.until)}::date
       and d.ends >= ${p.add(filter.from)}::date)`,
  ];
  if (filter.unitId !== undefined) where.push(`p.unit_id = ${p.add(filter.unitId)}`);
  if (filter.q) where.push(`p.name ilike ${p.add(containing(filter.q))}`);
  if (filter.listId !== undefined) {
    // The month of the last week, by its Thursday.
    const month = `${p.add(filter.until)}::date - 3`;
    where.push(`exists (select 1 from list_member m join project_list l on ${listedFor(`to_char(${month}, 'YYYY-MM')`)}
      where m.project_id = p.id and l.id = ${p.add(filter.listId)})`);
  }
  const from = `from project p where ${where.join(' and ')}`;
  const [{ total }] = (await tx.query(`${only.ctes} select count(*)::int as total ${from}`, [...p.values])) as [
    { total: number },
  ];
  const items: MatrixProject[] = await tx.query(
    `${only.ctes}${only.ctes === '' ? 'with' : ','} page as (
       select p.id, p.name, p.unit_id ${from} order by p.name collate "zh-x-icu", p.id
        limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select page.id as "projectId", page.name as "projectName", u.name as "unitName"
       from page left join unit u on u.id = page.unit_id order by page.name collate "zh-x-icu", page.id`,
    p.values,
  );
  return pageOf(query, items, total);
}

type Of<T> = T & { projectId: string };

/** Duties of these projects that have a day in common with the days named. */
export async function findShownDuties(
  tx: Tx,
  projectIds: readonly string[],
  { from, until }: { from: Day; until: Day },
  today: Day,
): Promise<Of<ShownDuty>[]> {
  const p = new Parameters();
  const where = `d.project_id = any (${p.add(projectIds)}::uuid[]) and d.starts <= ${p.add(until)}::date
    and d.ends >= ${p.add(from)}::date`;
  return tx.query(
    `${dutySql(p, where, today)}
     select project_id as "projectId", period, every, starts, ends, state, excuse_reason as "excuseReason"
       from duty order by project_id, starts, period`,
    p.values,
  );
}

/** Visits of these projects on these days with what they found, by time. */
export const findShownVisits = (
  tx: Tx,
  projectIds: readonly string[],
  { from, until }: { from: Day; until: Day },
): Promise<Of<ShownVisit>[]> =>
  tx.query(
    `select v.project_id as "projectId", v.id, v.visited_on as "visitedOn",
            (select count(*)::int from issue i where i.visit_id = v.id) as found
       from visit v where v.project_id = any ($1::uuid[]) and v.visited_on between $2 and $3
      order by v.project_id, v.visited_on, v.visited_at, v.id`,
    [projectIds, from, until],
  );

/** Whether the person may know of the project. */
export async function seesProject(tx: Tx, id: string, scope: (parameters: Parameters) => string): Promise<boolean> {
  const p = new Parameters();
  const rows: unknown[] = await tx.query(`select 1 from project p where p.id = ${p.add(id)} and ${scope(p)}`, p.values);
  return rows.length > 0;
}
