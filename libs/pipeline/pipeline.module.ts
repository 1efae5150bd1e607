import { ProjectModule } from '@app/project';
import { Module } from '@nestjs/common';
import { PipelineFiguresReader } from './figures.reader';
import { PipelineItemService } from './item.service';
import { PipelineService } from './pipeline.service';
import { PipelineTallyService } from './tally.service';

const SERVICES = [PipelineService, PipelineItemService, PipelineTallyService, PipelineFiguresReader];

@Module({ imports: [ProjectModule], providers: SERVICES, exports: SERVICES })
export class PipelineModule {}
