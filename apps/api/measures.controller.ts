import { MeasureDefinition, MeasureParam, MeasureService, MeasureVersionBody } from '@app/figure';
import { Allow, type Principal } from '@app/org';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('指标口径')
@Controller('api/measures')
export class MeasuresController {
  constructor(
    private readonly measures: MeasureService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Every measure with all versions of its definition. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get()
  list(): Promise<MeasureDefinition[]> {
    return this.measures.list(this.database.manager);
  }

  /** One measure with all versions of its definition. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':code')
  one(@Param() { code }: MeasureParam): Promise<MeasureDefinition> {
    return this.measures.one(this.database.manager, code);
  }

  /** Define a measure anew from a month on; what is left out stays. Closed months keep what they published. */
  @Allow('supervisor', 'administrator')
  @Post(':code/versions')
  @HttpCode(200)
  add(
    @Who() principal: Principal,
    @Param() { code }: MeasureParam,
    @Body() body: MeasureVersionBody,
  ): Promise<MeasureDefinition> {
    return this.database.transaction((tx) => this.measures.add(tx, principal, code, body));
  }
}
