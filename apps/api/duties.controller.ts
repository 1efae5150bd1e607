import {
  CoverageQuery,
  CoverageView,
  DutyPage,
  DutyParam,
  DutyQuery,
  DutyRow,
  DutyService,
  ExcuseBody,
  MatrixQuery,
  MatrixView,
  ProjectDutiesQuery,
  ProjectDutiesView,
} from '@app/duty';
import { Allow, type Principal, SignedIn } from '@app/org';
import { snapshot } from '@app/platform';
import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('走访任务')
@Controller('api')
export class DutiesController {
  constructor(
    private readonly duties: DutyService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** What has to be visited in a week (走访任务): an officer's own projects, a department's, or all. */
  @SignedIn()
  @Get('visits/duties')
  list(@Who() principal: Principal, @Query() query: DutyQuery): Promise<DutyPage> {
    return this.duties.duties(this.database.manager, principal, query);
  }

  /** Duties met ÷ duties due (走访覆盖率) of a week, month or year: in total, by list and by unit, never by person. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('visits/coverage')
  coverage(@Query() query: CoverageQuery): Promise<CoverageView> {
    return this.duties.coverage(this.database.manager, query);
  }

  /** Projects × weeks: what was asked for, what came of it, and the visits behind it. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('duties/matrix')
  matrix(@Who() principal: Principal, @Query() query: MatrixQuery): Promise<MatrixView> {
    return snapshot(this.database, (tx) => this.duties.matrix(tx, principal, query));
  }

  /** The weeks of one project, as a strip. */
  @SignedIn()
  @Get('projects/:id/duties')
  ofProject(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ProjectDutiesQuery,
  ): Promise<ProjectDutiesView> {
    return snapshot(this.database, (tx) => this.duties.ofProject(tx, principal, id, query));
  }

  /** Nobody has to go this time, for a reason that is kept (免访). */
  @Allow('supervisor')
  @Put('duties/:projectId/:period/excuse')
  excuse(@Who() principal: Principal, @Param() param: DutyParam, @Body() body: ExcuseBody): Promise<DutyRow> {
    return this.database.transaction((tx) => this.duties.excuse(tx, principal, param, body));
  }

  /** Somebody has to go after all. */
  @Allow('supervisor')
  @Delete('duties/:projectId/:period/excuse')
  unexcuse(@Who() principal: Principal, @Param() param: DutyParam): Promise<DutyRow> {
    return this.database.transaction((tx) => this.duties.unexcuse(tx, principal, param));
  }
}
