import { ScreenAddressView, ScreenTokenBody, ScreenTokenPage, ScreenTokens, ScreenTokenView } from '@app/overview';
import { Allow, type Principal } from '@app/org';
import { PageQuery } from '@app/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Who } from './who.decorator';

@ApiTags('大屏')
@Controller('api/screen-tokens')
export class ScreenTokensController {
  constructor(
    private readonly tokens: ScreenTokens,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** The tokens of big screens, the good ones first; never their secrets. */
  @Allow('administrator')
  @Get()
  list(@Query() query: PageQuery): Promise<ScreenTokenPage> {
    return this.tokens.list(this.database.manager, query);
  }

  /** Make a token: the only time that its address is shown. */
  @Allow('administrator')
  @Post()
  create(@Who() principal: Principal, @Body() body: ScreenTokenBody): Promise<ScreenAddressView> {
    return this.database.transaction((tx) => this.tokens.create(tx, principal, body));
  }

  /** End a token at once. */
  @Allow('administrator')
  @HttpCode(200)
  @Post(':id/revoke')
  revoke(@Who() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ScreenTokenView> {
    return this.database.transaction((tx) => this.tokens.revoke(tx, principal, id));
  }
}
