import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { IssueBatch } from './batch.service';
import { BoardReader } from './board.reader';
import { InboxReader } from './inbox.reader';
import { IssueLists } from './list.reader';
import { ScheduleReader } from './schedule.reader';
import { SeenService } from './seen.service';
import { SimilarReader } from './similar.reader';
import { ViewService } from './view.service';

const SERVICES = [
  IssueBatch,
  BoardReader,
  InboxReader,
  IssueLists,
  ScheduleReader,
  SeenService,
  SimilarReader,
  ViewService,
];

@Module({ imports: [LedgerModule], providers: SERVICES, exports: SERVICES })
export class DeskModule {}
