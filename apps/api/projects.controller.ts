import { DutyService } from '@app/duty';
import { Allow, type Principal, SignedIn } from '@app/org';
import { PageQuery } from '@app/platform';
import {
  ChangePage,
  MilestoneBody,
  MilestoneParam,
  MilestoneView,
  PlanBody,
  PlanParam,
  PlanView,
  ProgressBody,
  ProgressParam,
  ProgressView,
  ProjectBody,
  ProjectPage,
  ProjectPatch,
  ProjectQuery,
  ProjectService,
  ProjectView,
} from '@app/project';
import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('项目')
@Controller('api/projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectService,
    private readonly duties: DutyService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Projects that I may see, with their year as of a month. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: ProjectQuery): Promise<ProjectPage> {
    return this.projects.list(this.database.manager, principal, query);
  }

  /** A new project. */
  @Allow('supervisor')
  @Post()
  create(@Who() principal: Principal, @Body() body: ProjectBody): Promise<ProjectView> {
    return this.database.transaction((tx) => this.projects.create(tx, principal, body));
  }

  /** One project with its lists, plans, monthly entries and milestones. */
  @SignedIn()
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ProjectView> {
    return this.projects.one(this.database.manager, principal, id);
  }

  /** Change what is known of a project and who is responsible for it. */
  @Allow('supervisor')
  @Patch(':id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProjectPatch,
  ): Promise<ProjectView> {
    return this.database.transaction(async (tx) => {
      const changed = await this.projects.change(tx, principal, id, body);
      await this.duties.repair(tx, { projectId: id });
      return changed;
    });
  }

  /** The annual plan (年度投资计划) as revised from a month on; the revisions before it stay. */
  @Allow('supervisor')
  @Put(':id/plans/:year')
  putPlan(@Who() principal: Principal, @Param() param: PlanParam, @Body() body: PlanBody): Promise<PlanView> {
    return this.database.transaction((tx) => this.projects.putPlan(tx, principal, param, body));
  }

  /** Investment completed in a month (月度进展); officers for their own projects. */
  @Allow('supervisor', 'officer')
  @Put(':id/progress/:month')
  putProgress(
    @Who() principal: Principal,
    @Param() param: ProgressParam,
    @Body() body: ProgressBody,
  ): Promise<ProgressView> {
    return this.database.transaction((tx) => this.projects.putProgress(tx, principal, param, body));
  }

  /** Planned and actual day of a step (节点); officers for their own projects. */
  @Allow('supervisor', 'officer')
  @Put(':id/milestones/:kind')
  putMilestone(
    @Who() principal: Principal,
    @Param() param: MilestoneParam,
    @Body() body: MilestoneBody,
  ): Promise<MilestoneView> {
    return this.database.transaction((tx) => this.projects.putMilestone(tx, principal, param, body));
  }

  /** Everything that was written about the project, newest first. */
  @SignedIn()
  @Get(':id/changes')
  changes(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<ChangePage> {
    return this.projects.changes(this.database.manager, principal, id, query);
  }
}
