import { DonePage, InboxCounts, InboxPage, InboxQuery, InboxReader, StartedPage } from '@app/desk';
import { type Principal, SignedIn } from '@app/org';
import { PageQuery } from '@app/platform';
import { InboxService } from '@app/reminder';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('待办')
@Controller('api/inbox')
export class InboxController {
  constructor(
    private readonly inbox: InboxReader,
    private readonly reminders: InboxService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Issues on which it is my turn, the least working time left first (待办). */
  @SignedIn()
  @Get('todo')
  todo(@Who() principal: Principal, @Query() query: InboxQuery): Promise<InboxPage> {
    return this.inbox.todo(this.database.manager, principal, query);
  }

  /** Open issues that I registered, assigned, urged or instructed on (我发起的). */
  @SignedIn()
  @Get('started')
  started(@Who() principal: Principal, @Query() query: PageQuery): Promise<StartedPage> {
    return this.inbox.started(this.database.manager, principal, query);
  }

  /** Issues in which I did a step, the newest first (已办). */
  @SignedIn()
  @Get('done')
  done(@Who() principal: Principal, @Query() query: PageQuery): Promise<DonePage> {
    return this.inbox.done(this.database.manager, principal, query);
  }

  /** What the badge says. */
  @SignedIn()
  @Get('counts')
  async counts(@Who() principal: Principal): Promise<InboxCounts> {
    const unread = await this.reminders.unread(this.database.manager, principal);
    return { ...(await this.inbox.counts(this.database.manager, principal)), unread };
  }
}
