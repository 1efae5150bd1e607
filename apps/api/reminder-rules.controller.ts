import { Allow, type Principal } from '@app/org';
import { Bell } from '@app/platform';
import {
  LadderBody,
  LaddersView,
  NewRuleBody,
  RulePreviewBody,
  RulePreviewView,
  RulePage,
  RulePatch,
  RuleCodeParam,
  RuleQuery,
  RuleService,
  RuleView,
  WatchesView,
} from '@app/reminder';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('提醒')
@Controller('api/reminder-rules')
export class ReminderRulesController {
  constructor(
    private readonly rules: RuleService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The rules, in their order. */
  @Allow('administrator')
  @Get()
  list(@Query() query: RuleQuery): Promise<RulePage> {
    return this.rules.list(this.database.manager, query);
  }

  /** What can be reminded of, to whom, in which words. */
  @Allow('administrator')
  @Get('watches')
  watches(): WatchesView {
    return this.rules.watches();
  }

  /** For each ledger: what happens after the deadline, reminders and papers, from mild to grave. */
  @Allow('administrator', 'supervisor')
  @Get('ladders')
  ladders(): Promise<LaddersView> {
    return this.rules.ladders(this.database.manager);
  }

  /** Steps of a ledger's own, or the general ones again; counts from now on. Asked for again it changes nothing. */
  @Allow('administrator')
  @Put('ladders/:ledgerId')
  setLadder(
    @Who() principal: Principal,
    @Param('ledgerId', ParseUUIDPipe) ledgerId: string,
    @Body() body: LadderBody,
  ): Promise<LaddersView> {
    return this.changed(this.database.transaction((tx) => this.rules.setLadder(tx, principal, ledgerId, body)));
  }

  /** Who would get what under this rule; saves and sends nothing. */
  @Allow('administrator')
  @HttpCode(200)
  @Post('preview')
  preview(@Body() body: RulePreviewBody): Promise<RulePreviewView> {
    return this.database.transaction((tx) => this.rules.preview(tx, body));
  }

  /** One rule. */
  @Allow('administrator')
  @Get(':code')
  one(@Param() { code }: RuleCodeParam): Promise<RuleView> {
    return this.rules.one(this.database.manager, code);
  }

  /** A new rule; counts from now on. */
  @Allow('administrator')
  @Post()
  create(@Who() principal: Principal, @Body() body: NewRuleBody): Promise<RuleView> {
    return this.changed(this.database.transaction((tx) => this.rules.create(tx, principal, body)));
  }

  /** Change it; the change counts from now on and sends nothing for the past. */
  @Allow('administrator')
  @Patch(':code')
  change(@Who() principal: Principal, @Param() { code }: RuleCodeParam, @Body() body: RulePatch): Promise<RuleView> {
    return this.changed(this.database.transaction((tx) => this.rules.change(tx, principal, code, body)));
  }

  /** What falls due under the rule as it is now need not wait for the minute. */
  private async changed<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    this.bell.ring('sweep');
    return done;
  }
}
