import {
  CommentBody,
  CommentPage,
  CommentService,
  CommentView,
  IssuePeoplePage,
  IssuePeopleQuery,
  TimelinePage,
  TimelineQuery,
  TimelineReader,
} from '@app/evidence';
import { type Principal, SignedIn } from '@app/org';
import { Bell, PageQuery } from '@app/platform';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('留言')
@Controller('api/issues/:id')
export class CommentsController {
  constructor(
    private readonly comments: CommentService,
    private readonly timelines: TimelineReader,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Say something about an issue that I may see; the same id and body again answers as the first time. */
  @SignedIn()
  @Post('comments')
  async add(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) issueId: string,
    @Body() body: CommentBody,
  ): Promise<CommentView> {
    const id = await this.database.transaction((tx) => this.comments.add(tx, principal, issueId, body));
    this.bell.ring('sweep');
    return this.comments.one(this.database.manager, id);
  }

  /** What was said, oldest first. */
  @SignedIn()
  @Get('comments')
  list(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) issueId: string,
    @Query() query: PageQuery,
  ): Promise<CommentPage> {
    return this.comments.list(this.database.manager, principal, issueId, query);
  }

  /** The others who may see it: those who can be mentioned. */
  @SignedIn()
  @Get('people')
  people(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) issueId: string,
    @Query() query: IssuePeopleQuery,
  ): Promise<IssuePeoplePage> {
    return this.comments.people(this.database.manager, principal, issueId, query);
  }

  /** Steps, comments and attachments on one line of time. */
  @SignedIn()
  @Get('timeline')
  timeline(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) issueId: string,
    @Query() query: TimelineQuery,
  ): Promise<TimelinePage> {
    return this.timelines.list(this.database.manager, principal, issueId, query);
  }
}
