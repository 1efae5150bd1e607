import { type Amount, amountText, decimal, rounded } from '@app/platform';

/** Completed since January at the end of each month, in 万元: the first is January's. */
export type Curve = readonly Amount[];

/** What a list is forecast from. */
export interface ForecastFacts {
  /** This year's curve up to the newest month that is over and has entries; the projects are those on the list now. */
  curve: Curve;
  /** Whole curves (twelve months) of earlier years of the same kind of list. */
  earlier: readonly Curve[];
  /** Annual plan; zero or null where none is entered. */
  plan: Amount | null;
  /** Digits of the list's rates. */
  digits: number;
}

export const FORECAST_METHODS = ['shape', 'pace', 'over'] as const;
/** 往年同类清单的进度曲线, 今年以来的平均进度, 全年已结束. */
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

export const FORECAST_GAPS = ['few-months', 'few-entries', 'nothing-completed'] as const;
/** Why there is none: 月份太少, 填报的月份太少, 还没有完成投资. */
export type ForecastGap = (typeof FORECAST_GAPS)[number];

export interface Forecast {
  method: ForecastMethod;
  /** Completed by the year's end, in 万元, to four decimals. */
  point: Amount;
  low: Amount;
  high: Amount;
  /** Of the plan, in percent; null without one. */
  rate: string | null;
  lowRate: string | null;
  highRate: string | null;
  /** Back-test: how many past months were forecast, and how far off they were on average, in points of the plan. */
  tests: number;
  error: string | null;
}

/** From so many months on something can be said, and as many of them must have entries. */
export const LEAST_MONTHS = 4;
const LEAST_ENTRIES = 3;
/** The first month from which a past forecast is tried, and how far it must have looked. */
const FIRST_TEST = 2;
const LEAST_HORIZON = 2;
/** An earlier year tells nothing of the course of a year when it was entered in a few lumps. */
const LEAST_STEPS = 6;
const YEAR = 12;
const DIGITS = 4;

const text = (value: Parameters<typeof decimal>[0]): Amount => amountText(decimal(value).toDecimalPlaces(DIGITS));
const steps = (curve: Curve): number =>
  curve.filter((value, index) => !decimal(value).eq(curve[index - 1] ?? 0)).length;

/**
 * The year's end from the monthly curve.
 *
 * The point: completed ÷ the share of the year that earlier lists of the same kind had completed by this month (averaged
 * over the years); without such years each month to come is expected to bring what the months so far brought on average.
 *
 * The range: from each past month of this year the same method forecasts the present one. What came, as a multiple of
 * what was expected, gives the least and the most that the remaining months are expected to bring; always containing the
 * point itself.
 */
export function forecast({ curve, earlier, plan, digits }: ForecastFacts): Forecast | ForecastGap {
  const months = curve.length;
  const done = decimal(curve.at(-1) ?? 0);
  const rated = plan !== null && !decimal(plan).isZero() ? decimal(plan) : null;
  const rate = (value: Amount) => (rated === null ? null : rounded(decimal(value).times(100).dividedBy(rated), digits));
  if (months >= YEAR) {
    const end = text(curve[YEAR - 1] as Amount);
    const [same, percent] = [{ point: end, low: end, high: end }, rate(end)];
    return { method: 'over', ...same, rate: percent, lowRate: percent, highRate: percent, tests: 0, error: null };
  }
  if (months < LEAST_MONTHS) return 'few-months';
  if (!done.isPositive() || done.isZero()) return 'nothing-completed';
  if (steps(curve) < LEAST_ENTRIES) return 'few-entries';

  const shape = shapeOf(earlier);
  const grow = growthOf(shape);
  const expected = (from: number, to: number) => decimal(curve[from - 1] as Amount).times(grow(from, to).minus(1));
  const rest = expected(months, YEAR);

  const tried = tries(months).flatMap((from) => {
    const [before, wanted] = [decimal(curve[from - 1] as Amount), expected(from, months)];
    // A month from which nothing was expected says nothing of how well this works.
    if (!before.isPositive() || !wanted.isPositive() || wanted.isZero()) return [];
    const came = done.minus(before);
    return [{ multiple: came.dividedBy(wanted), off: came.minus(wanted).abs() }];
  });
  const multiples = tried.map(({ multiple }) => (multiple.isNegative() ? decimal(0) : multiple));
  const least = multiples.reduce((low, value) => (value.lt(low) ? value : low), decimal(1));
  const most = multiples.reduce((high, value) => (value.gt(high) ? value : high), decimal(1));
  const at = (multiple: Parameters<typeof decimal>[0]) => text(done.plus(rest.times(multiple)));
  const [point, low, high] = [at(1), at(least), at(most)];
  const off = tried.reduce((sum, one) => sum.plus(one.off), decimal(0));
  return {
    method: shape === null ? 'pace' : 'shape',
    point,
    low,
    high,
    rate: rate(point),
    lowRate: rate(low),
    highRate: rate(high),
    tests: tried.length,
    error:
      rated === null || tried.length === 0 ? null : rounded(off.times(100).dividedBy(tried.length).dividedBy(rated), 1),
  };
}

/** The months from which the present one is forecast again. */
function tries(months: number): number[] {
  const all = Array.from({ length: months }, (_, index) => index + 1);
  return all.filter((from) => from >= FIRST_TEST && from + LEAST_HORIZON <= months);
}

type Share = ReturnType<typeof decimal>;

/** The share of the year that was completed by each month, averaged over the earlier years; null without a usable one. */
function shapeOf(earlier: readonly Curve[]): Share[] | null {
  const shares = earlier
    .filter((curve) => curve.length === YEAR && steps(curve) >= LEAST_STEPS && decimal(curve[YEAR - 1] as Amount).gt(0))
    .map((curve) => {
      // A correction may have taken something back: completed is what was completed for good.
      let most = decimal(0);
      const risen = curve.map((value) => (most = decimal(value).gt(most) ? decimal(value) : most));
      return risen.map((value) => value.dividedBy(most));
    });
  if (shares.length === 0) return null;
  return Array.from({ length: YEAR }, (_, month) =>
    shares.reduce((sum, share) => sum.plus(share[month] as Share), decimal(0)).dividedBy(shares.length),
  );
}

/** By how much the sum since January grows from one month to a later one. */
function growthOf(shape: Share[] | null): (from: number, to: number) => Share {
  return (from, to) => {
    const begun = shape?.[from - 1];
    // A year that had completed nothing by then tells nothing: the pace does.
    if (!shape || !begun || begun.isZero()) return decimal(to).dividedBy(from);
    return (shape[to - 1] as Share).dividedBy(begun);
  };
}
