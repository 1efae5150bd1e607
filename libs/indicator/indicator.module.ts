import { ProjectModule } from '@app/project';
import { Module } from '@nestjs/common';
import { ActualService } from './actual.service';
import { IndicatorBoardService } from './board.service';
import { IndicatorService } from './indicator.service';

const SERVICES = [IndicatorService, ActualService, IndicatorBoardService];

@Module({ imports: [ProjectModule], providers: SERVICES, exports: SERVICES })
export class IndicatorModule {}
