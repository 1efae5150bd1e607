import type { Principal } from '@app/org';
import { type Month, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { RevisionView, RollupView } from './rollup.dto';
import { rollupProblem } from './rollup.problems';

@Injectable()
export class RollupService {
  async one(_tx: Tx, month: Month, revision?: number): Promise<RollupView> {
    throw rollupProblem.noRevision({ month, revision: revision ?? 0 });
  }
  async close(_tx: Tx, _principal: Principal, month: Month): Promise<RollupView> {
    throw rollupProblem.notClosed({ month });
  }
  async restate(_tx: Tx, _principal: Principal, month: Month, _reason: string): Promise<RollupView> {
    throw rollupProblem.notClosed({ month });
  }
  async revisions(_tx: Tx, _month: Month): Promise<RevisionView[]> {
    return [];
  }
}
