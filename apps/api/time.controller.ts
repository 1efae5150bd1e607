import { IssueTimeView, TimeService, UnitTimePage, UnitTimeQuery } from '@app/time';
import { Allow, type Principal, SignedIn } from '@app/org';
import { snapshot, Together } from '@app/platform';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('台账')
@Controller('api')
export class TimeController {
  /** A year of all ledgers is read event by event: once for all who ask for the same. */
  private readonly sums = new Together<UnitTimePage>();

  constructor(
    private readonly times: TimeService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Who held the issue how long, in office hours of working days (谁持有多久). */
  @SignedIn()
  @Get('issues/:id/time')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<IssueTimeView> {
    return this.times.one(this.database.manager, principal, id);
  }

  /** How long each department had issues in its hands within a period, how often it returned or signed late. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get('ledger-time')
  units(@Query() query: UnitTimeQuery): Promise<UnitTimePage> {
    const read = () => snapshot(this.database, (tx) => this.times.units(tx, query));
    return this.sums.ask(JSON.stringify(query), read);
  }
}
