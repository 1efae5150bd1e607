import type { Readable } from 'node:stream';
import type { Principal } from '@app/org';
import { Problem, type Tx } from '@app/platform';
import type { DataSource } from 'typeorm';
import { Injectable } from '@nestjs/common';
import type { PhotoBody, PhotoView } from './photo.dto';

const soon = (): never => {
  throw new Problem('soon', 501, '尚未提供。');
};

/** A picture on its way out. */
export interface PhotoFile {
  name: string;
  type: string;
  size: number | undefined;
  mark: string;
  stream: Readable;
  /** The watermark is not there yet. */
  pending: boolean;
}

@Injectable()
export class PhotoService {
  async put(
    _database: DataSource,
    _principal: Principal,
    _sent: { id: string; body: PhotoBody; sentAt?: Date },
  ): Promise<PhotoView> {
    return soon();
  }

  async file(
    _tx: Tx,
    _principal: Principal,
    _id: string,
    _which: 'content' | 'thumbnail' | 'stamped',
  ): Promise<PhotoFile> {
    return soon();
  }
}
