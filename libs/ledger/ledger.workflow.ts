import type { Day } from '@app/platform';

/** 待交办, 待签收, 办理中, 退回待裁定, 挂起, 待核验, 已销号, 已并案, 已撤销. Late and due soon are computed, never states. */
export const STATES = [
  'registered',
  'assigned',
  'in-progress',
  'returned',
  'suspended',
  'pending-verification',
  'closed',
  'merged',
  'cancelled',
] as const;
export type State = (typeof STATES)[number];
/** Where an issue may stay for good. */
export const END_STATES: readonly State[] = ['closed', 'merged', 'cancelled'];

/**
 * Who a person is to one issue. `supervisor` and `leader` by role; `ruler`: who judges a return, a supervisor, and from
 * the second return of a cycle on the leader in charge; `lead`: handler or head of the lead department; `lead-head`: head
 * of it; `support`: handler or head of a supporting department; `officer`: responsible for the project, or the one who
 * registered; `verifier`: a supervisor, or the officer, who neither handled it nor belongs to a department that did;
 * `last-actor`: who did the last step, as long as nobody has acted on it.
 */
export const PARTIES = [
  'supervisor',
  'leader',
  'ruler',
  'lead',
  'lead-head',
  'support',
  'officer',
  'verifier',
  'last-actor',
] as const;
export type Party = (typeof PARTIES)[number];

/** What the service gathers about the issue and the one who acts, before the table is asked. Days are Shanghai days. */
export interface Facts {
  state: State;
  parties: readonly Party[];
  today: Day;
  dueOn: Day | null;
  /** Last day on which the department may say that it is not theirs. */
  returnUntil: Day | null;
  /** So often it was returned in this cycle. */
  returns: number;
  /** The day asked for, while a request for extension waits for its ruling. */
  extensionTo: Day | null;
  /** More extensions that may be granted in this cycle. */
  extensionsLeft: number;
  /** From this day on asking needs the supervisor's consent; null: never. */
  freezeFrom: Day | null;
  extensionConsent: boolean;
  /** It was solved before and is back: a cycle after the first. */
  reopened: boolean;
  /** The acting person registered the issue. */
  registeredByActor: boolean;
  /** Supporting departments that have not reported their part. */
  supportsOpen: number;
  /** Steps of a task that are not done. */
  stepsOpen: number;
  /** What waits for an answer: an urging, an instruction, a dissatisfied enterprise. */
  waits: readonly ('urge' | 'instruction' | 'rating')[];
  /** Last day on which a closed issue may be reopened: a year after closing. */
  reopenUntil: Day | null;
  /** The state before the last step, where {@link WORKFLOW.withdraw} leads back to. */
  before: State;
  /** The actions that the ledger uses; null: all. */
  used: readonly Action[] | null;
}

/**
 * What an action must bring along. `note`: words; `lead-unit`: a department; `handler`: a person of it; `due-day`,
 * `review-day`: a day to come; `target`: another issue; `parts`: what it is split into; `light`: a colour and until when.
 */
export type Need = 'note' | 'lead-unit' | 'handler' | 'due-day' | 'review-day' | 'target' | 'parts' | 'light';

interface Step {
  from: readonly State[];
  /** `same`: the state stays as it is; `before`: the one before the last step. */
  to: State | 'same' | 'before';
  by: readonly Party[];
  needs: readonly Need[];
  /** Why it is not possible now although state and person fit; undefined when it is. */
  unless?: (facts: Facts) => Refusal | undefined;
}

export const REFUSALS = [
  'not-your-turn',
  'wrong-state',
  'not-in-ledger',
  'return-too-late',
  'return-ruled',
  'leader-rules',
  'extension-too-late',
  'extension-pending',
  'extension-used-up',
  'extension-frozen',
  'consent-not-needed',
  'no-extension-pending',
  'supports-open',
  'steps-open',
  'nothing-to-answer',
  'reopen-too-late',
  'own-work',
  'close-reopened',
] as const;
export type Refusal = (typeof REFUSALS)[number];

const open: State[] = STATES.filter((state) => !END_STATES.includes(state));
const withDepartment: State[] = ['assigned', 'in-progress'];
/** After so many returns of one cycle the leader in charge decides, and there is no third. */
export const RETURNS_TO_LEADER = 2;

