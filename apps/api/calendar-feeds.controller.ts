import { FeedService } from '@app/duty';
import { Public } from '@app/org';
import { Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@ApiTags('走访')
@Controller('api/calendar-feeds')
export class CalendarFeedsController {
  constructor(
    private readonly feeds: FeedService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The duties of the one whose address this is, as a calendar; the address is `<token>.ics`. */
  @Public()
  @UseGuards(ThrottlerGuard)
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, max-age=900')
  @Header('referrer-policy', 'no-referrer')
  @Get(':file')
  read(@Param('file') file: string): Promise<string> {
    return this.feeds.calendar(this.database.manager, file);
  }
}
