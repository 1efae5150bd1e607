import type { Principal } from '@app/org';
import { Problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CorrectionBody } from './visit.dto';

/** Corrects visits that were sent. */
@Injectable()
export class CorrectionService {
  async correct(_tx: Tx, _principal: Principal, _id: string, _body: CorrectionBody): Promise<void> {
    throw new Problem('soon', 501, '尚未提供。');
  }
}
