import type { Principal } from '@app/org';
import {
  addMonths,
  Clock,
  type Day,
  dayOf,
  firstDay,
  type Month,
  monthOf,
  type Page,
  pageOf,
  type PageQuery,
  type Tx,
} from '@app/platform';
import { FigureReader, measuresOf } from '@app/figure';
import { Injectable } from '@nestjs/common';
import { cameAfterClosing, findLateVisits, monthsOf, newestClosing } from './late.queries';
import { findChangedProjects } from './change.queries';
import { projectChange, summaryWords } from './change.words';
import { addUp, keepFigures, keepRows } from './kept.queries';
import { findPublished, findRevisions, lockPublishing, newestRevision, publish } from './revision.queries';
import type { LateVisit, MeasureView, RevisionView, RollupView } from './rollup.dto';
import { asOfDay, differenceOf } from './rollup.figures';
import { RollupMonth } from './rollup.month';
import { shownMeasures } from './rollup.measures';
import { rollupProblem } from './rollup.problems';

/** The month: its figures, recomputed while it is open and kept once it is closed. */
@Injectable()
export class RollupService {
  constructor(
    private readonly clock: Clock,
    private readonly figures: FigureReader,
    private readonly table: RollupMonth,
  ) {}

  /**
   * The figures of a month: as published when it is closed, else of the moment. Wants a snapshot, so that all families
   * count the same state.
   *
   * @throws Problem 404 for a revision that is not there, or a month that has not begun
   */
  async one(tx: Tx, month: Month, revision?: number): Promise<RollupView> {
    const published = await findPublished(tx, month, revision);
    if (published !== undefined) return JSON.parse(published) as RollupView;
    if (revision !== undefined) throw rollupProblem.noRevision({ month, revision });
    if (month > monthOf(this.clock.now())) throw rollupProblem.notBegun({ month });
    return this.table.compute(tx, month, 0);
  }

  /**
   * Fixes the figures of a month that has ended, as revision 1.
   *
   * @throws Problem 409 while the month runs, or when it is closed already
   */
  async close(tx: Tx, principal: Principal, month: Month): Promise<RollupView> {
    await lockPublishing(tx);
    const next = addMonths(month, 1);
    if (next > monthOf(this.clock.now())) throw rollupProblem.notEnded({ month, first: firstDay(next) });
    if ((await newestRevision(tx, month)) > 0) throw rollupProblem.alreadyClosed({ month });
    return this.publish(tx, principal, month, 1, null);
  }

  /**
   * Publishes the figures as the facts are now, beside the earlier revisions of a closed month.
   *
   * @throws Problem 409 when the month is not closed
   */
  async restate(tx: Tx, principal: Principal, month: Month, reason: string): Promise<RollupView> {
    await lockPublishing(tx);
    const newest = await newestRevision(tx, month);
    if (newest === 0) throw rollupProblem.notClosed({ month });
    return this.publish(tx, principal, month, newest + 1, reason);
  }

  /** How the figures of the month's table are defined for the month; the running one when none is named. */
  measures(tx: Tx, month: Month = monthOf(this.clock.now())): Promise<MeasureView[]> {
    return shownMeasures(tx, month);
  }

  /** Every published revision with what it changed, oldest first. */
  async revisions(tx: Tx, month: Month): Promise<RevisionView[]> {
    const views: RevisionView[] = [];
    let before: RollupView | undefined;
    for (const { figures, ...revision } of await findRevisions(tx, month)) {
      const after = JSON.parse(figures) as RollupView;
      views.push({
        ...revision,
        difference: differenceOf(before, after),
        ...(await explained(tx, month, revision.revision)),
      });
      before = after;
    }
    return views;
  }

  /** Whether the month is published. */
  async isClosed(tx: Tx, month: Month): Promise<boolean> {
    return (await newestRevision(tx, month)) > 0;
  }

  /** Whether a visit came after a month that counts it was published: it is in the next revision only. */
  async arrivedLate(tx: Tx, visit: { id: string; visitedOn: Day }): Promise<boolean> {
    const running = monthOf(this.clock.now());
    const ended = monthsOf(visit.visitedOn).filter((month) => month < running);
    return ended.length > 0 && cameAfterClosing(tx, visit.id, ended);
  }

  /** Visits that count for a closed month and came after its newest revision: what the next one will add. */
  async lateVisits(tx: Tx, principal: Principal, month: Month, query: PageQuery): Promise<Page<LateVisit>> {
    const closedAt = await newestClosing(tx, [month]);
    return closedAt === null ? pageOf(query, [], 0) : findLateVisits(tx, principal, month, closedAt, query);
  }

  private async publish(
    tx: Tx,
    principal: Principal,
    month: Month,
    revision: number,
    reason: string | null,
  ): Promise<RollupView> {
    const now = this.clock.now();
    const view = await this.table.compute(tx, month, revision);
    const kept = await keepRows(tx, { month, asOf: asOfDay(month, dayOf(now)), today: dayOf(now) }, revision);
    if (!(await addUp(tx, month, revision, view.total))) throw rollupProblem.notAddedUp({ month });
    await keepFigures(tx, month, revision, await this.figures.read(tx, month, {}));
    await publish(tx, {
      month,
      revision,
      figures: JSON.stringify(view),
      measures: JSON.stringify({ measures: await shownMeasures(tx, month), versions: await measuresOf(tx, month) }),
      rowCount: kept.rows,
      rowsHash: kept.hash,
      reason,
      closedBy: principal.id,
      closedAt: now,
    });
    return view;
  }
}

/** So many projects are added up in words, and so many of them named with the revision; the rest page by page. */
const SUMMED = 2000;
const NAMED = 20;

/** What a revision changed against the one before, in words and by project. */
async function explained(
  tx: Tx,
  month: Month,
  revision: number,
): Promise<Pick<RevisionView, 'words' | 'projects' | 'changedProjects'>> {
  if (revision === 1) return { words: [], projects: [], changedProjects: 0 };
  const states = [
    { month, revision: revision - 1 },
    { month, revision },
  ] as const;
  const { items, total } = await findChangedProjects(tx, ...states, { page: 1, pageSize: SUMMED });
  return {
    words: summaryWords(items, total),
    projects: items.slice(0, NAMED).map(projectChange),
    changedProjects: total,
  };
}
