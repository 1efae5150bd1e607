import {
  type Address,
  ChannelService,
  type Message,
  type OpenChannel,
  type Outcome,
  type Reserved,
} from '@app/channel';
import { CalendarService, Settings, within, type WorkingCalendar } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import {
  cancelReminders,
  cancelSwitchedOff,
  claimDeliveries,
  type ClaimedDelivery,
  countDue,
  findBusyChannels,
  findConcerned,
  findRules,
  giveUpSilent,
  type Settled,
  type Settlement,
  settleDeliveries,
} from './delivery.queries';
import { findTrue, keyOf, matterOf } from './find.queries';
import { pageOfSubject } from './reminder.kinds';
import { takeOver } from './reminder.queries';
import { isOpen, nextOpen } from './rule.time';

const MAX_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 30_000;
/** Longer than any attempt can last: an older one has lost its sender. */
const SILENT_MS = 60_000;
/** A job waits so long for its channels; they go on after it. */
const PATIENCE_MS = 1_000;
/** No new attempt after this time: the next run goes on. */
const RUN_MS = 45_000;
/** What was written longer ago is asked again whether it still holds. */
const FRESH_MS = 60_000;
/** Within the time after which a sender counts as gone. */
const SETTLE_TRIES = 20;
const SETTLE_PAUSE_MS = 1_000;
/** While calls are under way, so often is looked for more. */
const LOOK_MS = 500;
/** A receiver that may be asked again so soon is waited for. */
const SOON_MS = 5_000;
/** Answers that come together are written together. */
const GATHER_MS = 4;

/** Asks the database what time it is. */
export type Now = () => Promise<Date>;

/** What a run needs of the channels; the measurement hands in one of its own. */
export type Outside = Pick<ChannelService, 'open' | 'addresses' | 'reserve' | 'settled'>;

const NO_ADDRESS = { fault: 'no address', sentence: '没有可用的接收地址，已由下一个渠道接替或只在站内提醒。' };
const GONE = '事项已经办理或情况有变，不必再提醒';
const LATER = { fault: 'outside hours', sentence: '不在发送时段，到下一个时段再发。' };
const NOT_LOOKED_AT = { fault: 'not looked at', sentence: '发送前核对时出了意外，稍后自动再试。' };
const untried = (why: { fault: string; sentence: string }, nextAt: Date): Settled => ({
  ...{ state: 'due', ...why, untried: true },
  nextAt,
});

