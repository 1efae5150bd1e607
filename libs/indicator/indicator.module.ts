import { ProjectModule } from '@app/project';
import { Module } from '@nestjs/common';
import { ActualService } from './actual.service';
import { BoardService } from './board.service';
import { IndicatorService } from './indicator.service';

const SERVICES = [IndicatorService, ActualService, BoardService];

@Module({ imports: [ProjectModule], providers: SERVICES, exports: SERVICES })
export class IndicatorModule {}