const frozen = ({ today, freezeFrom, extensionConsent }: Facts): boolean =>
  freezeFrom !== null && today >= freezeFrom && !extensionConsent;
const extensionAsked = ({ extensionTo }: Facts): Refusal | undefined =>
  extensionTo === null ? 'no-extension-pending' : undefined;
/** What is back goes through a department and is verified; only a ledger without 交办 has no other way. */
function unverified({ reopened, registeredByActor, used }: Facts): Refusal | undefined {
  if (reopened && (used === null || used.includes('assign'))) return 'close-reopened';
  return registeredByActor ? 'own-work' : undefined;
}
const answers =
  (what: Facts['waits'][number]) =>
  ({ waits }: Facts): Refusal | undefined =>
    waits.includes(what) ? undefined : 'nothing-to-answer';

/**
 * The life cycle of an issue, keyed by the verbs people use. The one place that says who may do what when: the service
 * applies it, `allowedActions` of the API is read from it, the tests hold the whole matrix.
 */
export const WORKFLOW = {
  /** 交办: also after a return (改派), which ends it. The clock starts here, not at signing. */
  assign: { from: ['registered', 'returned'], to: 'assigned', by: ['ruler'], needs: ['lead-unit'] },
  /** 坚持交办: the return is not accepted; the clock has never stopped. */
  insist: { from: ['returned'], to: 'assigned', by: ['ruler'], needs: ['note'] },
  /** 签收 */
  sign: { from: ['assigned'], to: 'in-progress', by: ['lead'], needs: [] },
  /** 退回: within the ledger's days after assignment, signed or not; twice at most. */
  return: {
    from: withDepartment,
    to: 'returned',
    by: ['lead'],
    needs: ['note'],
    unless: ({ today, returnUntil, returns }) => {
      if (returns >= RETURNS_TO_LEADER) return 'return-ruled';
      return returnUntil !== null && today > returnUntil ? 'return-too-late' : undefined;
    },
  },
  /** 转办: to another department without a return; the deadline stays unless it has passed. */
  transfer: { from: withDepartment, to: 'assigned', by: ['supervisor'], needs: ['note', 'lead-unit'] },
  /** 指派承办人: the head gives it to a person of the department. */
  delegate: { from: withDepartment, to: 'same', by: ['lead-head'], needs: ['handler'] },
  /** 反馈: may flag a risk; a supporting department says when its part is done. */
  report: { from: ['in-progress', 'suspended'], to: 'same', by: ['lead', 'support'], needs: ['note'] },
  /** 申请延期: only before the deadline has passed, one request at a time, and not in the last days without consent. */
  'request-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['lead'],
    needs: ['note', 'due-day'],
    unless: (facts) => {
      if (facts.extensionTo !== null) return 'extension-pending';
      if (facts.dueOn !== null && facts.today > facts.dueOn) return 'extension-too-late';
      if (facts.extensionsLeft <= 0) return 'extension-used-up';
      return frozen(facts) ? 'extension-frozen' : undefined;
    },
  },
  /** 同意补报延期: the supervisor lets the department ask although the last days have begun. */
  'consent-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['supervisor'],
    needs: [],
    unless: (facts) => {
      if (facts.extensionTo !== null) return 'extension-pending';
      if (facts.dueOn !== null && facts.today > facts.dueOn) return 'extension-too-late';
      if (facts.extensionsLeft <= 0) return 'extension-used-up';
      return frozen(facts) ? undefined : 'consent-not-needed';
    },
  },
  /** 同意延期 */
  'grant-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['supervisor'],
    needs: ['note'],
    unless: extensionAsked,
  },
  /** 不同意延期 */
  'refuse-extension': {
    from: ['in-progress'],
    to: 'same',
    by: ['supervisor'],
    needs: ['note'],
    unless: extensionAsked,
  },
  /** 挂起: for a cause outside the zone's power; the clock stands still until the day of review. */
  suspend: { from: ['in-progress'], to: 'suspended', by: ['supervisor'], needs: ['note', 'review-day'] },
  /** 恢复办理: the deadline moves by the working days that it stood still. On the day of review the system does it. */
  resume: { from: ['suspended'], to: 'in-progress', by: ['supervisor'], needs: ['note'] },
  /** 并案: the same problem twice; the number stays and points to the other. */
  merge: {
    from: ['registered', 'assigned', 'in-progress', 'returned', 'suspended'],
    to: 'merged',
    by: ['supervisor'],
    needs: ['note', 'target'],
    // A merge would end what only the leader in charge may rule on.
    unless: ({ state, returns }) => (state === 'returned' && returns >= RETURNS_TO_LEADER ? 'leader-rules' : undefined),
  },
  /** 拆分: what is more than one problem gets a number for each part. */
  split: {
    from: ['registered', 'assigned', 'in-progress'],
    to: 'same',
    by: ['supervisor'],
    needs: ['note', 'parts'],
  },
  /** 撤回: one's own last step, before the next party acts. */
  withdraw: {
    from: ['registered', 'assigned', 'returned', 'pending-verification'],
    to: 'before',
    by: ['last-actor'],
    needs: ['note'],
  },
  /** 撤销: with the leader's words. */
  cancel: { from: open, to: 'cancelled', by: ['leader'], needs: ['note'] },
  /** 申请销号 */
  'apply-closure': {
    from: ['in-progress'],
    to: 'pending-verification',
    by: ['lead'],
    needs: ['note'],
    unless: ({ supportsOpen, stepsOpen }) =>
      supportsOpen > 0 ? 'supports-open' : stepsOpen > 0 ? 'steps-open' : undefined,
  },
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
    unless: unverified,
  },
  /** 重启(回潮): the same problem is back within a year; a new cycle starts. */
  reopen: {
    from: ['closed'],
    to: 'registered',
    by: ['supervisor', 'officer'],
    needs: ['note'],
    unless: ({ today, reopenUntil }) => (reopenUntil !== null && today > reopenUntil ? 'reopen-too-late' : undefined),
  },
  /** 催办: counted, and to be answered. */
  urge: {
    from: ['assigned', 'in-progress', 'returned', 'suspended'],
    to: 'same',
    by: ['supervisor', 'leader'],
    needs: [],
  },
  /** 答复催办; a report answers it too. */
  'answer-urge': { from: open, to: 'same', by: ['lead'], needs: ['note'], unless: answers('urge') },
  /** 批示: to be answered by a day. */
  instruct: { from: open, to: 'same', by: ['leader'], needs: ['note'] },
  /** 答复批示 */
  'answer-instruction': {
    from: open,
    to: 'same',
    by: ['lead', 'supervisor'],
    needs: ['note'],
    unless: answers('instruction'),
  },
  /** 回复评价: the enterprise was not satisfied; the supervisor has looked at it and leaves it closed. */
  'answer-rating': { from: ['closed'], to: 'same', by: ['supervisor'], needs: ['note'], unless: answers('rating') },
  /** 研判: a person's own judgement beside the computed light, until a day. */
  judge: {
    from: ['assigned', 'in-progress', 'returned', 'suspended', 'pending-verification'],
    to: 'same',
    by: ['supervisor', 'lead', 'officer'],
    needs: ['note', 'light'],
  },
} as const satisfies Record<string, Step>;

