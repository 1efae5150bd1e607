import { hasRole, type Principal, seesAll } from '@app/org';
import {
  addMonths,
  CalendarService,
  Clock,
  type CountedDay,
  dayOf,
  firstDay,
  isoInstant,
  lastDay,
  lock,
  type Month,
  monthOf,
  offset,
  type Page,
  type PageQuery,
  problem,
  rate,
  recordChange,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type {
  ConfirmationPage,
  ConfirmationRow,
  ConfirmedProject,
  ConfirmRule,
  MonthConfirmBody,
  MonthUrgeBody,
} from './closing.dto';
import {
  countGaps,
  findConfirmations,
  findUnitFacts,
  findUrge,
  findWorkingDay,
  saveConfirmation,
  saveUrge,
  saveWorkingDay,
  type UnitFact,
  type UnitFactRow,
} from './confirmation.queries';
import { opensFor } from './exception.queries';
import { amountChange, basisWords, wordChange } from './fact.words';
import { newestRevision } from './revision.queries';
import { rollupProblem } from './rollup.problems';

/** Units stand by their data of a month, by a working day of the next one. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  async rule(tx: Tx): Promise<ConfirmRule> {
    return { workingDay: await findWorkingDay(tx) };
  }

  async setRule(tx: Tx, principal: Principal, { workingDay }: ConfirmRule): Promise<ConfirmRule> {
    await lock(tx, 'confirm-rule');
    const before = await this.rule(tx);
    if (before.workingDay === workingDay) return before;
    await saveWorkingDay(tx, workingDay);
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'confirm-rule',
      subjectId: 'confirm-rule',
      action: 'update',
      before,
      after: { workingDay },
    });
    return { workingDay };
  }

  /** Whoever sees no roll-up finds the own unit only. */
  async list(tx: Tx, principal: Principal, month: Month, query: PageQuery): Promise<ConfirmationPage> {
    this.requireBegun(month);
    const rows = await findConfirmations(tx, month);
    const workingDay = await findWorkingDay(tx);
    const { day: dueOn, estimated } = await this.dueOn(month, workingDay);
    const open = (await newestRevision(tx, month)) === 0 && this.isOver(month);
    const seen = seesAll(principal) || hasRole(principal, 'head') ? rows : rows.filter(ofUnit(principal.unitId));
    const reported = rows.filter(({ confirmedAt }) => confirmedAt !== null).length;
    const onTime = rows.filter((row) => row.onTime === true).length;
    return {
      items: seen
        .slice(offset(query), offset(query) + query.pageSize)
        .map((row) => ({ ...row, mayConfirm: open && mayConfirm(principal, row.unitId) })),
      total: seen.length,
      page: query.page,
      pageSize: query.pageSize,
      month,
      dueOn,
      estimated,
      workingDay,
      due: rows.length,
      reported,
      onTime,
      rate: rate(reported, rows.length, 2),
      onTimeRate: rate(onTime, rows.length, 2),
      ...(await countGaps(tx, month)),
    };
  }

  /** @throws Problem 404 for another unit's data where one sees the own only */
  async ofUnit(
    tx: Tx,
    principal: Principal,
    month: Month,
    unitId: string,
    query: PageQuery,
  ): Promise<Page<ConfirmedProject>> {
    this.requireBegun(month);
    if (!seesAll(principal) && principal.unitId !== unitId) throw problem.notFound();
    const { items, ...page } = await findUnitFacts(tx, month, unitId, query);
    return { ...page, items: items.map(confirmedProject) };
  }

  /**
   * Confirms what is there now. Once more with the same data changes nothing; with other data it says so, and the first
   * time stays the one that was in time or not.
   *
   * @throws Problem 403 for another's unit, 409 before the month is over, once it is closed, or with nothing to confirm
   */
  async confirm(tx: Tx, principal: Principal, month: Month, body: MonthConfirmBody): Promise<ConfirmationRow> {
    const unitId = body.unitId ?? principal.unitId;
    if (!mayConfirm(principal, unitId)) throw rollupProblem.notYourUnit();
    const own = isOwn(principal, unitId);
    if (!own && body.reason === undefined) throw rollupProblem.confirmReason();
    await lock(tx, `month-confirmation ${month} ${unitId}`);
    const now = this.clock.now();
    if (!this.isOver(month)) throw rollupProblem.confirmEarly({ month, first: firstDay(addMonths(month, 1)) });
    const closed = (await newestRevision(tx, month)) > 0;
    const before = await this.rowOf(tx, month, unitId);
    if (!before) throw rollupProblem.nothingToConfirm({ month });
    if (before.confirmedAt !== null && before.changed === 0) return { ...before, mayConfirm: !closed };
    // What was supplemented while it was opened is confirmed again; a first time is a figure of the closed month.
    if (closed && (before.confirmedAt === null || !(await opensFor(tx, month, unitId, now)))) {
      throw rollupProblem.confirmClosed({ month });
    }
    const { day: dueOn } = await this.dueOn(month, await findWorkingDay(tx));
    const reason = own ? null : (body.reason ?? null);
    const onTime = dayOf(now) <= dueOn;
    await saveConfirmation(tx, { month, unitId, by: principal.id, at: now, dueOn, onTime, reason });
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'month-confirmation',
      subjectId: unitId,
      action: before.confirmedAt === null ? 'create' : 'update',
      before: before.confirmedAt === null ? undefined : { month, changed: before.changed },
      after: { month, projects: before.projects, withoutEntry: before.withoutEntry, onTime, dueOn },
      reason: reason ?? undefined,
    });
    const after = await this.rowOf(tx, month, unitId);
    if (!after) throw problem.notFound();
    return { ...after, mayConfirm: !closed };
  }

  /** Reminds the unit's people; the same id again reminds nobody again. */
  async urge(tx: Tx, principal: Principal, month: Month, body: MonthUrgeBody): Promise<ConfirmationRow> {
    await lock(tx, `month-urge ${body.id}`);
    const { id, unitId, note } = body;
    const sent = await findUrge(tx, id);
    if (sent && (sent.month !== month || sent.unitId !== unitId || sent.note !== note)) {
      throw problem.sameIdOtherBody();
    }
    const row = await this.rowOf(tx, month, unitId);
    if (!row) throw rollupProblem.nothingToConfirm({ month });
    const mayConfirm = this.isOver(month) && (await newestRevision(tx, month)) === 0;
    if (sent) return { ...row, mayConfirm };
    if (row.confirmedAt !== null && row.changed === 0) throw rollupProblem.confirmedAlready({ unit: row.unitName });
    const at = this.clock.now();
    await saveUrge(tx, { id, month, unitId, note, by: principal.id, at });
    return { ...row, urged: row.urged + 1, urgedAt: isoInstant(at), mayConfirm };
  }

  private async rowOf(tx: Tx, month: Month, unitId: string): Promise<Omit<ConfirmationRow, 'mayConfirm'> | undefined> {
    return (await findConfirmations(tx, month, unitId))[0];
  }

  /** The n-th working day of the next month. */
  private async dueOn(month: Month, workingDay: number): Promise<CountedDay> {
    return (await this.calendars.current()).addWorkingDays(lastDay(month), workingDay);
  }

  private isOver(month: Month): boolean {
    return month < monthOf(this.clock.now());
  }

  private requireBegun(month: Month): void {
    if (month > monthOf(this.clock.now())) throw rollupProblem.notBegun({ month });
  }
}

