import { DutyService, HandoverBody, HandoverPage, HandoverQuery, HandoverService, HandoverView } from '@app/duty';
import {
  Allow,
  AuthService,
  type Principal,
  StandInBody,
  StandInPage,
  StandInPatch,
  StandInQuery,
  StandInService,
  StandInVersion,
  StandInView,
} from '@app/org';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('代访与交接')
@Controller('api')
export class StandInsController {
  constructor(
    private readonly standIns: StandInService,
    private readonly passing: HandoverService,
    private readonly duties: DutyService,
    private readonly auth: AuthService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Who is away and who goes instead (AB角): all, or an officer's own. */
  @Allow('supervisor', 'administrator', 'officer')
  @Get('stand-ins')
  list(@Who() principal: Principal, @Query() query: StandInQuery): Promise<StandInPage> {
    return this.standIns.list(this.database.manager, principal, query);
  }

  /** Arrange who goes while somebody is away; an officer for themself. */
  @Allow('supervisor', 'administrator', 'officer')
  @Post('stand-ins')
  async create(@Who() principal: Principal, @Body() body: StandInBody): Promise<StandInView> {
    const made = await this.database.transaction(async (tx) => {
      const arranged = await this.standIns.create(tx, principal, body);
      await this.duties.repair(tx, { officerId: arranged.personId });
      return arranged;
    });
    this.auth.forget();
    return made;
  }

  /** Change the days, the stand-in or the note. */
  @Allow('supervisor', 'administrator', 'officer')
  @Patch('stand-ins/:id')
  async change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StandInPatch,
  ): Promise<StandInView> {
    const changed = await this.database.transaction(async (tx) => {
      const arranged = await this.standIns.change(tx, principal, id, body);
      await this.duties.repair(tx, { officerId: arranged.personId });
      return arranged;
    });
    this.auth.forget();
    return changed;
  }

  /** Take it back, from now on. */
  @Allow('supervisor', 'administrator', 'officer')
  @HttpCode(204)
  @Delete('stand-ins/:id')
  async cancel(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { version }: StandInVersion,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const officerId = await this.standIns.cancel(tx, principal, id, version);
      if (officerId !== undefined) await this.duties.repair(tx, { officerId });
    });
    this.auth.forget();
  }

  /** Projects that pass to another officer on a day, the next ones first. */
  @Allow('supervisor')
  @Get('handovers')
  handovers(@Query() query: HandoverQuery): Promise<HandoverPage> {
    return this.passing.list(this.database.manager, query);
  }

  /** From a day on another officer is responsible for the project. */
  @Allow('supervisor')
  @Post('handovers')
  handOver(@Who() principal: Principal, @Body() body: HandoverBody): Promise<HandoverView> {
    return this.database.transaction((tx) => this.passing.create(tx, principal, body));
  }

  /** Take back a handover whose day has not come. */
  @Allow('supervisor')
  @HttpCode(204)
  @Delete('handovers/:id')
  cancelHandover(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.database.transaction((tx) => this.passing.cancel(tx, principal, id));
  }
}
