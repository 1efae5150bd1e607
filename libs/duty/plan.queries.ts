import { addMonths, type Day, Parameters, type Tx, type Week } from '@app/platform';
import { findGaps } from '@app/project';
import type { DutyRhythm, DutyState } from './duty.dto';
import { listedFor } from './duty.queries';
import { dutySql } from './state.queries';
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
  const rows: Omit<PlanProject, 'gap'>[] = await tx.query(
    `select p.id as "projectId", p.name as "projectName", p.owner_name as "ownerName", p.address,
            p.latitude::float8 as latitude, p.longitude::float8 as longitude, i."verifyRed", i.verify, i.red,
            photo.purpose as "photoPurpose",
            (select max(v.visited_on) from visit v where v.project_id = p.id) as "lastVisitOn"
       from project p
       cross join lateral (
         select count(*) filter (where i.state = 'pending-verification' and i.due_on < $2)::int as "verifyRed",
                count(*) filter (where i.state = 'pending-verification' and i.due_on >= $2)::int as verify,
                -- Not signed for in time is late in itself, see lightOf.
                count(*) filter (where i.state in ('assigned', 'in-progress', 'returned')
                  and (i.due_on < $2 or i.state = 'assigned' and i.sign_due_on < $2))::int as red
           from issue i where i.project_id = p.id and i.state not in ('closed', 'merged', 'cancelled')) i
       cross join lateral (
         select string_agg(distinct l.photo_purpose, '；') as purpose from list_member m, project_list l
          where m.project_id = p.id and l.photo_required and ${listedFor('$3')}) photo
      where p.id = any ($1)`,
    [projectIds, today, today.slice(0, 7)],
  );
  // Entries of a month come at its end: measured against the running one, everybody would be behind.
  const gaps = await findGaps(tx, projectIds, addMonths(today.slice(0, 7), -1));
  return rows.map((row) => ({ ...row, gap: gaps.get(row.projectId) ?? null }));
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

/** A duty that one goes to. */
export interface PlannedDuty {
  projectId: string;
  period: string;
  every: DutyRhythm;
  starts: Day;
  ends: Day;
  state: DutyState;
  visitId: string | null;
}

/** One duty for each project: what waits for a visit before what was met, then what ends first. */
const PLANNED = `select distinct on (project_id) project_id as "projectId", period, every, starts, ends, state,
  visit_id as "visitId" from duty`;
const FIRST = `order by project_id, (state in ('met', 'late')), ends`;

/** What the person is to visit in the week. What was met before the week began needs no place in it. */
export function findWeekDuties(
  tx: Tx,
  personId: string,
  { starts, ends, today }: { starts: Day; ends: Day; today: Day },
): Promise<PlannedDuty[]> {
  const p = new Parameters();
  const first = p.add(starts);
  const where = `d.officer_id = ${p.add(personId)} and d.ends >= ${first}::date and d.starts <= ${p.add(ends)}::date`;
  return tx.query(
    `${dutySql(p, where, today)} ${PLANNED}
      where state <> 'met' or (select v.visited_on from visit v where v.id = visit_id) >= ${first}::date ${FIRST}`,
    p.values,
  );
}

/** The duties of these projects whose period the day lies in, whoever goes. */
export function findRunningDuties(tx: Tx, projectIds: string[], today: Day): Promise<PlannedDuty[]> {
  const p = new Parameters();
  const where = `d.project_id = any (${p.add(projectIds)}::uuid[]) and ${p.add(today)}::date between d.starts and d.ends`;
  return tx.query(`${dutySql(p, where, today)} ${PLANNED} ${FIRST}`, p.values);
}
