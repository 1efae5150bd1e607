import type { Principal } from '@app/org';
import { Problem, type Tx } from '@app/platform';
import type { DataSource } from 'typeorm';
import { Injectable } from '@nestjs/common';
import type { Piece, ReceivedView, UploadStart, UploadView } from './upload.dto';

const soon = (): never => {
  throw new Problem('soon', 501, '尚未提供。');
};

@Injectable()
export class UploadService {
  async begin(_tx: Tx, _principal: Principal, _body: UploadStart): Promise<UploadView> {
    return soon();
  }

  async take(
    _database: DataSource,
    _principal: Principal,
    _arrived: { sha256: string; from: number; piece: Piece },
  ): Promise<ReceivedView> {
    return soon();
  }
}
