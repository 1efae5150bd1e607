import type { Principal } from '@app/org';
import { Clock, decimal, invalid, monthOf, type Page, problem, recordChange, type Tx, yearOf } from '@app/platform';
import { ClosedMonths, type ClosedWrite } from '@app/project';
import { Injectable } from '@nestjs/common';
import type { ActualBody, ActualParam, ActualQuery, ActualVersion, ActualView, IndicatorView } from './indicator.dto';
import { addsUp } from './indicator.kinds';
import { mayEnter } from './indicator.policy';
import { indicatorProblem } from './indicator.problems';
import {
  type ActualFacts,
  deleteActual,
  findActual,
  findActuals,
  findIndicator,
  findYear,
  lockIndicator,
  saveActual,
  type YearActual,
} from './indicator.queries';
import { isRank } from './indicator.service';

const FACTS = ['value', 'yearBefore', 'statedShare', 'note'] as const;
const exact = (value: string | null): string | null => value && decimal(value).toFixed();

/** What was reached of an indicator, month by month. */
@Injectable()
export class ActualService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  /** @throws Problem 404 for an indicator that the person may not know of */
  async list(tx: Tx, principal: Principal, id: string, query: ActualQuery): Promise<Page<ActualView>> {
    if (!(await findIndicator(tx, principal, id))) throw problem.notFound();
    return findActuals(tx, id, query);
  }

  /** Everything of a year that the person may know of, for sheets. */
  ofYear(tx: Tx, principal: Principal, year: number): Promise<YearActual[]> {
    return findYear(tx, principal, year);
  }

  /**
   * Enters or corrects what was reached by a month. The same content again changes nothing, also under an old version.
   *
   * @throws Problem 400 for a month that has not come, 403, 409 with the current state when `version` is stale
   */
  async put(tx: Tx, principal: Principal, { id, month }: ActualParam, body: ActualBody): Promise<ActualView> {
    const unitId = body.unitId ?? null;
    const indicator = await this.hold(tx, principal, id, unitId);
    if (yearOf(month) !== indicator.year) throw invalid('month', `月份应在指标年度 ${indicator.year} 年之内。`);
    if (month > monthOf(this.clock.now())) throw invalid('month', '这个月还没有到，不能填报完成情况。');
    const before = await findActual(tx, id, month, unitId);
    const kept = <K extends keyof ActualFacts>(fact: K): ActualFacts[K] | null => before?.[fact] ?? null;
    const facts: ActualFacts = {
      value: decimal(body.value).toFixed(),
      yearBefore: exact(body.yearBefore === undefined ? kept('yearBefore') : body.yearBefore),
      statedShare: exact(body.statedShare === undefined ? kept('statedShare') : body.statedShare),
      note: body.note ?? before?.note ?? '',
    };
    requireFacts(indicator, facts);
    const changed = FACTS.filter((fact) => !before || before[fact] !== facts[fact]);
    if (before && changed.length === 0) return before;
    if (body.version !== undefined && body.version !== before?.version) throw problem.stale({}, before);
    await this.closed.allow(tx, principal, about(indicator, unitId, body), () =>
      saveActual(tx, { at: this.clock.now(), principal }, { id, month, unitId }, facts),
    );
    const after = await findActual(tx, id, month, unitId);
    if (!after) throw problem.notFound();
    const pick = (of: ActualFacts) => ({
      ...{ month, unitId, unitName: after.unitName },
      ...Object.fromEntries(changed.map((fact) => [fact, of[fact]])),
    });
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'indicator-actual',
      subjectId: id,
      action: before ? 'update' : 'create',
      before: before && pick(before),
      after: pick(facts),
      reason: body.correctionReason,
    });
    return after;
  }

  /** Takes away what was entered for a wrong month or unit. Gone already is fine. @throws Problem 403, 409 */
  async remove(tx: Tx, principal: Principal, { id, month }: ActualParam, query: ActualVersion): Promise<void> {
    const unitId = query.unitId ?? null;
    const indicator = await this.hold(tx, principal, id, unitId);
    const before = await findActual(tx, id, month, unitId);
    if (!before) return;
    if (query.version !== undefined && query.version !== before.version) throw problem.stale({}, before);
    await this.closed.allow(tx, principal, about(indicator, unitId, query), () => deleteActual(tx, id, month, unitId));
    const { unitName, value, yearBefore, statedShare, note } = before;
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'indicator-actual',
      subjectId: id,
      action: 'delete',
      before: { month, unitId, unitName, value, yearBefore, statedShare, note },
      after: { month, unitId, unitName, value: null },
      reason: query.correctionReason,
    });
  }

  /** Writes about one indicator wait for each other. */
  private async hold(tx: Tx, principal: Principal, id: string, unitId: string | null): Promise<IndicatorView> {
    if (!(await lockIndicator(tx, principal, id))) throw problem.notFound();
    const indicator = await findIndicator(tx, principal, id);
    if (!indicator) throw problem.notFound();
    if (!mayEnter(principal, indicator, unitId)) throw indicatorProblem.notYours();
    return indicator;
  }
}

/** An entry of all units is the responsible unit's. */
const about = (
  indicator: IndicatorView,
  unitId: string | null,
  { correctionReason }: { correctionReason?: string },
): ClosedWrite => ({ unitId: unitId ?? indicator.unitId ?? undefined, correctionReason });

function requireFacts({ kind, target }: IndicatorView, { value, statedShare }: ActualFacts): void {
  if (kind === 'rank' && !isRank(value)) throw invalid('value', '位次应为正整数。');
  if (statedShare === null) return;
  if (!addsUp(kind)) throw invalid('statedShare', '只有总量、数量类指标才填写占总数的比例。');
  if (decimal(statedShare).isNegative()) throw invalid('statedShare', '占比不能为负数。');
  if (target !== null) throw invalid('statedShare', '该指标有年度目标，比例由系统计算，请不要另填。');
}
