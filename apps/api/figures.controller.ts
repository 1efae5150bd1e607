import { Allow } from '@app/org';
import { FigureAddress, FigureCodeParam, OpenService } from '@app/rollup';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@ApiTags('月度汇总')
@Controller('api')
export class FiguresController {
  constructor(
    private readonly figures: OpenService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Which figure stands under a code in the printed bulletin (通报). */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('figures/:code')
  address(@Param() { code }: FigureCodeParam): Promise<FigureAddress> {
    return this.figures.address(this.database.manager, code);
  }
}