const ofUnit =
  (unitId: string) =>
  (row: { unitId: string }): boolean =>
    row.unitId === unitId;

const isOwn = (principal: Principal, unitId: string): boolean =>
  hasRole(principal, 'head', 'handler') && principal.unitId === unitId;

const mayConfirm = (principal: Principal, unitId: string): boolean =>
  isOwn(principal, unitId) || hasRole(principal, 'supervisor');

function confirmedProject({ projectId, projectName, ...row }: UnitFactRow): ConfirmedProject {
  const { fact } = row;
  return {
    projectId,
    projectName,
    plan: fact?.plan ?? null,
    planFrom: fact?.planFrom ?? null,
    completed: fact?.completed ?? null,
    basis: (fact?.basis ?? null) as ConfirmedProject['basis'],
    physicalProgress: fact?.physicalProgress ?? null,
    completedToDate: fact?.completedToDate ?? '0',
    enteredByName: row.enteredByName,
    enteredAt: row.enteredAt && isoInstant(row.enteredAt),
    changes: row.isConfirmed ? changesOf(row.confirmed, fact) : [],
  };
}

/** What is different from what the unit confirmed. */
export function changesOf(before: UnitFact | null, after: UnitFact | null): string[] {
  if (!before && !after) return [];
  if (!before) return ['确认后才归入本单位或列入清单'];
  if (!after) return ['确认后已不归本单位或已退出清单'];
  const entry = amountChange('当月完成', before.completed, after.completed);
  return [
    ...amountChange('计划', before.plan, after.plan),
    ...(before.planBasis === null || after.planBasis === null
      ? []
      : wordChange('计划口径', basisWords(before.planBasis), basisWords(after.planBasis))),
    ...entry,
    ...(entry.length === 0 ? amountChange('累计完成', before.completedToDate, after.completedToDate) : []),
    ...(before.basis === null || after.basis === null
      ? []
      : wordChange('完成口径', basisWords(before.basis), basisWords(after.basis))),
    ...wordChange('形象进度', before.physicalProgress, after.physicalProgress),
    ...amountChange('到位资金', before.fundsReceived, after.fundsReceived),
    ...amountChange('入库完成', before.registryCompleted, after.registryCompleted),
    ...amountChange('总投资', before.totalInvestment, after.totalInvestment),
  ];
}
