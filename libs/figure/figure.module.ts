import { Module } from '@nestjs/common';
import { FigureReader } from './figure.reader';
import { MeasureService } from './measure.service';
import { QuantityReader } from './quantity.reader';

@Module({
  providers: [FigureReader, MeasureService, QuantityReader],
  exports: [FigureReader, MeasureService, QuantityReader],
})
export class FigureModule {}
