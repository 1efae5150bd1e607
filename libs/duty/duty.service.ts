import type { Principal } from '@app/org';
import { CalendarService, Clock, dayOf, monthOf, type Page, Problem, type Tx, weekOf } from '@app/platform';
import { projectScope } from '@app/project';
import { Injectable } from '@nestjs/common';
import type {
  CoverageQuery,
  CoverageView,
  DutyParam,
  DutyQuery,
  DutyRow,
  ExcuseBody,
  HandoverBody,
  HandoverQuery,
  HandoverView,
  MatrixQuery,
  MatrixView,
  ProjectDutiesQuery,
  ProjectDutiesView,
} from './duty.dto';
import { coverage, duties } from './duty.queries';

const notYet = (): Problem => new Problem('not-built', 501, '该功能正在建设中。');

/** What is to be visited (走访任务), and how much of it was. */
@Injectable()
export class DutyService {
  constructor(
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** Duties of a week: of the officer's own projects, of a department's, or of all for those who see all. */
  async duties(tx: Tx, principal: Principal, query: DutyQuery): Promise<Page<DutyRow>> {
    const today = dayOf(this.clock.now());
    return duties(tx, await this.calendar.current(), {
      week: query.week ?? weekOf(today),
      scope: (parameters) => projectScope(principal, parameters),
      officerId: query.officerId,
      unitId: query.unitId,
      met: query.met === undefined ? undefined : query.met === 'true',
      page: query.page,
      pageSize: query.pageSize,
    });
  }

  async coverage(tx: Tx, query: CoverageQuery): Promise<CoverageView> {
    const now = this.clock.now();
    return coverage(tx, await this.calendar.current(), query.month ?? monthOf(now), dayOf(now));
  }

  matrix(_tx: Tx, _principal: Principal, _query: MatrixQuery): Promise<MatrixView> {
    throw notYet();
  }

  ofProject(_tx: Tx, _principal: Principal, _id: string, _query: ProjectDutiesQuery): Promise<ProjectDutiesView> {
    throw notYet();
  }

  excuse(_tx: Tx, _principal: Principal, _param: DutyParam, _body: ExcuseBody): Promise<DutyRow> {
    throw notYet();
  }

  unexcuse(_tx: Tx, _principal: Principal, _param: DutyParam): Promise<DutyRow> {
    throw notYet();
  }

  handovers(_tx: Tx, _principal: Principal, _query: HandoverQuery): Promise<Page<HandoverView>> {
    throw notYet();
  }

  handOver(_tx: Tx, _principal: Principal, _body: HandoverBody): Promise<HandoverView> {
    throw notYet();
  }

  cancelHandover(_tx: Tx, _principal: Principal, _id: string): Promise<void> {
    throw notYet();
  }
}
