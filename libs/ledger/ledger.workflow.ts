import type { Day } from '@app/platform';

/** 待交办, 待签收, 办理中, 退回待裁定, 挂起, 待核验, 已销号. Late and due soon are computed, never states. */
export const STATES = [
  'registered',
  'assigned',
  'in-progress',
  'returned',
  'suspended',
  'pending-verification',
  'closed',
] as const;
export type State = (typeof STATES)[number];

/**
 * Who a person is to one issue. `supervisor` and `leader` by role; `lead`: handler or head of the lead department;
 * `lead-head`: head of it; `support`: handler or head of a supporting department; `officer`: responsible for the
 * project, or the one who registered; `verifier`: a supervisor, or the officer, who neither handled it nor belongs to a
 * department that did.
 */
export type Party = 'supervisor' | 'leader' | 'lead' | 'lead-head' | 'support' | 'officer' | 'verifier';

/** What the service gathers about the issue and the one who acts, before the table is asked. Days are Shanghai days. */
export interface Facts {
  state: State;
  parties: readonly Party[];
  today: Day;
  dueOn: Day | null;
  /** Last day on which the department may say that it is not theirs. */
  returnUntil: Day | null;
  /** The day asked for, while a request for extension waits for its ruling. */
  extensionTo: Day | null;
  /** The acting person registered the issue. */
  registeredByActor: boolean;
}

/** What an action must bring along. `note`: words; `later-day`: a day after the present deadline. */
export type Need = 'note' | 'lead-unit' | 'handler' | 'due-day' | 'review-day';

interface Step {
  from: readonly State[];
  /** `same`: the state stays as it is. */
  to: State | 'same';
  by: readonly Party[];
  needs: readonly Need[];
  /** Why it is not possible now although state and person fit; undefined when it is. */
  unless?: (facts: Facts) => Refusal | undefined;
}

export const REFUSALS = [
  'not-your-turn',
  'wrong-state',
  'return-too-late',
  'extension-too-late',
  'extension-pending',
  'no-extension-pending',
  'own-work',
] as const;
export type Refusal = (typeof REFUSALS)[number];

const open: State[] = STATES.filter((state) => state !== 'closed');
const withDepartment: State[] = ['assigned', 'in-progress'];

/**
 * The life cycle of an issue, keyed by the verbs people use. The one place that says who may do what when: the service
 * applies it, `allowedActions` of the API is read from it, the tests hold the whole matrix.
 */
export const WORKFLOW = {
  /** 交办: also after a return (改派), which ends it. The clock starts here, not at signing. */
  assign: { from: ['registered', 'returned'], to: 'assigned', by: ['supervisor'], needs: ['lead-unit'] },
  /** 坚持交办: the return is not accepted; the clock has never stopped. */
  insist: { from: ['returned'], to: 'assigned', by: ['supervisor'], needs: ['note'] },
  /** 签收 */
  sign: { from: ['assigned'], to: 'in-progress', by: ['lead'], needs: [] },
  /** 退回: within the ledger's days after assignment, signed or not. */
  return: {
    from: withDepartment,
    to: 'returned',
    by: ['lead'],
    needs: ['note'],
    unless: ({ today, returnUntil }) => (returnUntil !== null && today > returnUntil ? 'return-too-late' : undefined),
  },
  /** 指派承办人: the head gives it to a person of the department. */
  delegate: { from: withDepartment, to: 'same', by: ['lead-head'], needs: ['handler'] },
  /** 反馈 */
  report: { from: ['in-progress', 'suspended'], to: 'same', by: ['lead', 'support'], needs: ['note'] },
  /** 申请延期: only before the deadline has passed, one request at a time. */
  'request-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['lead'],
    needs: ['note', 'due-day'],
    unless: ({ today, dueOn, extensionTo }) =>
      extensionTo !== null ? 'extension-pending' : dueOn !== null && today > dueOn ? 'extension-too-late' : undefined,
  },
  /** 同意延期 */
  'grant-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['supervisor'],
    needs: [],
    unless: ({ extensionTo }) => (extensionTo === null ? 'no-extension-pending' : undefined),
  },
  /** 不同意延期 */
  'refuse-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['supervisor'],
    needs: ['note'],
    unless: ({ extensionTo }) => (extensionTo === null ? 'no-extension-pending' : undefined),
  },
  /** 挂起: for a cause outside the zone's power; the clock stands still. */
  suspend: { from: ['in-progress'], to: 'suspended', by: ['supervisor'], needs: ['note', 'review-day'] },
  /** 恢复办理: the deadline moves by the working days that it stood still. */
  resume: { from: ['suspended'], to: 'in-progress', by: ['supervisor'], needs: ['note'] },
  /** 申请销号 */
  'apply-closure': { from: ['in-progress'], to: 'pending-verification', by: ['lead'], needs: ['note'] },
  /** 核验通过并销号 */
  verify: { from: ['pending-verification'], to: 'closed', by: ['verifier'], needs: ['note'] },
  /** 核验不通过: back to work, on the old deadline. */
  'reject-closure': { from: ['pending-verification'], to: 'in-progress', by: ['verifier'], needs: ['note'] },
  /** 直接销号: solved before it was assigned; not by the one who registered it. */
  close: {
    from: ['registered'],
    to: 'closed',
    by: ['supervisor'],
    needs: ['note'],
    unless: ({ registeredByActor }) => (registeredByActor ? 'own-work' : undefined),
  },
  /** 重启(回潮): the same problem is back; a new cycle starts. */
  reopen: { from: ['closed'], to: 'registered', by: ['supervisor', 'officer'], needs: ['note'] },
  /** 催办: counted. */
  urge: {
    from: ['assigned', 'in-progress', 'returned', 'suspended'],
    to: 'same',
    by: ['supervisor', 'leader'],
    needs: [],
  },
  /** 批示 */
  instruct: { from: open, to: 'same', by: ['leader'], needs: ['note'] },
} as const satisfies Record<string, Step>;

