import { ORDER_LABELS, type OrderKind } from '@app/order';
import type { Day, Tx } from '@app/platform';
import { type DueReminder, WORDS } from './reminder.rules';

/** So far back a sweep looks for what nobody was told of: longer than any outage or holiday. */
const SINCE = '14 days';

interface OrderDue {
  id: string;
  issueId: string;
  kind: OrderKind;
  orderNumber: string;
  issueNumber: string;
  title: string;
  recipient: string;
  lateDays: number;
  replyBy: Day;
  personId: string;
}

/**
 * Papers that the people they were sent to have not been told of: the handler of the issue, or without one in that
 * department all its handlers, and its heads; of the graver kinds the supervisors as well.
 */
export async function ordered(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: OrderDue[] = await tx.query(
    `select o.id, i.id as "issueId", o.kind, o.number as "orderNumber", i.number as "issueNumber", i.title,
            o.content::jsonb ->> 'recipient' as recipient, o.late_days as "lateDays", o.reply_by as "replyBy",
            who.id as "personId"
       from escalation_order o join issue i on i.id = o.issue_id
       left join person h on h.id = i.handler_id and h.active and h.unit_id = o.unit_id
       cross join lateral (
         select m.id from person m where m.unit_id = o.unit_id and m.active
            and ('head' = any (m.roles) or m.id = h.id or (h.id is null and 'handler' = any (m.roles)))
         union select s.id from person s
          where o.kind in ('letter', 'talk') and s.active and 'supervisor' = any (s.roles)) who
      where o.issued_at >= $1::date - interval '${SINCE}'
        and not exists (select 1 from reminder r where r.rule = 'issue-order' and r.subject_id = i.id
                           and r.occurrence = o.id::text and r.person_id = who.id)`,
    [today],
  );
  return rows.map(({ id, issueId, kind, personId, ...order }) => ({
    rule: 'issue-order',
    subjectKind: 'issue',
    subjectId: issueId,
    occurrence: id,
    personId,
    ...WORDS['issue-order']({ ...order, kind: ORDER_LABELS[kind].zh }),
  }));
}

interface RatedDue {
  id: string;
  number: string;
  title: string;
  projectName: string | null;
  words: string;
  until: Day;
  occurrence: string;
  personId: string;
}

/** Enterprises that are not satisfied, while the supervisors have not answered. */
export async function dissatisfied(tx: Tx): Promise<DueReminder[]> {
  const rows: RatedDue[] = await tx.query(
    `select i.id, i.number, i.title, p.name as "projectName", r.words, i.rating_due_on as until, r.id as occurrence,
            s.id as "personId"
       from issue i join rating r on r.issue_id = i.id and r.cycle = i.cycle left join project p on p.id = i.project_id
       join person s on s.active and 'supervisor' = any (s.roles)
      where i.rating_due_on is not null
        and not exists (select 1 from reminder d where d.rule = 'issue-rated' and d.subject_id = i.id
                           and d.occurrence = r.id::text and d.person_id = s.id)`,
  );
  return rows.map(({ id, occurrence, personId, ...issue }) => ({
    rule: 'issue-rated',
    subjectKind: 'issue',
    subjectId: id,
    occurrence,
    personId,
    ...WORDS['issue-rated'](issue),
  }));
}
