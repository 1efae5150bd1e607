import {
  addDays,
  CalendarService,
  type Day,
  pageOf,
  sumAmounts,
  type Tx,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  type BoardMoment,
  type BoardRecord,
  findBlocks,
  findBoardRows,
  findShelf,
  heldUp,
  heldUpByCategory,
  lateByUnit,
} from './board.queries';
import type {
  BoardQuery,
  BoardRow,
  BoardRowPage,
  BoardRows,
  BoardRowsQuery,
  BoardView,
  HeldUpCategory,
  HeldUpView,
  LateUnit,
} from './board.dto';
import { type Horizon, IssueReader, rowView } from '@app/ledger';

/** Rows of each block on the board itself; the rest is one click away. */
const SHOWN = 3;
const TOP = { top: 5, each: 3 };
/** Suspended issues are shown so many working days before they are looked at again. */
const REVIEW_SOON = 5;
/** How far back lateness is counted, in days. */
const HORIZON_DAYS = 1100;

/** Nothing of {@link Stuck} depends on it. */
const UNTOUCHED = 10;

export interface Stuck {
  today: Day;
  heldUp: HeldUpView;
  categories: HeldUpCategory[];
  units: LateUnit[];
}

/** The supervisor's board: what holds up investment, who is late, what waits for whom. */
@Injectable()
export class BoardReader {
  constructor(
    private readonly calendars: CalendarService,
    private readonly reader: IssueReader,
  ) {}

  /** The whole board; in one snapshot, so that its figures agree with each other. */
  async board(tx: Tx, query: BoardQuery): Promise<BoardView> {
    const calendar = await this.calendars.current();
    const horizon = await this.reader.horizon(tx);
    const moment = momentOf(horizon.today, query.untouched, calendar);
    const blocks = [];
    for (const { which, count, ids } of await findBlocks(tx, moment, SHOWN)) {
      const rows = ids.length > 0 ? await findBoardRows(tx, which, ids) : [];
      blocks.push({ which, count, rows: rows.map((row) => boardRow(which, row, horizon, calendar)) });
    }
    return {
      today: horizon.today,
      heldUp: await this.heldUp(tx, moment),
      units: await lateByUnit(tx, moment),
      blocks,
    };
  }

  /** What of the board is read beside the month's figures: what holds investment up and by which kind, who is late. */
  async stuck(tx: Tx): Promise<Stuck> {
    const { today } = await this.reader.horizon(tx);
    const moment = momentOf(today, UNTOUCHED, await this.calendars.current());
    return {
      today,
      heldUp: await this.heldUp(tx, moment),
      categories: await heldUpByCategory(tx, moment),
      units: await lateByUnit(tx, moment),
    };
  }

  /** One page of the issues behind a figure of the board. */
  async rows(tx: Tx, query: BoardRowsQuery): Promise<BoardRowPage> {
    const calendar = await this.calendars.current();
    const horizon = await this.reader.horizon(tx);
    const { ids, total } = await findShelf(tx, momentOf(horizon.today, query.untouched, calendar), query);
    const rows = ids.length > 0 ? await findBoardRows(tx, query.which, ids) : [];
    return pageOf(
      query,
      rows.map((row) => boardRow(query.which, row, horizon, calendar)),
      total,
    );
  }

  private async heldUp(tx: Tx, moment: BoardMoment): Promise<HeldUpView> {
    const { sums, rows } = await heldUp(tx, moment, TOP);
    return {
      ...sums,
      year: yearOf(moment.today),
      top: rows,
      topPlan: sumAmounts(rows.map(({ plan }) => plan ?? '0')),
      topIssues: rows.reduce((sum, { issueCount }) => sum + issueCount, 0),
    };
  }
}

/** The days that the board's statements compare with. */
export function momentOf(today: Day, untouchedDays: number, calendar: WorkingCalendar): BoardMoment {
  return {
    today,
    // Today counts when it is worked: what was touched before the n-th working day back has waited n of them.
    untouchedBefore: calendar.addWorkingDays(addDays(today, 1), -untouchedDays).day,
    reviewUntil: calendar.addWorkingDays(today, REVIEW_SOON).day,
    worked: Array.from({ length: HORIZON_DAYS }, (_, index) => {
      const day = addDays(today, index - HORIZON_DAYS);
      return { day, days: calendar.workingDaysBetween(day, today) };
    }),
  };
}

function boardRow(which: BoardRows, record: BoardRecord, horizon: Horizon, calendar: WorkingCalendar): BoardRow {
  const { since } = record;
  const waitingDays = since === null ? null : Math.max(0, calendar.workingDaysBetween(since, horizon.today));
  return {
    ...rowView(record, horizon, calendar),
    since,
    waitingDays,
    words: wordsOf(which, record, waitingDays, horizon.today),
  };
}

/** Why the issue is on the board. */
function wordsOf(which: BoardRows, record: BoardRecord, waitingDays: number | null, today: Day): string {
  const ago = (what: string): string => (waitingDays ? `${what}已 ${waitingDays} 个工作日` : `今天${what}`);
  const until = (day: Day | null, what: string): string => (day === null ? '' : `，应于 ${day} 前${what}`);
  const late = (from: string): string => (waitingDays ? `${from} ${waitingDays} 个工作日` : from);
  switch (which) {
    case 'returns':
      return `${record.returns > 1 ? `第 ${record.returns} 次退回，由包联领导裁定，` : ''}${ago('退回')}${until(record.turnDueOn, '裁定')}`;
    case 'extensions':
      return `申请延至 ${record.extensionTo ?? '—'}，${ago('提出')}${until(record.rulingDueOn, '批复')}`;
    case 'verifications':
      return `${ago('申请销号')}${until(record.turnDueOn, '核验')}`;
    case 'reviews':
      return `${record.reviewOn ?? '—'} 复核，已挂起 ${waitingDays ?? 0} 个工作日`;
    case 'ratings':
      return `企业不满意，${ago('评价')}${until(record.ratingDueOn, '答复')}`;
    case 'untouched':
      return `${waitingDays ?? 0} 个工作日没有动静，最后一步在 ${record.touchedOn}`;
    case 'risks':
      return record.atRisk ?? '';
    case 'late-first':
      return late(`最初期限 ${record.firstDueOn ?? '—'}，已过`);
    case 'unsigned':
      return late(`签收期限 ${record.signDueOn ?? '—'}，已过`);
    case 'held-up':
      if (record.since === record.signDueOn && record.state === 'assigned') return late('逾期未签收，已过');
      return record.since !== null && record.since < today
        ? late(`办理期限 ${record.dueOn ?? '—'}，已过`)
        : '研判为红灯';
    case 'late':
      return late(`办理期限 ${record.dueOn ?? '—'}，已过`);
  }
}
