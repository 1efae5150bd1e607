import { DeskModule } from '@app/desk';
import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { IssueExport } from './issue-export.service';

const SERVICES = [IssueExport];

@Module({ imports: [DeskModule, LedgerModule], providers: SERVICES, exports: SERVICES })
export class ExchangeModule {}
