import type { Principal } from '@app/org';
import { type Day, type Month, Parameters, type Tx } from '@app/platform';
import { issueScope, type State } from '@app/ledger';
import type { ScheduleReport, ScheduleStep } from './schedule.dto';

export interface ScheduleRecord {
  issueId: string;
  number: string;
  title: string;
  state: State;
  leadUnitName: string | null;
  assignedOn: Day | null;
  closedOn: Day | null;
  steps: ScheduleStep[];
  reportedMonths: Month[];
  lastReport: ScheduleReport | null;
}

/** A year's list is a few dozen items; more than this is no list that is scheduled by hand. */
const AT_MOST = 1_000;

/** The items that a ledger numbered in a year, with their steps and the months in which they were reported. */
export async function findSchedule(
  tx: Tx,
  principal: Principal,
  { ledgerId, year, until }: { ledgerId: string; year: number; until: Day },
): Promise<ScheduleRecord[]> {
  const p = new Parameters();
  const scope = issueScope(principal, p);
  const last = `${p.add(until)}::date`;
  return tx.query(
    `select i.id as "issueId", i.number, i.title, i.state, u.name as "leadUnitName", i.assigned_on as "assignedOn",
            i.closed_at::date as "closedOn", report.months as "reportedMonths", report.last as "lastReport",
            (select coalesce(jsonb_agg(jsonb_build_object('title', s.title, 'ownerUnitName', su.name, 'plannedOn', s.planned_on,
                      'doneOn', s.done_on) order by s.place), '[]')
               from issue_step s join unit su on su.id = s.owner_unit_id where s.issue_id = i.id) as steps
       from issue i left join project p on p.id = i.project_id left join unit u on u.id = i.lead_unit_id
       cross join lateral (
         select coalesce(array_agg(distinct to_char(e.at, 'YYYY-MM')), '{}') as months,
                (array_agg(jsonb_build_object('on', e.at::date, 'byName', a.name, 'unitName', eu.name, 'note', e.note)
                  order by e.seq desc))[1] as last
           from issue_event e join person a on a.id = e.actor_id join unit eu on eu.id = e.unit_id
          where e.issue_id = i.id and e.action = 'report' and e.at::date <= ${last}) report
      where ${scope} and i.ledger_id = ${p.add(ledgerId)} and i.year = ${p.add(year)}
        and i.registered_at::date <= ${last} and i.state not in ('merged', 'cancelled')
      order by i.sequence limit ${AT_MOST}`,
    p.values,
  );
}
