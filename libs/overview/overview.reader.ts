import { BoardReader } from '@app/desk';
import { type Month, rate, type Tx } from '@app/platform';
import { scheduleGap } from '@app/project';
import { RollupFigures, RollupService } from '@app/rollup';
import { Injectable } from '@nestjs/common';
import { ForecastService } from './forecast.service';
import type { OverviewTile, OverviewView, PlacesView, PlaceView, TileChoice } from './overview.dto';
import { type Light, lightOf } from './overview.lights';
import { findPlaces, type PlaceRecord } from './place.queries';
import { TileService } from './tile.service';
import type { TileSetting } from './tile.settings';
import { isOf, tileView, trendMonths } from './tile.view';

const MOST_PLACES = 500;
/** Departments and persons are not what the district is read by. */
const CHOSEN_SCOPES = ['total', 'list', 'indicator', 'pipeline', 'stage'] as const;
/** Percentage points behind the time schedule up to which a list or a project is yellow. */
const MARGIN = '5';

/** The district on one page: the month in five numbers, its lists, and what holds it up today. */
@Injectable()
export class OverviewReader {
  constructor(
    private readonly rollups: RollupService,
    private readonly figures: RollupFigures,
    private readonly board: BoardReader,
    private readonly forecasts: ForecastService,
    private readonly tiles: TileService,
  ) {}

  /**
   * Wants a snapshot, so that everything agrees. Figures of a closed month are the published ones.
   *
   * @throws Problem 404 for a revision that is not there, or a month that has not begun
   */
  async one(tx: Tx, month: Month, revision?: number): Promise<OverviewView> {
    const rollup = await this.rollups.one(tx, month, revision);
    const { today, heldUp, categories, units } = await this.board.stuck(tx);
    const forecasts = await this.forecasts.of(tx, month, rollup.revision, rollup.lists);
    return {
      month,
      status: rollup.status,
      revision: rollup.revision,
      asOf: rollup.asOf,
      today,
      tiles: await this.numbers(tx, month, revision),
      lists: rollup.lists.map((list) => ({
        ...list,
        light: lightOf(list.gap, { target: '0', margin: MARGIN, direction: 'more' }),
        forecast: forecasts.get(list.listId)!,
      })),
      threeBatches: rollup.threeBatches,
      heldUp,
      heldUpBy: categories,
      units,
      places: await this.places(tx, month, rollup.revision, today),
    };
  }

  /** What can be chosen for the five numbers: what the month has figures of. */
  async choices(tx: Tx, month: Month): Promise<TileChoice[]> {
    const found = new Map<string, TileChoice>();
    for (const figure of await this.figures.read(tx, month, { scopeKinds: [...CHOSEN_SCOPES] })) {
      const { measure, name, unit, scopeKind, scopeId, scopeName } = figure;
      const choice = found.get(measure) ?? { measure, name, unit, scopes: [] };
      choice.scopes.push({ scopeKind, scopeId, scopeName });
      found.set(measure, choice);
    }
    return [...found.values()];
  }

  /** The five numbers; each place takes the first of its candidates that the month has a figure for. */
  private async numbers(tx: Tx, month: Month, revision?: number): Promise<OverviewTile[]> {
    const places = await this.tiles.candidates(tx);
    const all = places.flat();
    const filter = {
      measures: [...new Set(all.map(({ measure }) => measure))],
      scopeKinds: [...new Set(all.map(({ scopeKind }) => scopeKind))],
      scopeIds: [...new Set(all.map(({ scopeId }) => scopeId))],
    };
    const now = await this.figures.read(tx, month, filter, revision);
    const months = trendMonths(month);
    const before = await this.figures.course(tx, months.slice(0, -1), filter);
    return places.flatMap((candidates) => {
      const figureOf = (tile: TileSetting) => now.find((figure) => isOf(figure, tile));
      const shown = candidates.find((tile) => (figureOf(tile)?.value ?? null) !== null) ?? candidates[0];
      const figure = shown && figureOf(shown);
      if (!shown || !figure) return [];
      const trend = months.map((one) => ({
        month: one,
        value:
          one === month ? figure.value : (before.find((old) => old.month === one && isOf(old, shown))?.value ?? null),
      }));
      return [tileView(shown, month, figure, trend)];
    });
  }

  private async places(tx: Tx, month: Month, revision: number, today: string): Promise<PlacesView> {
    const { total, unplaced, places } = await findPlaces(tx, { month, revision, today, most: MOST_PLACES });
    return { total, unplaced, items: places.map((place) => placeView(place, month)) };
  }
}

function placeView({ completed, ...place }: PlaceRecord, month: Month): PlaceView {
  return {
    ...place,
    rate: rate(completed, place.plan, 2),
    light: lightOfPlace(place.lateIssues, scheduleGap(completed, place.plan, month)),
  };
}

/** Red is what has somebody to call: a late issue. A project that is more than a little behind is yellow. */
function lightOfPlace(lateIssues: number, gap: string | null): Light {
  if (lateIssues > 0) return 'red';
  if (gap === null) return 'none';
  return lightOf(gap, { target: '0', margin: MARGIN, direction: 'more' }) === 'red' ? 'yellow' : 'green';
}
