import { AuthService, type Principal } from '@app/org';
import { Clock, Listener, Settings } from '@app/platform';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { inboxStates } from './inbox-stream.queries';

/** The channel of PostgreSQL on which the trigger `reminder_ring` names whose inbox has changed; `*` for very many. */
const CHANNEL = 'inbox';
/** A browser opens six connections to one host: some must be left for everything else. */
const PER_PERSON = 4;
/** So many sessions are asked for in one statement. */
const AT_ONCE = 500;
/** After a look it rests: a sweep that writes a thousand reminders is looked at a few times, not a thousand. */
const REST_MS = 250;
/** Who has not taken so many bytes of these few lines is gone, whatever the connection says. */
const UNREAD_BYTES = 64 * 1024;

/** Where a stream goes to: a connection that is held open. */
export interface StreamOut {
  write(text: string): void;
  /** Bytes that were written and not taken yet. */
  waiting(): number;
  end(): void;
}

interface Watcher {
  sessionId: string;
  personId: string;
  out: StreamOut;
  /** What it was told last, as text: the same is not told again. */
  told?: string;
}

/**
 * Tells open pages at once when something arrives in their inbox or was read there. One connection of the process hears
 * from the database whose inbox changed; what is told is always read anew, together with whether the session is still
 * good, so nothing is ever said to somebody who has been signed out. Every half minute all are looked at anyway: whatever
 * the connection missed is late by so much at most.
 */
@Injectable()
export class InboxStreams implements OnModuleDestroy {
  /** How often a line is sent that means nothing, so that nobody on the way takes the connection for dead. */
  beatMs = 25_000;
  /** How often all are looked at, whatever was heard. */
  lookMs = 30_000;

  private readonly logger = new Logger('Inbox');
  /** The oldest first. */
  private readonly watchers = new Set<Watcher>();
  private readonly changed = new Set<string>();
  private allChanged = false;
  private looking = false;
  private closed = false;
  private listener?: Listener;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly settings: Settings,
    private readonly clock: Clock,
    auth: AuthService,
  ) {
    auth.onEnded(() => this.look('all'));
  }

  /** How many are open. */
  get open(): number {
    return this.watchers.size;
  }

  /**
   * Opens a stream. Beyond the fourth of a person the oldest is told so and ends.
   *
   * @returns to be called when the connection is gone
   */
  watch({ id: personId, sessionId }: Pick<Principal, 'id' | 'sessionId'>, out: StreamOut): () => void {
    if (this.closed) {
      out.end();
      return () => undefined;
    }
    const mine = [...this.watchers].filter((watcher) => watcher.personId === personId);
    for (const watcher of mine.slice(0, Math.max(0, mine.length - PER_PERSON + 1))) {
      watcher.out.write('event: replaced\ndata: {}\n\n');
      this.end(watcher);
    }
    const watcher: Watcher = { sessionId, personId, out };
    this.watchers.add(watcher);
    this.begin();
    this.look(personId);
    return () => this.watchers.delete(watcher);
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    this.listener?.close();
    for (const watcher of this.watchers) this.end(watcher);
  }

  /** With the first stream: a process in which nobody watches needs no connection. */
  private begin(): void {
    if (this.listener) return;
    this.listener = new Listener(this.settings, CHANNEL, (payload) => {
      if (payload === null || payload === '*') this.look('all');
      else for (const personId of payload.split(',')) this.look(personId);
    });
    this.listener.start();
    const beat = setInterval(() => this.beat(), this.beatMs);
    const look = setInterval(() => {
      if (this.watchers.size === 0) return;
      this.look('all');
      void this.listener?.check();
    }, this.lookMs);
    this.timers = [beat.unref(), look.unref()];
  }

  private beat(): void {
    for (const watcher of this.watchers) {
      if (watcher.out.waiting() > UNREAD_BYTES) this.end(watcher);
      else watcher.out.write(':\n\n');
    }
  }

  private look(at: string): void {
    if (at === 'all') this.allChanged = true;
    else this.changed.add(at);
    if (!this.looking) void this.run();
  }

  private async run(): Promise<void> {
    this.looking = true;
    try {
      while (!this.closed && (this.allChanged || this.changed.size > 0)) {
        const wanted = [...this.watchers].filter(({ personId }) => this.allChanged || this.changed.has(personId));
        this.allChanged = false;
        this.changed.clear();
        for (let from = 0; from < wanted.length; from += AT_ONCE) await this.tell(wanted.slice(from, from + AT_ONCE));
        if (wanted.length > 0) await pause(REST_MS, undefined, { ref: false });
      }
    } catch (error) {
      // The database is away: everybody is looked at again with the next turn.
      this.logger.warn(`look: ${(error as Error).message}`);
    } finally {
      this.looking = false;
    }
  }

  private async tell(watchers: readonly Watcher[]): Promise<void> {
    const sessionIds = [...new Set(watchers.map(({ sessionId }) => sessionId))];
    const states = await inboxStates(this.database, sessionIds, this.clock.now());
    for (const watcher of watchers) {
      if (!this.watchers.has(watcher)) continue;
      const state = states.get(watcher.sessionId);
      if (!state) {
        this.end(watcher);
        continue;
      }
      const told = JSON.stringify(state);
      if (told === watcher.told) continue;
      watcher.told = told;
      watcher.out.write(`event: inbox\ndata: ${told}\n\n`);
    }
  }

  private end(watcher: Watcher): void {
    this.watchers.delete(watcher);
    watcher.out.end();
  }
}
