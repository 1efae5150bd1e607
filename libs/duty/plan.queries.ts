import { addMonths, type Day, type Month, type Tx, type Week, yearOf } from '@app/platform';
import { scheduleGap } from '@app/project';
import type { DutyState } from './duty.dto';
import type { PlanFacts } from './plan.rules';

/** A project with what its place in the week is decided by. */
export interface PlanProject extends PlanFacts {
  projectId: string;
  projectName: string;
  ownerName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
}

/** Of the projects named, as things stand on the day. */
export async function findPlanFacts(tx: Tx, projectIds: string[], today: Day): Promise<PlanProject[]> {
  const month: Month = today.slice(0, 7);
  // Entries of a month come at its end: measured against the running one, everybody would be behind.
  const counted = addMonths(month, -1);
  const rows: (Omit<PlanProject, 'gap'> & { completed: string; plan: string | null })[] = await tx.query(
    `select p.id as "projectId", p.name as "projectName", p.owner_name as "ownerName", p.address,
            p.latitude::float8 as latitude, p.longitude::float8 as longitude, i."verifyRed", i.verify, i.red,
            plan.amount::text as plan, done.completed::text as completed, photo.purpose as "photoPurpose",
            (select max(v.visited_on) from visit v where v.project_id = p.id) as "lastVisitOn"
       from project p
       cross join lateral (
         select count(*) filter (where i.state = 'pending-verification' and i.due_on < $2)::int as "verifyRed",
                count(*) filter (where i.state = 'pending-verification' and i.due_on >= $2)::int as verify,
                -- Not signed for in time is late in itself, see lightOf.
                count(*) filter (where i.state in ('assigned', 'in-progress', 'returned')
                  and (i.due_on < $2 or i.state = 'assigned' and i.sign_due_on < $2))::int as red
           from issue i where i.project_id = p.id and i.state not in ('closed', 'merged', 'cancelled')) i
       left join lateral (
         select a.amount from annual_plan a where a.project_id = p.id and a.year = $5 and a.from_month <= $6
          order by a.from_month desc limit 1) plan on true
       cross join lateral (
         select coalesce(sum(e.completed), 0) as completed from progress_entry e
          where e.project_id = p.id and e.month between $7 and $6) done
       cross join lateral (
         select string_agg(distinct l.photo_purpose, '；') as purpose
           from list_member m join project_list l on l.id = m.list_id
          where m.project_id = p.id and l.photo_required and l.year = $3
            and m.from_month <= $4 and (m.to_month is null or m.to_month >= $4)) photo
      where p.id = any ($1)`,
    [projectIds, today, yearOf(month), month, yearOf(counted), counted, `${yearOf(counted)}-01`],
  );
  return rows.map(({ completed, plan, ...row }) => ({ ...row, gap: scheduleGap(completed, plan, counted) }));
}

/** The order that was chosen for a week. */
export interface ChosenOrder {
  projectIds: string[];
  version: number;
}

/** Version 0 where none was chosen. */
export async function findOrder(tx: Tx, personId: string, week: Week): Promise<ChosenOrder> {
  const [row]: ChosenOrder[] = await tx.query(
    'select project_ids as "projectIds", version from visit_plan where person_id = $1 and week = $2',
    [personId, week],
  );
  return row ?? { projectIds: [], version: 0 };
}

/** Whether the order was kept: not when somebody has stored another one since `version` was read. */
export async function saveOrder(
  tx: Tx,
  personId: string,
  week: Week,
  { projectIds, version }: ChosenOrder,
): Promise<boolean> {
  const rows: unknown[] =
    version === 0
      ? await tx.query(
          `insert into visit_plan (person_id, week, project_ids) values ($1, $2, $3)
           on conflict on constraint visit_plan_pk do nothing returning version`,
          [personId, week, projectIds],
        )
      : (
          (await tx.query(
            `update visit_plan set project_ids = $3, version = version + 1
            where person_id = $1 and week = $2 and version = $4 returning version`,
            [personId, week, projectIds, version],
          )) as [unknown[], number]
        )[0];
  return rows.length > 0;
}

/** A duty of the person that lies in the week. */
export interface WeekDuty {
  projectId: string;
  period: string;
  starts: Day;
  ends: Day;
  state: DutyState;
  visitId: string | null;
}

/**
 * What the person is to visit in the week, one duty for each project: those not met first, then what ends first. What
 * was met before the week began needs no place in it.
 */
export function findWeekDuties(
  tx: Tx,
  personId: string,
  { starts, ends, today }: { starts: Day; ends: Day; today: Day },
): Promise<WeekDuty[]> {
  return tx.query(
    `select distinct on (d.project_id) d.project_id as "projectId", d.period, d.starts, d.ends, v.id as "visitId",
            case when v.id is not null then 'met' when d.excuse is not null then 'excused'
                 when d.ends >= $4 then 'open' else 'missed' end as state
       from visit_duty d
       left join lateral (
         select v.id, v.visited_on from visit v
          where v.project_id = d.project_id and v.visited_on between d.starts and d.ends
          order by v.visited_on, v.visited_at, v.id limit 1) v on true
      where d.officer_id = $1 and d.ends >= $2 and d.starts <= $3 and (v.id is null or v.visited_on >= $2)
      order by d.project_id, (v.id is not null), d.ends`,
    [personId, starts, ends, today],
  );
}
