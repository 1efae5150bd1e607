import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { CalendarYearService } from './calendar-year.service';
import { RecountService } from './recount.service';

const SERVICES = [CalendarYearService, RecountService];

@Module({ imports: [LedgerModule], providers: SERVICES, exports: SERVICES })
export class CalendarModule {}
