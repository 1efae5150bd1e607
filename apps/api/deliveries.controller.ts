import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import {
  DeliveryLogService,
  DeliveryQuery,
  LogPage,
  MyRule,
  MyRulesView,
  ReminderStatusView,
  RetryBody,
  TuningBody,
  TuningService,
  RuleCodeParam,
} from '@app/reminder';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('提醒')
@Controller('api')
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLogService,
    private readonly tunings: TuningService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Who was told what, when, by which channels, newest first. */
  @Allow('administrator')
  @Get('deliveries')
  list(@Query() query: DeliveryQuery): Promise<LogPage> {
    return this.log.list(this.database.manager, query);
  }

  /** Send one again that failed, or of which nobody knows whether it arrived. */
  @Allow('administrator')
  @HttpCode(204)
  @Post('deliveries/:id/retry')
  async retry(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RetryBody,
  ): Promise<void> {
    await this.database.transaction((tx) => this.log.retry(tx, principal, id, body));
    this.bell.ring('deliver');
  }

  /** Last and next sweep, what waits in the channels, what failed. */
  @Allow('administrator')
  @Get('reminder-status')
  status(): Promise<ReminderStatusView> {
    return this.log.status(this.database.manager);
  }

  /** The rules that can concern me, and how I want them. */
  @SignedIn()
  @Get('me/reminder-settings')
  mine(@Who() principal: Principal): Promise<MyRulesView> {
    return this.tunings.list(this.database.manager, principal);
  }

  /** How I want one of them; again with the same is fine. */
  @SignedIn()
  @Put('me/reminder-settings/:code')
  tune(@Who() principal: Principal, @Param() { code }: RuleCodeParam, @Body() body: TuningBody): Promise<MyRule> {
    return this.database.transaction((tx) => this.tunings.save(tx, principal, code, body));
  }
}
