import { hasRole, officersOf, type Principal } from '@app/org';
import type { Parameters } from '@app/platform';
import { type Action, HANDLING, LEADER, RETURNS_TO_LEADER } from '@app/ledger';

export const WAITS = [
  'assign',
  'sign',
  'work',
  'report',
  'support',
  'step',
  'urge',
  'instruction',
  'ruling',
  'extension',
  'verification',
  'rating',
] as const;
/** What an issue waits for. One issue may wait for several things, also of the same person. */
export type Wait = (typeof WAITS)[number];

/** What each wait is settled by, the usual one first; a step of a task is settled on the issue's page. */
export const SETTLED_BY: Record<Wait, readonly Action[]> = {
  assign: ['assign', 'close'],
  sign: ['sign', 'return'],
  work: ['apply-closure', 'report', 'request-extension'],
  report: ['report'],
  support: ['report'],
  step: [],
  urge: ['answer-urge', 'report'],
  instruction: ['answer-instruction'],
  ruling: ['assign', 'insist'],
  extension: ['grant-extension', 'refuse-extension'],
  verification: ['verify', 'reject-closure'],
  rating: ['answer-rating', 'reopen'],
};

/** A way in which it is a person's turn: which issues, and until when. */
export interface Way {
  wait: Wait;
  /** Condition on `issue i`, without any join: each is found in an index of its own. */
  where: string;
  /** Day by which the person should have acted. */
  due: string;
}

const SECOND = `i.returns >= ${RETURNS_TO_LEADER}`;

/** Whether `issue_event e` took part in solving: who did one of these does not verify. As its index says, word for word. */
export const TOOK_PART = `e.action in (${[...HANDLING, 'step'].map((action) => `'${action}'`).join(', ')})
  and (e.action <> 'step' or e.data ? 'doneOn')`;
const UNFINISHED = `('registered', 'assigned', 'in-progress', 'returned', 'suspended', 'pending-verification')`;

/** All ways in which it can be this person's turn. The same rules as the life-cycle table's; a test holds them together. */
export function waysOf(principal: Principal, parameters: Parameters): Way[] {
  const p = new Once(parameters);
  return [
    ...(hasRole(principal, 'handler', 'head') ? departmentWays(principal, p) : []),
    ...(hasRole(principal, 'supervisor') ? supervisorWays(principal, p) : []),
    ...(hasRole(principal, 'leader') ? leaderWays(principal, p) : []),
    ...(hasRole(principal, 'officer') ? officerWays(principal, p) : []),
    ...(hasRole(principal, 'officer', 'handler', 'head', 'leader') ? registrantWays(principal, p) : []),
  ];
}

/** Those of the issues in scope on which the person is the next to act, as a condition on `issue i`. */
export function turnScope(principal: Principal, parameters: Parameters): string {
  const ways = waysOf(principal, parameters).map(({ where }) => `(${where})`);
  return ways.length > 0 ? `(${ways.join(' or ')})` : 'false';
}

/** The same value is given to the statement once, however many ways ask for it. */
class Once {
  private readonly places = new Map<string, string>();

  constructor(private readonly parameters: Parameters) {}

  add(value: string): string {
    const place = this.places.get(value) ?? this.parameters.add(value);
    this.places.set(value, place);
    return place;
  }
}