/** Sends what the sweep has put down for outside channels: each at most once, unless it surely did not arrive. */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger('Delivery');
  private stopping = false;
  /** Channels that are sending in this process → whether more has fallen due meanwhile. */
  private readonly underWay = new Map<string, { run: Promise<number>; more: boolean }>();

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly channels: ChannelService,
    private readonly calendars: CalendarService,
    private readonly settings: Settings,
  ) {}

  /**
   * Sends what is due, each channel on its own, and waits until nothing is left. A channel that sends already in this
   * process takes what has come meanwhile along, so that the schedule and a ring together do not double what is under
   * way at once.
   *
   * @returns how many deliveries were settled
   */
  async deliver(now: Now, outside: Outside = this.channels): Promise<number> {
    const runs = await this.begin(now, outside);
    return (await Promise.all(runs)).reduce((sum, settled) => sum + settled, 0);
  }

  /** Like {@link deliver}, but waits only a moment: a receiver that hangs must not keep the next ring from being heard. */
  async start(now: Now): Promise<void> {
    const runs = (await this.begin(now, this.channels)).map((run) =>
      run.catch((error: Error) => this.logger.error(error.message, error.stack)),
    );
    await within(PATIENCE_MS, Promise.all(runs));
  }

  /** No new attempt from now on; resolves when those at hand have ended, within seconds. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled([...this.underWay.values()].map(({ run }) => run));
  }

  /** Runs that are new, and those under way that take along what has come meanwhile. */
  private async begin(now: Now, outside: Outside): Promise<Promise<number>[]> {
    const started = await now();
    const open = await outside.open(this.database.manager, started);
    const deduplicating = open.filter(({ deduplicates }) => deduplicates).map(({ id }) => id);
    await giveUpSilent(this.database, new Date(started.getTime() - SILENT_MS), started, deduplicating);
    await this.database.transaction(async (tx) => {
      const off = await cancelSwitchedOff(tx, started);
      if (off.length > 0) await takeOver(tx, off, started);
    });
    const busy = await findBusyChannels(this.database, started);
    const until = started.getTime() + RUN_MS;
    return open.filter(({ id }) => busy.includes(id)).map((channel) => this.ask(channel, now, until, outside));
  }

  private ask(channel: OpenChannel, now: Now, until: number, outside: Outside): Promise<number> {
    const known = this.underWay.get(channel.id);
    if (known) {
      known.more = true;
      return known.run.then(() => 0);
    }
    const entry = { run: Promise.resolve(0), more: false };
    this.underWay.set(channel.id, entry);
    const again = async (): Promise<number> => {
      let settled = 0;
      do {
        entry.more = false;
        settled += await this.channel(channel, now, until, outside);
      } while (entry.more && !this.stopping);
      return settled;
    };
    entry.run = again().finally(() => this.underWay.delete(channel.id));
    return entry.run;
  }

  /**
   * Keeps as many calls under way as the channel may have at once, until nothing is due. One is under way until its answer
   * is written down: so many at most become unknown when this process dies.
   */
  private async channel(channel: OpenChannel, now: Now, until: number, outside: Outside): Promise<number> {
    const underWay = new Set<Promise<void>>();
    const ledger = new Gatherer((settlements) => this.settle(channel, settlements, now));
    let settled = 0;
    let silent = false;
    let waitedFor = 0;
    let fault: Error | undefined;
    const keep = (work: Promise<unknown>): void => {
      const call = work
        .then(
          () => undefined,
          (error: Error) => void (fault ??= error),
        )
        .finally(() => underWay.delete(call));
      underWay.add(call);
    };
    try {
      // When it asks for silence: the run that may again goes on.
      while (!silent && fault === undefined) {
        const free = channel.lanes - underWay.size;
        // Wait until some are free: claiming one by one costs as much as claiming many.
        if (free * 4 < channel.lanes) {
          await Promise.race(underWay);
          continue;
        }
        const at = await now();
        if (this.stopping || at.getTime() > until) break;
        const { granted, nextAt } = await this.allowed(channel, free, at, outside);
        const claimed = granted > 0 ? await claimDeliveries(this.database, channel.id, granted, channel, at) : [];
        if (claimed.length === 0) {
          if (underWay.size === 0) {
            const wait = (nextAt?.getTime() ?? Infinity) - at.getTime();
            // The minute of a limit ends just after the tick: who left now would come back a minute later.
            if (nextAt === null || wait > SOON_MS || nextAt.getTime() === waitedFor) break;
            waitedFor = nextAt.getTime();
            await pause(wait);
            continue;
          }
          // One that hangs must not keep what falls due meanwhile from being seen.
          await within(LOOK_MS, Promise.race(underWay));
          continue;
        }
        settled += claimed.length;
        const { live, unsent, addresses } = await this.lookedAt(channel, claimed, at, outside);
        if (unsent.length > 0) keep(ledger.add(unsent));
        for (const message of messagesOf(live)) {
          const to = addresses.get(message[0]?.receiver ?? '') ?? [];
          if (channel.addressKind !== null && to.length === 0) {
            keep(ledger.add(message.map((delivery) => settlementOf(delivery, { state: 'cancelled', ...NO_ADDRESS }))));
            continue;
          }
          const call = this.send(channel, message, to, at, outside, ledger, now);
          keep(call.then((outcome) => void (silent ||= outcome.outcome !== 'sent' && outcome.pauseMs !== undefined)));
        }
      }
    } finally {
      await Promise.all(underWay);
    }
    if (fault) throw fault;
    return settled;
  }

  /** How many messages may go out now. Of a receiver with a limit no more is taken than there is to send. */
  private async allowed(channel: OpenChannel, free: number, at: Date, outside: Outside): Promise<Reserved> {
    const limited = channel.perMinute !== null || channel.perSecond !== null;
    const wanted = limited ? await countDue(this.database, channel.id, free, at) : free;
    if (wanted === 0) return { granted: 0, nextAt: null };
    return outside.reserve(this.database, channel, wanted, at);
  }

  private async send(
    channel: OpenChannel,
    deliveries: ClaimedDelivery[],
    addresses: Address[],
    at: Date,
    outside: Outside,
    ledger: Gatherer,
    now: Now,
  ): Promise<Outcome> {
    const [first] = deliveries as [ClaimedDelivery];
    const message: Message = {
      id: deliveries.length === 1 ? first.id : first.token,
      notices: deliveries.map((delivery) => ({
        id: delivery.reminderId,
        title: delivery.title,
        link: `${this.settings.publicUrl}${pageOfSubject(delivery.subjectKind, delivery.subjectId)}`,
      })),
      at,
      receiver: first.receiver === null ? null : { name: first.name, username: first.username },
    };
    const outcome = await channel.send(message, addresses);
    // What arrived needs no time of its own: the time of writing it down is near enough.
    const ended = outcome.outcome === 'sent' ? at : await now().catch(() => at);
    if (outcome.outcome !== 'sent') this.logger.warn(`delivery ${first.id}: ${outcome.outcome}, ${outcome.fault}`);
    const deduplicates = channel.deduplicates && deliveries.length === 1;
    await Promise.all([
      ledger.add(
        deliveries.map((delivery) => settlementOf(delivery, settledBy(outcome, delivery.attempt, deduplicates, ended))),
      ),
      outside.settled(this.database, channel.id, outcome, ended),
    ]);
    return outcome;
  }

  /**
   * What of the claimed is to be sent, where to; and what becomes of the others. Where the database does not answer, nothing
   * was sent, so all of it is due again soon.
   */
  private async lookedAt(
    channel: OpenChannel,
    claimed: ClaimedDelivery[],
    at: Date,
    outside: Outside,
  ): Promise<{ live: ClaimedDelivery[]; unsent: Settlement[]; addresses: Map<string, Address[]> }> {
    try {
      const calendar = await this.calendars.current();
      const { stands, moot } = await this.stillTrue(claimed, calendar, at);
      // A retry, a long queue, or a worker that comes back at night: nobody is told outside the hours of the rule.
      const live = stands.filter((delivery) => isOpen(calendar, delivery, at));
      const early = stands.filter((delivery) => !live.includes(delivery));
      return {
        live,
        unsent: [
          ...moot.map(({ delivery, reason }) =>
            settlementOf(delivery, { state: 'cancelled', fault: 'no longer true', sentence: reason }),
          ),
          ...early.map((delivery) => settlementOf(delivery, untried(LATER, nextOpen(calendar, delivery, at)))),
        ],
        addresses: await this.addressesOf(channel, live, outside),
      };
    } catch (error) {
      this.logger.error(`looking at ${claimed.length}: ${(error as Error).message}`, (error as Error).stack);
      const again = untried(NOT_LOOKED_AT, new Date(at.getTime() + FIRST_BACKOFF_MS));
      return { live: [], unsent: claimed.map((delivery) => settlementOf(delivery, again)), addresses: new Map() };
    }
  }

  /** Parts those of which the reason has gone since they were written. */
  private async stillTrue(
    claimed: ClaimedDelivery[],
    calendar: WorkingCalendar,
    now: Date,
  ): Promise<{ stands: ClaimedDelivery[]; moot: { delivery: ClaimedDelivery; reason: string }[] }> {
    const moot = claimed.flatMap((delivery) => (delivery.moot === null ? [] : [{ delivery, reason: delivery.moot }]));
    let stands = claimed.filter(({ moot: reason }) => reason === null);
    const old = stands.filter(({ createdAt }) => now.getTime() - createdAt.getTime() > FRESH_MS);
    if (old.length > 0) {
      for (const rule of await findRules(this.database, [...new Set(old.map(({ rule: code }) => code))])) {
        const mine = old.filter(({ rule: code }) => code === rule.code);
        const subjects = [...new Set(mine.map(({ subjectId }) => subjectId))];
        const holds = await findTrue(this.database, rule, subjects, { calendar, now });
        const over = mine.filter((delivery) => !holds.has(keyOf(delivery)));
        if (over.length === 0) continue;
        await cancelReminders(
          this.database,
          over.map(({ reminderId }) => reminderId),
          GONE,
          now,
        );
        // A group is told as long as it concerns anybody.
        const matters = new Set([...holds].map(matterOf));
        const gone = over.filter((delivery) => delivery.receiver !== null || !matters.has(matterOf(keyOf(delivery))));
        moot.push(...gone.map((delivery) => ({ delivery, reason: GONE })));
        stands = stands.filter((delivery) => !gone.includes(delivery));
      }
    }
    return { stands, moot };
  }

  private async addressesOf(
    channel: OpenChannel,
    deliveries: ClaimedDelivery[],
    outside: Outside,
  ): Promise<Map<string, Address[]>> {
    const tx = this.database.manager;
    if (channel.addressKind !== null) {
      const ids = [...new Set(deliveries.map(({ receiver }) => receiver).filter((id) => id !== null))];
      return outside.addresses(tx, ids, channel.addressKind);
    }
    if (!channel.mentions || deliveries.length === 0) return new Map();
    const concerned = (await Promise.all(deliveries.map((delivery) => findConcerned(this.database, delivery)))).flat();
    const mobiles = await outside.addresses(tx, [...new Set(concerned.map(({ personId }) => personId))], 'mobile');
    return new Map([['', [...mobiles.values()].flat()]]);
  }

  /** What has left must be written down: a database that is away for a moment is asked again. Twice does no harm. */
  private async settle(channel: OpenChannel, settlements: Settlement[], now: Now): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.writeDown(channel, settlements, await now());
      } catch (error) {
        if (tried === SETTLE_TRIES) throw error;
        this.logger.warn(`settling ${settlements.length}: ${(error as Error).message}`);
        await pause(SETTLE_PAUSE_MS);
      }
    }
  }

  /** In one transaction: who dies in between has neither written that it failed nor lost the next channel. */
  private writeDown(channel: OpenChannel, settlements: Settlement[], at: Date): Promise<void> {
    const gone = new Set(
      settlements
        .filter(
          ({ settled: { state, ...rest } }) =>
            state === 'failed' || ('fault' in rest && rest.fault === NO_ADDRESS.fault),
        )
        .map(({ id }) => id),
    );
    return this.database.transaction(async (tx) => {
      const written = await settleDeliveries(tx, channel.id, settlements, at);
      const lost = written.filter((id) => gone.has(id));
      if (lost.length > 0) await takeOver(tx, lost, at);
    });
  }
}

