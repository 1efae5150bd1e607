import { asOfDay, type FigureView } from '@app/figure';
import type { Principal } from '@app/org';
import { PhotoReader } from '@app/photo';
import {
  Clock,
  dayOf,
  isoInstant,
  type Month,
  monthOf,
  offset,
  problem,
  snapshot,
  type Tx,
  yearOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { CODE_FORM, figureCode, figureOf, findCode } from './open-code';
import { findDefinition, findPublication } from './open-definition.queries';
import type { EvidenceParam, EvidenceQuery, ProjectEvidence } from './open-evidence.dto';
import {
  evidenceOfRows,
  findEvidenceVisits,
  findFigureChanges,
  findMonths,
  findPlans,
  findSeenProject,
  planWords,
} from './open-evidence.queries';
import { formulaOf } from './open-formula';
import { definitionOf, differs, evidenceNote, rowsNote } from './open-notes';
import type { RowsAsked, RowsOf } from './open-rows';
import { rowsOf } from './open-sources';
import { findLateVisits } from './late.queries';
import { findRows, findSeenProjects, summarise } from './open-summary.queries';
import type { FigureAddress, OpenedFigure, OpenQuery } from './open.dto';
import { openProblem } from './open.problems';
import { RollupFigures } from './rollup-figures';
import { rollupProblem } from './rollup.problems';

const NOT_KEPT = '这一版发布时没有逐个保存各项数字，这里是按现在的数据计算的。';

/** What is neither a value nor a share of one: its rows tell in words what it was found from. */
const RANKS = ['indicator.growth', 'indicator.rank'];

/** So many changes are told with the figure; a project tells more of its own. */
const MOST_CHANGES = 20;
const MOST_CHANGES_OF_ONE = 50;

/** Figures opened: what is behind a number on a page, or on paper. */
@Injectable()
export class OpenService {
  constructor(
    private readonly clock: Clock,
    private readonly figures: RollupFigures,
    private readonly photos: PhotoReader,
  ) {}

  /** @throws Problem 404 for a code that was never given */
  async address(tx: Tx, code: string): Promise<FigureAddress> {
    const figure = CODE_FORM.test(code) ? await figureOf(tx, code) : undefined;
    if (!figure) throw openProblem.noCode({ code });
    return { code, ...figure };
  }

  /**
   * One figure with its formula, a page of what it counts, and what changed since it was published.
   *
   * @throws Problem 404 for a figure that is not there, a revision that is not there, or a month that has not begun
   */
  async open(database: DataSource, principal: Principal, month: Month, query: OpenQuery): Promise<OpenedFigure> {
    const opened = await snapshot(database, (tx) => this.read(tx, principal, month, query));
    const { measure, scopeKind, scopeId } = query;
    const key = { month, revision: opened.revision, measure, scopeKind, scopeId };
    // Outside of the snapshot, which would not see a code that somebody else has just made.
    const code =
      opened.revision > 0
        ? await figureCode(database.manager, month, opened.revision, measure, { kind: scopeKind, id: scopeId })
        : await findCode(database.manager, key);
    return { ...opened, code };
  }

  /**
   * Everything behind one project's part of the figures of a month.
   *
   * @throws Problem 404 for a project that the person may not know of
   */
  async evidence(
    tx: Tx,
    principal: Principal,
    { month, projectId }: EvidenceParam,
    query: EvidenceQuery,
  ): Promise<ProjectEvidence> {
    const { closedAt } = await this.publication(tx, month, query.revision);
    const project = await findSeenProject(tx, principal, projectId, month);
    if (!project) throw problem.notFound();
    const shown = query.of !== undefined && yearOf(query.of) === yearOf(month) && query.of <= month ? query.of : month;
    const months = await findMonths(tx, projectId, month, closedAt);
    const changes =
      closedAt &&
      (await findFigureChanges(tx, { projectIds: [projectId], month, after: closedAt, limit: MOST_CHANGES_OF_ONE }));
    return {
      projectId,
      projectName: project.name,
      unitName: project.unitName,
      officerName: project.officerName,
      closedAt: closedAt && isoInstant(closedAt),
      plans: await findPlans(tx, projectId, month, closedAt),
      months,
      shown,
      visits: await findEvidenceVisits(tx, principal, this.photos, projectId, shown, closedAt),
      visitTotal: months.find((one) => one.month === shown)?.visits ?? 0,
      changes: changes ? changes.items : [],
      unsupported: months.every(({ visits, photos }) => visits + photos === 0),
    };
  }

  private async read(
    tx: Tx,
    principal: Principal,
    month: Month,
    query: OpenQuery,
  ): Promise<Omit<OpenedFigure, 'code'>> {
    const { measure, scopeKind, scopeId, part } = query;
    const published = await this.publication(tx, month, query.revision);
    const now = await this.figure(tx, month, query, 0);
    const then = published.revision > 0 ? await this.figure(tx, month, query, published.revision) : undefined;
    // A revision from before figures were kept one by one shows the figure of the moment, and says so.
    const figure = then ?? now;
    if (!figure) throw problem.notFound();
    const definition = await findDefinition(tx, measure, figure.measureVersion);
    if (!definition) throw problem.notFound();
    const today = dayOf(this.clock.now());
    const { family, denominator, combine, basis } = definition;
    const numerator = RANKS.includes(measure) ? null : definition.numerator;
    const asked: RowsAsked = {
      ...{ month, asOf: asOfDay(month, today), today, numerator, denominator, basis, scopeKind, scopeId },
      countedOnly: combine === 'sum' && figure.unit !== '万元',
    };
    const rows = rowsOf(family, asked, published.revision);
    const summary = rows && (await summarise(tx, principal, rows, part));
    const page = rows
      ? await findRows(tx, principal, rows, part, { limit: query.pageSize, offset: offset(query) })
      : [];
    const evidence = await evidenceOfRows(tx, month, page);
    const plans = await planWords(tx, month, page);
    const since = await this.since(tx, principal, month, published.closedAt, rows, family === 'visits');
    return {
      month,
      status: published.closedAt ? 'closed' : 'open',
      revision: published.revision,
      figure,
      formula: formulaOf(figure, definition, month),
      definition: definitionOf(definition),
      publication: published.view,
      now: then && now && differs(now, then) ? now : null,
      evidence: summary?.evidence ? { ...summary.evidence, note: evidenceNote(summary.evidence) } : null,
      ...since,
      rows: page.map((row) => ({
        ...row,
        words: row.words ?? plans.get(row.key) ?? null,
        evidence: evidence.get(row.key) ?? null,
      })),
      total: summary?.total ?? 0,
      hidden: summary?.hidden ?? 0,
      page: query.page,
      pageSize: query.pageSize,
      note: published.revision > 0 && !then ? NOT_KEPT : null,
      rowsNote: rowsNote(figure, combine, summary, published.revision > 0),
    };
  }

  /** What was written about the projects of a published figure since. */
  private async since(
    tx: Tx,
    principal: Principal,
    month: Month,
    closedAt: Date | null,
    rows: RowsOf | undefined,
    countsVisits: boolean,
  ): Promise<Pick<OpenedFigure, 'changes' | 'changeTotal' | 'lateVisits' | 'lateVisitTotal'>> {
    if (!closedAt || !rows) return { changes: [], changeTotal: 0, lateVisits: [], lateVisitTotal: 0 };
    const projectIds = await findSeenProjects(tx, principal, rows);
    const changes = await findFigureChanges(tx, { projectIds, month, after: closedAt, limit: MOST_CHANGES });
    const first = { page: 1, pageSize: MOST_CHANGES };
    const late = countsVisits ? await findLateVisits(tx, principal, month, closedAt, first, projectIds) : undefined;
    return {
      ...{ changes: changes.items, changeTotal: changes.total },
      ...{ lateVisits: late?.items ?? [], lateVisitTotal: late?.total ?? 0 },
    };
  }

  /** The revision that is asked for, or that the month is open; see {@link open}. */
  private async publication(tx: Tx, month: Month, revision?: number) {
    const found = await findPublication(tx, month, revision);
    if (found) {
      const { revision: shown, at, ...view } = found;
      return { revision: shown, closedAt: at, view };
    }
    if (revision !== undefined) throw rollupProblem.noRevision({ month, revision });
    if (month > monthOf(this.clock.now())) throw rollupProblem.notBegun({ month });
    return { revision: 0, closedAt: null, view: null };
  }

  /** @param revision 0: as it is */
  private async figure(
    tx: Tx,
    month: Month,
    { measure, scopeKind, scopeId }: Pick<OpenQuery, 'measure' | 'scopeKind' | 'scopeId'>,
    revision: number,
  ): Promise<FigureView | undefined> {
    const filter = { measures: [measure], scopeKinds: [scopeKind], scopeIds: [scopeId] };
    const [figure] = await this.figures.read(tx, month, filter, revision);
    return figure;
  }
}
