import type { Principal } from '@app/org';
import {
  addDays,
  addMonths,
  CalendarService,
  Clock,
  type Day,
  dayOf,
  lock,
  monthOf,
  type Page,
  pageOf,
  type Parameters,
  problem,
  rate,
  recordChange,
  type Tx,
  weekOf,
  weekStart,
} from '@app/platform';
import { findGaps, projectScope } from '@app/project';
import { Injectable } from '@nestjs/common';
import { coverage } from './coverage.queries';
import { byProject, cellsOf, newestRule } from './duty.cells';
import type {
  CoverageQuery,
  CoverageView,
  DutyParam,
  DutyQuery,
  DutyRow,
  ExcuseBody,
  MatrixQuery,
  MatrixView,
  ProjectDutiesQuery,
  ProjectDutiesView,
} from './duty.dto';
import { type DutyPeriod, weeksOfYear, weeksUntil } from './duty.periods';
import { dutyProblem } from './duty.problems';
import { findDuties } from './duty.queries';
import { lockDuty, saveExcuse } from './excuse.queries';
import { findMatrixProjects, findShownDuties, findShownVisits, seesProject } from './matrix.queries';
import { asksNow, repair, repairAll } from './repair';
import { membersOf, projectsOf, REPAIR_LOCK } from './repair.queries';

/** Whose duties a change may have touched. */
export type Touched = { projectId: string } | { listId: string } | { officerId: string } | { year: number };

const STRIP_WEEKS = 53;

