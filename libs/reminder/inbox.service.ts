import type { Principal } from '@app/org';
import { Clock, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { countUnread, findInbox, markAllRead, markRead } from './inbox.queries';
import type { NotificationPage, NotificationQuery, NotificationView, ReadAllView } from './reminder.dto';

/** The inbox inside the system; everybody sees their own rows only. */
@Injectable()
export class InboxService {
  constructor(private readonly clock: Clock) {}

  list(tx: Tx, principal: Principal, query: NotificationQuery): Promise<NotificationPage> {
    return findInbox(tx, principal.id, query);
  }

  /** How many the person has not read. */
  unread(tx: Tx, principal: Principal): Promise<number> {
    return countUnread(tx, principal.id);
  }

  /** @throws Problem 404, also for a row of somebody else */
  async read(tx: Tx, principal: Principal, id: string): Promise<NotificationView> {
    const row = await markRead(tx, principal.id, id, this.clock.now());
    if (!row) throw problem.notFound();
    return row;
  }

  async readAll(tx: Tx, principal: Principal): Promise<ReadAllView> {
    return { read: await markAllRead(tx, principal.id, this.clock.now()) };
  }
}
