import {
  type Action,
  ActionBody,
  ACTIONS,
  EventPage,
  EventQuery,
  IssueBody,
  IssueCounts,
  IssuePage,
  IssueReader,
  IssueService,
  IssueView,
} from '@app/ledger';
import { IssueFilter, IssueLists, IssueQuery } from '@app/desk';
import { type Principal, SignedIn } from '@app/org';
import { Bell } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, ParseEnumPipe, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

const actions = Object.fromEntries(ACTIONS.map((action) => [action, action]));

@ApiTags('台账')
@Controller('api/issues')
export class IssuesController {
  constructor(
    private readonly issues: IssueService,
    private readonly reader: IssueReader,
    private readonly lists: IssueLists,
    private readonly bell: Bell,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Rows of the ledgers that I may see. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal, @Query() query: IssueQuery): Promise<IssuePage> {
    return this.lists.list(this.database.manager, principal, query);
  }

  /** How many of a filter in each state, late, due soon and waiting for me; `state` and `mine` themselves stand aside. */
  @SignedIn()
  @Get('counts')
  counts(@Who() principal: Principal, @Query() filter: IssueFilter): Promise<IssueCounts> {
    return this.lists.counts(this.database.manager, principal, filter);
  }

  /** Register a problem or task, where the ledger lets me; the same id and body again answers as the first time. */
  @SignedIn()
  @Post()
  async register(@Who() principal: Principal, @Body() body: IssueBody): Promise<IssueView> {
    const { projectId, subjectName, ledger, ...draft } = body;
    const id = await this.database.transaction(async (tx) => {
      const [registered] = await this.issues.register(tx, principal, [draft], { projectId, subjectName, ledger });
      return registered as string;
    });
    return this.reader.one(this.database.manager, principal, id);
  }

  /** One issue with its steps, its record and what I may do with it. */
  @SignedIn()
  @Get(':id')
  one(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<IssueView> {
    return this.reader.one(this.database.manager, principal, id);
  }

  /** Its whole record, oldest first. */
  @SignedIn()
  @Get(':id/events')
  events(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: EventQuery,
  ): Promise<EventPage> {
    return this.reader.events(this.database.manager, principal, id, query);
  }

  /** Move it one step: 交办, 签收, 反馈, 申请销号, 核验 … */
  @SignedIn()
  @ApiParam({ name: 'action', enum: ACTIONS })
  @HttpCode(200)
  @Post(':id/actions/:action')
  async act(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('action', new ParseEnumPipe(actions)) action: Action,
    @Body() body: ActionBody,
  ): Promise<IssueView> {
    await this.database.transaction((tx) => this.issues.act(tx, principal, id, action, body));
    this.bell.ring('sweep');
    return this.reader.one(this.database.manager, principal, id);
  }
}
