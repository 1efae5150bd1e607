import { Module } from '@nestjs/common';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';
import { IssueLists } from './list.reader';

@Module({ providers: [IssueReader, IssueLists, IssueService], exports: [IssueReader, IssueLists, IssueService] })
export class LedgerModule {}
