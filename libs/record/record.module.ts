import { Module } from '@nestjs/common';
import { RecordService } from './record.service';

const SERVICES = [RecordService];

@Module({ providers: SERVICES, exports: SERVICES })
export class RecordModule {}
