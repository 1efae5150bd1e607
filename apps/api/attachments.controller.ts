import { AttachmentPage, AttachmentQuery, AttachmentService, AttachmentView, UploadBody } from '@app/evidence';
import { type Principal, SignedIn } from '@app/org';
import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { handOut } from './download';
import { readUpload, TAKES_FILES } from './upload';
import { Who } from './who.decorator';

@ApiTags('附件')
@Controller('api')
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachmentService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Add a photo or a document (20 MB at most) to an issue that I may see; the same id and file again is kept once. */
  @SignedIn()
  @RouteConfig(TAKES_FILES)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadBody })
  @Post('issues/:id/attachments')
  async add(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) issueId: string,
    @Req() request: FastifyRequest,
  ): Promise<AttachmentView> {
    const { manager } = this.database;
    const received = await this.attachments.receive(manager, principal, issueId, await readUpload(request));
    const id = await this.database.transaction((tx) => this.attachments.add(tx, principal, received));
    return this.attachments.one(manager, principal, id);
  }

  /** The attachments of an issue, newest first. */
  @SignedIn()
  @Get('issues/:id/attachments')
  list(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) issueId: string,
    @Query() query: AttachmentQuery,
  ): Promise<AttachmentPage> {
    return this.attachments.list(this.database.manager, principal, issueId, query);
  }

  /** The file itself, as a download. */
  @SignedIn()
  @ApiProduces('application/octet-stream')
  @Get('attachments/:id/content')
  async content(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.attachments.content(this.database.manager, principal, id), 'attachment');
  }

  /** A photo, 320 px long. */
  @SignedIn()
  @ApiProduces('image/jpeg')
  @Get('attachments/:id/thumbnail')
  async thumbnail(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.attachments.thumbnail(this.database.manager, principal, id), 'inline');
  }
}
