import { Module } from '@nestjs/common';
import { AttachmentService } from './attachment.service';
import { IssueBatch } from './batch.service';
import { BoardReader } from './board.reader';
import { CalendarYearService } from './calendar-year.service';
import { CategoryService } from './category.service';
import { CommentService } from './comment.service';
import { InboxReader } from './inbox.reader';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';
import { LedgersService } from './ledgers.service';
import { IssueLists } from './list.reader';
import { OrderService } from './order.service';
import { PhraseService } from './phrase.service';
import { RatingService } from './rating.service';
import { RecordService } from './record.service';
import { ResumeService } from './resume.service';
import { ScheduleReader } from './schedule.reader';
import { SeenService } from './seen.service';
import { RecountService } from './recount.service';
import { SimilarReader } from './similar.reader';
import { StepService } from './steps.service';
import { TimeService } from './time.service';
import { TimelineReader } from './timeline.reader';
import { ViewService } from './view.service';

const SERVICES = [
  AttachmentService,
  BoardReader,
  CalendarYearService,
  CategoryService,
  CommentService,
  InboxReader,
  IssueBatch,
  IssueLists,
  IssueReader,
  IssueService,
  LedgersService,
  OrderService,
  PhraseService,
  RatingService,
  RecordService,
  ResumeService,
  ScheduleReader,
  SeenService,
  SimilarReader,
  StepService,
  TimeService,
  TimelineReader,
  ViewService,
  RecountService,
];

@Module({ providers: SERVICES, exports: SERVICES })
export class LedgerModule {}
