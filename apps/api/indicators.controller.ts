import { IndicatorExport, IndicatorImport, IndicatorImportQuery, IndicatorImportView } from '@app/exchange';
import {
  ActualBody,
  ActualPage,
  ActualParam,
  ActualQuery,
  ActualService,
  ActualVersion,
  ActualView,
  IndicatorBoardQuery,
  IndicatorBoardService,
  IndicatorBoard,
  IndicatorBody,
  IndicatorChangePage,
  IndicatorDetail,
  IndicatorPage,
  IndicatorPatch,
  IndicatorQuery,
  IndicatorService,
  IndicatorSplitBody,
  IndicatorTrend,
} from '@app/indicator';
import { UploadBody } from '@app/evidence';
import { Allow, type Principal } from '@app/org';
import { PageQuery } from '@app/platform';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { fileOf } from './download';
import { problemOf } from './problem.filter';
import { readUpload, TAKES_FILES } from './upload';
import { Who } from './who.decorator';

@ApiTags('指标')
@Controller('api/indicators')
export class IndicatorsController {
  constructor(
    private readonly indicators: IndicatorService,
    private readonly actuals: ActualService,
    private readonly boards: IndicatorBoardService,
    private readonly exports: IndicatorExport,
    private readonly imports: IndicatorImport,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Indicators (指标) that I may know of, newest year first, in the order of their codes. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get()
  list(@Who() principal: Principal, @Query() query: IndicatorQuery): Promise<IndicatorPage> {
    return this.indicators.list(this.database.manager, principal, query);
  }

  /** All indicators of a year as of a month: first level with the second under it, targets, actuals, rates, lights. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get('board')
  board(@Who() principal: Principal, @Query() query: IndicatorBoardQuery): Promise<IndicatorBoard> {
    return this.boards.board(this.database.manager, principal, query);
  }

  /** The board of a month as .xlsx; who took it is on the record. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Get('export')
  async export(@Who() principal: Principal, @Query() query: IndicatorBoardQuery): Promise<StreamableFile> {
    return fileOf(await this.database.transaction((tx) => this.exports.board(tx, principal, query)));
  }

  /** The template of a year as .xlsx, filled with what is there: it may be filled in further and imported. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Get('template')
  async template(@Who() principal: Principal, @Query() query: IndicatorImportQuery): Promise<StreamableFile> {
    return fileOf(await this.exports.template(this.database.manager, principal, query.year));
  }

  /** Takes over indicators, splits and actuals from a workbook: what is right is kept, what is not is named. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @RouteConfig(TAKES_FILES)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadBody })
  @HttpCode(200)
  @Post('import')
  async import(
    @Who() principal: Principal,
    @Query() query: IndicatorImportQuery,
    @Req() request: FastifyRequest,
  ): Promise<IndicatorImportView> {
    const { bytes } = await readUpload(request);
    return this.imports.run(
      (work) => this.database.transaction(work),
      principal,
      query.year,
      Buffer.from(bytes),
      problemOf,
    );
  }

  /** A new indicator of a year; the same body again answers as the first time. */
  @Allow('supervisor', 'administrator')
  @Post()
  create(@Who() principal: Principal, @Body() body: IndicatorBody): Promise<IndicatorDetail> {
    return this.database.transaction((tx) => this.indicators.create(tx, principal, body));
  }

  /** One indicator with its targets, its split and what I may do with it. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<IndicatorDetail> {
    return this.indicators.one(this.database.manager, principal, id);
  }

  /** Change an indicator; a new target counts from a month on. */
  @Allow('supervisor', 'administrator')
  @Patch(':id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: IndicatorPatch,
  ): Promise<IndicatorDetail> {
    return this.database.transaction((tx) => this.indicators.change(tx, principal, id, body));
  }

  /** Take away an indicator that was made by mistake; not while something was entered for it. */
  @Allow('supervisor', 'administrator')
  @HttpCode(204)
  @Delete(':id')
  remove(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.database.transaction((tx) => this.indicators.remove(tx, principal, id));
  }

  /** Split the target to months (since January) and units, in place of the split before. */
  @Allow('supervisor', 'administrator')
  @Put(':id/split')
  split(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: IndicatorSplitBody,
  ): Promise<IndicatorDetail> {
    return this.database.transaction((tx) => this.indicators.split(tx, principal, id, body));
  }

  /** What was entered for an indicator, newest month first. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id/actuals')
  listActuals(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ActualQuery,
  ): Promise<ActualPage> {
    return this.actuals.list(this.database.manager, principal, id, query);
  }

  /** Enter what was reached by the end of a month, of all units or of one. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @Put(':id/actuals/:month')
  putActual(@Who() principal: Principal, @Param() param: ActualParam, @Body() body: ActualBody): Promise<ActualView> {
    return this.database.transaction((tx) => this.actuals.put(tx, principal, param, body));
  }

  /** Take away what was entered for a wrong month or unit. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @HttpCode(204)
  @Delete(':id/actuals/:month')
  removeActual(@Who() principal: Principal, @Param() param: ActualParam, @Query() query: ActualVersion): Promise<void> {
    return this.database.transaction((tx) => this.actuals.remove(tx, principal, param, query));
  }

  /** January to December: target, actual, year before. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id/trend')
  trend(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<IndicatorTrend> {
    return this.boards.trend(this.database.manager, principal, id);
  }

  /** Who changed what of an indicator, its split and its actuals, newest first. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id/changes')
  changes(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<IndicatorChangePage> {
    return this.indicators.changes(this.database.manager, principal, id, query);
  }
}