export type Action = keyof typeof WORKFLOW;
export const ACTIONS = Object.keys(WORKFLOW) as Action[];

/** Actions by which a person takes part in solving; who did one of them does not verify. */
export const HANDLING: readonly Action[] = [
  'sign',
  'return',
  'delegate',
  'report',
  'request-extension',
  'apply-closure',
  'answer-urge',
];

/**
 * What stands on the record beside the actions. `register`: 登记; `absorb`: another was merged into it; `part`: split off
 * from another; `recalculate`: a new calendar moved its days; `order`: an order was sent; `rate`: the enterprise answered;
 * `step`: a step of the task changed; `seen`: the same was found again.
 */
export const SYSTEM_EVENTS = ['register', 'absorb', 'recalculate', 'order', 'rate', 'step', 'seen', 'recheck'] as const;
export type EventAction = Action | (typeof SYSTEM_EVENTS)[number];
export const EVENT_ACTIONS: readonly EventAction[] = [...SYSTEM_EVENTS, ...ACTIONS];

/**
 * Whether the action is possible now, by this person.
 *
 * @returns the state it leads to, or why it is refused
 */
export function next(action: Action, facts: Facts): { to: State } | { refused: Refusal } {
  const step: Step = WORKFLOW[action];
  if (facts.used !== null && !facts.used.includes(action)) return { refused: 'not-in-ledger' };
  const mine = step.by.some((party) => facts.parties.includes(party));
  if (!mine) return { refused: ownWork(step, facts) ? 'own-work' : 'not-your-turn' };
  if (!step.from.includes(facts.state)) return { refused: 'wrong-state' };
  const refused = step.unless?.(facts);
  if (refused) return { refused };
  return { to: step.to === 'same' ? facts.state : step.to === 'before' ? facts.before : step.to };
}

