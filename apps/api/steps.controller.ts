import { StepMarkBody, StepsBody, StepService, StepsView } from '@app/ledger';
import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api/issues/:id/steps')
export class StepsController {
  constructor(
    private readonly steps: StepService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The steps of an item of a task list, at most 50. */
  @SignedIn()
  @Get()
  view(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<StepsView> {
    return this.steps.view(this.database.manager, principal, id);
  }

  /** Make the plan, or change it as a whole. */
  @Allow('supervisor')
  @Put()
  async plan(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StepsBody,
  ): Promise<StepsView> {
    await this.database.transaction((tx) => this.steps.plan(tx, principal, id, body));
    return this.steps.view(this.database.manager, principal, id);
  }

  /** A step is done; with the last one closure is applied for. */
  @Allow('handler', 'head', 'supervisor')
  @HttpCode(200)
  @Post(':stepId/done')
  done(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('stepId', ParseUUIDPipe) stepId: string,
    @Body() body: StepMarkBody,
  ): Promise<StepsView> {
    return this.mark(principal, { issueId: id, stepId, done: true }, body);
  }

  /** A step is not done after all. */
  @Allow('handler', 'head', 'supervisor')
  @HttpCode(200)
  @Post(':stepId/undone')
  undone(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('stepId', ParseUUIDPipe) stepId: string,
    @Body() body: StepMarkBody,
  ): Promise<StepsView> {
    return this.mark(principal, { issueId: id, stepId, done: false }, body);
  }

  private async mark(
    principal: Principal,
    step: { issueId: string; stepId: string; done: boolean },
    body: StepMarkBody,
  ): Promise<StepsView> {
    await this.database.transaction((tx) => this.steps.mark(tx, principal, step, body));
    this.bell.ring('sweep');
    return this.steps.view(this.database.manager, principal, step.issueId);
  }
}
