import { type Principal, SignedIn } from '@app/org';
import {
  InboxService,
  InboxStateView,
  InboxStreams,
  NotificationPage,
  NotificationQuery,
  NotificationView,
  ReadAllView,
} from '@app/reminder';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProduces, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { eventStream } from './event-stream';
import { Who } from './who.decorator';

@ApiTags('提醒')
@Controller('api/notifications')
export class NotificationsController {
  constructor(
    private readonly inbox: InboxService,
    private readonly streams: InboxStreams,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** My inbox, newest first. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: NotificationQuery): Promise<NotificationPage> {
    return this.inbox.list(this.database.manager, principal, query);
  }

  /**
   * My inbox as it changes (server-sent events): an event `inbox` at the beginning and whenever something came or was read.
   * It ends with the session; beyond four of a person the oldest gets the event `replaced` and ends.
   */
  @SignedIn()
  @ApiExtraModels(InboxStateView)
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { $ref: getSchemaPath(InboxStateView) } })
  @Get('stream')
  stream(@Who() principal: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    let gone = (): unknown => undefined;
    const out = eventStream(request, reply, () => gone());
    if (request.method === 'GET') gone = this.streams.watch(principal, out);
  }

  /** All of mine are read. */
  @SignedIn()
  @HttpCode(200)
  @Post('read-all')
  readAll(@Who() principal: Principal): Promise<ReadAllView> {
    return this.inbox.readAll(this.database.manager, principal);
  }

  /** One of mine is read; again is fine. */
  @SignedIn()
  @HttpCode(200)
  @Post(':id/read')
  read(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<NotificationView> {
    return this.inbox.read(this.database.manager, principal, id);
  }
}
