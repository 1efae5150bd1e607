import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell, PageQuery, snapshot } from '@app/platform';
import {
  ConfirmationPage,
  ConfirmationRow,
  ConfirmationService,
  ConfirmedProjectPage,
  ConfirmRule,
  ExceptionService,
  MonthConfirmBody,
  MonthException,
  MonthExceptionBody,
  MonthExceptionPage,
  MonthExceptionParam,
  MonthParam,
  MonthRevisionParam,
  MonthUnitParam,
  MonthUrgeBody,
  ProjectChangePage,
  RevisionCheck,
  RevisionService,
} from '@app/rollup';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('月结')
@Controller('api/rollups')
export class ClosingController {
  constructor(
    private readonly confirmations: ConfirmationService,
    private readonly exceptions: ExceptionService,
    private readonly kept: RevisionService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** By which working day of the next month units confirm a month. */
  @SignedIn()
  @Get('confirm-rule')
  rule(): Promise<ConfirmRule> {
    return this.confirmations.rule(this.database.manager);
  }

  /** Set that working day: it counts for confirmations from now on, those that were made keep their day. */
  @Allow('supervisor', 'administrator')
  @Put('confirm-rule')
  setRule(@Who() principal: Principal, @Body() body: ConfirmRule): Promise<ConfirmRule> {
    return this.database.transaction((tx) => this.confirmations.setRule(tx, principal, body));
  }

  /** Who must confirm the month (数据确认), who has and when, with the rates. Handlers find their own unit. */
  @Allow('supervisor', 'leader', 'administrator', 'head', 'handler')
  @Get(':month/confirmations')
  list(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Query() query: PageQuery,
  ): Promise<ConfirmationPage> {
    return snapshot(this.database, (tx) => this.confirmations.list(tx, principal, month, query));
  }

  /** What a unit confirms: plan and entry of each of its projects, those without an entry first. */
  @Allow('supervisor', 'leader', 'administrator', 'head', 'handler')
  @Get(':month/confirmations/:unitId')
  ofUnit(
    @Who() principal: Principal,
    @Param() { month, unitId }: MonthUnitParam,
    @Query() query: PageQuery,
  ): Promise<ConfirmedProjectPage> {
    return snapshot(this.database, (tx) => this.confirmations.ofUnit(tx, principal, month, unitId, query));
  }

  /** Confirm the unit's data of the month; again after a change. A supervisor may in its place, with a reason. */
  @Allow('supervisor', 'head', 'handler')
  @HttpCode(200)
  @Post(':month/confirm')
  confirm(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Body() body: MonthConfirmBody,
  ): Promise<ConfirmationRow> {
    return this.database.transaction((tx) => this.confirmations.confirm(tx, principal, month, body));
  }

  /** Remind a unit to confirm (催报). */
  @Allow('supervisor')
  @HttpCode(200)
  @Post(':month/urge')
  async urge(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Body() body: MonthUrgeBody,
  ): Promise<ConfirmationRow> {
    const urged = await this.database.transaction((tx) => this.confirmations.urge(tx, principal, month, body));
    this.bell.ring('sweep');
    return urged;
  }

  /** How anything in the closed month could change: what was opened, and each correction. Newest first. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/exceptions')
  listExceptions(@Param() { month }: MonthParam, @Query() query: PageQuery): Promise<MonthExceptionPage> {
    return this.exceptions.list(this.database.manager, month, query);
  }

  /** Open a closed month for one unit and one list (开放补报), for a time and with a reason. */
  @Allow('supervisor')
  @Post(':month/exceptions')
  open(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Body() body: MonthExceptionBody,
  ): Promise<MonthException> {
    return this.database.transaction((tx) => this.exceptions.open(tx, principal, month, body));
  }

  /** End it before its time (收回). */
  @Allow('supervisor')
  @HttpCode(200)
  @Post(':month/exceptions/:id/withdraw')
  withdraw(@Who() principal: Principal, @Param() { month, id }: MonthExceptionParam): Promise<MonthException> {
    return this.database.transaction((tx) => this.exceptions.withdraw(tx, principal, month, id));
  }

  /** Whether what a revision kept is as it was, and how much counts differently by now. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/revisions/:revision/check')
  check(@Param() { month, revision }: MonthRevisionParam): Promise<RevisionCheck> {
    return snapshot(this.database, (tx) => this.kept.check(tx, month, revision));
  }

  /** What a revision counts differently from the one before, project by project. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/revisions/:revision/changes')
  changes(@Param() { month, revision }: MonthRevisionParam, @Query() query: PageQuery): Promise<ProjectChangePage> {
    return snapshot(this.database, (tx) => this.kept.changes(tx, month, revision, query));
  }

  /** What counts differently by now than in a revision, project by project: what the next one will say. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':month/revisions/:revision/changes-since')
  changesSince(
    @Param() { month, revision }: MonthRevisionParam,
    @Query() query: PageQuery,
  ): Promise<ProjectChangePage> {
    return snapshot(this.database, (tx) => this.kept.changesSince(tx, month, revision, query));
  }
}
