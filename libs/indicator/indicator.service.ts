import type { Principal } from '@app/org';
import {
  addMonths,
  Clock,
  decimal,
  invalid,
  type Month,
  monthOf,
  type Page,
  type PageQuery,
  problem,
  recordChange,
  type Tx,
  yearOf,
} from '@app/platform';
import { ClosedMonths } from '@app/project';
import { Injectable } from '@nestjs/common';
import type {
  IndicatorBody,
  IndicatorChange,
  IndicatorDetail,
  IndicatorPatch,
  IndicatorQuery,
  IndicatorView,
  IndicatorSplitBody,
} from './indicator.dto';
import { indicatorActions } from './indicator.policy';
import { indicatorProblem } from './indicator.problems';
import {
  countIndicators,
  deleteIndicator,
  deleteSplit,
  findByCode,
  findChanges,
  findHindrance,
  findIndicator,
  findIndicators,
  findLastClosed,
  findSplit,
  findTargeted,
  findTargets,
  type IndicatorFacts,
  insertIndicator,
  lockIndicator,
  raiseVersion,
  saveSplit,
  saveTarget,
  updateIndicator,
  type Writer,
} from './indicator.queries';
import { keyOf, type Part, partOf, requireSplit, splitNote } from './split.rules';

/** More than this in a year is a mistake, and no page shows it. */
const MOST = 500;
/** Facts that a change of the indicator itself may touch. */
const FACTS = ['name', 'unit', 'parentId', 'kind', 'direction', 'digits', 'unitId', 'source'] as const;

const exact = (value: string | null): string | null => value && decimal(value).toFixed();

