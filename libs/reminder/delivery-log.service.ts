import type { Principal } from '@app/org';
import {
  CalendarService,
  Clock,
  dayOf,
  instantAt,
  isoInstant,
  type Page,
  pageOf,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DeliveryQuery, DeliveryState, LogEntry, ReminderStatusView, RetryBody } from './delivery.dto';
import {
  findBacklog,
  findHeartbeat,
  findLog,
  findRuleFaults,
  findToday,
  lockDelivery,
  retryDelivery,
} from './delivery-log.queries';
import { pageOfSubject } from './reminder.kinds';
import { findActiveRules } from './reminder.queries';
import { deliveryProblem } from './rule.problems';
import { nextOpen } from './rule.time';

export const STATE_NAMES: Record<DeliveryState, string> = {
  due: '待发送',
  sending: '发送中',
  sent: '已送达渠道',
  failed: '失败',
  unknown: '不能确定',
  cancelled: '已取消',
};
const MINUTE_MS = 60_000;
const instant = (at: Date | null): string | null => at && isoInstant(at);

/** Who was told what; how the reminders run. */
@Injectable()
export class DeliveryLogService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  async list(tx: Tx, query: DeliveryQuery): Promise<Page<LogEntry>> {
    const { rows, total } = await findLog(tx, query);
    const items = rows.map((row) => ({
      ...row,
      link: pageOfSubject(row.subjectKind, row.subjectId),
      createdAt: isoInstant(row.createdAt),
      readAt: instant(row.readAt),
      deliveries: row.deliveries ?? [],
    }));
    return pageOf(query, items, total);
  }

  /** Puts one that failed, or of which nobody knows, to be sent again. @throws Problem 404, 409 */
  async retry(tx: Tx, principal: Principal, id: string, { reason }: RetryBody): Promise<void> {
    const delivery = await lockDelivery(tx, id);
    if (!delivery) throw problem.notFound();
    if (delivery.state !== 'failed' && delivery.state !== 'unknown') {
      throw deliveryProblem.notFailed({ state: STATE_NAMES[delivery.state] });
    }
    const at = this.clock.now();
    await retryDelivery(tx, id, at);
    await recordChange(tx, {
      ...{ at, actorId: principal.id, subjectKind: 'delivery', subjectId: id, action: 'update', reason },
      before: { state: delivery.state },
      after: { state: 'due' },
    });
  }

  async status(tx: Tx): Promise<ReminderStatusView> {
    const now = this.clock.now();
    const calendar = await this.calendars.current();
    const beat = await findHeartbeat(tx);
    const { today, read } = await findToday(tx, instantAt(dayOf(now)));
    const opens = (await findActiveRules(tx)).map((rule) => nextOpen(calendar, rule, now).getTime());
    const opensAt = opens.length === 0 ? null : new Date(Math.min(...opens));
    const backlog = await findBacklog(tx, now);
    const faults = await findRuleFaults(tx);
    return {
      sweptAt: instant(beat?.at ?? null),
      tookMs: beat?.tookMs ?? 0,
      made: beat?.made ?? 0,
      faults: beat?.faults ?? 0,
      nextSweepAt: isoInstant(new Date(Math.ceil((now.getTime() + 1) / MINUTE_MS) * MINUTE_MS)),
      opensAt: opensAt !== null && opensAt > now ? isoInstant(opensAt) : null,
      today,
      todayRead: read,
      backlog: backlog.map(({ pausedUntil, lastSentAt, lastFaultAt, ...row }) => ({
        ...row,
        pausedUntil: pausedUntil !== null && pausedUntil > now ? isoInstant(pausedUntil) : null,
        lastSentAt: instant(lastSentAt),
        lastFaultAt: instant(lastFaultAt),
      })),
      ruleFaults: faults.map(({ at, ...row }) => ({ ...row, at: isoInstant(at) })),
    };
  }
}
