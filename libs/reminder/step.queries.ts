import { LEADER } from '@app/ledger';
import type { Day, Tx } from '@app/platform';
import { LEAD, notYet, PLACES, SUPERVISORS } from './reminder.queries';
import type { DueReminder } from './reminder.rules';
import { type StepFacts, type StepRule, stepWords } from './step.rules';

/** So far back a sweep looks for what nobody was told of: longer than any outage or holiday. */
const SINCE = '14 days';
/** The leader in charge of the project, or without one all leaders: who rules on a second return. */
const LEADERS = `select l.id from person l where l.active and 'leader' = any (l.roles) and (${LEADER} is null or l.id = p.leader_id)`;
const RULERS = `select s.id from (${SUPERVISORS}) s where i.state <> 'returned' or i.returns < 2
  union select l.id from (${LEADERS}) l where i.state = 'returned' and i.returns >= 2`;
const VERIFIERS = `${SUPERVISORS} union select o.id from person o where o.id = p.officer_id and o.active`;
const OPEN = `i.state not in ('closed', 'merged', 'cancelled')`;

interface Watch {
  rule: StepRule;
  /** Persons to be told, as rows of one id. */
  people: string;
  /** The condition on `issue i`, and on the event `e` where the rule is about one; `$1` is today. */
  when: string;
  /** The day it is about. */
  on: string;
  /** Which of two things, or the words that were said. */
  what?: string;
  /** What makes it another one. */
  occurrence: string;
  /** Rows of the record that it looks at, of the last days. */
  event?: string;
}

const WATCHES: readonly Watch[] = [
  {
    rule: 'sign-overdue',
    people: LEAD,
    when: `i.state = 'assigned' and i.sign_due_on < $1::date`,
    on: 'i.sign_due_on',
    occurrence: 'i.sign_due_on::text',
  },
  {
    rule: 'ruling-due',
    people: RULERS,
    when: `(i.state = 'returned' or i.extension_to is not null) and i.ruling_due_on <= $1::date`,
    on: 'i.ruling_due_on',
    what: `case when i.state = 'returned' then 'return' else 'extension' end`,
    occurrence: `i.state || ' ' || i.ruling_due_on`,
  },
  {
    rule: 'verify-due',
    people: VERIFIERS,
    when: `i.state = 'pending-verification' and i.verify_due_on <= $1::date`,
    on: 'i.verify_due_on',
    occurrence: 'i.verify_due_on::text',
  },
  {
    rule: 'report-due',
    people: LEAD,
    when: `i.state = 'in-progress' and i.report_due_on <= $1::date`,
    on: 'i.report_due_on',
    occurrence: 'i.report_due_on::text',
  },
  {
    rule: 'answer-due',
    people: LEAD,
    when: `${OPEN} and i.urge_due_on <= $1::date`,
    on: 'i.urge_due_on',
    what: `'urge'`,
    occurrence: `'urge ' || i.urge_due_on`,
  },
  {
    rule: 'answer-due',
    people: LEAD,
    when: `${OPEN} and i.instruction_due_on <= $1::date`,
    on: 'i.instruction_due_on',
    what: `'instruction'`,
    occurrence: `'instruction ' || i.instruction_due_on`,
  },
  {
    rule: 'issue-risk',
    people: SUPERVISORS,
    event: `e.action = 'report' and e.data ? 'risk'`,
    when: OPEN,
    on: 'null::date',
    what: `e.data ->> 'risk'`,
    occurrence: 'e.id::text',
  },
  {
    rule: 'issue-resumed',
    people: `${SUPERVISORS} union ${LEAD}`,
    event: `e.action = 'resume' and e.actor_id is null`,
    when: `i.state = 'in-progress'`,
    on: 'i.due_on',
    occurrence: 'e.id::text',
  },
];

const selectOf = ({ rule, people, when, on, what = `''`, occurrence, event }: Watch): string => `
  select '${rule}' as rule, i.id, i.number, i.title, p.name as "projectName", u.name as "leadUnitName",
         ${on} as "on", ${what} as what, ${occurrence} as occurrence, who.id as "personId"
    from issue i ${event ? `join issue_event e on e.issue_id = i.id and e.at >= $1::date - interval '${SINCE}' and ${event}` : ''}
    ${PLACES} cross join lateral (${people}) who
   where ${when} and ${notYet(rule, 'i.id', occurrence, 'who.id')}`;

const STATEMENT = WATCHES.map(selectOf).join(' union all ');

/** Every step that is due and of which somebody has not been told: one statement for all rules. */
export async function stepsDue(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: (StepFacts & { rule: StepRule; id: string; occurrence: string; personId: string })[] = await tx.query(
    STATEMENT,
    [today],
  );
  return rows.map(({ rule, id, occurrence, personId, ...facts }) => ({
    rule,
    subjectKind: 'issue',
    subjectId: id,
    occurrence,
    personId,
    ...stepWords(rule, facts),
  }));
}
