import { type Day, Parameters, type Tx } from '@app/platform';
import type { CountedState, CountingEvent } from '@app/ledger';

/** An open issue whose days may rest on a calendar, with the events that counted them. */
export interface CountedIssue extends CountedState {
  id: string;
  number: string;
  title: string;
  events: CountingEvent[];
}

/**
 * The next open issues with a day on or after `first`, by id.
 *
 * @param lock holds them for the length of the transaction, for those that are then written
 */
export function findCounted(
  tx: Tx,
  first: Day,
  { after, limit, lock }: { after: string | null; limit: number; lock: boolean },
): Promise<CountedIssue[]> {
  const p = new Parameters();
  return tx.query(
    `with open as materialized (
       select i.id, i.number, i.title, i.state, jsonb_build_object(
                'dueOn', i.due_on, 'signDueOn', i.sign_due_on, 'returnUntil', i.return_until, 'rulingDueOn', i.ruling_due_on, 'verifyDueOn', i.verify_due_on, 'reportDueOn', i.report_due_on,
                'urgeDueOn', i.urge_due_on, 'instructionDueOn', i.instruction_due_on, 'turnDueOn', i.turn_due_on) as days, i.undo
         from issue i
        where i.state not in ('closed', 'merged', 'cancelled')
          and (${p.add(after)}::uuid is null or i.id > ${p.add(after)}::uuid)
          and greatest(i.due_on, i.sign_due_on, i.return_until, i.ruling_due_on, i.verify_due_on, i.report_due_on,
                       i.urge_due_on, i.instruction_due_on, i.turn_due_on) >= ${p.add(first)}::date
        order by i.id limit ${p.add(limit)} ${lock ? 'for update of i' : ''})
     select open.*, coalesce(told.events, '[]') as events
       from open left join lateral (
         select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('action', e.action, 'counted', e.data -> 'counted',
                                                               'recounted', e.data -> 'recounted')) order by e.seq) as events
           from issue_event e
          where e.issue_id = open.id and (e.data ? 'counted' or e.data ? 'recounted')) told on true
      order by open.id`,
    p.values,
  );
}
