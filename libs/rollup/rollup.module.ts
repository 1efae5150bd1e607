import { Module } from '@nestjs/common';
import { RollupRowsService } from './rollup-rows.service';
import { RollupService } from './rollup.service';

@Module({ providers: [RollupService, RollupRowsService], exports: [RollupService, RollupRowsService] })
export class RollupModule {}
