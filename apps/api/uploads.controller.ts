import { Allow, type Principal } from '@app/org';
import { PieceQuery, ReceivedView, UploadStart, UploadParam, UploadService, UploadView } from '@app/photo';
import { Body, Controller, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { readPiece, TAKES_BYTES } from './pieces';
import { Who } from './who.decorator';

@ApiTags('照片')
@Controller('api/uploads')
export class UploadsController {
  constructor(
    private readonly uploads: UploadService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Say that bytes are to come, by their hash; said again it answers how many are here. */
  @Allow('officer', 'supervisor')
  @HttpCode(200)
  @Post()
  begin(@Who() principal: Principal, @Body() body: UploadStart): Promise<UploadView> {
    return this.database.transaction((tx) => this.uploads.begin(tx, principal, body));
  }

  /** The next bytes, 1 MB at most; what arrived of a request that was cut off is kept. */
  @Allow('officer', 'supervisor')
  @RouteConfig(TAKES_BYTES)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Patch(':sha256')
  async take(
    @Who() principal: Principal,
    @Param() { sha256 }: UploadParam,
    @Query() { from }: PieceQuery,
    @Req() request: FastifyRequest,
  ): Promise<ReceivedView> {
    return this.uploads.take(this.database, principal, { sha256, from, piece: await readPiece(request) });
  }
}
