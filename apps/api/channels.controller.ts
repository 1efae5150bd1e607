import {
  AddressBody,
  AddressPage,
  AddressService,
  AddressView,
  ChannelBody,
  ChannelPage,
  ChannelPatch,
  ChannelSetup,
  ChannelTestView,
  ChannelView,
  PushKeyView,
} from '@app/channel';
import { Allow, type Principal, SignedIn } from '@app/org';
import { PageQuery } from '@app/platform';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('通知渠道')
@Controller('api/channels')
export class ChannelsController {
  constructor(
    private readonly setup: ChannelSetup,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Channels on which reminders leave the system, and the kinds that a new one may be, with their forms. */
  @Allow('administrator')
  @Get()
  list(@Query() query: PageQuery): Promise<ChannelPage> {
    return this.setup.list(this.database.manager, query);
  }

  /** A new channel. Secrets are written only: no answer contains them. */
  @Allow('administrator')
  @Post()
  create(@Who() principal: Principal, @Body() body: ChannelBody): Promise<ChannelView> {
    return this.database.transaction((tx) => this.setup.create(tx, principal, body));
  }

  /** Change a channel; a secret that is left out stays. */
  @Allow('administrator')
  @Patch(':id')
  change(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChannelPatch,
  ): Promise<ChannelView> {
    return this.database.transaction((tx) => this.setup.change(tx, principal, id, body));
  }

  /** Send a test message, to the group or to oneself, and say how it went. */
  @Allow('administrator')
  @HttpCode(200)
  @Post(':id/test')
  test(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ChannelTestView> {
    return this.setup.test(this.database, principal, id);
  }
}

@ApiTags('接收地址')
@Controller('api')
export class AddressesController {
  constructor(
    private readonly addresses: AddressService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Where I get what leaves the system; never whole. */
  @SignedIn()
  @Get('me/addresses')
  mine(@Who() principal: Principal, @Query() query: PageQuery): Promise<AddressPage> {
    return this.addresses.list(this.database.manager, principal.id, query);
  }

  /** Keep an address of mine; the one of its kind is replaced, each browser has its own. */
  @SignedIn()
  @Post('me/addresses')
  putMine(@Who() principal: Principal, @Body() body: AddressBody): Promise<AddressView> {
    return this.database.transaction((tx) => this.addresses.put(tx, principal, principal.id, body));
  }

  /** Forget an address of mine. */
  @SignedIn()
  @HttpCode(204)
  @Delete('me/addresses/:id')
  removeMine(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.database.transaction((tx) => this.addresses.remove(tx, principal, principal.id, id));
  }

  /** The key with which a browser subscribes to push. */
  @SignedIn()
  @Get('me/push-key')
  pushKey(): Promise<PushKeyView> {
    return this.addresses.pushKey(this.database.manager);
  }

  /** Where somebody gets what leaves the system; never whole. */
  @Allow('administrator')
  @Get('users/:id/addresses')
  list(@Param('id', ParseUUIDPipe) personId: string, @Query() query: PageQuery): Promise<AddressPage> {
    return this.addresses.list(this.database.manager, personId, query);
  }

  /** Keep an address for somebody; all but the push of their browsers. */
  @Allow('administrator')
  @Post('users/:id/addresses')
  put(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) personId: string,
    @Body() body: AddressBody,
  ): Promise<AddressView> {
    return this.database.transaction((tx) => this.addresses.put(tx, principal, personId, body));
  }

  /** Forget an address of somebody. */
  @Allow('administrator')
  @HttpCode(204)
  @Delete('users/:id/addresses/:addressId')
  remove(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) personId: string,
    @Param('addressId', ParseUUIDPipe) addressId: string,
  ): Promise<void> {
    return this.database.transaction((tx) => this.addresses.remove(tx, principal, personId, addressId));
  }
}
