import {
  CalendarConfirmed,
  CalendarPreview,
  CalendarPreviewBody,
  CalendarYearBody,
  CalendarYearService,
  CalendarYearView,
  RecountService,
  YearParam,
} from '@app/calendar';
import { DutyService } from '@app/duty';
import { Allow, type Principal, SignedIn } from '@app/org';
import { CalendarService, Clock, snapshot } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('工作日历')
@Controller('api/calendar')
export class CalendarController {
  constructor(
    private readonly years: CalendarYearService,
    private readonly duties: DutyService,
    private readonly recounts: RecountService,
    private readonly calendars: CalendarService,
    private readonly clock: Clock,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** What a notice would change: the year, its working days, and the open deadlines that would move. Writes nothing. */
  @Allow('administrator')
  @HttpCode(200)
  @Post('preview')
  preview(@Body() body: CalendarPreviewBody): Promise<CalendarPreview> {
    return snapshot(this.database, (tx) => this.years.preview(tx, body));
  }

  /** Working days, holidays and make-up days of a year; by weekends while its notice is not published. */
  @SignedIn()
  @Get(':year')
  year(@Param() { year }: YearParam): Promise<CalendarYearView> {
    return snapshot(this.database, (tx) => this.years.year(tx, year));
  }

  /** Publish a year, or correct it; open deadlines are counted again, each with an event. */
  @Allow('administrator')
  @Put(':year')
  async confirm(
    @Who() principal: Principal,
    @Param() { year }: YearParam,
    @Body() body: CalendarYearBody,
  ): Promise<CalendarConfirmed> {
    await this.database.transaction(async (tx) => {
      await this.years.confirm(tx, principal, year, body);
      await this.duties.repair(tx, { year });
    });
    await this.calendars.reload();
    const recounted = await this.recounts.run(this.database, () => Promise.resolve(this.clock.now()));
    return { ...(await this.year({ year })), recounted };
  }
}