/** What is to be visited (走访任务), and how much of it was. */
@Injectable()
export class DutyService {
  constructor(
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** Duties of a week: of the officer's own projects, of a department's, or of all for those who see all. */
  duties(tx: Tx, principal: Principal, query: DutyQuery): Promise<Page<DutyRow>> {
    const today = this.today();
    const { officerId, unitId, listId, state, page, pageSize } = query;
    const filter = {
      day: addDays(weekStart(query.week ?? weekOf(today)), 3),
      scope: scopeOf(principal),
      met: query.met === undefined ? undefined : query.met === 'true',
      ...{ officerId, unitId, listId, state, page, pageSize },
    };
    return findDuties(tx, filter, today);
  }

  coverage(tx: Tx, { week, month, year }: CoverageQuery): Promise<CoverageView> {
    const now = this.clock.now();
    const time =
      week !== undefined
        ? { week }
        : month !== undefined || year === undefined
          ? { month: month ?? monthOf(now) }
          : { year };
    return coverage(tx, time, dayOf(now));
  }

  /** Projects × weeks, one page of projects. Wants a snapshot. */
  async matrix(tx: Tx, principal: Principal, query: MatrixQuery): Promise<MatrixView> {
    const today = this.today();
    const calendar = await this.calendar.current();
    const weeks = weeksUntil(query.until ?? weekOf(today), query.weeks);
    const span = spanOf(weeks);
    const { listId, unitId, q, only } = query;
    const filter = { scope: scopeOf(principal), ...span, listId, unitId, q, only };
    const { items, total } = await findMatrixProjects(tx, filter, query, today);
    const ids = items.map(({ projectId }) => projectId);
    const duties = byProject(await findShownDuties(tx, ids, span, today));
    const visits = byProject(await findShownVisits(tx, ids, span));
    const until = span.until < today ? span.until : today;
    const gaps = await findGaps(tx, ids, addMonths(until.slice(0, 7), -1));
    const rows = items.map((project) => {
      const own = duties.get(project.projectId) ?? [];
      return {
        ...project,
        every: newestRule(own),
        gap: gaps.get(project.projectId) ?? null,
        cells: cellsOf(weeks, own, visits.get(project.projectId) ?? []),
      };
    });
    const columns = weeks.map(({ period: week, starts, ends }) => ({
      week,
      starts,
      ends,
      workdays: calendar.workingDaysBetween(addDays(starts, -1), ends),
    }));
    return { weeks: columns, ...pageOf(query, rows, total) };
  }

  /**
   * The weeks of one project. Wants a snapshot.
   *
   * @throws Problem 404
   */
  async ofProject(tx: Tx, principal: Principal, id: string, query: ProjectDutiesQuery): Promise<ProjectDutiesView> {
    if (!(await seesProject(tx, id, scopeOf(principal)))) throw problem.notFound();
    const today = this.today();
    const weeks = query.year === undefined ? weeksUntil(weekOf(today), STRIP_WEEKS) : weeksOfYear(query.year);
    const span = spanOf(weeks);
    const duties = await findShownDuties(tx, [id], span, today);
    const due = duties.filter(({ starts }) => starts <= today);
    const count = (...states: DutyRow['state'][]): number => due.filter(({ state }) => states.includes(state)).length;
    return {
      projectId: id,
      weeks: cellsOf(weeks, duties, await findShownVisits(tx, [id], span)),
      due: due.length,
      done: count('met'),
      coverage: rate(count('met'), due.length - count('excused'), 2),
    };
  }

  /**
   * Nobody has to go this time. The same reason again changes nothing.
   *
   * @throws Problem 404 when nothing was asked for, 409 when it is met already
   */
  async excuse(tx: Tx, principal: Principal, param: DutyParam, { reason }: ExcuseBody): Promise<DutyRow> {
    const duty = await this.hold(tx, principal, param);
    if (duty.row.state === 'met') throw dutyProblem.met();
    if (duty.excuse === 'granted' && duty.excuseReason === reason) return duty.row;
    const at = this.clock.now();
    await saveExcuse(tx, duty.row, { reason, by: principal.id, at });
    await this.record(tx, principal, duty, { excuse: 'granted', reason });
    return this.row(tx, principal, param);
  }

  /** Somebody has to go after all; where nothing was granted, nothing changes. */
  async unexcuse(tx: Tx, principal: Principal, param: DutyParam): Promise<DutyRow> {
    const duty = await this.hold(tx, principal, param);
    if (duty.excuse !== 'granted') return duty.row;
    await saveExcuse(tx, duty.row, null);
    await this.record(tx, principal, duty, { excuse: null, reason: null });
    // A leave that covers the period excuses it again.
    await repair(tx, this.today(), [param.projectId]);
    return this.row(tx, principal, param);
  }

  /** To be called in the transaction of each change that decides who has to go where. */
  async repair(tx: Tx, touched: Touched): Promise<void> {
    const today = this.today();
    // `projectId` first: a member of a list is one project of it.
    if ('projectId' in touched) await repair(tx, today, [touched.projectId]);
    else if ('listId' in touched) await repair(tx, today, await membersOf(tx, touched.listId));
    else if ('officerId' in touched) await repair(tx, today, await projectsOf(tx, touched.officerId));
    else if (asksNow(touched.year, today)) await repairAll(tx, today);
  }

  private today(): Day {
    return dayOf(this.clock.now());
  }

  private async hold(
    tx: Tx,
    principal: Principal,
    param: DutyParam,
  ): Promise<{ row: DutyRow; excuse: string | null; excuseReason: string | null }> {
    // Before the row: a repair that is under way has this lock and wants the row.
    await lock(tx, REPAIR_LOCK);
    const held = await lockDuty(tx, param.projectId, periodOfParam(param));
    if (!held) throw problem.notFound();
    return { row: await this.row(tx, principal, param), ...held };
  }

  private async row(tx: Tx, principal: Principal, param: DutyParam): Promise<DutyRow> {
    const duty = { projectId: param.projectId, period: periodOfParam(param) };
    const { items } = await findDuties(tx, { duty, scope: scopeOf(principal), page: 1, pageSize: 1 }, this.today());
    const [row] = items;
    if (!row) throw problem.notFound();
    return row;
  }

  private record(
    tx: Tx,
    principal: Principal,
    {
      row: { projectId, period },
      excuse,
      excuseReason,
    }: { row: DutyRow; excuse: string | null; excuseReason: string | null },
    after: { excuse: string | null; reason: string | null },
  ): Promise<void> {
    return recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'duty',
      subjectId: projectId,
      action: 'update',
      before: { period, excuse, reason: excuseReason },
      after: { period, ...after },
      ...(after.reason === null ? {} : { reason: after.reason }),
    });
  }
}

const scopeOf = (principal: Principal) => (parameters: Parameters) => projectScope(principal, parameters);

/** A stroke would be another part of the address. */
const periodOfParam = ({ period }: DutyParam): string => period.replace('~', '/');

const spanOf = (weeks: readonly DutyPeriod[]): { from: Day; until: Day } => ({
  from: weeks[0]?.starts ?? '',
  until: weeks.at(-1)?.ends ?? '',
});
