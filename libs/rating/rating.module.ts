import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { RatingService } from './rating.service';

const SERVICES = [RatingService];

@Module({ imports: [LedgerModule], providers: SERVICES, exports: SERVICES })
export class RatingModule {}
