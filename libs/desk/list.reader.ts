import type { Principal } from '@app/org';
import { CalendarService, type Page, pageOf, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { IssueFilter, IssueQuery, SortedIssueFilter } from './issue-query.dto';
import { type IssueCounts, IssueReader, type IssueRow, rowView } from '@app/ledger';
import { countAllIssues, countIssues, findIssueIds, findIssues, findIssuesById } from './list.queries';

/** So many rows are read at once where all pages are read. */
const BATCH = 500;

/** Reads lists of issues: pages, counts, all pages one batch after the other. */
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

  /** What stands on the tabs: each counts what the list would show under it, so `state` and `mine` stand aside. */
  async counts(tx: Tx, principal: Principal, filter: IssueFilter): Promise<IssueCounts> {
    const rest = { ...filter, state: undefined, mine: undefined };
    const horizon = await this.reader.horizon(tx);
    const narrowed = Object.values(rest).some((value) => value !== undefined);
    const rows = narrowed
      ? await countIssues(tx, principal, rest, horizon)
      : await countAllIssues(tx, principal, horizon);
    const sum = (key: 'overdue' | 'dueSoon' | 'mine') => rows.reduce((total, row) => total + row[key], 0);
    return {
      states: rows.map(({ state, count }) => ({ state, count })),
      overdue: sum('overdue'),
      dueSoon: sum('dueSoon'),
      mine: sum('mine'),
    };
  }

  /** The ids of all pages in their order, at most `limit`. */
  async ids(
    tx: Tx,
    principal: Principal,
    filter: SortedIssueFilter & { ids?: string[] },
    limit: number,
  ): Promise<string[]> {
    return findIssueIds(tx, principal, filter, await this.reader.horizon(tx), limit);
  }

  /** The rows of those ids, batch by batch: a long list never lies in memory whole. */
  async *rows(tx: Tx, ids: string[]): AsyncGenerator<IssueRow[], undefined> {
    const horizon = await this.reader.horizon(tx);
    const calendar = await this.calendars.current();
    for (let at = 0; at < ids.length; at += BATCH) {
      const rows = await findIssuesById(tx, ids.slice(at, at + BATCH));
      yield rows.map((row) => rowView(row, horizon, calendar));
    }
    return undefined;
  }
}
