import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import type { Settings } from './env';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const PATIENCE_MS = 5_000;

/**
 * One connection of its own that hears what the database says on a channel (`listen`). It comes back by itself when it was
 * lost; what was said meanwhile is gone, so whoever listens is told to look at everything then.
 */
export class Listener {
  private readonly logger = new Logger('Listener');
  private client?: Client;
  private timer?: NodeJS.Timeout;
  private wait = FIRST_WAIT_MS;
  private closed = false;

  /** @param heard what was said; null when anything may have been */
  constructor(
    private readonly settings: Pick<Settings, 'DATABASE_URL'>,
    private readonly channel: string,
    private readonly heard: (payload: string | null) => void,
  ) {}

  /** Begins; a database that is away is tried again. */
  start(): void {
    void this.connect();
  }

  /** A connection that is half open tells nobody: asked from time to time it is found out. */
  async check(): Promise<void> {
    const { client } = this;
    if (!client) return;
    await client.query('select 1').catch((error: Error) => this.lost(client, error));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    const { client } = this;
    this.client = undefined;
    client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.settings.DATABASE_URL,
      application_name: `xiaohao ${this.channel}`,
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    this.client = client;
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('connection ended')));
    client.on('notification', ({ payload = '' }) => this.heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
      this.wait = FIRST_WAIT_MS;
      this.heard(null);
    } catch (error) {
      this.lost(client, error as Error);
    }
  }

  /** Once for each connection, whatever comes first: an error, its end, or an answer that never came. */
  private lost(client: Client, error: Error): void {
    if (this.client !== client || this.closed) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    this.logger.warn(`${this.channel}: ${error.message}; again in ${this.wait} ms`);
    this.timer = setTimeout(() => this.start(), this.wait);
    this.timer.unref();
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }
}
