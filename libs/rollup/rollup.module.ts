import { Module } from '@nestjs/common';
import { OpenService } from './open.service';
import { RollupRowsService } from './rollup-rows.service';
import { RollupService } from './rollup.service';

@Module({
  providers: [RollupService, RollupRowsService, OpenService],
  exports: [RollupService, RollupRowsService, OpenService],
})
export class RollupModule {}
