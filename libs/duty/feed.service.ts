import { createHash, randomBytes } from 'node:crypto';
import { InboxReader } from '@app/desk';
import { hasRole, type Principal } from '@app/org';
import { addDays, CalendarService, Clock, dayOf, isoInstant, lock, problem, Settings, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { calendarOf } from './feed.calendar';
import type { FeedAddressView, FeedView } from './feed.dto';
import { findFeed, findFeedDuties, findFeedOwner, insertFeed, revokeFeed } from './feed.queries';

const DAYS_BACK = 28;
const DAYS_AHEAD = 35;
/** More would be no calendar any more; what waits longest comes first. */
const ISSUES_AT_MOST = 500;

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * One's visits and the days of one's issues in the calendar of one's own phone (日历订阅). Calendars cannot sign in:
 * whoever holds the address reads it, so it can be taken back, and the database knows only its hash.
 */
@Injectable()
export class FeedService {
  constructor(
    private readonly calendars: CalendarService,
    private readonly inbox: InboxReader,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async state(tx: Tx, principal: Principal): Promise<FeedView> {
    const since = await findFeed(tx, principal.id);
    return { active: since !== undefined, createdAt: since === undefined ? null : isoInstant(since) };
  }

  /** A new address; the one before ends. */
  async renew(tx: Tx, principal: Principal): Promise<FeedAddressView> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    // Two at once: the later one holds, instead of a clash.
    await lock(tx, `calendar-feed ${principal.id}`);
    await revokeFeed(tx, principal.id, now);
    await insertFeed(tx, { tokenHash: hashToken(token), personId: principal.id, now });
    return { address: `${this.settings.publicUrl}/api/calendar-feeds/${token}.ics` };
  }

  async revoke(tx: Tx, principal: Principal): Promise<void> {
    await revokeFeed(tx, principal.id, this.clock.now());
  }

  /**
   * The calendar behind an address. For somebody who has left it is empty, and without visits for somebody who goes on
   * none any more: a calendar keeps what it has fetched when the answer is 404, and would show that for ever.
   *
   * @param file `<token>.ics`
   * @throws Problem 404 when the address is unknown or was taken back
   */
  async calendar(tx: Tx, file: string): Promise<string> {
    const token = /^([\w-]{43})\.ics$/.exec(file)?.[1];
    const now = this.clock.now();
    const today = dayOf(now);
    const owner = token === undefined ? undefined : await findFeedOwner(tx, hashToken(token), today);
    if (!owner) throw problem.notFound();
    const { active, principal } = owner;
    const days = { from: addDays(today, -DAYS_BACK), until: addDays(today, DAYS_AHEAD), today };
    const duties = active && hasRole(principal, 'officer') ? await findFeedDuties(tx, principal.id, days) : [];
    const issues = active ? await this.inbox.dueDays(tx, principal, { ...days, atMost: ISSUES_AT_MOST }) : [];
    return calendarOf({ duties, issues }, await this.calendars.current(), this.settings.publicUrl, now);
  }
}
