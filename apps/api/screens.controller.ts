import {
  MapService,
  ScreenAddressView,
  ScreenMapView,
  ScreenReader,
  ScreenTokenBody,
  ScreenTokenPage,
  ScreenTokens,
  ScreenTokenView,
  ScreenView,
} from '@app/overview';
import { Allow, type Principal, Public } from '@app/org';
import { PageQuery, snapshot, Together } from '@app/platform';
import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ThrottlerGuard } from '@nestjs/throttler';
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

@ApiTags('大屏')
@ApiBearerAuth('screen')
@UseGuards(ThrottlerGuard)
@Controller('api/screen')
export class ScreenController {
  /** However many screens hang on walls, one computes. */
  private readonly views = new Together<ScreenView>();

  constructor(
    private readonly tokens: ScreenTokens,
    private readonly screen: ScreenReader,
    private readonly maps: MapService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** What a big screen shows, for the holder of a token (`Authorization: Bearer …`): sums, neither persons nor projects. */
  @Public()
  @Header('cache-control', 'no-store')
  @Get()
  async one(@Headers('authorization') authorization: string | undefined): Promise<ScreenView> {
    await this.tokens.require(this.database.manager, secretOf(authorization));
    return this.views.ask('', () => snapshot(this.database, (tx) => this.screen.one(tx)));
  }

  /** What lies below the spots on the screen's map. */
  @Public()
  @Header('cache-control', 'no-store')
  @Get('map')
  async map(@Headers('authorization') authorization: string | undefined): Promise<ScreenMapView> {
    await this.tokens.require(this.database.manager, secretOf(authorization));
    return this.maps.one(this.database.manager);
  }
}

const secretOf = (authorization: string | undefined): string | undefined =>
  authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
