import { Settings, Together } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ClaimedDelivery, claimDelivery, giveUpSilent, type Settled, settleDelivery } from './delivery.queries';
import { type Outcome, post, type Webhook } from './webhook';

const MAX_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 30_000;
/** Longer than any attempt can last: an older one has lost its sender. */
const SILENT_MS = 60_000;
/** So many calls at once, and no new one after this time: the next run goes on. */
const LANES = 4;
const RUN_MS = 45_000;

/** Asks the database what time it is. */
export type Now = () => Promise<Date>;

/** Sends what the sweep has put down for outside channels: each at most once, unless it surely did not arrive. */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger('Delivery');
  private stopping = false;
  private readonly runs = new Together<number>();

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly settings: Settings,
  ) {}

  /**
   * One run at a time in a process: the schedule and a ring that fall together do not double what is under way at once.
   *
   * @returns how many attempts the run made
   */
  deliver(now: Now): Promise<number> {
    return this.runs.ask('deliver', () => this.run(now));
  }

  private async run(now: Now): Promise<number> {
    const started = await now();
    await giveUpSilent(this.database, new Date(started.getTime() - SILENT_MS), started);
    const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret, publicUrl } = this.settings;
    if (url === undefined || secret === undefined) return 0;
    const until = started.getTime() + RUN_MS;
    const lanes = Array.from({ length: LANES }, () => this.lane({ url, secret, publicUrl }, now, until));
    return (await Promise.all(lanes)).reduce((sum, attempts) => sum + attempts, 0);
  }

  /** No new attempt from now on; those at hand end within seconds. */
  stop(): void {
    this.stopping = true;
  }

  private async lane(webhook: Webhook, now: Now, until: number): Promise<number> {
    for (let attempts = 0; ; attempts += 1) {
      const at = await now();
      if (this.stopping || at.getTime() > until) return attempts;
      const claimed = await claimDelivery(this.database, at);
      if (!claimed) return attempts;
      const outcome = await post(webhook, claimed, at);
      if ('fault' in outcome) this.logger.warn(`delivery ${claimed.id}: ${outcome.outcome}, ${outcome.fault}`);
      const ended = await now();
      await settleDelivery(this.database, claimed, ended, settledBy(outcome, claimed, ended));
    }
  }
}

function settledBy(outcome: Outcome, { attempt }: ClaimedDelivery, now: Date): Settled {
  if (outcome.outcome === 'sent') return { state: 'sent' };
  const { fault } = outcome;
  if (outcome.outcome === 'again') {
    if (attempt >= MAX_ATTEMPTS) return { state: 'failed', fault };
    // Spread, so that a receiver that comes back is not met by all at once.
    const wait = FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (1 + Math.random() / 2);
    return { state: 'due', fault, nextAt: new Date(now.getTime() + wait) };
  }
  return { state: outcome.outcome, fault };
}
