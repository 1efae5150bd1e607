import type { FigureView } from '@app/figure';
import { addMonths, decimal, type Month } from '@app/platform';
import { timeSchedule } from '@app/project';
import { type Aim, gapOf, lightOf } from './overview.lights';
import type { OverviewTile } from './overview.dto';
import { SCHEDULE, type TileSetting } from './tile.settings';

/** How far back the line of a number goes. */
export const TREND_MONTHS = 12;

/** The months of the line, oldest first, the asked one last. */
export const trendMonths = (month: Month): Month[] =>
  Array.from({ length: TREND_MONTHS }, (_, index) => addMonths(month, index + 1 - TREND_MONTHS));

export const isOf = (figure: Pick<FigureView, 'measure' | 'scopeKind' | 'scopeId'>, tile: TileSetting): boolean =>
  figure.measure === tile.measure && figure.scopeKind === tile.scopeKind && figure.scopeId === tile.scopeId;

/** Percentages before they are rounded; everything else as it is. */
function exact({ value, unit, numerator, denominator }: FigureView): string | null {
  if (value === null || unit !== '%' || numerator === null || denominator === null) return value;
  return decimal(denominator).isZero() ? null : decimal(numerator).times(100).dividedBy(denominator).toFixed();
}

/** The share of the year that has passed at the month's end, exactly, in percent. */
const passed = (month: Month): string =>
  decimal(Number(month.slice(5)))
    .times(100)
    .dividedBy(12)
    .toFixed();

/** A number with its light, its distance to what it should be, and the line of the last twelve months. */
export function tileView(
  tile: TileSetting,
  month: Month,
  figure: FigureView,
  trend: { month: Month; value: string | null }[],
): OverviewTile {
  const bySchedule = tile.target === SCHEDULE;
  const { direction } = figure;
  const aim: Aim | null =
    tile.target === null ? null : { target: bySchedule ? passed(month) : tile.target, margin: tile.margin, direction };
  const value = exact(figure);
  return {
    measure: tile.measure,
    scopeKind: tile.scopeKind,
    scopeId: tile.scopeId,
    scopeName: figure.scopeName,
    // 开工率 alone could be that of the year's projects as well.
    name: tile.measure.startsWith('batches.') ? `三个一批${figure.name}` : figure.name,
    unit: figure.unit,
    direction,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    basisNote: figure.basisNote,
    target: bySchedule ? timeSchedule(month) : tile.target,
    bySchedule,
    gap: value === null || aim === null ? null : gapOf(value, aim),
    light: lightOf(value, aim),
    monthBefore: figure.monthBefore,
    yearBefore: figure.yearBefore,
    trend,
  };
}
