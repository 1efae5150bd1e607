import { Module } from '@nestjs/common';
import { FigureReader } from './figure.reader';

@Module({ providers: [FigureReader], exports: [FigureReader] })
export class FigureModule {}
