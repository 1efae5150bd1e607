import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';

/** A question that stays unanswered for `silentMs` is looked after, every `lookMs`. */
export interface Patience {
  silentMs: number;
  lookMs: number;
}
const USUAL: Patience = { silentMs: 15_000, lookMs: 5_000 };
/** Seen so often in a row that the server does not work on it, the answer must have been lost. */
const CERTAIN = 2;
const PROBE_MS = 5_000;

/**
 * A connection that notices when it is half-open: the other end is gone, but nothing says so, and whoever waits for an
 * answer would wait for ever. What takes long is not what is lost: another connection asks the server whether it still
 * works on it. If not, this connection breaks, who waits for it hears of it, and the pool opens another.
 */
export class WatchedClient extends Client {
  private askedAt: number | undefined;
  private seen = 0;
  private looking = false;
  private readonly settings: ClientConfig;
  private readonly patience: Patience;

  constructor(config?: string | (ClientConfig & { patience?: Patience })) {
    super(config);
    this.patience = (typeof config === 'object' && config.patience) || USUAL;
    this.settings = typeof config === 'string' ? { connectionString: config } : { ...config };
    const query = this.query.bind(this);
    Object.assign(this, {
      query: (...parts: unknown[]): unknown => {
        this.askedAt ??= performance.now();
        return Reflect.apply(query, this, parts);
      },
    });
    this.wire.on('readyForQuery', () => {
      this.askedAt = undefined;
      this.seen = 0;
    });
    const timer = setInterval(() => void this.look(), this.patience.lookMs).unref();
    this.once('end', () => clearInterval(timer));
  }

  private get wire(): EventEmitter & { stream: Socket } {
    return (this as unknown as { connection: EventEmitter & { stream: Socket } }).connection;
  }

  private async look(): Promise<void> {
    const { askedAt } = this;
    if (askedAt === undefined || performance.now() - askedAt < this.patience.silentMs || this.looking) return;
    this.looking = true;
    try {
      const works = await this.serverWorks();
      if (this.askedAt !== askedAt) return;
      this.seen = works ? 0 : this.seen + 1;
      if (this.seen >= CERTAIN) this.wire.stream.destroy(new Error('the connection to the database was lost'));
    } catch {
      // Nobody can be asked now: looked at again later.
    } finally {
      this.looking = false;
    }
  }

  /** Whether the server is at what was asked last. */
  private async serverWorks(): Promise<boolean> {
    const probe = new Client({ ...this.settings, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
    probe.on('error', () => undefined);
    try {
      await probe.connect();
      const { processID } = this as unknown as { processID: number | null };
      const { rows } = await probe.query<{ state: string }>('select state from pg_stat_activity where pid = $1', [
        processID,
      ]);
      return rows[0]?.state === 'active';
    } finally {
      // Not waited for: the probe may have fallen silent as well.
      probe.end().catch(() => undefined);
    }
  }
}
