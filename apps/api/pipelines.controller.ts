import { PipelineExport } from '@app/exchange';
import { Allow, type Principal } from '@app/org';
import {
  PipelineFiguresQuery,
  PipelineItemBody,
  PipelineItemPage,
  PipelineItemParam,
  PipelineItemPatch,
  PipelineItemQuery,
  PipelineItemView,
  PassageBody,
  PassageParam,
  PassageTakeBack,
  PassageView,
  PipelineBody,
  PipelineFigures,
  PipelineFiguresReader,
  PipelineItemService,
  PipelinePage,
  PipelinePatch,
  PipelineQuery,
  PipelineService,
  PipelineTallyService,
  PipelineView,
  TallyTakeBack,
  TallyBody,
  TallyParam,
  TallyView,
} from '@app/pipeline';
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
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { fileOf } from './download';
import { Who } from './who.decorator';

/** Funds, promotion and reserve (漏斗): what passes which stage, with counts, amounts and rates. */
@ApiTags('资金与招商')
@Controller('api/pipelines')
export class PipelinesController {
  constructor(
    private readonly pipelines: PipelineService,
    private readonly items: PipelineItemService,
    private readonly tallies: PipelineTallyService,
    private readonly reader: PipelineFiguresReader,
    private readonly exports: PipelineExport,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Pipelines, newest year first. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get()
  list(@Query() query: PipelineQuery): Promise<PipelinePage> {
    return this.pipelines.list(this.database.manager, query);
  }

  /** A new pipeline of a year with its stages; the same again answers as the first time. */
  @Allow('supervisor', 'administrator')
  @Post()
  create(@Who() principal: Principal, @Body() body: PipelineBody): Promise<PipelineView> {
    return this.database.transaction((tx) => this.pipelines.create(tx, principal, body));
  }

  /** Totals of a stage at the end of a month, where single items are not known (按汇总数填报). */
  @Allow('supervisor', 'administrator')
  @Put('stages/:stageId/tallies/:month')
  putTally(@Who() principal: Principal, @Param() param: TallyParam, @Body() body: TallyBody): Promise<TallyView> {
    return this.database.transaction((tx) => this.tallies.put(tx, principal, param, body));
  }

  /** Take totals back, with a reason: an earlier month's, or the items, count again. */
  @Allow('supervisor', 'administrator')
  @HttpCode(204)
  @Delete('stages/:stageId/tallies/:month')
  removeTally(@Who() principal: Principal, @Param() param: TallyParam, @Query() query: TallyTakeBack): Promise<void> {
    return this.database.transaction((tx) => this.tallies.remove(tx, principal, param, query));
  }

  /** One pipeline with its stages and totals that were entered. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<PipelineView> {
    return this.pipelines.one(this.database.manager, principal, id);
  }

  /** Change its name or its stages. */
  @Allow('supervisor', 'administrator')
  @Patch(':id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PipelinePatch,
  ): Promise<PipelineView> {
    return this.database.transaction((tx) => this.pipelines.change(tx, principal, id, body));
  }

  /** Counts, amounts and rates as of the end of a month. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id/figures')
  figures(@Param('id', ParseUUIDPipe) id: string, @Query() { month }: PipelineFiguresQuery): Promise<PipelineFigures> {
    return this.reader.read(this.database.manager, id, month);
  }

  /** Items that I may see: a department its own. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id/items')
  listItems(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PipelineItemQuery,
  ): Promise<PipelineItemPage> {
    return this.items.list(this.database.manager, principal, id, query);
  }

  /** All pages of what is seen as .xlsx, under what the stages count; who took it is on the record. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @HttpCode(200)
  @Post(':id/export')
  async export(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PipelineItemQuery,
  ): Promise<StreamableFile> {
    const reading = this.database.manager;
    return fileOf(await this.database.transaction((tx) => this.exports.prepare(tx, reading, principal, id, query)));
  }

  /** A new item; a department's is its own. The same again answers as the first time. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @Post(':id/items')
  createItem(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PipelineItemBody,
  ): Promise<PipelineItemView> {
    return this.database.transaction((tx) => this.items.create(tx, principal, id, body));
  }

  /** One item with the stages that it has passed. */
  @Allow('supervisor', 'administrator', 'leader', 'head', 'handler')
  @Get(':id/items/:itemId')
  oneItem(@Who() principal: Principal, @Param() param: PipelineItemParam): Promise<PipelineItemView> {
    return this.items.one(this.database.manager, principal, param);
  }

  /** Change what is known of an item; sector, unit and amounts count from a month on. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @Patch(':id/items/:itemId')
  changeItem(
    @Who() principal: Principal,
    @Param() param: PipelineItemParam,
    @Body() body: PipelineItemPatch,
  ): Promise<PipelineItemView> {
    return this.database.transaction((tx) => this.items.change(tx, principal, param, body));
  }

  /** The item passed the stage on a day. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @Put(':id/items/:itemId/passages/:stageId')
  pass(@Who() principal: Principal, @Param() param: PassageParam, @Body() body: PassageBody): Promise<PassageView> {
    return this.database.transaction((tx) => this.items.pass(tx, principal, param, body));
  }

  /** Take a passage back, with a reason: from a day on, or as if it had never been. */
  @Allow('supervisor', 'administrator', 'head', 'handler')
  @Delete(':id/items/:itemId/passages/:stageId')
  withdraw(
    @Who() principal: Principal,
    @Param() param: PassageParam,
    @Query() query: PassageTakeBack,
  ): Promise<PipelineItemView> {
    return this.database.transaction((tx) => this.items.withdraw(tx, principal, param, query));
  }
}
