import { DeskModule } from '@app/desk';
import { VisitModule } from '@app/visit';
import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { DutyService } from './duty.service';
import { FeedService } from './feed.service';
import { FieldService } from './field.service';
import { HandoverService } from './handover.service';
import { PlanService } from './plan.service';
import { QuestionService } from './question.service';

const SERVICES = [DutyService, HandoverService, PlanService, FeedService, QuestionService, FieldService];

@Module({ imports: [LedgerModule, DeskModule, VisitModule], providers: SERVICES, exports: SERVICES })
export class DutyModule {}
