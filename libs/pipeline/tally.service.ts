import type { Principal } from '@app/org';
import {
  amountText,
  Clock,
  fingerprint,
  invalid,
  type Month,
  monthOf,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { ClosedMonths } from '@app/project';
import { Injectable } from '@nestjs/common';
import type { TallyTakeBack, TallyBody, TallyParam, TallyView } from './tally.dto';
import { deleteTally, findTally, lockStage, saveTally, type TallyFacts } from './tally.queries';

/** Totals of a stage where single items are not known (按汇总数填报). */
@Injectable()
export class PipelineTallyService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  /**
   * @throws Problem 400 for a month that has not begun or sectors that are more than the whole, 409 with the current
   *   state when `version` is stale
   */
  async put(tx: Tx, principal: Principal, param: TallyParam, body: TallyBody): Promise<TallyView> {
    const { stageId, month } = param;
    if (!(await lockStage(tx, stageId))) throw problem.notFound();
    const at = this.clock.now();
    requireBegun(month, monthOf(at));
    const wanted: TallyFacts = {
      count: body.count,
      amount: textOf(body.amount),
      totalInvestment: textOf(body.totalInvestment),
      requested: textOf(body.requested),
      units: body.units ?? null,
      sectors: body.sectors.map(({ sector, count, amount }) => ({ sector, count, amount: textOf(amount) })),
    };
    requireSectors(wanted);
    const before = await findTally(tx, stageId, month);
    const was = before && factsOf(before);
    if (before && fingerprint(was) === fingerprint(wanted)) return before;
    if (body.version !== undefined && body.version !== before?.version) throw problem.stale({}, before);
    const { correctionReason } = body;
    await this.closed.allow(tx, principal, { correctionReason }, () =>
      saveTally(tx, { stageId, month, by: principal.id, at }, wanted),
    );
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'pipeline-tally',
      subjectId: stageId,
      action: before ? 'update' : 'create',
      before: was && { month, ...was },
      after: { month, ...wanted },
      reason: correctionReason,
    });
    const after = await findTally(tx, stageId, month);
    if (!after) throw problem.notFound();
    return after;
  }

  /** Takes the totals of a month back: those of an earlier month, or the items, count again. Taken back already is fine. */
  async remove(tx: Tx, principal: Principal, { stageId, month }: TallyParam, body: TallyTakeBack): Promise<void> {
    const { reason, correctionReason } = body;
    if (!(await lockStage(tx, stageId))) throw problem.notFound();
    const before = await findTally(tx, stageId, month);
    if (!before) return;
    await this.closed.allow(tx, principal, { correctionReason }, () => deleteTally(tx, stageId, month));
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'pipeline-tally',
      subjectId: stageId,
      action: 'delete',
      before: { month, ...factsOf(before) },
      after: { month },
      reason,
    });
  }
}

const factsOf = ({ count, amount, totalInvestment, requested, units, sectors }: TallyView): TallyFacts => ({
  count,
  amount,
  totalInvestment,
  requested,
  units,
  sectors,
});

const textOf = (amount: string | null | undefined): string | null =>
  amount === null || amount === undefined ? null : amountText(amount);

function requireBegun(month: Month, running: Month): void {
  if (month > running) throw invalid('month', `${month} 尚未到来，只能填报 ${running} 及以前月份的汇总数。`);
}

function requireSectors({ count, sectors }: TallyFacts): void {
  const names = sectors.map(({ sector }) => sector);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid('sectors', `行业“${twice}”出现了两次，请合并。`);
  const together = sectors.reduce((sum, sector) => sum + sector.count, 0);
  if (together > count) throw invalid('sectors', `各行业合计 ${together} 个，多于总数 ${count} 个，请核对。`);
}
