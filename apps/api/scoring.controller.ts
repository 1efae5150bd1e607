import { Allow, type Principal } from '@app/org';
import { snapshot } from '@app/platform';
import {
  EntryBody,
  EntryPage,
  EntryQuery,
  EntryService,
  EntryView,
  PreviewView,
  SchemeBody,
  SchemePage,
  SchemePatch,
  SchemePreviewBody,
  SchemeQuery,
  SchemeService,
  SchemeVersionBody,
  SchemeView,
  ScoringFiles,
  UNIT_MEASURES,
  UnitMeasure,
  WithdrawBody,
} from '@app/scoring';
import { UploadBody } from '@app/evidence';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { handOut } from './download';
import { readUpload, TAKES_FILES } from './upload';
import { Who } from './who.decorator';

@ApiTags('考核计分办法')
@Controller('api')
export class ScoringController {
  constructor(
    private readonly schemes: SchemeService,
    private readonly entries: EntryService,
    private readonly files: ScoringFiles,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Scoring schemes (考核计分办法), those in use first. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('scoring-schemes')
  list(@Query() query: SchemeQuery): Promise<SchemePage> {
    return this.schemes.list(this.database.manager, query);
  }

  /** The measures that items and rankings may use: there is one of each unit. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('scoring-measures')
  measures(): UnitMeasure[] {
    return [...UNIT_MEASURES];
  }

  /** A scheme with every version of its rule. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('scoring-schemes/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<SchemeView> {
    return this.schemes.one(this.database.manager, id);
  }

  /** A new scheme with the first version of its rule. */
  @Allow('supervisor', 'administrator')
  @Post('scoring-schemes')
  create(@Who() principal: Principal, @Body() body: SchemeBody): Promise<SchemeView> {
    return this.database.transaction((tx) => this.schemes.create(tx, principal, body));
  }

  /** Rename a scheme, or take it out of use. */
  @Allow('supervisor', 'administrator')
  @Patch('scoring-schemes/:id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SchemePatch,
  ): Promise<SchemeView> {
    return this.database.transaction((tx) => this.schemes.change(tx, principal, id, body));
  }

  /** A later version of the rule, from a month on; what was evaluated keeps its own. */
  @Allow('supervisor', 'administrator')
  @Post('scoring-schemes/:id/versions')
  addVersion(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SchemeVersionBody,
  ): Promise<SchemeView> {
    return this.database.transaction((tx) => this.schemes.addVersion(tx, principal, id, body));
  }

  /** What a changed rule would do to the ranking of a month; nothing is kept. */
  @Allow('supervisor', 'administrator')
  @HttpCode(200)
  @Post('scoring-schemes/:id/preview')
  preview(@Param('id', ParseUUIDPipe) id: string, @Body() body: SchemePreviewBody): Promise<PreviewView> {
    return snapshot(this.database, (tx) => this.schemes.preview(tx, id, body));
  }

  /** Bonuses and deductions with their evidence (据实加减分); departments see their own. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get('scoring-entries')
  listEntries(@Who() principal: Principal, @Query() query: EntryQuery): Promise<EntryPage> {
    return this.entries.list(this.database.manager, principal, query);
  }

  /** Enter a bonus or a deduction; the same id with the same body is kept once. */
  @Allow('supervisor')
  @Post('scoring-entries')
  addEntry(@Who() principal: Principal, @Body() body: EntryBody): Promise<EntryView> {
    return this.database.transaction((tx) => this.entries.add(tx, principal, body));
  }

  /** Withdraw one that was entered by mistake; what was published stays. */
  @Allow('supervisor')
  @Post('scoring-entries/:id/withdraw')
  withdraw(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: WithdrawBody,
  ): Promise<EntryView> {
    return this.database.transaction((tx) => this.entries.withdraw(tx, principal, id, reason));
  }

  /** Add a file (20 MB at most) that supports an entry. */
  @Allow('supervisor')
  @RouteConfig(TAKES_FILES)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadBody })
  @Post('scoring-entries/:id/files')
  async addFile(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) entryId: string,
    @Req() request: FastifyRequest,
  ): Promise<EntryView> {
    const { manager } = this.database;
    const file = await this.files.receive(manager, principal, { entryId }, await readUpload(request));
    await this.database.transaction((tx) => this.files.add(tx, principal, file));
    return this.entries.one(manager, principal, entryId);
  }

  /** A file that supports an entry or an objection, as a download. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @ApiProduces('application/octet-stream')
  @Get('scoring-files/:id/content')
  async content(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.files.content(this.database.manager, principal, id), 'attachment');
  }
}
