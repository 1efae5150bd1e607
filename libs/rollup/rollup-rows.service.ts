import type { Principal } from '@app/org';
import { type Month, type Page, pageOf, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type {
  BatchRowsQuery,
  CountedBatchProject,
  CountedIssue,
  CountedProject,
  CountedVisitDuty,
  IssueRowsQuery,
  RowsQuery,
  VisitRowsQuery,
} from './rollup.dto';

@Injectable()
export class RollupRowsService {
  async projects(_tx: Tx, _p: Principal, _m: Month, _l: string, query: RowsQuery): Promise<Page<CountedProject>> {
    return pageOf(query, [], 0);
  }
  async batches(_tx: Tx, _p: Principal, _m: Month, query: BatchRowsQuery): Promise<Page<CountedBatchProject>> {
    return pageOf(query, [], 0);
  }
  async issues(_tx: Tx, _p: Principal, _m: Month, query: IssueRowsQuery): Promise<Page<CountedIssue>> {
    return pageOf(query, [], 0);
  }
  async visits(_tx: Tx, _p: Principal, _m: Month, query: VisitRowsQuery): Promise<Page<CountedVisitDuty>> {
    return pageOf(query, [], 0);
  }
}