/** Indicators of a year, their targets and how these are split. */
@Injectable()
export class IndicatorService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  list(tx: Tx, principal: Principal, query: IndicatorQuery): Promise<Page<IndicatorView>> {
    return findIndicators(tx, principal, query);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, id: string): Promise<IndicatorDetail> {
    const view = await findIndicator(tx, principal, id);
    if (!view) throw problem.notFound();
    const targets = await findTargets(tx, id);
    const split = await findSplit(tx, id);
    const parts = split.flatMap(({ unitId }) => unitId ?? []);
    return {
      ...view,
      targets,
      split,
      splitNote: splitNote(view, split),
      allowedActions: indicatorActions(principal, view, parts),
    };
  }

  /** All of a year that the person may know of, by code. */
  async ofYear(tx: Tx, principal: Principal, year: number): Promise<Map<string, IndicatorView>> {
    const byCode = new Map<string, IndicatorView>();
    for (let page = 1; ; page += 1) {
      const { items, total } = await findIndicators(tx, principal, { year, page, pageSize: 200 });
      for (const view of items) byCode.set(view.code, view);
      if (items.length === 0 || byCode.size >= total) return byCode;
    }
  }

  /**
   * Year and code name an indicator: the same body again answers as the first time.
   *
   * @throws Problem 409 when the code is another one's
   */
  async create(tx: Tx, principal: Principal, body: IndicatorBody): Promise<IndicatorDetail> {
    const { target = null, ...given } = body;
    const facts: IndicatorFacts = {
      ...given,
      unit: given.unit ?? '',
      source: given.source ?? '',
      digits: given.digits ?? 2,
      parentId: given.parentId ?? null,
      unitId: given.unitId ?? null,
      direction: given.direction ?? (given.kind === 'rank' ? 'less' : 'more'),
    };
    requireShape(facts, target);
    const at = this.clock.now();
    if ((await countIndicators(tx, facts.year)) >= MOST) throw indicatorProblem.tooMany();
    const id = await insertIndicator(tx, facts, at);
    if (id === undefined) return this.same(tx, principal, facts, target);
    if (target !== null) {
      const from = await this.firstOpen(tx, facts.year);
      await saveTarget(tx, { at, principal }, id, { unitId: null, from, target });
    }
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'indicator',
      subjectId: id,
      action: 'create',
      after: { ...facts, target },
    });
    return this.one(tx, principal, id);
  }

  /** The one that is there, when it is what was to be made. */
  private async same(
    tx: Tx,
    principal: Principal,
    facts: IndicatorFacts,
    target: string | null,
  ): Promise<IndicatorDetail> {
    const there = await findByCode(tx, facts.year, facts.code);
    if (!there) throw problem.stale();
    const equal = (['level', ...FACTS] as const).every((fact) => there[fact] === facts[fact]);
    const first = (await findTargets(tx, there.id)).at(-1)?.target ?? null;
    if (equal && first === exact(target)) return this.one(tx, principal, there.id);
    throw indicatorProblem.codeTaken({ year: facts.year, code: facts.code, name: there.name });
  }

  /**
   * A new target counts from a month on and leaves the months before as they were.
   *
   * @throws Problem 409 with the current state when `version` is stale
   */
  async change(tx: Tx, principal: Principal, id: string, body: IndicatorPatch): Promise<IndicatorDetail> {
    if (!(await lockIndicator(tx, principal, id))) throw problem.notFound();
    const before = await this.one(tx, principal, id);
    const { version, target, targetFrom, correctionReason, ...given } = body;
    const wanted = Object.fromEntries(
      FACTS.filter((fact) => given[fact] !== undefined && given[fact] !== before[fact]).map((fact) => [
        fact,
        given[fact],
      ]),
    ) as Partial<IndicatorView>;
    const first = before.targets.length === 0;
    const from = targetFrom ?? (first ? await this.firstOpen(tx, before.year) : this.runningIn(before.year));
    if (yearOf(from) !== before.year) throw invalid('targetFrom', `目标的起算月份应在 ${before.year} 年之内。`);
    const current = before.targets.find((one) => one.from <= from)?.target ?? null;
    const retarget = target !== undefined && exact(target) !== current;
    if (Object.keys(wanted).length === 0 && !retarget) return before;
    if (version !== undefined && version !== before.version) throw problem.stale({}, before);
    const after = { ...before, ...wanted };
    if (wanted.parentId !== undefined && before.level === 1) throw invalid('parentId', '一级指标没有上级。');
    requireShape(after, retarget ? target : null);
    const at = this.clock.now();
    await updateIndicator(tx, after);
    if (retarget) {
      const write = { unitId: before.unitId ?? undefined, correctionReason };
      await this.closed.allow(tx, principal, write, () =>
        saveTarget(tx, { at, principal }, id, { unitId: null, from, target }),
      );
    }
    const pick = (of: IndicatorView, value: string | null) => ({
      ...Object.fromEntries(Object.keys(wanted).map((fact) => [fact, of[fact as keyof IndicatorView]])),
      ...(retarget ? { target: value, targetFrom: from } : {}),
    });
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'indicator',
      subjectId: id,
      action: 'update',
      before: pick(before, current),
      after: pick(after, target ?? null),
      reason: correctionReason,
    });
    return this.one(tx, principal, id);
  }

  /**
   * Takes away an indicator that was made by mistake. Gone already is fine: the first answer may have been lost.
   *
   * @throws Problem 409 while something was entered, or something stands below it
   */
  async remove(tx: Tx, principal: Principal, id: string): Promise<void> {
    if (!(await lockIndicator(tx, principal, id))) return;
    const { actuals, children } = await findHindrance(tx, id);
    if (children) throw indicatorProblem.hasChildren();
    if (actuals) throw indicatorProblem.hasActuals();
    const before = await this.one(tx, principal, id);
    await this.closed.allow(tx, principal, {}, () => deleteIndicator(tx, id));
    const subject = { subjectKind: 'indicator', subjectId: id, action: 'delete' as const };
    const { year, code, target, split } = before;
    const told = { year, code, ...Object.fromEntries(FACTS.map((fact) => [fact, before[fact]])), target, split };
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      ...subject,
      before: told,
      after: { year, code, name: null },
    });
  }

  /**
   * The whole split in place of the one before; only what differs is written.
   *
   * @throws Problem 400 for parts that do not fit together, 409 with the current state when `version` is stale
   */
  async split(tx: Tx, principal: Principal, id: string, body: IndicatorSplitBody): Promise<IndicatorDetail> {
    if (!(await lockIndicator(tx, principal, id))) throw problem.notFound();
    const before = await this.one(tx, principal, id);
    const wanted = body.items.map(partOf);
    requireSplit(before, wanted);
    const there = new Map(before.split.map((part) => [keyOf(part), part]));
    const asked = new Map(wanted.map((part) => [keyOf(part), part]));
    const gone = before.split.filter((part) => !asked.has(keyOf(part)));
    const changed = wanted.filter((part) => there.get(keyOf(part))?.target !== part.target);
    if (gone.length + changed.length === 0) return before;
    if (body.version !== undefined && body.version !== before.version) throw problem.stale({}, before);
    const at = this.clock.now();
    const { correctionReason } = body;
    await this.closed.allow(tx, principal, { unitId: before.unitId ?? undefined, correctionReason }, () =>
      this.saveParts(tx, { at, principal }, before, { gone, changed }),
    );
    await raiseVersion(tx, id);
    const after = await this.one(tx, principal, id);
    const touched = new Set([...gone, ...changed].map(keyOf));
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'indicator-split',
      subjectId: id,
      action: 'update',
      before: { items: before.split.filter((part) => touched.has(keyOf(part))) },
      after: { items: after.split.filter((part) => touched.has(keyOf(part))) },
      reason: correctionReason,
    });
    return after;
  }

  private async saveParts(
    tx: Tx,
    writer: Writer,
    { id, year }: IndicatorView,
    { gone, changed }: { gone: readonly Part[]; changed: readonly Part[] },
  ): Promise<void> {
    const targeted = await findTargeted(tx, id);
    const [first, later] = [await this.firstOpen(tx, year), this.runningIn(year)];
    for (const { month, unitId } of gone) {
      if (month !== null) await deleteSplit(tx, id, { month, unitId });
      else await saveTarget(tx, writer, id, { unitId, from: later, target: null });
    }
    for (const { month, unitId, target } of changed) {
      const from = targeted.includes(unitId ?? '') ? later : first;
      if (month !== null) await saveSplit(tx, id, { month, unitId, target });
      else await saveTarget(tx, writer, id, { unitId, from, target });
    }
  }

  /** @throws Problem 404 for an indicator that the person may not know of */
  async changes(tx: Tx, principal: Principal, id: string, query: PageQuery): Promise<Page<IndicatorChange>> {
    if (!(await findIndicator(tx, principal, id))) throw problem.notFound();
    return findChanges(tx, id, query);
  }

  /** A first target counts from January; where months of the year are published already, from the month after. */
  private async firstOpen(tx: Tx, year: number): Promise<Month> {
    const closed = await findLastClosed(tx, year);
    if (closed === null) return `${year}-01`;
    return closed.endsWith('-12') ? closed : addMonths(closed, 1);
  }

  /** The running month, or the end of that year which is nearest to it. */
  private runningIn(year: number): Month {
    const running = monthOf(this.clock.now());
    if (yearOf(running) === year) return running;
    return yearOf(running) < year ? `${year}-01` : `${year}-12`;
  }
}

function requireShape(
  { level, parentId, kind, direction }: Pick<IndicatorFacts, 'level' | 'parentId' | 'kind' | 'direction'>,
  target: string | null,
): void {
  if (level === 2 && !parentId) throw invalid('parentId', '二级指标须选择所属的一级指标。');
  if (level === 1 && parentId) throw invalid('parentId', '一级指标没有上级。');
  if (kind === 'rank' && direction !== 'less') throw invalid('direction', '位次类指标越低越好，请改正方向。');
  if (kind === 'rank' && target !== null && !isRank(target)) throw invalid('target', '目标位次应为正整数。');
}

/** 1, 2, 3 … */
export const isRank = (value: string): boolean => decimal(value).isInteger() && decimal(value).gte(1);
