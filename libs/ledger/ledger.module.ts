import { Module } from '@nestjs/common';
import { CategoryService } from './category.service';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';
import { LedgersService } from './ledgers.service';
import { IssueLists } from './list.reader';

const SERVICES = [CategoryService, IssueLists, IssueReader, IssueService, LedgersService];

@Module({ providers: SERVICES, exports: SERVICES })
export class LedgerModule {}
