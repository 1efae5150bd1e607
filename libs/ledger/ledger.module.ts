import { Module } from '@nestjs/common';
import { BoardReader } from './board.reader';
import { CategoryService } from './category.service';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';
import { LedgersService } from './ledgers.service';
import { IssueLists } from './list.reader';
import { SimilarReader } from './similar.reader';
import { TimeService } from './time.service';
import { ViewService } from './view.service';

const SERVICES = [
  BoardReader,
  CategoryService,
  IssueLists,
  IssueReader,
  IssueService,
  LedgersService,
  SimilarReader,
  TimeService,
  ViewService,
];

@Module({ providers: SERVICES, exports: SERVICES })
export class LedgerModule {}
