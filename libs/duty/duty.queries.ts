import { type Day, type Month, offset, type Page, type PageQuery, pageOf, Parameters, type Tx } from '@app/platform';
import type { DutyRow, DutyState } from './duty.dto';
import { dutySql } from './state.queries';

/** The lists of a project in the month that a duty counts for, as conditions on `list_member m` and `project_list l`. */
export const listedFor = (month: string): string =>
  `l.id = m.list_id and l.year = left(${month}, 4)::int and m.from_month <= ${month} and (m.to_month is null or m.to_month >= ${month})`;

export interface DutyFilter {
  /** Row access, as a condition on `project p`; everything when left out. */
  scope?: (parameters: Parameters) => string;
  /** Only duties whose period holds this day. */
  day?: Day;
  /** Only this one. */
  duty?: { projectId: string; period: string };
  officerId?: string;
  unitId?: string;
  listId?: string;
  state?: DutyState;
  met?: boolean;
}

/** Duties with what is behind them: those that wait for a visit first, the strictest rhythm before the others. */
export async function findDuties(tx: Tx, query: DutyFilter & PageQuery, today: Day): Promise<Page<DutyRow>> {
  const p = new Parameters();
  const of: string[] = [];
  if (query.day !== undefined) of.push(`${p.add(query.day)}::date between d.starts and d.ends`);
  if (query.duty) of.push(`d.project_id = ${p.add(query.duty.projectId)} and d.period = ${p.add(query.duty.period)}`);
  if (query.officerId !== undefined) of.push(`d.officer_id = ${p.add(query.officerId)}`);
  if (query.unitId !== undefined) of.push(`d.unit_id = ${p.add(query.unitId)}`);
  if (query.listId !== undefined) {
    of.push(`exists (select 1 from list_member m join project_list l on ${listedFor('d.month')}
      where m.project_id = d.project_id and l.id = ${p.add(query.listId)})`);
  }
  if (query.scope) of.push(`exists (select 1 from project p where p.id = d.project_id and ${query.scope(p)})`);
  const ctes = dutySql(p, of.length > 0 ? of.join(' and ') : 'true', today);
  const where = ['true'];
  if (query.state !== undefined) where.push(`d.state = ${p.add(query.state)}`);
  if (query.met !== undefined) where.push(`d.state ${query.met ? '=' : '<>'} 'met'`);
  const from = `from duty d where ${where.join(' and ')}`;
  const [{ total }] = (await tx.query(`${ctes} select count(*)::int as total ${from}`, p.values)) as [
    { total: number },
  ];
  const items: DutyRow[] = await tx.query(
    `${ctes}, shown as (
       select d.*, row_number() over (
                order by (d.state = 'met'), (d.state in ('excused', 'late')),
                         array_position(array['week', 'fortnight', 'month', 'quarter'], d.every),
                         p.name collate "zh-x-icu", p.id, d.starts) as place
         from duty d join project p on p.id = d.project_id where ${where.join(' and ')}
        order by place limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select p.id as "projectId", p.name as "projectName", p.owner_name as "ownerName", p.address,
            d.unit_id as "unitId", u.name as "unitName", d.officer_id as "officerId", o.name as "officerName",
            d.period, d.starts as "periodStart", d.ends as "periodEnd", d.every, d.state, d.state = 'met' as met,
            d.visit_id as "visitId", d.excuse_reason as "excuseReason",
            (select max(v.visited_on) from visit v where v.project_id = p.id) as "lastVisitOn",
            (select count(*)::int from issue i where i.project_id = p.id and i.state not in ('closed', 'merged', 'cancelled')) as "openIssues",
            photo.purpose is not null as "photoRequired", photo.purpose as "photoPurpose"
       from shown d join project p on p.id = d.project_id
       left join unit u on u.id = d.unit_id left join person o on o.id = d.officer_id
       cross join lateral (
         select string_agg(distinct l.photo_purpose, '；') as purpose
           from list_member m join project_list l on ${listedFor('d.month')}
          where m.project_id = d.project_id and l.photo_required) photo
      order by d.place`,
    p.values,
  );
  return pageOf(query, items, total);
}

/** One duty, bare: what a closed month keeps as the rows behind its coverage. */
export interface CountedDuty {
  projectId: string;
  unitId: string | null;
  officerId: string | null;
  period: string;
  state: DutyState;
  /** The visit that met it, or that made up for it. */
  visitId: string | null;
  excuseReason: string | null;
}

/** All duties of a month whose period has begun by the day, in a fixed order. */
export async function countedDuties(tx: Tx, month: Month, today: Day): Promise<CountedDuty[]> {
  const p = new Parameters();
  const where = `d.month = ${p.add(month)} and d.starts <= ${p.add(today)}::date`;
  return tx.query(
    `${dutySql(p, where, today)}
     select project_id as "projectId", unit_id as "unitId", officer_id as "officerId", period, state,
            visit_id as "visitId", excuse_reason as "excuseReason" from duty order by project_id, starts, period`,
    p.values,
  );
}
