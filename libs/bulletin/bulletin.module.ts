import { RollupModule } from '@app/rollup';
import { Module } from '@nestjs/common';
import { BulletinReader } from './bulletin.reader';
import { BulletinService } from './bulletin.service';
import { BulletinWorkService } from './bulletin.work.service';
import { TemplateService } from './template.service';

const SERVICES = [BulletinReader, BulletinService, BulletinWorkService, TemplateService];

@Module({ imports: [RollupModule], providers: SERVICES, exports: SERVICES })
export class BulletinModule {}
