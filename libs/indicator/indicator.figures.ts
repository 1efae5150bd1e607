import { decimal, type Month, rate } from '@app/platform';
import type { IndicatorFigures } from './board.dto';
import { addsUp, type IndicatorLight } from './indicator.kinds';
import type { IndicatorSums } from './sum.queries';

/** Up to this many percent, percentage points or places behind is “slightly”. */
const SLIGHTLY = { rate: 10, points: 1, places: 2 };

const text = (value: ReturnType<typeof decimal>): string => value.toFixed().replace(/^-0$/, '0');
const difference = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : text(decimal(a).minus(b));

/** All that follows from the sums: exact, rounded half up at the very end. */
export function figuresOf(sums: IndicatorSums, month: Month): IndicatorFigures {
  const { kind, direction, digits, target, split, actual, yearBefore } = sums;
  const ratio = kind !== 'growth' && kind !== 'rank';
  const computed = ratio && actual !== null ? rate(actual, target, digits) : null;
  const stated = ratio && target === null ? sums.statedShare : null;
  const off = difference(actual, target);
  return {
    target,
    split,
    splitMonth: sums.splitMonth,
    actual,
    actualMonth: sums.actualMonth,
    actualFrom: sums.actualFrom,
    yearBefore,
    completionRate: computed ?? stated,
    rateStated: computed === null && stated !== null,
    progressRate: ratio && actual !== null ? rate(actual, split, digits) : null,
    remaining: addsUp(kind) && direction === 'more' && off !== null ? (off.startsWith('-') ? off.slice(1) : '0') : null,
    growth: growthOf(sums),
    change: difference(actual, yearBefore),
    difference: off,
    reached: off === null ? null : direction === 'more' ? !off.startsWith('-') : off === '0' || off.startsWith('-'),
    ...lightOf(sums, month),
  };
}

/** Of totals only; a base that is missing, zero or negative says nothing of growth. */
export function growthOf({ kind, digits, actual, yearBefore }: IndicatorSums): string | null {
  if (!addsUp(kind) || actual === null || yearBefore === null || !decimal(yearBefore).isPositive()) return null;
  return rate(decimal(actual).minus(yearBefore), yearBefore, digits);
}

/** Against the month's split; without one against the passed share of the year, or the annual target itself. */
function lightOf(sums: IndicatorSums, month: Month): { light: IndicatorLight; lightNote: string | null } {
  const { kind, direction, actual, split, splitMonth, target } = sums;
  if (actual === null) return { light: 'none', lightNote: '尚未填报' };
  if (split === null && target === null) return { light: 'none', lightNote: '没有目标可以对照' };
  const passed = Number((sums.actualMonth ?? month).slice(5));
  const byTime = split === null && addsUp(kind) && direction === 'more';
  const base = byTime
    ? decimal(target ?? 0)
        .times(passed)
        .dividedBy(12)
    : decimal(split ?? target ?? 0);
  const note =
    split !== null
      ? `与 ${Number((splitMonth ?? month).slice(5))} 月分解目标对照`
      : byTime
        ? `与时间进度（${passed}/12）对照`
        : '与年度目标对照';
  const behind = direction === 'more' ? base.minus(actual) : decimal(actual).minus(base);
  if (!behind.isPositive() || behind.isZero()) return { light: 'green', lightNote: note };
  const slightly =
    kind === 'growth'
      ? behind.lte(SLIGHTLY.points)
      : kind === 'rank'
        ? behind.lte(SLIGHTLY.places)
        : behind.times(100).lte(base.abs().times(SLIGHTLY.rate));
  return { light: slightly ? 'yellow' : 'red', lightNote: note };
}
