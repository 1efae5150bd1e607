import { dayOf, lastDay, type Month, monthOf, type Period, spanOf } from '@app/platform';
import type { Scores } from './score.result';
import type { SchemeRule } from './scheme.kinds';

/** What an evaluation keeps: everything from which its points arose, and the points. */
export interface EvaluationContent extends Scores {
  scheme: string;
  schemeId: string;
  schemeVersion: number;
  period: Period;
  from: Month;
  to: Month;
  asOf: string;
  months: { month: Month; revision: number }[];
  rule: SchemeRule;
  items: { code: string; name: string; rule: string }[];
}

/** The months of a period that have begun, and the day up to which they count. */
export function countedSpan(period: Period, now: Date): { from: Month; to: Month; asOf: string; ended: boolean } {
  const { from, to } = spanOf(period);
  const running = monthOf(now);
  const ended = to < running;
  return { from, to: to < running ? to : running, asOf: ended ? lastDay(to) : dayOf(now), ended };
}
