import { Decimal } from 'decimal.js';

/** An exact decimal in 万元 (10 000 yuan) with at most four decimals, as text: `"133700"` is 13.37 亿元. */
export type Amount = string;

const EXACT = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

export const decimal = (value: Decimal.Value): Decimal => new EXACT(value);

/** Without trailing zeros and never in exponent form. */
export const amountText = (value: Decimal.Value): Amount => decimal(value).toFixed();

/** Sum of amounts, exactly. */
export const sumAmounts = (values: readonly Amount[]): Amount =>
  amountText(values.reduce((sum, value) => sum.plus(value), decimal(0)));

/** Rounded half up to the digits shown; what rounds to nothing has no sign. */
export const rounded = (value: Decimal.Value, digits: number): string =>
  decimal(value)
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, '');

/** A share in percent, rounded half up to the digits shown; null where the base is missing or zero. */
export function rate(numerator: Decimal.Value, denominator: Decimal.Value | null, digits: number): string | null {
  if (denominator === null || decimal(denominator).isZero()) return null;
  return rounded(decimal(numerator).times(100).dividedBy(denominator), digits);
}

/** Whether the text is an amount that the database keeps exactly: at most 12 digits before the point and 4 after it. */
export function isAmount(value: unknown): value is Amount {
  return typeof value === 'string' && /^-?\d{1,12}(\.\d{1,4})?$/.test(value);
}
