import { Clock, decimal, type Month, monthOf, type Tx, yearOf } from '@app/platform';
import type { ListFigures } from '@app/rollup';
import { Injectable } from '@nestjs/common';
import { type Curve, forecast } from './forecast';
import type { ForecastView } from './forecast.dto';
import { type EarlierCurve, findCurves, findEarlierCurves, type MonthSum } from './forecast.queries';
import { lightOfRange } from './overview.lights';

/** Years before, whose course is asked for. */
const YEARS = 3;

/** Where each list will stand at the end of the year. */
@Injectable()
export class ForecastService {
  constructor(private readonly clock: Clock) {}

  /**
   * One forecast a list, by its id; from entries up to the month, without a month that is not over.
   *
   * @param revision of what was published with this revision; 0: of the moment
   */
  async of(tx: Tx, month: Month, revision: number, lists: readonly ListFigures[]): Promise<Map<string, ForecastView>> {
    const running = monthOf(this.clock.now());
    const curves = new Map((await findCurves(tx, month, revision)).map(({ listId, months }) => [listId, months]));
    const earlier = await findEarlierCurves(tx, yearOf(month), YEARS);
    return new Map(
      lists.map((list) => {
        const months = (curves.get(list.listId) ?? []).filter((sum) => sum.month < running);
        return [list.listId, view(list, months, earlier)];
      }),
    );
  }
}

function view(list: ListFigures, months: MonthSum[], earlier: EarlierCurve[]): ForecastView {
  const upTo = months.at(-1)?.month ?? null;
  const curve = upTo === null ? [] : [...curveOf(months, Number(upTo.slice(5)))];
  const found = forecast({
    curve,
    earlier: earlier.filter((one) => sameKind(one, list)).map((one) => curveOf(one.months, 12)),
    plan: list.annualPlan,
    digits: digitsOf(list.completionRate),
  });
  if (typeof found === 'string') return { ...NONE, gap: found, upTo, curve };
  return { gap: null, upTo, curve, ...found, light: lightOfRange(found.lowRate, found.highRate) };
}

const NONE = {
  method: null,
  ...{ point: null, low: null, high: null, rate: null, lowRate: null, highRate: null },
  tests: 0,
  error: null,
  light: 'none',
} as const;

const sameKind = (one: EarlierCurve, list: ListFigures): boolean =>
  one.kind === list.kind && (one.name === null || one.name === list.name);

/** Digits as the list's own rate shows them. */
const digitsOf = (rate: string | null): number => (rate === null ? 2 : (rate.split('.')[1] ?? '').length);

/** Sums since January, one a month; a month without an entry brought nothing. */
function curveOf(months: MonthSum[], length: number): Curve {
  const of = new Map(months.map(({ month, completed }) => [Number(month.slice(5)), completed]));
  let sum = decimal(0);
  return Array.from({ length }, (_, index) => (sum = sum.plus(of.get(index + 1) ?? 0)).toFixed());
}
