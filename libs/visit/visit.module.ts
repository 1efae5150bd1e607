import { LedgerModule } from '@app/ledger';
import { PhotoModule } from '@app/photo';
import { ProjectModule } from '@app/project';
import { Module } from '@nestjs/common';
import { CorrectionService } from './correction.service';
import { RecheckService } from './recheck.service';
import { VisitTidyService } from './tidy.service';
import { ToldService } from './told.service';
import { VisitReader } from './visit.reader';
import { VisitService } from './visit.service';

const SERVICES = [VisitService, VisitReader, RecheckService, CorrectionService, ToldService, VisitTidyService];

@Module({ imports: [LedgerModule, PhotoModule, ProjectModule], providers: SERVICES, exports: SERVICES })
export class VisitModule {}
