import { decimal, type Month, rounded } from '@app/platform';
import { basisNote, basisOf } from './basis';
import type { Comparison } from './figure.dto';
import type { Combine, MeasureBasis } from './figure.kinds';

/** What a measure's version says of its arithmetic. */
export interface Formula {
  numerator: string | null;
  denominator: string | null;
  combine: Combine;
  basis: MeasureBasis;
  digits: number | null;
  trimWhole: boolean;
}

/** The exact sums of one scope in one month. */
export interface ScopeSums {
  /** By quantity. */
  values: Readonly<Record<string, string>>;
  /** How many parts lie at each whole number, for a median. */
  buckets?: readonly (readonly [number, number])[];
  /** Figures that are entered, not added up, by measure; null: not there. */
  given?: Readonly<Record<string, string | null>>;
  /** Digits of the list, the stage or the indicator. */
  digits?: number;
  /** Where the scope names itself: a stage, an indicator; its unit of measurement; and by what it is known in other years. */
  name?: string;
  unit?: string;
  alias?: string;
}

export interface Evaluated {
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  digits: number;
  basisNote: string | null;
  /** Before any rounding, for comparing with other months. */
  exact: Exact | null;
}
type Exact = ReturnType<typeof decimal>;

const USUAL_DIGITS = 2;

/** Share of the year that has passed at the end of the month, in percent, exactly (时间进度). */
export const passed = (month: Month): Exact =>
  decimal(Number(month.slice(5)))
    .times(100)
    .dividedBy(12);

/** A quantity as the measure's basis wants it; null where nobody has told it. */
function amountOf(sums: ScopeSums, name: string, basis: MeasureBasis): Exact | null {
  const source = basis === 'registry' && `registry-${name}` in sums.values ? `registry-${name}` : name;
  const told = sums.values[source === 'registry-completed' ? 'registry-told' : `${source}-told`];
  if (told !== undefined && decimal(told).isZero()) return null;
  const value = sums.values[source];
  if (value === undefined) return null;
  const preliminary = sums.values[`${source}@with-preliminary`];
  if (preliminary === undefined || basis === 'as-entered' || basis === 'reported') return decimal(value);
  if (basis === 'with-preliminary') return decimal(preliminary);
  return basis === 'without-preliminary' ? decimal(value).minus(preliminary) : decimal(value);
}

/**
 * The figure of a measure in a scope: exact until the very end, then rounded half up. Null where it cannot be computed:
 * the base is zero, or nobody has told what is added up.
 */
export function evaluate(code: string, formula: Formula, sums: ScopeSums, month: Month): Evaluated {
  const digits = formula.digits ?? sums.digits ?? USUAL_DIGITS;
  const shown = (exact: Exact): string => {
    const text = rounded(exact, digits);
    if (formula.combine === 'sum') return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
    return formula.trimWhole ? text.replace(/\.0+$/, '') : text;
  };
  const answer = (
    exact: Exact | null,
    numerator: Exact | null = null,
    denominator: Exact | null = null,
  ): Evaluated => ({
    value: exact && shown(exact),
    numerator: numerator && numerator.toFixed(),
    denominator: denominator && denominator.toFixed(),
    digits,
    basisNote: noteOf(formula, sums),
    exact,
  });
  const of = (name: string | null): Exact | null => (name === null ? null : amountOf(sums, name, formula.basis));
  switch (formula.combine) {
    case 'given': {
      const given = code.endsWith('.time-schedule') ? passed(month) : (sums.given?.[code] ?? null);
      return answer(given === null ? null : decimal(given));
    }
    case 'median': {
      const middle = median(sums.buckets ?? []);
      return answer(middle, middle);
    }
    case 'sum': {
      const sum = of(formula.numerator);
      return answer(sum, sum);
    }
    default: {
      const [part, whole] = [of(formula.numerator), of(formula.denominator)];
      const stated = whole === null ? sums.given?.[code] : undefined;
      if (stated != null) return answer(decimal(stated));
      if (part === null || whole === null || whole.isZero()) return answer(null, part, whole);
      const percent = part.times(100).dividedBy(whole);
      return answer(formula.combine === 'rate' ? percent : percent.minus(passed(month)), part, whole);
    }
  }
}

/** Only where plans or entries of projects are in it as they were entered. */
function noteOf({ numerator, denominator, basis }: Formula, { values }: ScopeSums): string | null {
  if (basis === 'with-preliminary' || basis === 'without-preliminary') return null;
  const counted = [numerator, denominator];
  const plan = counted.includes('plan') ? basisOf(values['planned-with'], values['planned-without']) : null;
  const done =
    counted.includes('completed') && basis !== 'registry' ? basisOf(values['done-with'], values['done-without']) : null;
  return basisNote(plan, done);
}

/** The middle of so many whole numbers; of an even count the mean of the two in the middle. */
export function median(buckets: readonly (readonly [number, number])[]): Exact | null {
  const sorted = [...buckets].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const at = (place: number): number => {
    let seen = 0;
    for (const [value, count] of sorted) {
      seen += count;
      if (place < seen) return value;
    }
    throw new RangeError('beyond the last of the numbers');
  };
  return decimal(at(Math.floor((total - 1) / 2)))
    .plus(at(Math.floor(total / 2)))
    .dividedBy(2);
}

const GROWTH_DIGITS = 2;

/**
 * A figure against an earlier one, from the exact values. A share of what was zero or less tells nothing, and neither
 * does a share of a share: both are null, never infinite.
 */
export function compare(now: Evaluated, then: Evaluated | undefined, unit: string): Comparison | null {
  if (!then) return null;
  const both = now.exact !== null && then.exact !== null;
  const change = both ? (now.exact as Exact).minus(then.exact as Exact) : null;
  const grows = change !== null && unit !== '%' && unit !== '百分点' && (then.exact as Exact).greaterThan(0);
  return {
    value: then.value,
    change: change && trimmed(rounded(change, now.digits), unit),
    rate: grows ? rounded(change.times(100).dividedBy(then.exact as Exact), GROWTH_DIGITS) : null,
  };
}

/** Shares keep their digits; counts and amounts have no zeros at their end. */
const trimmed = (text: string, unit: string): string =>
  unit === '%' || unit === '百分点' || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
