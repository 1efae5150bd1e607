import type { Principal } from '@app/org';
import {
  CalendarService,
  type Day,
  isoInstant,
  pageOf,
  type PageQuery,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  type DonePage,
  INBOX_GROUPS,
  type InboxGroup,
  type InboxPage,
  type InboxQuery,
  type InboxReason,
  type InboxRow,
  type StartedPage,
} from './inbox.dto';
import {
  countInbox,
  type DueDay,
  findDone,
  findDueDays,
  findMine,
  findStarted,
  type InboxMoment,
  type InboxRecord,
} from './inbox.queries';
import { type Action, allowedActions, factsOf, heldByWords, type Horizon, IssueReader, rowView } from '@app/ledger';
import { SETTLED_BY, type Wait } from './turn.policy';

/** 三个工作日内. */
const SOON_DAYS = 3;
/** So many buttons fit beside a row. */
const ACTIONS_SHOWN = 3;

/** What each wait is called. */
export const WAIT_WORDS: Readonly<Record<Wait, string>> = {
  assign: '待交办',
  sign: '待签收',
  work: '待办结',
  report: '待反馈进展',
  support: '协办部分待办结',
  step: '节点待完成',
  urge: '催办待答复',
  instruction: '批示待答复',
  ruling: '退回待裁定',
  extension: '延期申请待批',
  verification: '待核验',
  rating: '不满意评价待回复',
};

/** What waits for a person, what they set going, what they did. */
@Injectable()
export class InboxReader {
  constructor(
    private readonly calendars: CalendarService,
    private readonly reader: IssueReader,
  ) {}

  /** 待办: issues on which it is the person's turn, the least working time left first. */
  async todo(tx: Tx, principal: Principal, query: InboxQuery): Promise<InboxPage> {
    const { horizon, calendar, moment } = await this.moment(tx);
    const { rows, groups } = await findMine(tx, principal, query, moment);
    const counted = INBOX_GROUPS.map((group) => ({
      group,
      count: groups.find((one) => one.group === group)?.count ?? 0,
    }));
    const total = counted
      .filter(({ group }) => query.group === undefined || group === query.group)
      .reduce((sum, { count }) => sum + count, 0);
    const items = rows.map((row) => inboxRow(principal, row, horizon, calendar, moment));
    return { ...pageOf(query, items, total), groups: counted };
  }

  /** 我发起的: open issues that the person registered, assigned, urged or instructed on. */
  async started(tx: Tx, principal: Principal, query: PageQuery): Promise<StartedPage> {
    const { horizon, calendar } = await this.moment(tx);
    const { rows, total } = await findStarted(tx, principal, query);
    const items = rows.map((row) => ({
      ...rowView(row, horizon, calendar),
      heldBy: heldByWords(row),
      mine: row.mine,
    }));
    return pageOf(query, items, total);
  }

  /** 已办: issues in which the person did a step, the newest of these steps first. */
  async done(tx: Tx, principal: Principal, query: PageQuery): Promise<DonePage> {
    const { horizon, calendar } = await this.moment(tx);
    const { rows, total } = await findDone(tx, principal, query);
    const items = rows.map((row) => ({
      ...rowView(row, horizon, calendar),
      heldBy: heldByWords(row),
      action: row.myAction,
      at: isoInstant(row.myAt),
      note: row.myNote,
    }));
    return pageOf(query, items, total);
  }

  async counts(tx: Tx, principal: Principal): Promise<{ todo: number; overdue: number }> {
    const { today } = await this.reader.horizon(tx);
    return countInbox(tx, principal, today);
  }

  /** The days on which something waits for the person, for a calendar. */
  dueDays(tx: Tx, principal: Principal, days: { from: Day; until: Day; atMost: number }): Promise<DueDay[]> {
    return findDueDays(tx, principal, days);
  }

  private async moment(tx: Tx): Promise<{ horizon: Horizon; calendar: WorkingCalendar; moment: InboxMoment }> {
    const calendar = await this.calendars.current();
    const horizon = await this.reader.horizon(tx);
    const { today } = horizon;
    return { horizon, calendar, moment: { today, soonUntil: calendar.addWorkingDays(today, SOON_DAYS).day } };
  }
}

function inboxRow(
  principal: Principal,
  record: InboxRecord,
  horizon: Horizon,
  calendar: WorkingCalendar,
  moment: InboxMoment,
): InboxRow {
  const { today } = moment;
  const { rule, steps } = record;
  const allowed = allowedActions(
    factsOf(principal, record, { today, calendar, rule, stepsOpen: steps?.open.length ?? 0 }),
  );
  const reasons = record.reasons.map((reason) => reasonOf(reason.wait, reason.dueOn, today, calendar));
  return {
    ...rowView(record, horizon, calendar),
    group: groupOf(reasons[0]?.dueOn ?? null, moment),
    reasons,
    actions: actionsOf(
      reasons.map(({ wait }) => wait),
      allowed,
    ),
  };
}

const groupOf = (due: Day | null, { today, soonUntil }: InboxMoment): InboxGroup => {
  if (due === null || due > soonUntil) return 'later';
  return due < today ? 'overdue' : due === today ? 'today' : 'soon';
};

/** What settles the reasons, as far as the person may: the first answer to the most pressing one comes first. */
function actionsOf(waits: Wait[], allowed: readonly Action[]): Action[] {
  const wanted = new Set(waits.flatMap((wait) => SETTLED_BY[wait]));
  return [...wanted].filter((action) => allowed.includes(action)).slice(0, ACTIONS_SHOWN);
}

function reasonOf(wait: Wait, dueOn: Day | null, today: Day, calendar: WorkingCalendar): InboxReason {
  const daysLeft = dueOn === null ? null : calendar.workingDaysBetween(today, dueOn);
  return { wait, dueOn, daysLeft, text: [WAIT_WORDS[wait], left(dueOn, daysLeft, today)].filter(Boolean).join('，') };
}

function left(dueOn: Day | null, daysLeft: number | null, today: Day): string {
  if (dueOn === null || daysLeft === null) return '';
  if (dueOn === today) return '今日到期';
  if (dueOn > today) return `还有 ${daysLeft} 个工作日`;
  // Late over a weekend or holiday: no working day has passed since.
  return daysLeft === 0 ? `已超期（${dueOn} 到期）` : `已超期 ${-daysLeft} 个工作日`;
}
