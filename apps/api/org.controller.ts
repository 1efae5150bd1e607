import {
  Allow,
  AuthService,
  OrgService,
  type Principal,
  SignedIn,
  UnitBody,
  UnitPage,
  UnitPatch,
  UnitView,
  UserBody,
  UserCreated,
  UserPage,
  UserPatch,
  UserQuery,
  UserView,
} from '@app/org';
import { PageQuery } from '@app/platform';
import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('组织')
@Controller('api')
export class OrgController {
  constructor(
    private readonly org: OrgService,
    private readonly auth: AuthService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Units, by kind and name. */
  @SignedIn()
  @Get('units')
  units(@Query() query: PageQuery): Promise<UnitPage> {
    return this.org.units(this.database.manager, query);
  }

  /** A new unit. */
  @Allow('administrator')
  @Post('units')
  createUnit(@Who() principal: Principal, @Body() body: UnitBody): Promise<UnitView> {
    return this.database.transaction((tx) => this.org.createUnit(tx, principal, body));
  }

  /** Rename a unit, or close it. */
  @Allow('administrator')
  @Patch('units/:id')
  changeUnit(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UnitPatch,
  ): Promise<UnitView> {
    return this.database.transaction((tx) => this.org.changeUnit(tx, principal, id, body));
  }

  /** People, by name; supervisors and heads need them to say who is responsible. */
  @Allow('administrator', 'supervisor', 'head')
  @Get('users')
  users(@Query() query: UserQuery): Promise<UserPage> {
    return this.org.users(this.database.manager, query);
  }

  /** A new person; without a password the answer carries a one-time link. */
  @Allow('administrator')
  @Post('users')
  async createUser(@Who() principal: Principal, @Body() body: UserBody): Promise<UserCreated> {
    const user = await this.database.transaction((tx) => this.org.createUser(tx, principal, body));
    return body.password === undefined
      ? { ...user, activationLink: await this.auth.oneTimeLink(user.id, principal.id) }
      : user;
  }

  /** Change a person; their sessions end. */
  @Allow('administrator')
  @Patch('users/:id')
  async changeUser(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UserPatch,
  ): Promise<UserView> {
    const user = await this.database.transaction((tx) => this.org.changeUser(tx, principal, id, body));
    this.auth.forget();
    return user;
  }

  /** A new one-time link, for somebody who lost the password. */
  @Allow('administrator')
  @Post('users/:id/activation-link')
  async activationLink(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<UserCreated> {
    const user = await this.org.user(this.database.manager, id);
    return { ...user, activationLink: await this.auth.oneTimeLink(id, principal.id) };
  }
}
