import { type Principal, seesAll } from '@app/org';
import { Clock, fingerprint, invalid, type PageQuery, pageOf, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { ObjectionBody, ObjectionPage, ObjectionView, RulingBody } from './evaluation.dto';
import { lockEvaluations } from './evaluation.queries';
import { contentOf, EvaluationService, itemsOf } from './evaluation.service';
import {
  findObjection,
  findObjections,
  findRulingHash,
  findSent,
  insertObjection,
  insertRuling,
} from './objection.queries';
import { adjust } from './score.rules';
import { scoringProblem } from './scoring.problems';

/** Objections of units (申诉) and how they were ruled. */
@Injectable()
export class ObjectionService {
  constructor(
    private readonly clock: Clock,
    private readonly evaluations: EvaluationService,
  ) {}

  /** Those of the own unit, or all for who sees all; oldest first. */
  async list(tx: Tx, principal: Principal, evaluationId: string, query: PageQuery): Promise<ObjectionPage> {
    await this.evaluations.known(tx, principal, evaluationId);
    const nameOf = await itemNames(tx, evaluationId);
    const { items, total } = await findObjections(
      tx,
      evaluationId,
      seesAll(principal) ? null : principal.unitId,
      query,
    );
    return pageOf(
      query,
      items.map((one) => ({ ...one, itemName: nameOf(one.itemCode) })),
      total,
    );
  }

  /** @throws Problem 404 when there is none of a unit that the person may know of */
  async one(tx: Tx, principal: Principal, id: string): Promise<ObjectionView> {
    const found = await findObjection(tx, id);
    if (!found || !(seesAll(principal) || found.unitId === principal.unitId)) throw problem.notFound();
    const nameOf = await itemNames(tx, found.evaluationId);
    return { ...found, itemName: nameOf(found.itemCode) };
  }

  /**
   * Objects for the own unit.
   *
   * @throws Problem 409 after the time that was given, or for a unit that is not in the evaluation
   */
  async raise(tx: Tx, principal: Principal, evaluationId: string, body: ObjectionBody): Promise<ObjectionView> {
    const { id = randomUUID(), itemCode = null, text } = body;
    const bodyHash = fingerprint({ evaluationId, itemCode, text, by: principal.id });
    const known = await findSent(tx, id);
    if (known) {
      if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
      return this.one(tx, principal, id);
    }
    await lockEvaluations(tx);
    const row = await this.evaluations.known(tx, principal, evaluationId);
    requireTime(row, this.clock.now());
    const { content } = await contentOf(tx, evaluationId);
    const inIt = [...content.units, ...content.without].some(({ unitId }) => unitId === principal.unitId);
    if (!inIt) throw scoringProblem.notInIt();
    if (itemCode !== null && !itemsOf(content).some(({ code }) => code === itemCode)) {
      throw invalid('itemCode', '没有这个考核项，请重新选择。');
    }
    const made = await insertObjection(tx, {
      ...{ id, evaluationId, itemCode, text, bodyHash },
      unitId: principal.unitId,
      by: principal.id,
      at: this.clock.now(),
    });
    if (!made && (await findSent(tx, id))?.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
    return this.one(tx, principal, id);
  }

  /**
   * Rules on an objection; upheld, the points change at once and the change is kept with its reason.
   *
   * @throws Problem 409 when it was ruled otherwise, or the evaluation is published; 403 for one's own
   */
  async rule(tx: Tx, principal: Principal, id: string, body: RulingBody): Promise<ObjectionView> {
    await lockEvaluations(tx);
    const objection = await findObjection(tx, id);
    if (!objection) throw problem.notFound();
    const bodyHash = fingerprint({ ...body, by: principal.id });
    if (objection.ruling) {
      if ((await findRulingHash(tx, id)) !== bodyHash) throw scoringProblem.ruled();
      return this.one(tx, principal, id);
    }
    if ((await findSent(tx, id))?.raisedBy === principal.id) throw scoringProblem.ownObjection();
    const { evaluationId, unitId, unitName } = objection;
    const row = await this.evaluations.known(tx, principal, evaluationId);
    if (row.state !== 'announced') throw scoringProblem.ruled();
    const { content } = await contentOf(tx, evaluationId);
    const { outcome, reason, adjustments, recompute } = body;
    this.checkAdjustments(body, content.units.find((unit) => unit.unitId === unitId)?.lines ?? []);
    await insertRuling(tx, {
      ...{ objectionId: id, outcome, reason, adjustments, bodyHash },
      by: principal.id,
      at: this.clock.now(),
    });
    const why = `${unitName}申诉成立：${reason}`;
    if (outcome === 'upheld' && recompute) await this.evaluations.recompute(tx, principal, evaluationId, why);
    else if (outcome === 'upheld') {
      const facts = adjustments.map((one) => ({ ...one, unitId, reason, objectionId: id }));
      const next = { ...content, ...adjust(content, facts, content.rule.digits) };
      await this.evaluations.keep(tx, principal, evaluationId, JSON.stringify(next), why);
    }
    return this.one(tx, principal, id);
  }

  private checkAdjustments({ outcome, adjustments, recompute }: RulingBody, lines: { code: string }[]): void {
    if (outcome === 'refused') {
      if (adjustments.length > 0 || recompute) throw invalid('adjustments', '申诉不成立时，得分不作更正。');
      return;
    }
    if (adjustments.length === 0 && !recompute) {
      throw invalid('adjustments', '申诉成立时，请填写更正的分值，或在更正数据后选择重新计算。');
    }
    const unknown = adjustments.find(({ itemCode }) => !lines.some(({ code }) => code === itemCode));
    if (unknown) throw invalid('adjustments', '该单位没有这个考核项的得分，不能更正；如数据已更正，请选择重新计算。');
  }
}

/** @throws Problem 409 when units may not object (any more) */
export function requireTime(
  { state, objectionsUntil }: { state: string; objectionsUntil: string | null },
  now: Date,
): void {
  if (state === 'draft' || objectionsUntil === null) throw scoringProblem.notAnnounced();
  if (state === 'published' || now >= new Date(objectionsUntil)) {
    throw scoringProblem.tooLate({ until: objectionsUntil.slice(0, 16).replace('T', ' ') });
  }
}

async function itemNames(tx: Tx, evaluationId: string): Promise<(code: string | null) => string | null> {
  const { content } = await contentOf(tx, evaluationId);
  const names = new Map(itemsOf(content).map(({ code, name }) => [code, name]));
  return (code) => (code === null ? null : (names.get(code) ?? null));
}
