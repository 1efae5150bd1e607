import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { VisitService } from './visit.service';

@Module({ imports: [LedgerModule], providers: [VisitService], exports: [VisitService] })
export class VisitModule {}