/** What waits for the lead department: for the person it was given to; for all its handlers while it is nobody's; for its heads always. */
function departmentWays(principal: Principal, p: Once): Way[] {
  const unit = `${p.add(principal.unitId)}::uuid`;
  // Asked for only where it is used: a value that no condition names has no type.
  const me = (): string => `${p.add(principal.id)}::uuid`;
  const whose = hasRole(principal, 'head')
    ? ''
    : ` and (i.handler_id is null or i.handler_id = ${me()}
         or not exists (select 1 from person h where h.id = i.handler_id and h.active and h.unit_id = i.lead_unit_id))`;
  const lead = `i.lead_unit_id = ${unit}${whose}`;
  const own = hasRole(principal, 'head') ? '' : ` and (s.owner_id is null or s.owner_id = ${me()})`;
  const steps = `from issue_step s where s.done_on is null and s.owner_unit_id = ${unit}${own}`;
  return [
    { wait: 'sign', where: `i.state = 'assigned' and ${lead}`, due: 'i.sign_due_on' },
    { wait: 'work', where: `i.state = 'in-progress' and ${lead}`, due: 'i.due_on' },
    {
      wait: 'report',
      where: `i.state = 'in-progress' and i.report_due_on is not null and ${lead}`,
      due: 'i.report_due_on',
    },
    {
      wait: 'support',
      where: `i.state = 'in-progress' and i.support_unit_ids @> array[${unit}] and not ${unit} = any (i.support_done_ids)`,
      due: 'i.due_on',
    },
    {
      wait: 'step',
      where: `i.state = 'in-progress' and i.id = any (array(select s.issue_id ${steps}))`,
      due: `(select min(s.planned_on) ${steps} and s.issue_id = i.id)`,
    },
    {
      wait: 'urge',
      where: `i.urge_due_on is not null and i.state in ${UNFINISHED} and ${lead}`,
      due: 'i.urge_due_on',
    },
    {
      wait: 'instruction',
      where: `i.instruction_due_on is not null
              and i.state in ('assigned', 'in-progress', 'suspended', 'pending-verification') and ${lead}`,
      due: 'i.instruction_due_on',
    },
  ];
}

function supervisorWays(principal: Principal, p: Once): Way[] {
  return [
    { wait: 'assign', where: `i.state = 'registered'`, due: 'i.turn_due_on' },
    { wait: 'ruling', where: `i.state = 'returned' and not ${SECOND}`, due: 'i.turn_due_on' },
    { wait: 'extension', where: `i.state = 'in-progress' and i.extension_to is not null`, due: 'i.ruling_due_on' },
    {
      wait: 'verification',
      where: `i.state = 'pending-verification' and ${uninvolved(principal, p)}`,
      due: 'i.turn_due_on',
    },
    { wait: 'rating', where: `i.state = 'closed' and i.rating_due_on is not null`, due: 'i.rating_due_on' },
    {
      // No department works on it: the supervisor answers the leader.
      wait: 'instruction',
      where: `i.instruction_due_on is not null and i.state in ('registered', 'returned')`,
      due: 'i.instruction_due_on',
    },
  ];
}

/** The second return goes to the leader in charge of the project, or to any where there is none. */
function leaderWays(principal: Principal, p: Once): Way[] {
  const others = `select p.id from project p where ${LEADER} <> ${p.add(principal.id)}::uuid`;
  return [
    {
      wait: 'ruling',
      where: `i.state = 'returned' and ${SECOND} and (i.project_id is null or i.project_id <> all (array(${others})))`,
      due: 'i.turn_due_on',
    },
  ];
}

function officerWays(principal: Principal, p: Once): Way[] {
  const officers = officersOf(principal).map((id) => `${p.add(id)}::uuid`);
  const mine = `select id from project where officer_id in (${officers.join()})`;
  return [
    {
      wait: 'verification',
      where: `i.state = 'pending-verification' and i.project_id = any (array(${mine})) and ${uninvolved(principal, p)}`,
      due: 'i.turn_due_on',
    },
  ];
}

/** Where there is no project, and so no officer responsible for it, whoever registered it confirms. */
function registrantWays(principal: Principal, p: Once): Way[] {
  const me = `${p.add(principal.id)}::uuid`;
  return [
    {
      wait: 'verification',
      where: `i.state = 'pending-verification' and i.project_id is null and i.registered_by = ${me}
              and ${uninvolved(principal, p)}`,
      due: 'i.turn_due_on',
    },
  ];
}

/** Nobody verifies what they or their department handled, see `partiesOf`. */
function uninvolved(principal: Principal, p: Once): string {
  const unit = `${p.add(principal.unitId)}::uuid`;
  const before = hasRole(principal, 'handler', 'head')
    ? ` and not ${unit} = any (i.past_unit_ids || i.step_unit_ids)`
    : '';
  return `i.lead_unit_id <> ${unit} and not ${unit} = any (i.support_unit_ids)${before}
    and i.id not in (select e.issue_id from issue_event e
                      where e.actor_id = ${p.add(principal.id)}::uuid and ${TOOK_PART})`;
}
