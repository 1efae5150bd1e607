import { IndicatorModule } from '@app/indicator';
import { PipelineModule } from '@app/pipeline';
import { RollupModule } from '@app/rollup';
import { Module } from '@nestjs/common';
import { BulletinFamilies } from './bulletin.families';
import { BulletinReader } from './bulletin.reader';
import { BulletinService } from './bulletin.service';
import { BulletinWorkService } from './bulletin.work.service';
import { TemplateService } from './template.service';

const SERVICES = [BulletinFamilies, BulletinReader, BulletinService, BulletinWorkService, TemplateService];

@Module({ imports: [RollupModule, PipelineModule, IndicatorModule], providers: SERVICES, exports: SERVICES })
export class BulletinModule {}
