import { FigureCache } from '@app/figure';
import { Allow, type Principal } from '@app/org';
import { Bell, PageQuery, snapshot, Together } from '@app/platform';
import {
  BatchRowsQuery,
  CountedBatchProjectPage,
  CountedIssuePage,
  CountedProjectPage,
  CountedVisitDutyPage,
  IssueRowsQuery,
  LateVisitPage,
  MeasureView,
  MonthListParam,
  MonthParam,
  MonthQuery,
  RestateBody,
  RevisionQuery,
  RevisionView,
  RollupRowsService,
  RollupService,
  RollupView,
  RowsQuery,
  VisitRowsQuery,
} from '@app/rollup';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('月度汇总')
@Controller('api/rollups')
export class RollupsController {
  /** A month costs a hundred times what other reads cost, and on the first of the month everybody opens it. */
  private readonly months = new Together<RollupView>();

  constructor(
    private readonly rollups: RollupService,
    private readonly cache: FigureCache,
    private readonly rows: RollupRowsService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** How every figure of the month's table is defined for the month; for the running one when none is named. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('measures')
  measures(@Query() { month }: MonthQuery): Promise<MeasureView[]> {
    return this.rollups.measures(this.database.manager, month);
  }

  /** The month's table (月度汇总): as published when the month is closed, of the moment while it is open. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month')
  one(@Param() { month }: MonthParam, @Query() { revision }: RevisionQuery): Promise<RollupView> {
    const read = async (): Promise<RollupView> => {
      if (revision === undefined) await this.cache.refresh(this.database, [month]);
      return snapshot(this.database, (tx) => this.rollups.one(tx, month, revision));
    };
    return this.months.ask(`${month} ${revision}`, read);
  }

  /** Fix the month's figures with the rows they counted (月结). */
  @Allow('supervisor')
  @Post(':month/close')
  async close(@Who() principal: Principal, @Param() { month }: MonthParam): Promise<RollupView> {
    const closed = await this.database.transaction('REPEATABLE READ', (tx) => this.rollups.close(tx, principal, month));
    this.bell.ring('sweep');
    return closed;
  }

  /** Publish a later revision of a closed month beside the earlier ones (更正). */
  @Allow('supervisor')
  @Post(':month/restate')
  restate(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Body() { reason }: RestateBody,
  ): Promise<RollupView> {
    return this.database.transaction('REPEATABLE READ', (tx) => this.rollups.restate(tx, principal, month, reason));
  }

  /** What was published for the month: who, when, why, and what changed. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/revisions')
  revisions(@Param() { month }: MonthParam): Promise<RevisionView[]> {
    return this.rollups.revisions(this.database.manager, month);
  }

  /** The projects behind a list's figures. Departments see their own rows. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/lists/:listId/projects')
  projects(
    @Who() principal: Principal,
    @Param() { month, listId }: MonthListParam,
    @Query() query: RowsQuery,
  ): Promise<CountedProjectPage> {
    return snapshot(this.database, (tx) => this.rows.projects(tx, principal, month, listId, query));
  }

  /** The projects behind a rate of 三个一批. Departments see their own rows. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/three-batches')
  batches(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Query() query: BatchRowsQuery,
  ): Promise<CountedBatchProjectPage> {
    return snapshot(this.database, (tx) => this.rows.batches(tx, principal, month, query));
  }

  /** The issues behind a count. Departments see their own rows. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/issues')
  issues(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Query() query: IssueRowsQuery,
  ): Promise<CountedIssuePage> {
    return snapshot(this.database, (tx) => this.rows.issues(tx, principal, month, query));
  }

  /** The visit duties behind the coverage. Departments see their own rows. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/visits')
  visits(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Query() query: VisitRowsQuery,
  ): Promise<CountedVisitDutyPage> {
    return snapshot(this.database, (tx) => this.rows.visits(tx, principal, month, query));
  }

  /** Visits of a closed month that came after its newest revision: the next correction will count them. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/late-visits')
  lateVisits(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Query() query: PageQuery,
  ): Promise<LateVisitPage> {
    return this.rollups.lateVisits(this.database.manager, principal, month, query);
  }
}
