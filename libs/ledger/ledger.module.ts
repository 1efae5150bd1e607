import { Module } from '@nestjs/common';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';

@Module({ providers: [IssueReader, IssueService], exports: [IssueReader, IssueService] })
export class LedgerModule {}
