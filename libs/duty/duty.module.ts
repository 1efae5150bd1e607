import { VisitModule } from '@app/visit';
import { Module } from '@nestjs/common';
import { DutyService } from './duty.service';

@Module({ imports: [VisitModule], providers: [DutyService], exports: [DutyService] })
export class DutyModule {}
