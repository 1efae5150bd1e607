import { type Principal, SignedIn } from '@app/org';
import { InboxService, NotificationPage, NotificationQuery, NotificationView, ReadAllView } from '@app/reminder';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('提醒')
@Controller('api/notifications')
export class NotificationsController {
  constructor(
    private readonly inbox: InboxService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** My inbox, newest first. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: NotificationQuery): Promise<NotificationPage> {
    return this.inbox.list(this.database.manager, principal, query);
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