export type Action = keyof typeof WORKFLOW;
export const ACTIONS = Object.keys(WORKFLOW) as Action[];
/** What the record holds: the actions and the registration, which has no state before it. */
export type EventAction = Action | 'register';

/**
 * Whether the action is possible now, by this person.
 *
 * @returns the state it leads to, or why it is refused
 */
export function next(action: Action, facts: Facts): { to: State } | { refused: Refusal } {
  const step: Step = WORKFLOW[action];
  const mine = step.by.some((party) => facts.parties.includes(party));
  if (!mine) return { refused: ownWork(step, facts) ? 'own-work' : 'not-your-turn' };
  if (!step.from.includes(facts.state)) return { refused: 'wrong-state' };
  const refused = step.unless?.(facts);
  return refused ? { refused } : { to: step.to === 'same' ? facts.state : step.to };
}

/** A supervisor or officer who is kept from verifying only because they handled the issue deserves to hear it. */
const ownWork = (step: Step, { parties }: Facts): boolean =>
  step.by.includes('verifier') && (parties.includes('supervisor') || parties.includes('officer'));

/** Everything this person may do with the issue now. */
export const allowedActions = (facts: Facts): Action[] => ACTIONS.filter((action) => 'to' in next(action, facts));

/** What the action must bring along. */
export const needsOf = (action: Action): readonly Need[] => WORKFLOW[action].needs;

/** Who has to act next (轮到谁): the party whose clock runs. */
export function heldBy(state: State): 'supervisor' | 'lead' | 'verifier' | 'nobody' {
  if (state === 'registered' || state === 'returned') return 'supervisor';
  if (state === 'pending-verification') return 'verifier';
  return state === 'closed' || state === 'suspended' ? 'nobody' : 'lead';
}

/** 绿, 黄, 红; `none` where no clock runs: not assigned yet, suspended, closed. */
export const LIGHTS = ['green', 'yellow', 'red', 'none'] as const;
export type Light = (typeof LIGHTS)[number];

/**
 * The light of an issue, in working days.
 *
 * @param soonUntil the last day that counts as soon: `soon_days` working days from today
 */
export function lightOf(state: State, dueOn: Day | null, today: Day, soonUntil: Day): Light {
  if (dueOn === null || state === 'registered' || state === 'suspended' || state === 'closed') return 'none';
  if (dueOn < today) return 'red';
  return dueOn <= soonUntil ? 'yellow' : 'green';
}

/** Faults of the table itself, checked at start: a state no one reaches, or an open one without exit. */
export function faultsOf(workflow: Record<string, Step> = WORKFLOW): string[] {
  const steps = Object.values(workflow);
  const reached = new Set<State>(['registered']);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const { from, to } of steps) if (to !== 'same' && from.some((state) => reached.has(state))) reached.add(to);
  }
  const exits = (state: State) => steps.some(({ from, to }) => to !== 'same' && to !== state && from.includes(state));
  return [
    ...STATES.filter((state) => !reached.has(state)).map((state) => `state ${state} is never reached`),
    ...open.filter((state) => !exits(state)).map((state) => `state ${state} has no exit`),
  ];
}
