import { Module } from '@nestjs/common';
import { IssueService } from './ledger.service';

@Module({ providers: [IssueService], exports: [IssueService] })
export class LedgerModule {}
