import { Module } from '@nestjs/common';
import { BoardReader } from './board.reader';
import { CategoryService } from './category.service';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';
import { LedgersService } from './ledgers.service';
import { IssueLists } from './list.reader';
import { SimilarReader } from './similar.reader';
import { TimeService } from './time.service';

const SERVICES = [
  BoardReader,
  CategoryService,
  IssueLists,
  IssueReader,
  IssueService,
  LedgersService,
  SimilarReader,
  TimeService,
];

@Module({ providers: SERVICES, exports: SERVICES })
export class LedgerModule {}
