import { hasRole, type Principal } from '@app/org';
import {
  Clock,
  isoInstant,
  kindOf,
  type Page,
  type PeriodKind,
  periodName,
  problem,
  recordChange,
  spanOf,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { countedSpan, type EvaluationContent } from './evaluation.content';
import type {
  AnnounceBody,
  EvaluationAction,
  EvaluationBody,
  EvaluationPage,
  EvaluationQuery,
  EvaluationRow,
  EvaluationUnitParam,
  EvaluationView,
  UnitScoreView,
} from './evaluation.dto';
import {
  findEvaluation,
  findEvaluations,
  findNewest,
  findPublication,
  findResult,
  findSteps,
  insertEvaluation,
  insertPublication,
  insertResult,
  lockEvaluations,
  setAnnounced,
  setPublished,
  setSchemeVersion,
} from './evaluation.queries';
import { findAdjustments } from './objection.queries';
import { ScoreKeeper } from './score.keeper';
import { findScheme, findVersionOf } from './scheme.queries';
import { evaluationActions, seesDrafts, seesUnit } from './scoring.policy';
import { scoringProblem } from './scoring.problems';

const KINDS: Record<PeriodKind, string> = { month: '按月', quarter: '按季', year: '按年' };

/** Evaluations (考核): draft → announced (公示) → published; a correction is a later revision beside the earlier ones. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly clock: Clock,
    private readonly keeper: ScoreKeeper,
  ) {}

  list(tx: Tx, principal: Principal, query: EvaluationQuery): Promise<EvaluationPage> {
    return findEvaluations(tx, query, seesDrafts(principal)) as Promise<Page<EvaluationRow>>;
  }

  /** @throws Problem 404 also for a draft that the person may not know of */
  async one(tx: Tx, principal: Principal, id: string): Promise<EvaluationView> {
    const row = await this.known(tx, principal, id);
    const { content } = await contentOf(tx, id);
    const publication = await findPublication(tx, id);
    return {
      ...row,
      asOf: content.asOf,
      months: content.months,
      items: itemsOf(content),
      units: content.units.map(({ unitId, name, rank, total, lines }) => ({
        ...{ unitId, name, rank, total },
        items: lines.map(({ code, points, note }) => ({ code, points, note })),
      })),
      without: content.without,
      steps: await findSteps(tx, id),
      sha256: publication?.sha256 ?? null,
      allowedActions: await this.actions(tx, principal, row, content),
    };
  }

  /** How every point of a unit arose: the unit's own, or all for who sees all. @throws Problem 404 */
  async unit(tx: Tx, principal: Principal, { id, unitId }: EvaluationUnitParam): Promise<UnitScoreView> {
    await this.known(tx, principal, id);
    const { content } = await contentOf(tx, id);
    const found = content.units.find((unit) => unit.unitId === unitId);
    if (!found || !seesUnit(principal, unitId)) throw problem.notFound();
    return found;
  }

  /** The published text, as it was published. @throws Problem 404 before */
  async published(tx: Tx, id: string): Promise<string> {
    const publication = await findPublication(tx, id);
    if (!publication) throw problem.notFound();
    return publication.content;
  }

  /**
   * Computes a period: makes its draft, or computes the draft again; nothing is written when nothing changed.
   *
   * @throws Problem 409 while it is announced, once it is published without a reason for a correction, or for a period that
   *   has not begun or for which no version of the scheme counts
   */
  async run(tx: Tx, principal: Principal, { schemeId, period, reason }: EvaluationBody): Promise<EvaluationView> {
    await lockEvaluations(tx);
    const scheme = await findScheme(tx, schemeId);
    if (!scheme) throw problem.notFound();
    if (!scheme.active) throw scoringProblem.inactive();
    const span = spanOf(period);
    const version = await findVersionOf(tx, schemeId, span.to);
    if (!version) throw scoringProblem.noVersion({ from: scheme.fromMonth, period: periodName(period) });
    if (version.rule.period !== kindOf(period)) throw scoringProblem.otherPeriod({ kind: KINDS[version.rule.period] });
    const newest = await findNewest(tx, schemeId, period);
    if (newest?.state === 'announced') throw scoringProblem.announced({ period: periodName(period) });
    if (newest?.state === 'published' && !reason) throw scoringProblem.published({ period: periodName(period) });
    const at = this.clock.now();
    const content = JSON.stringify(await this.keeper.compute(tx, scheme, version, period));
    const draft = newest?.state === 'draft' ? newest : undefined;
    const id =
      draft?.id ??
      (await insertEvaluation(tx, {
        ...{ schemeId, period, span, at, by: principal.id, schemeVersion: version.number },
        revision: (newest?.revision ?? 0) + 1,
        reason: newest ? (reason ?? null) : null,
      }));
    await setSchemeVersion(tx, id, version.number);
    await this.keep(tx, principal, id, content, draft ? '重新计算' : newest ? '更正后计算' : '计算');
    return this.one(tx, principal, id);
  }

  /**
   * Shows the points to the units, who may object until then.
   *
   * @throws Problem 409 when it is no draft, or the period has not ended
   */
  async announce(tx: Tx, principal: Principal, id: string, { objectionsUntil }: AnnounceBody): Promise<EvaluationView> {
    await lockEvaluations(tx);
    const row = await this.known(tx, principal, id);
    const until = new Date(objectionsUntil);
    if (row.state === 'announced' && row.objectionsUntil === isoInstant(until)) return this.one(tx, principal, id);
    if (row.state !== 'draft') throw scoringProblem.notDraft();
    const now = this.clock.now();
    if (!countedSpan(row.period, now).ended) throw scoringProblem.notEnded({ period: row.periodName });
    if (until <= now)
      throw scoringProblem.past({}, [{ field: 'objectionsUntil', message: '申诉截止时间应晚于现在。' }]);
    await setAnnounced(tx, id, until, now);
    await this.record(tx, principal, id, 'announce', { state: 'announced', objectionsUntil: isoInstant(until) });
    return this.one(tx, principal, id);
  }

  /**
   * Publishes the points as they stand; done already answers as the first time.
   *
   * @throws Problem 409 before the day is over until which units may object, or while an objection waits for its ruling
   */
  async publish(tx: Tx, principal: Principal, id: string): Promise<EvaluationView> {
    await lockEvaluations(tx);
    const row = await this.known(tx, principal, id);
    if (row.state === 'published') return this.one(tx, principal, id);
    if (row.state !== 'announced' || row.objectionsUntil === null) throw scoringProblem.notAnnounced();
    const now = this.clock.now();
    if (now < new Date(row.objectionsUntil)) {
      throw scoringProblem.stillOpen({ until: row.objectionsUntil.slice(0, 16).replace('T', ' ') });
    }
    if (row.openObjections > 0) throw scoringProblem.unruled({ count: row.openObjections });
    await insertPublication(tx, id, principal.id, now);
    await setPublished(tx, id, now);
    await this.record(tx, principal, id, 'publish', { state: 'published', revision: row.revision });
    return this.one(tx, principal, id);
  }

  /** Computes an announced evaluation again from corrected facts, with what rulings changed. */
  async recompute(tx: Tx, principal: Principal, id: string, why: string): Promise<void> {
    const row = await this.known(tx, principal, id);
    const { content } = await contentOf(tx, id);
    const scheme = { id: row.schemeId, name: content.scheme };
    const version = { number: content.schemeVersion, rule: content.rule };
    const adjustments = await findAdjustments(tx, id);
    const next = await this.keeper.compute(tx, scheme, version, row.period, adjustments);
    await this.keep(tx, principal, id, JSON.stringify(next), why);
  }

  /** Writes the points down where they differ from what stands. */
  async keep(tx: Tx, principal: Principal, id: string, content: string, why: string): Promise<void> {
    const before = await findResult(tx, id);
    if (before?.content === content) return;
    const number = (before?.number ?? 0) + 1;
    await insertResult(tx, { id, number, content, why, by: principal.id, at: this.clock.now() });
  }

  /** @throws Problem 404 */
  async known(tx: Tx, principal: Principal, id: string): Promise<EvaluationRow> {
    const row = await findEvaluation(tx, id);
    if (!row || (row.state === 'draft' && !seesDrafts(principal))) throw problem.notFound();
    return row;
  }

  private async actions(
    tx: Tx,
    principal: Principal,
    row: EvaluationRow,
    { units, without }: EvaluationContent,
  ): Promise<EvaluationAction[]> {
    const now = this.clock.now();
    const facts = {
      state: row.state,
      until: row.objectionsUntil === null ? null : new Date(row.objectionsUntil),
      ended: countedSpan(row.period, now).ended,
      open: row.openObjections,
      mine: [...units, ...without].some(({ unitId }) => unitId === principal.unitId),
    };
    const actions = evaluationActions(principal, facts, now);
    if (!actions.includes('correct')) return actions;
    const newest = await findNewest(tx, row.schemeId, row.period);
    return newest?.id === row.id ? actions : actions.filter((action) => action !== 'correct');
  }

  private record(tx: Tx, principal: Principal, subjectId: string, action: string, after: object): Promise<void> {
    const at = this.clock.now();
    const actorId = principal.id;
    return recordChange(tx, {
      ...{ at, actorId, subjectId, subjectKind: 'evaluation', action: 'update', after: { ...after, action } },
    });
  }
}

/** The points as they stand, read. */
export async function contentOf(tx: Tx, id: string): Promise<{ content: EvaluationContent }> {
  const result = await findResult(tx, id);
  if (!result) throw problem.notFound();
  return { content: JSON.parse(result.content) as EvaluationContent };
}

/** The items in their order, and the line that spreads weights where there is one. */
export function itemsOf({ items, units }: EvaluationContent): EvaluationContent['items'] {
  const known = new Set(items.map(({ code }) => code));
  const extra = units.flatMap(({ lines }) => lines).find(({ code }) => !known.has(code));
  return extra ? [...items, { code: extra.code, name: extra.name, rule: extra.rule }] : items;
}

/** Who rules on objections. */
export const mayRule = (principal: Principal): boolean => hasRole(principal, 'supervisor');
