import type { Role } from '@app/org';
import type { StepDays } from './ledger.rule';
import { ACTION_LABELS, STATE_LABELS } from './ledger.labels';
import { type Action, ACTIONS, type State, STATES, WORKFLOW } from './ledger.workflow';

/** Whether the issues of a ledger are about a project: always, perhaps, never. */
export const SUBJECTS = ['project', 'optional', 'none'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** The roles that a ledger may let register. */
export const REGISTRARS = ['officer', 'handler', 'head', 'supervisor', 'leader'] as const satisfies readonly Role[];
export type Registrar = (typeof REGISTRARS)[number];

/** 提示单, 督办单, 督办函, 约谈: each sharper than the one before. */
export const ESCALATIONS = ['notice', 'order', 'letter', 'talk'] as const;
export type Escalation = (typeof ESCALATIONS)[number];

/** What a new ledger starts from: an urgent matter is 5 days' work, an ordinary one 20. */
export const STANDARD_STEP_DAYS: StepDays = {
  assign: { low: 1, medium: 1, high: 1 },
  sign: { low: 1, medium: 1, high: 1 },
  due: { low: 20, medium: 10, high: 5 },
  return: { low: 2, medium: 2, high: 2 },
  ruling: { low: 2, medium: 2, high: 2 },
  verify: { low: 3, medium: 3, high: 3 },
  answer: { low: 2, medium: 2, high: 2 },
};

/** Edges of the life cycle as this file looks at them; what leads back to where it was (`same`) is none. */
type Edges = Record<string, { from: readonly string[]; to: string }>;

/** Where an issue ends. */
const ENDS: readonly string[] = ['closed', 'merged', 'cancelled'];
/** An action that leaves somebody waiting for one of the others: a question without an answer. */
const NEEDS_ANSWER: Record<string, readonly string[]> = {
  'request-extension': ['grant-extension', 'refuse-extension'],
  suspend: ['resume'],
  urge: ['answer-urge'],
  instruct: ['answer-instruction'],
};

const moves = (edges: Edges, used: (action: string) => boolean): [string, string, string][] =>
  Object.entries(edges).flatMap(([action, { from, to }]) =>
    used(action) && (STATES as readonly string[]).includes(to)
      ? from.filter((state) => state !== to).map((state): [string, string, string] => [state, to, action])
      : [],
  );

function spread(start: string[], step: (reached: ReadonlySet<string>) => string[]): Set<string> {
  const reached = new Set(start);
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const state of step(reached)) reached.add(state);
  }
  return reached;
}

/** The states that an issue can come into with these actions, in the order of the life cycle. */
export function statesOf(actions: readonly Action[] | null, edges: Edges = WORKFLOW): State[] {
  const all = moves(edges, (action) => actions === null || (actions as readonly string[]).includes(action));
  const reached = spread(['registered'], (seen) => all.flatMap(([from, to]) => (seen.has(from) ? [to] : [])));
  return STATES.filter((state) => reached.has(state));
}

/**
 * What is wrong with a ledger that uses only these actions: an issue must be able to get from every state it can come
 * into to 已销号, and what asks for an answer must be answerable.
 *
 * @returns sentences that name the state or action and what is missing; none when the ledger works
 */
export function faultsOfActions(actions: readonly Action[], edges: Edges = WORKFLOW): string[] {
  const used = (action: string): boolean => (actions as readonly string[]).includes(action);
  const mine = moves(edges, used);
  const whole = moves(edges, () => true);
  const closes = spread(['closed'], (seen) => mine.flatMap(([from, to]) => (seen.has(to) ? [from] : [])));
  // Merging and cancelling end an issue, but solve nothing: they do not count as the way out.
  const helps = ([from, to]: [string, string, string], state: string): boolean =>
    from === state && !ENDS.slice(1).includes(to);
  const stuck = statesOf(actions, edges).filter((state) => !ENDS.includes(state) && !closes.has(state));
  const ways = stuck.map((state) => {
    const name = STATE_LABELS[state].zh;
    const missing = whole.flatMap((move) => (helps(move, state) && !used(move[2]) ? [move[2]] : []));
    const exits = mine.some((move) => helps(move, state));
    const out = exits ? `“${name}”之后走不到“${STATE_LABELS.closed.zh}”` : `“${name}”没有出路`;
    return missing.length > 0 ? `${out}，请选用${words(missing, '或')}。` : `${out}。`;
  });
  const answers = Object.entries(NEEDS_ANSWER).flatMap(([action, needed]) => {
    const missing = used(action) ? needed.filter((answer) => answer in edges && !used(answer)) : [];
    return missing.length > 0 ? [`选用${words([action])}，须同时选用${words(missing, '和')}。`] : [];
  });
  return [...ways, ...answers];
}

const words = (actions: readonly string[], last = '、'): string => {
  const names = [...new Set(actions)].map((action) => `“${ACTION_LABELS[action as Action].zh}”`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}${last}${names.at(-1)}`;
};

/** The actions in the order of the life cycle; null when all are used, as it is kept. */
export function actionsKept(actions: readonly Action[] | null): Action[] | null {
  if (actions === null) return null;
  const kept = ACTIONS.filter((action) => actions.includes(action));
  return kept.length === ACTIONS.length ? null : kept;
}

/** What is wrong with the steps of an escalation: each kind once, and the sharper the later. */
export function faultOfEscalation(steps: readonly { kind: Escalation; lateDays: number }[]): string | undefined {
  if (new Set(steps.map(({ kind }) => kind)).size < steps.length) return '每种督办文书只能填写一次。';
  const ordered = [...steps].sort((a, b) => ESCALATIONS.indexOf(a.kind) - ESCALATIONS.indexOf(b.kind));
  const falls = ordered.some(({ lateDays }, index) => index > 0 && lateDays <= (ordered[index - 1]?.lateDays ?? 0));
  return falls ? '督办文书应逐级递进：提示单、督办单、督办函、约谈的超期天数须依次增加。' : undefined;
}
