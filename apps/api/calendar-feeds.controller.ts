import { FeedService } from '@app/duty';
import { Public } from '@app/org';
import { Controller, Get, Param, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';

@ApiTags('走访')
@Controller('api/calendar-feeds')
export class CalendarFeedsController {
  constructor(
    private readonly feeds: FeedService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Visits and days of issues of the one whose address this is, as a calendar; the address is `<token>.ics`. */
  @Public()
  @UseGuards(ThrottlerGuard)
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Get(':file')
  async read(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const calendar = await this.feeds.calendar(this.database.manager, file);
    // Only now: a refusal is no calendar.
    void reply.headers({ 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, max-age=900' });
    return calendar;
  }
}
