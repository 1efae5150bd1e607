import { ViewBody, ViewChange, ViewList, ViewService, ViewView } from '@app/desk';
import { type Principal, SignedIn } from '@app/org';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('视图')
@Controller('api/views')
export class ViewsController {
  constructor(
    private readonly views: ViewService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** My saved views of the list of issues, and those shared with everybody. */
  @SignedIn()
  @Get()
  list(@Who() principal: Principal): Promise<ViewList> {
    return this.views.list(this.database.manager, principal);
  }

  /** Save a view; sharing it is for supervisors and administrators. */
  @SignedIn()
  @Post()
  create(@Who() principal: Principal, @Body() body: ViewBody): Promise<ViewView> {
    return this.database.transaction((tx) => this.views.create(tx, principal, body));
  }

  /** Rename it, change what it shows, share it or keep it to oneself. */
  @SignedIn()
  @Patch(':id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ViewChange,
  ): Promise<ViewView> {
    return this.database.transaction((tx) => this.views.change(tx, principal, id, body));
  }

  /** Delete it. */
  @SignedIn()
  @HttpCode(204)
  @Delete(':id')
  remove(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.database.transaction((tx) => this.views.remove(tx, principal, id));
  }
}
