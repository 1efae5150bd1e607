import { FigureModule } from '@app/figure';
import { Module } from '@nestjs/common';
import { ConfirmationService } from './confirmation.service';
import { ExceptionService } from './exception.service';
import { OpenService } from './open.service';
import { RevisionService } from './revision.service';
import { RollupRowsService } from './rollup-rows.service';
import { RollupService } from './rollup.service';

@Module({
  imports: [FigureModule],
  providers: [ConfirmationService, ExceptionService, RevisionService, RollupService, RollupRowsService, OpenService],
  exports: [ConfirmationService, ExceptionService, RevisionService, RollupService, RollupRowsService, OpenService],
})
export class RollupModule {}
