import type { Month, Page, PageQuery, Tx } from '@app/platform';
import { pageOf } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { countChanged, findChangedProjects } from './change.queries';
import { projectChange } from './change.words';
import type { RevisionCheck } from './closing.dto';
import { checkRows, type MonthState } from './kept.queries';
import { findSeal } from './revision.queries';
import type { ProjectChange } from './rollup.dto';
import { rollupProblem } from './rollup.problems';
import { RollupRowsService } from './rollup-rows.service';

/** What a published revision has kept, against its hashes, the revision before it and the facts of today. */
@Injectable()
export class RevisionService {
  constructor(private readonly rows: RollupRowsService) {}

  /** @throws Problem 404 for a revision that is not there */
  async check(tx: Tx, month: Month, revision: number): Promise<RevisionCheck> {
    const seal = await findSeal(tx, month, revision);
    if (!seal) throw rollupProblem.noRevision({ month, revision });
    const { rows, hash, broken } = await checkRows(tx, month, revision);
    const [kept, now]: [MonthState, MonthState] = [{ month, revision }, this.rows.now(month)];
    return {
      month,
      revision,
      rows,
      intact: broken.length === 0 && hash === seal.rowsHash && rows === seal.rowCount,
      broken,
      hash: seal.rowsHash,
      changedProjects: (await findChangedProjects(tx, kept, now, { page: 1, pageSize: 1 })).total,
      changedIssues: await countChanged(tx, 'issue', kept, now),
      changedDuties: await countChanged(tx, 'duty', kept, now),
    };
  }

  /** What the revision counts differently from the one before, project by project. */
  async changes(tx: Tx, month: Month, revision: number, query: PageQuery): Promise<Page<ProjectChange>> {
    const state = await this.rows.state(tx, month, revision);
    if (revision === 1) return pageOf(query, [], 0);
    const before = { month, revision: revision - 1 };
    const { items, total } = await findChangedProjects(tx, before, state, query);
    return pageOf(query, items.map(projectChange), total);
  }

  /** What counts differently by now: what the next revision will say of each project. */
  async changesSince(tx: Tx, month: Month, revision: number, query: PageQuery): Promise<Page<ProjectChange>> {
    const state = await this.rows.state(tx, month, revision);
    const { items, total } = await findChangedProjects(tx, state, this.rows.now(month), query);
    return pageOf(query, items.map(projectChange), total);
  }
}
