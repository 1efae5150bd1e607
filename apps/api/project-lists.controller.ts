import { DutyService } from '@app/duty';
import { Allow, type Principal, SignedIn } from '@app/org';
import {
  ListBody,
  ListPage,
  ListPatch,
  ListQuery,
  ListService,
  ListView,
  MemberBody,
  MemberPage,
  MemberParam,
  MemberQuery,
  MemberRemoval,
  MemberView,
} from '@app/project';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('项目清单')
@Controller('api/project-lists')
export class ProjectListsController {
  constructor(
    private readonly lists: ListService,
    private readonly duties: DutyService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Project lists (项目清单), newest year first. */
  @SignedIn()
  @Get()
  list(@Query() query: ListQuery): Promise<ListPage> {
    return this.lists.list(this.database.manager, query);
  }

  /** A new list for a year. */
  @Allow('supervisor')
  @Post()
  create(@Who() principal: Principal, @Body() body: ListBody): Promise<ListView> {
    return this.database.transaction((tx) => this.lists.create(tx, principal, body));
  }

  /** Change a list's name, digits or rule of visits. */
  @Allow('supervisor')
  @Patch(':id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ListPatch,
  ): Promise<ListView> {
    return this.database.transaction(async (tx) => {
      const changed = await this.lists.change(tx, principal, id, body);
      if (body.visitEvery !== undefined) await this.duties.repair(tx, { listId: id });
      return changed;
    });
  }

  /** Projects on a list that I may see, by name. */
  @SignedIn()
  @Get(':id/members')
  members(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: MemberQuery,
  ): Promise<MemberPage> {
    return this.lists.members(this.database.manager, principal, id, query);
  }

  /** Put a project on a list for some months, both ends included. */
  @Allow('supervisor')
  @Put(':id/members/:projectId')
  putMember(@Who() principal: Principal, @Param() param: MemberParam, @Body() body: MemberBody): Promise<MemberView> {
    return this.database.transaction(async (tx) => {
      const member = await this.lists.putMember(tx, principal, param, body);
      await this.duties.repair(tx, param);
      return member;
    });
  }

  /** Take a project off a list that it was put on by mistake; whoever leaves gets a last month instead. */
  @Allow('supervisor')
  @HttpCode(204)
  @Delete(':id/members/:projectId')
  removeMember(@Who() principal: Principal, @Param() param: MemberParam, @Query() query: MemberRemoval): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.lists.removeMember(tx, principal, param, query);
      await this.duties.repair(tx, param);
    });
  }
}
