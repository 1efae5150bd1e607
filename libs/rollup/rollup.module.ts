import { FigureModule } from '@app/figure';
import { PhotoModule } from '@app/photo';
import { Module } from '@nestjs/common';
import { ConfirmationService } from './confirmation.service';
import { ExceptionService } from './exception.service';
import { OpenService } from './open.service';
import { RevisionService } from './revision.service';
import { RollupFigures } from './rollup-figures';
import { RollupRowsService } from './rollup-rows.service';
import { RollupMonth } from './rollup.month';
import { RollupService } from './rollup.service';

@Module({
  imports: [FigureModule, PhotoModule],
  providers: [
    ConfirmationService,
    ExceptionService,
    RevisionService,
    RollupMonth,
    RollupFigures,
    RollupService,
    RollupRowsService,
    OpenService,
  ],
  exports: [
    ConfirmationService,
    ExceptionService,
    RevisionService,
    RollupFigures,
    RollupService,
    RollupRowsService,
    OpenService,
  ],
})
export class RollupModule {}
