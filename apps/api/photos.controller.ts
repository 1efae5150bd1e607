import { Allow, type Principal, SignedIn } from '@app/org';
import { PhotoBody, PhotoService, PhotoView } from '@app/photo';
import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Put, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { DEVICE_TIME, instantOf } from './device-time';
import { handOut } from './download';
import { Who } from './who.decorator';

@ApiTags('照片')
@Controller('api/photos')
export class PhotosController {
  constructor(
    private readonly photos: PhotoService,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** Make a photo of bytes that were uploaded, for a visit that may follow later; the same again answers as before. */
  @Allow('officer', 'supervisor')
  @ApiHeader(DEVICE_TIME)
  @Put(':id')
  put(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PhotoBody,
    @Headers('device-time') deviceTime?: string,
  ): Promise<PhotoView> {
    return this.photos.put(this.database, principal, { id: id.toLowerCase(), body, sentAt: instantOf(deviceTime) });
  }

  /** The copy with the watermark; until it is made the picture as it came, with `x-stamp: pending`. */
  @SignedIn()
  @ApiProduces('image/jpeg')
  @Get(':id/stamped')
  async stamped(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.photos.file(this.database.manager, principal, id, 'stamped');
    const out = handOut(reply, file, 'inline');
    if (file.pending) void reply.headers({ 'x-stamp': 'pending', 'cache-control': 'no-store' });
    return out;
  }

  /** The photo, 320 px long. */
  @SignedIn()
  @ApiProduces('image/jpeg')
  @Get(':id/thumbnail')
  async thumbnail(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.photos.file(this.database.manager, principal, id, 'thumbnail'), 'inline');
  }

  /** The original, byte for byte as it was sent, as a download. */
  @SignedIn()
  @ApiProduces('application/octet-stream')
  @Get(':id/content')
  async content(
    @Who() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return handOut(reply, await this.photos.file(this.database.manager, principal, id, 'content'), 'attachment');
  }
}
