import { type CourseFigure, type FigureFilter, FigureReader, type FigureView } from '@app/figure';
import { Clock, type Month, monthOf, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { newestRevision } from './revision.queries';
import { publishedFigures } from './rollup-figure.queries';
import { rollupProblem } from './rollup.problems';

/** Figures of a month as everybody left of the roll-up reads them: as published when it is closed, else of the moment. */
@Injectable()
export class RollupFigures {
  constructor(
    private readonly reader: FigureReader,
    private readonly clock: Clock,
  ) {}

  /**
   * Wants a snapshot. A month that was published before figures were kept has none.
   *
   * @param revision the newest when left out; 0: of the moment, also where the month is closed
   * @throws Problem 404 for a revision that is not there, or a month that has not begun
   */
  async read(tx: Tx, month: Month, filter: FigureFilter = {}, revision?: number): Promise<FigureView[]> {
    const newest = revision === 0 ? 0 : await newestRevision(tx, month);
    if (revision !== undefined && revision > newest) throw rollupProblem.noRevision({ month, revision });
    if (newest > 0) return publishedFigures(tx, month, revision ?? newest, filter);
    if (month > monthOf(this.clock.now())) throw rollupProblem.notBegun({ month });
    return this.reader.read(tx, month, filter);
  }

  /**
   * Figures of several months for lines: closed months as published last, the others of the moment; months that have not
   * begun have none. Wants a snapshot.
   */
  async course(tx: Tx, months: readonly Month[], filter: FigureFilter): Promise<CourseFigure[]> {
    const running = monthOf(this.clock.now());
    const found: CourseFigure[] = [];
    const open: Month[] = [];
    for (const month of months) {
      if (month > running) continue;
      const revision = await newestRevision(tx, month);
      if (revision === 0) open.push(month);
      else for (const figure of await publishedFigures(tx, month, revision, filter)) found.push({ ...figure, month });
    }
    return open.length === 0 ? found : [...found, ...(await this.reader.course(tx, open, filter))];
  }
}
