import { type Month, type Tx, yearOf } from '@app/platform';
import { scheduleGap } from './project.schedule';

/**
 * How far each project is ahead of the time schedule (负数为滞后), in points with two digits: completion rate − time
 * schedule as of the end of the month. Projects without a plan are left out.
 */
export async function findGaps(
  tx: Tx,
  projectIds: readonly string[],
  month: Month,
): Promise<Map<string, string | null>> {
  const rows: { id: string; plan: string; completed: string }[] = await tx.query(
    `select p.id, plan.amount as plan, coalesce(done.completed, 0) as completed
       from unnest($1::uuid[]) as p (id)
       join lateral (
         select a.amount from annual_plan a
          where a.project_id = p.id and a.year = $3 and a.from_month <= $2::text
          order by a.from_month desc limit 1) plan on true
       left join lateral (
         select sum(e.completed) as completed from progress_entry e
          where e.project_id = p.id and e.month between $4::text and $2::text) done on true`,
    [projectIds, month, yearOf(month), `${yearOf(month)}-01`],
  );
  return new Map(rows.map(({ id, plan, completed }) => [id, scheduleGap(completed, plan, month)]));
}
