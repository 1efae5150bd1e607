import { Module } from '@nestjs/common';
import { FigureCache } from './figure.cache';
import { FigureKeeper } from './figure.keeper';
import { FigureReader } from './figure.reader';
import { MeasureService } from './measure.service';
import { QuantityReader } from './quantity.reader';

@Module({
  providers: [FigureCache, FigureKeeper, FigureReader, MeasureService, QuantityReader],
  exports: [FigureCache, FigureKeeper, FigureReader, MeasureService, QuantityReader],
})
export class FigureModule {}
