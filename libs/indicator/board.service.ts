import type { Principal } from '@app/org';
import { Clock, invalid, type Month, monthOf, problem, type Tx, yearOf } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type {
  IndicatorBoardGroup,
  IndicatorBoardQuery,
  IndicatorBoardRow,
  IndicatorBoard,
  IndicatorLightCounts,
  IndicatorTrend,
} from './board.dto';
import { findIndicator } from './indicator.queries';
import { figuresOf } from './indicator.figures';
import { indicatorActions, mayEnter } from './indicator.policy';
import type { IndicatorView } from './indicator.dto';
import { IndicatorService } from './indicator.service';
import { type IndicatorSums, sumIndicators } from './sum.queries';
import { findTrend } from './trend.queries';

/** All indicators of a year as of a month. */
@Injectable()
export class IndicatorBoardService {
  constructor(
    private readonly clock: Clock,
    private readonly indicators: IndicatorService,
  ) {}

  /** @throws Problem 400 for a month outside the year */
  async board(tx: Tx, principal: Principal, query: IndicatorBoardQuery): Promise<IndicatorBoard> {
    const month = query.month ?? this.lastOf(query.year);
    const year = query.year ?? yearOf(month);
    if (yearOf(month) !== year) throw invalid('month', `月份应在 ${year} 年之内。`);
    const views = [...(await this.indicators.ofYear(tx, principal, year)).values()];
    const sums = await sumIndicators(
      tx,
      month,
      views.map(({ id }) => id),
    );
    const bySubject = new Map<string, IndicatorSums[]>();
    for (const sum of sums) bySubject.set(sum.indicatorId, [...(bySubject.get(sum.indicatorId) ?? []), sum]);
    const rows = views.map((view) => rowOf(principal, view, bySubject.get(view.id) ?? [], month));
    const items = rows
      .filter(({ level }) => level === 1)
      .map((row): IndicatorBoardGroup => {
        const children = rows.filter(({ parentId }) => parentId === row.id);
        return { ...row, children, lights: countLights(children) };
      });
    const second = rows.filter(({ level }) => level === 2);
    return {
      year,
      month,
      items,
      firstLevel: items.length,
      secondLevel: second.length,
      lights: countLights(second),
      reported: second.filter(({ actualMonth }) => actualMonth === month).length,
    };
  }

  /** Month by month, of all units. @throws Problem 404 */
  async trend(tx: Tx, principal: Principal, id: string): Promise<IndicatorTrend> {
    const indicator = await findIndicator(tx, principal, id);
    if (!indicator) throw problem.notFound();
    return { items: await findTrend(tx, indicator) };
  }

  private lastOf(year?: number): Month {
    const running = monthOf(this.clock.now());
    return year === undefined || yearOf(running) === year ? running : `${year}-12`;
  }
}

function rowOf(principal: Principal, view: IndicatorView, sums: IndicatorSums[], month: Month): IndicatorBoardRow {
  const whole = sums.find(({ unitId }) => unitId === null);
  if (!whole) throw problem.stale();
  const units = sums.flatMap((sum) =>
    sum.unitId === null
      ? []
      : [
          {
            unitId: sum.unitId,
            unitName: sum.unitName ?? '',
            mayEnter: mayEnter(principal, view, sum.unitId),
            ...figuresOf(sum, month),
          },
        ],
  );
  const { id, code, name, unit, level, parentId, kind, direction, digits, unitId, unitName, source, version } = view;
  return {
    ...{ id, code, name, unit, level, parentId, kind, direction, digits, unitId, unitName, source, version },
    ...figuresOf(whole, month),
    mayEnter: mayEnter(principal, view),
    units,
    allowedActions: indicatorActions(
      principal,
      view,
      units.map(({ unitId }) => unitId),
    ),
  };
}

function countLights(rows: readonly IndicatorBoardRow[]): IndicatorLightCounts {
  const counts = { green: 0, yellow: 0, red: 0, none: 0 };
  for (const { light } of rows) counts[light] += 1;
  return counts;
}