/** Those with one token go out as one message. */
function messagesOf(deliveries: ClaimedDelivery[]): ClaimedDelivery[][] {
  const messages = new Map<string, ClaimedDelivery[]>();
  for (const delivery of deliveries) {
    messages.set(delivery.token, [...(messages.get(delivery.token) ?? []), delivery]);
  }
  return [...messages.values()];
}

function settledBy(outcome: Outcome, attempt: number, deduplicates: boolean, now: Date): Settled {
  if (outcome.outcome === 'sent') return { state: 'sent' };
  const { fault, sentence } = outcome;
  const repeatable = outcome.outcome === 'again' || (outcome.outcome === 'unknown' && deduplicates);
  if (!repeatable) return { state: outcome.outcome === 'again' ? 'failed' : outcome.outcome, fault, sentence };
  if (attempt >= MAX_ATTEMPTS) return { state: outcome.outcome === 'again' ? 'failed' : 'unknown', fault, sentence };
  // Spread, so that a receiver that comes back is not met by all at once.
  const wait = Math.max(FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (1 + Math.random() / 2), outcome.pauseMs ?? 0);
  return { state: 'due', fault, sentence, nextAt: new Date(now.getTime() + wait) };
}

const settlementOf = ({ id, token }: ClaimedDelivery, settled: Settled): Settlement => ({ id, token, settled });

/** Gathers what comes within some milliseconds and writes it at once. */
class Gatherer {
  private waiting: Settlement[] = [];
  /** The batch that still takes more. */
  private batch: Promise<void> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly write: (settlements: Settlement[]) => Promise<void>) {}

  /** Resolves when these are written. @throws what the writing threw */
  add(settlements: Settlement[]): Promise<void> {
    this.waiting.push(...settlements);
    this.batch ??= this.flush();
    return this.batch;
  }

  /** One after the other; what comes while the earlier one is written is written with the next. */
  private async flush(): Promise<void> {
    await Promise.all([pause(GATHER_MS), this.last]);
    const batch = this.waiting;
    this.waiting = [];
    this.batch = undefined;
    const written = this.write(batch);
    this.last = written.catch(() => undefined);
    await written;
  }
}
