import {
  BulletinBody,
  BulletinFilePage,
  BulletinFileView,
  BulletinPreview,
  BulletinQuery,
  BulletinService,
  LetterheadBody,
  NoteBody,
  NoteParam,
  NoteView,
  PreviewQuery,
} from '@app/bulletin';
import { Allow, type Principal } from '@app/org';
import { Bell } from '@app/platform';
import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { handOut } from './download';
import { Who } from './who.decorator';

@ApiTags('月度通报')
@Controller('api/bulletins')
export class BulletinsController {
  constructor(
    private readonly bulletins: BulletinService,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Ask for a bulletin as a file (Word, Excel, PDF); what it shows is fixed now. The same again is the same file. */
  @Allow('supervisor', 'administrator')
  @Post()
  async request(@Who() principal: Principal, @Body() body: BulletinBody): Promise<BulletinFileView> {
    const id = await this.bulletins.request(this.database, principal, body);
    this.bell.ring('bulletins');
    return this.bulletins.one(this.database.manager, id);
  }

  /** Files that were asked for, the newest first. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get()
  list(@Query() query: BulletinQuery): Promise<BulletinFilePage> {
    return this.bulletins.list(this.database.manager, query);
  }

  /** The bulletin word for word, as it would be printed now. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get('preview')
  preview(@Who() principal: Principal, @Query() { month, revision }: PreviewQuery): Promise<BulletinPreview> {
    return this.bulletins.content(this.database, principal, month, revision);
  }

  /** How the bureau signs its bulletins. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get('letterhead')
  letterhead(): Promise<LetterheadBody> {
    return this.bulletins.letterhead(this.database.manager);
  }

  /** Change how the bureau signs; files that are there stay as they are. */
  @Allow('supervisor', 'administrator')
  @Put('letterhead')
  saveLetterhead(@Who() principal: Principal, @Body() body: LetterheadBody): Promise<LetterheadBody> {
    return this.database.transaction((tx) => this.bulletins.saveLetterhead(tx, principal, body));
  }

  /** What people added to the bulletin of a month: 本期说明, 工作要求, number and day. */
  @Allow('supervisor', 'leader', 'administrator')
  @Get('notes/:month')
  note(@Param() { month }: NoteParam): Promise<NoteView> {
    return this.bulletins.note(this.database.manager, month);
  }

  /** Write it; 409 with the current one when somebody else has written meanwhile. */
  @Allow('supervisor', 'administrator')
  @Put('notes/:month')
  saveNote(@Who() principal: Principal, @Param() { month }: NoteParam, @Body() body: NoteBody): Promise<NoteView> {
    return this.database.transaction((tx) => this.bulletins.saveNote(tx, principal, month, body));
  }

  /** One file and how far it is. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<BulletinFileView> {
    return this.bulletins.one(this.database.manager, id);
  }

  /** The file itself, as a download. */
  @Allow('supervisor', 'leader', 'administrator', 'head')
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @Get(':id/file')
  async file(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.bulletins.file(this.database.manager, id), 'attachment');
  }
}
