import { comparedMonths, FigureCache, FigureView } from '@app/figure';
import { Allow } from '@app/org';
import { offset, pageOf, snapshot } from '@app/platform';
import { FigurePage, FigureQuery, MonthParam, RollupFigures } from '@app/rollup';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@ApiTags('月度汇总')
@Controller('api/rollups/:month/figures')
export class MonthFiguresController {
  constructor(
    private readonly figures: RollupFigures,
    private readonly cache: FigureCache,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Every measure in every scope of the month: as published when it is closed, of the moment while it is open. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get()
  async list(@Param() { month }: MonthParam, @Query() query: FigureQuery): Promise<FigurePage> {
    const { measure: measures, scopeKind: scopeKinds, scopeId: scopeIds, revision } = query;
    await this.cache.refresh(this.database, comparedMonths(month));
    const all: FigureView[] = await snapshot(this.database, (tx) =>
      this.figures.read(tx, month, { measures, scopeKinds, scopeIds }, revision),
    );
    return pageOf(query, all.slice(offset(query), offset(query) + query.pageSize), all.length);
  }
}
