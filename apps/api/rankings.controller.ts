import { ScoringExport } from '@app/exchange';
import { Allow, type Principal } from '@app/org';
import { snapshot } from '@app/platform';
import { MonthParam } from '@app/rollup';
import { RankingQuery, RankingService, RankingView } from '@app/scoring';
import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { fileOf } from './download';
import { Who } from './who.decorator';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('排名')
@Controller('api')
export class RankingsController {
  constructor(
    private readonly rankings: RankingService,
    private readonly exports: ScoringExport,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Units by a measure of a month (排名), never persons: equal ones share a rank, those without a base stand apart. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('rankings/:month')
  one(@Param() { month }: MonthParam, @Query() query: RankingQuery): Promise<RankingView> {
    return snapshot(this.database, (tx) => this.rankings.one(tx, month, query));
  }

  /** The same as a sheet. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @ApiProduces(XLSX)
  @Get('rankings/:month/export')
  async exportRanking(
    @Who() principal: Principal,
    @Param() { month }: MonthParam,
    @Query() query: RankingQuery,
  ): Promise<StreamableFile> {
    return fileOf(
      await this.database.transaction('REPEATABLE READ', (tx) => this.exports.ranking(tx, principal, month, query)),
    );
  }

  /** The ranking of an evaluation with the points of each item, as a sheet. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @ApiProduces(XLSX)
  @Get('evaluations/:id/export')
  async exportEvaluation(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return fileOf(
      await this.database.transaction('REPEATABLE READ', (tx) => this.exports.evaluation(tx, principal, id)),
    );
  }
}
