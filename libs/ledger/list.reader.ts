import type { Principal } from '@app/org';
import { CalendarService, type Page, pageOf, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { IssueQuery } from './issue-query.dto';
import type { IssueCounts, IssueRow } from './ledger.dto';
import { IssueReader } from './ledger.reader';
import { rowView } from './ledger.view';
import { countIssues, findIssues } from './list.queries';

/** Reads lists of issues: pages, counts. */
@Injectable()
export class IssueLists {
  constructor(
    private readonly calendars: CalendarService,
    private readonly reader: IssueReader,
  ) {}

  /** One page of the issues the person may know of. */
  async list(tx: Tx, principal: Principal, query: IssueQuery): Promise<Page<IssueRow>> {
    const horizon = await this.reader.horizon(tx);
    const calendar = await this.calendars.current();
    const { rows, total } = await findIssues(tx, principal, query, horizon);
    return pageOf(
      query,
      rows.map((row) => rowView(row, horizon, calendar)),
      total,
    );
  }

  async counts(tx: Tx, principal: Principal): Promise<IssueCounts> {
    const rows = await countIssues(tx, principal, await this.reader.horizon(tx));
    const sum = (key: 'overdue' | 'dueSoon' | 'mine') => rows.reduce((total, row) => total + row[key], 0);
    return {
      states: rows.map(({ state, count }) => ({ state, count })),
      overdue: sum('overdue'),
      dueSoon: sum('dueSoon'),
      mine: sum('mine'),
    };
  }
}
