import {
  FeedAddressView,
  FeedService,
  FeedView,
  PlanService,
  QuestionPage,
  QuestionParam,
  QuestionQuery,
  QuestionSeenBody,
  QuestionService,
  QuestionView,
  WeekPlanBody,
  WeekPlanParam,
  WeekPlanQuery,
  WeekPlanView,
} from '@app/duty';
import { Allow, type Principal } from '@app/org';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

/** For whom something can wait. */
const SUBSCRIBERS = ['officer', 'handler', 'head', 'supervisor', 'leader'] as const;

@ApiTags('走访')
@Controller('api/duties')
export class PlanController {
  constructor(
    private readonly plans: PlanService,
    private readonly feeds: FeedService,
    private readonly questions: QuestionService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** My week in the order that is proposed, each reason explained, or in the one that I have chosen. */
  @Allow('officer', 'supervisor')
  @Get('plan')
  plan(@Who() principal: Principal, @Query() { week }: WeekPlanQuery): Promise<WeekPlanView> {
    return this.plans.week(this.database.manager, principal, week);
  }

  /** Keep an order of my own. */
  @Allow('officer', 'supervisor')
  @Put('plan/:week')
  reorder(
    @Who() principal: Principal,
    @Param() { week }: WeekPlanParam,
    @Body() body: WeekPlanBody,
  ): Promise<WeekPlanView> {
    return this.database.transaction((tx) => this.plans.reorder(tx, principal, week, body));
  }

  /** Whether my calendar can be subscribed to. */
  @Allow(...SUBSCRIBERS)
  @Get('feed')
  feed(@Who() principal: Principal): Promise<FeedView> {
    return this.feeds.state(this.database.manager, principal);
  }

  /** A new address of my calendar, shown this once; the one before ends. */
  @Allow(...SUBSCRIBERS)
  @Post('feed')
  renewFeed(@Who() principal: Principal): Promise<FeedAddressView> {
    return this.database.transaction((tx) => this.feeds.renew(tx, principal));
  }

  /** Take the address back. */
  @Allow(...SUBSCRIBERS)
  @HttpCode(204)
  @Delete('feed')
  async revokeFeed(@Who() principal: Principal): Promise<void> {
    await this.feeds.revoke(this.database.manager, principal);
  }

  /** What a supervisor may want to ask about visits: questions about projects, never points of a person. */
  @Allow('supervisor')
  @Get('questions')
  asked(@Query() query: QuestionQuery): Promise<QuestionPage> {
    return this.questions.list(this.database.manager, query);
  }

  /** I have looked into it (已了解): it is asked again only when something new happens. */
  @Allow('supervisor')
  @Put('questions/:key')
  seen(
    @Who() principal: Principal,
    @Param() { key }: QuestionParam,
    @Body() body: QuestionSeenBody,
  ): Promise<QuestionView> {
    return this.database.transaction((tx) => this.questions.see(tx, principal, key, body));
  }
}
