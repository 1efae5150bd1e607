import { Allow, type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { RollupService } from '@app/rollup';
import {
  ConfirmBody,
  ConfirmView,
  CorrectionBody,
  CorrectionService,
  ToldPage,
  ToldParam,
  ToldQuery,
  ToldService,
  VisitBody,
  VisitPage,
  VisitQuery,
  VisitReader,
  VisitService,
  VisitView,
} from '@app/visit';
import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { DEVICE_TIME, instantOf } from './device-time';
import { Who } from './who.decorator';

@ApiTags('走访')
@Controller('api/visits')
export class VisitsController {
  constructor(
    private readonly visits: VisitService,
    private readonly reader: VisitReader,
    private readonly corrections: CorrectionService,
    private readonly told: ToldService,
    private readonly rollups: RollupService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Visits that I may see, newest first. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: VisitQuery): Promise<VisitPage> {
    return this.reader.list(this.database.manager, principal, query);
  }

  /** Log a visit with all that it found, all or nothing; the same id and body again answers as the first time. */
  @Allow('officer', 'supervisor')
  @ApiHeader(DEVICE_TIME)
  @Post()
  async log(
    @Who() principal: Principal,
    @Body() body: VisitBody,
    @Headers('device-time') deviceTime?: string,
  ): Promise<VisitView> {
    const sentAt = instantOf(deviceTime);
    const id = await this.database.transaction((tx) => this.visits.log(tx, principal, body, sentAt));
    this.bell.ring('sweep');
    if (body.photoIds?.length) this.bell.ring('photos');
    return this.whole(principal, id);
  }

  /** The month's progress entries beside what visits told of progress: an officer's own projects, or all. */
  @Allow('officer', 'supervisor')
  @Get('progress')
  progress(@Who() principal: Principal, @Query() query: ToldQuery): Promise<ToldPage> {
    const { manager } = this.database;
    return this.told.list(manager, principal, query, (month) => this.rollups.isClosed(manager, month));
  }

  /** Make what visits told the month's entries, each project on its own: one that is refused leaves the others. */
  @Allow('officer', 'supervisor')
  @HttpCode(200)
  @Post('progress/:month/confirm')
  confirm(@Who() principal: Principal, @Param() { month }: ToldParam, @Body() body: ConfirmBody): Promise<ConfirmView> {
    return this.told.confirm(this.database, principal, month, body);
  }

  /** One visit, whole: what it found, photos, what stood there before, its versions. */
  @SignedIn()
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<VisitView> {
    return this.whole(principal, id);
  }

  /** Put a sent visit right: a new version with its reason; the earlier one stays to be read. */
  @Allow('officer', 'supervisor')
  @HttpCode(200)
  @Post(':id/corrections')
  async correct(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CorrectionBody,
  ): Promise<VisitView> {
    await this.database.transaction((tx) => this.corrections.correct(tx, principal, id, body));
    if (body.addPhotoIds?.length) this.bell.ring('photos');
    return this.whole(principal, id);
  }

  /** What a month has published is known to the roll-up alone. */
  private async whole(principal: Principal, id: string): Promise<VisitView> {
    const { manager } = this.database;
    const visit = await this.reader.one(manager, principal, id);
    return { ...visit, monthClosed: await this.rollups.arrivedLate(manager, visit) };
  }
}
