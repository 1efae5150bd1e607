import {
  ActionsBody,
  ActionsView,
  IssueReader,
  LedgerBody,
  LedgerPage,
  LedgerPatch,
  LedgerQuery,
  LedgersService,
  LedgerView,
} from '@app/ledger';
import { ScheduleQuery, ScheduleReader, ScheduleView } from '@app/desk';
import { Allow, type Principal, SignedIn } from '@app/org';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api/ledgers')
export class LedgersController {
  constructor(
    private readonly ledgers: LedgersService,
    private readonly issues: IssueReader,
    private readonly schedules: ScheduleReader,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The ledgers in use with their rules; `all=true` also those that are not. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: LedgerQuery): Promise<LedgerPage> {
    return this.ledgers.list(this.database.manager, principal, query);
  }

  /** One ledger with its rule. */
  @SignedIn()
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<LedgerView> {
    return this.ledgers.one(this.database.manager, principal, id);
  }

  /** Its items in a month: reports, steps that are due, behind or ahead in words. */
  @SignedIn()
  @Get(':id/schedule')
  schedule(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ScheduleQuery,
  ): Promise<ScheduleView> {
    return this.schedules.schedule(this.database.manager, principal, id, query);
  }

  /** What a ledger that uses only these actions would lack; saves nothing. */
  @Allow('administrator')
  @HttpCode(200)
  @Post('faults')
  faults(@Body() body: ActionsBody): ActionsView {
    return this.ledgers.faults(body.actions);
  }

  /** A new ledger. */
  @Allow('administrator')
  @Post()
  async create(@Who() principal: Principal, @Body() body: LedgerBody): Promise<LedgerView> {
    const ledger = await this.database.transaction((tx) => this.ledgers.create(tx, principal, body));
    this.issues.forgetRules();
    return ledger;
  }

  /** Change its rule: what runs keeps its deadlines, the next step follows the new rule. */
  @Allow('administrator')
  @Patch(':id')
  async change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LedgerPatch,
  ): Promise<LedgerView> {
    const ledger = await this.database.transaction((tx) => this.ledgers.change(tx, principal, id, body));
    this.issues.forgetRules();
    return ledger;
  }
}
