import { decimal, rounded } from '@app/platform';

export const LIGHTS = ['green', 'yellow', 'red', 'none'] as const;
/** 达到目标, 略有差距, 差距较大, 无目标. */
export type Light = (typeof LIGHTS)[number];

/** A figure against what it should be. */
export interface Aim {
  target: string;
  /** Up to so far on the wrong side of the target it is yellow, beyond that red; in the figure's unit. */
  margin: string;
  direction: 'more' | 'less' | 'none';
}

/** Figure − target, exactly. */
const distance = (value: string, { target }: Aim) => decimal(value).minus(target);

/** Figure − target to two digits, as the pages show it. */
export const gapOf = (value: string, aim: Aim): string => rounded(distance(value, aim), 2);

/** The light of an exact figure; none where there is no aim or nothing to compare. */
export function lightOf(value: string | null, aim: Aim | null): Light {
  if (value === null || aim === null || aim.direction === 'none') return 'none';
  const ahead = aim.direction === 'more' ? distance(value, aim) : distance(value, aim).negated();
  if (!ahead.isNegative() || ahead.isZero()) return 'green';
  return ahead.plus(aim.margin).isNegative() ? 'red' : 'yellow';
}

/** By a forecast's range: whether the plan is reached in any case, in some, or in none. */
export function lightOfRange(low: string | null, high: string | null): Light {
  if (low === null || high === null) return 'none';
  return decimal(low).gte(100) ? 'green' : decimal(high).lt(100) ? 'red' : 'yellow';
}
