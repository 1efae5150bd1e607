import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { TimeService } from './time.service';

const SERVICES = [TimeService];

@Module({ imports: [LedgerModule], providers: SERVICES, exports: SERVICES })
export class TimeModule {}
