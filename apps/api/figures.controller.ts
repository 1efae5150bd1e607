import { Allow, type Principal } from '@app/org';
import { snapshot } from '@app/platform';
import {
  EvidenceParam,
  EvidenceQuery,
  FigureAddress,
  FigureCodeParam,
  MonthParam,
  OpenedFigure,
  OpenQuery,
  OpenService,
  ProjectEvidence,
} from '@app/rollup';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

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

  /** One figure opened: its formula with the numbers, what it counts, and what changed since it was published. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('rollups/:month/figures/open')
  open(@Who() principal: Principal, @Param() { month }: MonthParam, @Query() query: OpenQuery): Promise<OpenedFigure> {
    return this.figures.open(this.database, principal, month, query);
  }

  /** Everything behind one project's part of a month: plans, entries, confirmations, visits and photos, changes since. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('rollups/:month/evidence/:projectId')
  evidence(
    @Who() principal: Principal,
    @Param() param: EvidenceParam,
    @Query() query: EvidenceQuery,
  ): Promise<ProjectEvidence> {
    return snapshot(this.database, (tx) => this.figures.evidence(tx, principal, param, query));
  }
}
