import type { IssueEvent } from './queries';

/** So many lines of the record stand on the slip: more would not leave it on one page. */
export const MOST_STEPS = 10;
/** The first of them that always stay: how it came to the department. */
const FIRST = 2;

/** What matters less where there is no room for all. */
const ASIDE: readonly string[] = [
  ...['urge', 'answer-urge', 'judge', 'delegate', 'step', 'recalculate', 'seen', 'report', 'order', 'rate'],
  ...['consent-extension', 'answer-rating', 'split', 'absorb'],
];

export interface SlipSteps {
  first: IssueEvent[];
  /** So many are left out between the two. */
  omitted: number;
  last: IssueEvent[];
  urged: number;
}

/**
 * The steps of a record that stand on the one-page slip: all, if they fit; otherwise without what goes beside the work;
 * if that is still too much, the first ones and the last ones.
 */
export function slipSteps(events: readonly IssueEvent[]): SlipSteps {
  const urged = events.filter(({ action }) => action === 'urge').length;
  if (events.length <= MOST_STEPS) return { first: [...events], omitted: 0, last: [], urged: 0 };
  const steps = events.filter(({ action }) => !ASIDE.includes(action));
  if (steps.length <= MOST_STEPS)
    return { first: steps, omitted: events.length - steps.length - urged, last: [], urged };
  // The line that says so takes a place of its own.
  const last = steps.slice(FIRST - MOST_STEPS + 1);
  return { first: steps.slice(0, FIRST), omitted: events.length - FIRST - last.length - urged, last, urged };
}

/** The words of the last event of one of these actions. */
export const lastWords = (events: readonly IssueEvent[], ...actions: string[]): IssueEvent | undefined =>
  [...events].reverse().find(({ action }) => actions.includes(action));