/** A supervisor or officer who is kept from verifying only because they handled the issue deserves to hear it. */
const ownWork = (step: Step, { parties }: Facts): boolean =>
  step.by.includes('verifier') && (parties.includes('supervisor') || parties.includes('officer'));

/** Everything this person may do with the issue now. */
export const allowedActions = (facts: Facts): Action[] => ACTIONS.filter((action) => 'to' in next(action, facts));

/** What the action must bring along. */
export const needsOf = (action: Action): readonly Need[] => WORKFLOW[action].needs;

/** Whether the one who did this step may take it back: it waits for somebody else. */
export const canBeTakenBack = (to: State): boolean => (WORKFLOW.withdraw.from as readonly State[]).includes(to);

/** Who has to act next (轮到谁): the party whose clock runs. */
export function heldBy(state: State, returns = 0): 'supervisor' | 'leader' | 'lead' | 'verifier' | 'nobody' {
  if (state === 'returned' && returns >= RETURNS_TO_LEADER) return 'leader';
  if (state === 'registered' || state === 'returned') return 'supervisor';
  if (state === 'pending-verification') return 'verifier';
  return END_STATES.includes(state) || state === 'suspended' ? 'nobody' : 'lead';
}

/** 绿, 黄, 红; `none` where no clock runs: not assigned yet, suspended, closed. */
export const LIGHTS = ['green', 'yellow', 'red', 'none'] as const;
export type Light = (typeof LIGHTS)[number];

/** The states in which the department's clock runs. */
export const RUNNING_STATES: readonly State[] = ['assigned', 'in-progress', 'returned', 'pending-verification'];

/**
 * The light of an issue, in working days. Not signing in time is late in itself.
 *
 * @param soonUntil the last day that counts as soon: the ledger's working days from today
 */
export function lightOf(
  { state, dueOn, signDueOn }: { state: State; dueOn: Day | null; signDueOn: Day | null },
  today: Day,
  soonUntil: Day,
): Light {
  if (dueOn === null || !RUNNING_STATES.includes(state)) return 'none';
  if (dueOn < today || isUnsigned({ state, signDueOn }, today)) return 'red';
  return dueOn <= soonUntil ? 'yellow' : 'green';
}

/** Whether the day to sign for it has passed. */
export const isUnsigned = ({ state, signDueOn }: { state: State; signDueOn: Day | null }, today: Day): boolean =>
  state === 'assigned' && signDueOn !== null && signDueOn < today;

/**
 * Faults of the table itself, or of the part of it that a ledger uses: a state no one reaches, or an open one without
 * exit. Checked at start, and when a ledger is changed.
 */
export function faultsOf(
  workflow: Partial<Record<Action, Step>> = WORKFLOW,
): { state: State; fault: 'unreached' | 'no-exit' }[] {
  const steps = Object.values(workflow);
  const reached = new Set<State>(['registered']);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const { from, to } of steps) {
      if (to !== 'same' && to !== 'before' && from.some((state) => reached.has(state))) reached.add(to);
    }
  }
  const exits = (state: State): boolean =>
    steps.some(({ from, to }) => to !== 'same' && to !== 'before' && to !== state && from.includes(state));
  const whole = workflow === WORKFLOW;
  return [
    ...STATES.filter((state) => !reached.has(state) && (whole || state === 'closed')).map((state) => ({
      state,
      fault: 'unreached' as const,
    })),
    ...open
      .filter((state) => reached.has(state) && !exits(state))
      .map((state) => ({ state, fault: 'no-exit' as const })),
  ];
}
