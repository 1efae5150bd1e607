import { hasRole, type Principal } from '@app/org';
import {
  amountText,
  Clock,
  dayOf,
  fingerprint,
  invalid,
  type Month,
  monthOf,
  type Page,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { ClosedMonths, putOnce } from '@app/project';
import { Injectable } from '@nestjs/common';
import type {
  PipelineItemBody,
  PipelineItemParam,
  PipelineItemPatch,
  PipelineItemQuery,
  PipelineItemView,
  PassageBody,
  PassageParam,
  PassageTakeBack,
  PassageView,
} from './item.dto';
import {
  checkNamed,
  findItem,
  findItems,
  findKnownItem,
  findNeighbours,
  findPassage,
  firstOpenMonth,
  insertItem,
  type ItemFacts,
  lockItem,
  savePassage,
  updateItem,
  wasWithdrawn,
  withdrawPassage,
} from './item.queries';
import { itemActions, keepsPipelines } from './pipeline.policy';
import { pipelineProblem } from './pipeline.problems';
import { findPipeline, lockPipeline } from './pipeline.queries';

/** Items of a pipeline and the stages they pass. */
@Injectable()
export class PipelineItemService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  /** @throws Problem 404 for an unknown pipeline */
  async list(
    tx: Tx,
    principal: Principal,
    pipelineId: string,
    query: PipelineItemQuery,
  ): Promise<Page<PipelineItemView>> {
    if (!(await findPipeline(tx, pipelineId))) throw problem.notFound();
    const month = query.month ?? monthOf(this.clock.now());
    const page = await findItems(tx, principal, pipelineId, query, month);
    return {
      ...page,
      items: page.items.map((item) => ({ ...item, allowedActions: itemActions(principal, item) })),
    };
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, { id, itemId }: PipelineItemParam): Promise<PipelineItemView> {
    const item = await findItem(tx, principal, id, itemId);
    if (!item) throw problem.notFound();
    return { ...item, allowedActions: itemActions(principal, item) };
  }

  /** @throws Problem 403 for another unit's, 409 for another body under the same id or the name of another item */
  async create(tx: Tx, principal: Principal, pipelineId: string, body: PipelineItemBody): Promise<PipelineItemView> {
    if (!(await lockPipeline(tx, pipelineId))) throw problem.notFound();
    const { id: given, ...content } = body;
    const facts: ItemFacts = {
      name: content.name,
      sector: content.sector ?? '',
      projectId: content.projectId ?? null,
      unitId: content.unitId === undefined && !keepsPipelines(principal) ? principal.unitId : (content.unitId ?? null),
      totalInvestment: textOf(content.totalInvestment),
      requested: textOf(content.requested),
      note: content.note ?? '',
    };
    const bodyHash = fingerprint(facts);
    const known = await findKnownItem(tx, { id: given, pipelineId, name: facts.name });
    if (known?.bodyHash === bodyHash && known.pipelineId === pipelineId)
      return this.one(tx, principal, { id: pipelineId, itemId: known.id });
    if (known && given !== undefined) throw problem.sameIdOtherBody();
    requireOwnUnit(principal, facts.unitId);
    await this.requireNamed(tx, principal, facts);
    const at = this.clock.now();
    const itemId = await insertItem(tx, { id: given, pipelineId, bodyHash, by: principal.id, at }, facts);
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'pipeline-item',
      subjectId: itemId,
      action: 'create',
      after: { pipelineId, ...facts },
    });
    return this.one(tx, principal, { id: pipelineId, itemId });
  }

  /**
   * What changes of sector, unit and amounts counts from a month on: all open months unless another is said.
   *
   * @throws Problem 403 for another unit's, 409 with the current state when `version` is stale
   */
  async change(
    tx: Tx,
    principal: Principal,
    param: PipelineItemParam,
    body: PipelineItemPatch,
  ): Promise<PipelineItemView> {
    const before = await this.hold(tx, principal, param);
    const { version, from, correctionReason, ...told } = body;
    const wanted: ItemFacts = {
      name: told.name ?? before.name,
      sector: told.sector ?? before.sector,
      projectId: told.projectId === undefined ? before.projectId : told.projectId,
      unitId: told.unitId === undefined ? before.unitId : told.unitId,
      totalInvestment: told.totalInvestment === undefined ? before.totalInvestment : textOf(told.totalInvestment),
      requested: told.requested === undefined ? before.requested : textOf(told.requested),
      note: told.note ?? before.note,
    };
    requireOwnUnit(principal, wanted.unitId);
    await this.requireNamed(tx, principal, {
      unitId: wanted.unitId === before.unitId ? null : wanted.unitId,
      projectId: wanted.projectId === before.projectId ? null : wanted.projectId,
    });
    const counted: Month = from ?? (await firstOpenMonth(tx));
    const about = { unitId: wanted.unitId ?? undefined, correctionReason };
    const subject = { at: this.clock.now(), principal, kind: 'pipeline-item', id: param.itemId };
    return this.closed.allow(tx, principal, about, () =>
      putOnce<PipelineItemView>(
        tx,
        { ...subject, key: { from: counted }, reason: correctionReason },
        {
          before,
          wanted,
          version,
          save: () => updateItem(tx, param.itemId, before, wanted, counted),
          read: () => this.one(tx, principal, param),
        },
      ),
    );
  }

  /**
   * An item passes a stage on a day; the same stage again corrects the day or the amount.
   *
   * @throws Problem 400 for a day that is ahead, or in another order than the stages
   */
  async pass(tx: Tx, principal: Principal, param: PassageParam, body: PassageBody): Promise<PassageView> {
    const item = await this.hold(tx, principal, param);
    await this.requireStage(tx, param);
    const { itemId, stageId } = param;
    const { passedOn, note, version, correctionReason } = body;
    const at = this.clock.now();
    const today = dayOf(at);
    if (passedOn > today) throw invalid('passedOn', `通过日期不能晚于今天（${today}）。`);
    const { base, next } = await findNeighbours(tx, itemId, stageId);
    if (base && passedOn < base.day)
      throw invalid('passedOn', `通过日期不能早于环节“${base.name}”的通过日期（${base.day}），请核对。`);
    if (next && passedOn > next.day)
      throw invalid('passedOn', `通过日期不能晚于环节“${next.name}”的通过日期（${next.day}），请核对。`);
    const wanted = { passedOn, amount: textOf(body.amount), note };
    const before = await findPassage(tx, itemId, stageId);
    return this.closed.allow(tx, principal, { unitId: item.unitId ?? undefined, correctionReason }, () =>
      putOnce<PassageView>(
        tx,
        { at, principal, kind: 'pipeline-passage', id: itemId, key: { stageId }, reason: correctionReason },
        {
          before,
          wanted,
          version,
          save: () => savePassage(tx, { itemId, stageId, by: principal.id, at }, wanted),
          read: () => findPassage(tx, itemId, stageId),
        },
      ),
    );
  }

  /**
   * Takes a passage back: from a day on, or as if it had never been. Taken back already for the same reason is fine.
   *
   * @throws Problem 404 when there is none, 409 with the current state when `version` is stale
   */
  async withdraw(tx: Tx, principal: Principal, param: PassageParam, body: PassageTakeBack): Promise<PipelineItemView> {
    const item = await this.hold(tx, principal, param);
    await this.requireStage(tx, param);
    const { itemId, stageId } = param;
    const before = await findPassage(tx, itemId, stageId);
    if (!before) {
      if (await wasWithdrawn(tx, itemId, stageId, body.reason)) return this.one(tx, principal, param);
      throw pipelineProblem.notPassed();
    }
    if (body.version !== undefined && body.version !== before.version) throw problem.stale({}, before);
    const at = this.clock.now();
    const on = body.withdrawnOn ?? before.passedOn;
    if (on > dayOf(at)) throw invalid('withdrawnOn', `撤回日期不能晚于今天（${dayOf(at)}）。`);
    if (on < before.passedOn) throw invalid('withdrawnOn', `撤回日期不能早于通过日期（${before.passedOn}）。`);
    const about = { unitId: item.unitId ?? undefined, correctionReason: body.correctionReason };
    await this.closed.allow(tx, principal, about, () => withdrawPassage(tx, itemId, stageId, on, body.reason));
    const { passedOn, amount, note } = before;
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'pipeline-passage',
      subjectId: itemId,
      action: 'delete',
      before: { stageId, passedOn, amount, note },
      after: { stageId, withdrawnOn: on },
      reason: body.reason,
    });
    return this.one(tx, principal, param);
  }

  /** The item, held for this transaction, when it is the person's to write about. */
  private async hold(tx: Tx, principal: Principal, param: PipelineItemParam): Promise<PipelineItemView> {
    await lockItem(tx, param.itemId);
    const item = await this.one(tx, principal, param);
    if (item.allowedActions.length === 0) throw pipelineProblem.notYourUnit();
    return item;
  }

  private async requireStage(tx: Tx, { id, stageId }: PassageParam): Promise<void> {
    const pipeline = await findPipeline(tx, id);
    if (!pipeline?.stages.some((stage) => stage.id === stageId)) throw problem.notFound();
  }

  private async requireNamed(
    tx: Tx,
    principal: Principal,
    named: { unitId: string | null; projectId: string | null },
  ): Promise<void> {
    const found = await checkNamed(tx, principal, named);
    if (!found.unitId) throw invalid('unitId', '没有这个责任单位，或者它已停用，请重新选择。');
    if (!found.projectId) throw invalid('projectId', '没有这个项目，或者您无权查看，请重新选择。');
  }
}

const textOf = (amount: string | null | undefined): string | null =>
  amount === null || amount === undefined ? null : amountText(amount);

function requireOwnUnit(principal: Principal, unitId: string | null): void {
  if (keepsPipelines(principal)) return;
  if (!hasRole(principal, 'head', 'handler') || unitId !== principal.unitId) throw pipelineProblem.notYourUnit();
}
