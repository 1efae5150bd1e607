import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  createPostgresBackend,
  type Job,
  type JobsOptions,
  type PostgresPoolConfig,
  Queue,
  type RepeatOptions,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Settings } from './env';
import { WatchedClient } from './watched';
import { withLogContext } from './log.context';
import { within } from './together';

/** Where the queue lives: on Redis when `REDIS_URL` is set, else in the database (schema `bullmq`). */
export type QueueSettings = Pick<Settings, 'DATABASE_URL' | 'REDIS_URL'>;

/** The payload of each job by its name. Payloads are hints: what is due is asked of the database. */
export type JobMap = Record<string, object>;

/** Who does which job; a name without an entry does not compile. */
export type Handlers<J extends JobMap> = { [Name in keyof J]: (data: J[Name]) => Promise<void> };

export type Errand<J extends JobMap> = {
  [Name in keyof J & string]: {
    name: Name;
    data: J[Name];
    /** Not before so many milliseconds. */
    delay?: number;
    /** How often at most, 1 when left out; with exponential backoff from `backoff` ms (1000). */
    attempts?: number;
    backoff?: number;
  };
}[keyof J & string];

/** When a job comes by itself: by a cron line in Shanghai time, or every so many milliseconds. */
export type Schedule<J extends JobMap> = {
  id: string;
  name: keyof J & string;
} & ({ pattern: string } | { every: number });

export interface JobQueue<J extends JobMap> {
  /** After commit: “look now”. Never waited for and never an error; rings in a burst become one or two jobs. */
  ring(name: keyof J & string): void;
  /** Puts jobs; waits until they are kept. */
  put(errands: Errand<J>[]): Promise<void>;
  /** Makes these the only schedules: unknown ones of an earlier version are removed. */
  schedule(schedules: readonly Schedule<J>[]): Promise<void>;
  /**
   * Puts back those that the backend has forgotten (a Redis that was emptied, or restarted without its file), and those
   * that a worker with a wrong clock has put off: each of ours comes at least daily.
   *
   * @param now the database's time
   */
  mend(schedules: readonly Schedule<J>[], now: Date): Promise<void>;
  /** Starts to work; resolves when jobs can be taken. */
  work(handlers: Handlers<J>, options: { concurrency: number }): Promise<void>;
  counts(): Promise<Record<string, number>>;
  /** Whether the queue answers within a second. */
  ready(): Promise<boolean>;
  /**
   * Stops taking jobs and waits for those at hand.
   *
   * @param patienceMs after so long those that are not done are handed back: another worker takes them at once
   */
  close(patienceMs?: number): Promise<void>;
}

const NAME = 'xiaohao';
const TZ = 'Asia/Shanghai';
const PATIENCE_MS = 1_000;
/** A connection to Redis without any answer for so long is half-open. Longer than a worker waits there for a job. */
const SILENT_MS = 20_000;
/** After a ring the bell rests: a thousand writes a second ask for one look a second, not for a thousand. */
const REST_MS = 1_000;
/** No schedule is further away than a day, and an hour for clocks that differ a little. */
const LONGEST_MS = 25 * 3_600_000;
/** Finished jobs are kept as far as they help to see what happened. */
const KEPT = { removeOnComplete: { count: 200 }, removeOnFail: { count: 1_000 } } satisfies JobsOptions;

const logger = new Logger('Queue');
const QUIET_MS = 60_000;
const said = new Set<string>();
/** The same complaint once a minute: a backend that is away is tried many times a second. */
const warn = (what: string) => (error: Error) => {
  const line = `${what}: ${error.message || error.name}`;
  if (said.has(line)) return;
  said.add(line);
  setTimeout(() => said.delete(line), QUIET_MS).unref();
  logger.warn(line);
};

/** What is used of BullMQ's queue, the same on both backends. */
interface Producer {
  addBulk(jobs: { name: string; data: object; opts?: JobsOptions }[]): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: Omit<RepeatOptions, 'key'>,
    template: { name: string; data: object; opts: JobsOptions },
  ): Promise<unknown>;
  getJobSchedulers(): Promise<{ key: string; next?: number }[]>;
  removeJobScheduler(id: string): Promise<boolean>;
  getJobCounts(): Promise<Record<string, number>>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

const poolOf = (settings: QueueSettings, max: number): PostgresPoolConfig & { Client: typeof WatchedClient } => ({
  Client: WatchedClient,
  connectionString: settings.DATABASE_URL,
  max,
  connectionTimeoutMillis: PATIENCE_MS,
  options: '-c statement_timeout=10s -c idle_in_transaction_session_timeout=30s',
});

function openProducer(settings: QueueSettings): Producer {
  if (settings.REDIS_URL === undefined) {
    const queue = new Queue(NAME, { connection: poolOf(settings, 2) }, createPostgresBackend);
    queue.on('error', warn('queue on PostgreSQL'));
    return queue;
  }
  // Fails at once while Redis is away instead of piling up commands; reconnects by itself.
  const connection = new Redis(settings.REDIS_URL, {
    ...{ maxRetriesPerRequest: 1, enableOfflineQueue: false, socketTimeout: SILENT_MS },
  });
  const queue = new Queue(NAME, { connection });
  queue.on('error', warn('queue on Redis'));
  const close = queue.close.bind(queue);
  return Object.assign(queue, { close: () => close().finally(() => connection.disconnect()) });
}

function openWorker(
  settings: QueueSettings,
  work: (job: Job, token?: string) => Promise<void>,
  concurrency: number,
): Worker {
  const options = { concurrency, lockDuration: 60_000, ...KEPT };
  if (settings.REDIS_URL !== undefined) {
    const connection = new Redis(settings.REDIS_URL, { maxRetriesPerRequest: null, socketTimeout: SILENT_MS });
    const worker = new Worker(NAME, work, { ...options, connection });
    const close = worker.close.bind(worker);
    return Object.assign(worker, { close: (force?: boolean) => close(force).finally(() => connection.disconnect()) });
  }
  return new Worker(
    NAME,
    work,
    { ...options, connection: poolOf(settings, concurrency + 2) },
    createPostgresBackend,
  ) as unknown as Worker;
}

const putSchedule = (queue: Producer, { id, name, ...when }: Schedule<JobMap>): Promise<unknown> =>
  queue.upsertJobScheduler(id, { ...when, tz: TZ }, { name, data: {}, opts: KEPT });

/** Opens the queue; the one place that decides for PostgreSQL or Redis. Connects when it is first used. */
export function openQueue<J extends JobMap>(settings: QueueSettings): JobQueue<J> {
  let producer: Producer | undefined;
  let worker: Worker | undefined;
  let closed = false;
  let closing: Promise<void> | undefined;
  /** Names being rung now → whether to ring once more after that: a job may have run before the later commit. */
  const ringing = new Map<string, boolean>();
  let probe: Promise<boolean> | undefined;
  /** Jobs that our worker has, each with what proves that they are ours. */
  const atHand = new Map<Job, string | undefined>();

  /** A producer that failed to connect remembers that for ever: the next caller gets a fresh one. */
  async function use<T>(task: (producer: Producer) => Promise<T>): Promise<T> {
    if (closed) throw new Error('the queue is closed');
    const used = (producer ??= openProducer(settings));
    try {
      return await task(used);
    } catch (error) {
      if (producer === used) {
        producer = undefined;
        used.close().catch(warn('closing'));
      }
      throw error;
    }
  }

  async function ringOnce(name: string): Promise<void> {
    const added = use((queue) =>
      queue.addBulk([
        { name, data: {}, opts: { ...KEPT, deduplication: { id: `ring-${name}`, keepLastIfActive: true } } },
      ]),
    );
    added.catch(warn(`ring ${name}`));
    const late = Symbol('late');
    if (
      (await within(
        PATIENCE_MS,
        added.catch(() => undefined),
        late,
      )) === late
    ) {
      warn(`ring ${name}`)(new Error(`no answer within ${PATIENCE_MS} ms`));
    }
  }

  function ring(name: string): void {
    if (closed) return;
    if (ringing.has(name)) {
      ringing.set(name, true);
      return;
    }
    ringing.set(name, false);
    const rest = (): void => {
      const again = ringing.get(name);
      ringing.delete(name);
      if (again) ring(name);
    };
    void ringOnce(name).finally(() => setTimeout(rest, REST_MS).unref());
  }

  /** Left behind, a job would hold its place until its lock runs out. What its handler still does then is its own affair. */
  async function handBack(): Promise<void> {
    const left = [...atHand].map(([job, token]) =>
      job.moveToWait(token).then(
        () => logger.warn(`job ${job.name} was not done in time and is handed back`),
        (error: Error) => logger.warn(`job ${job.name} was not done in time: ${error.message}`),
      ),
    );
    await within(PATIENCE_MS, Promise.all(left));
  }

  async function shut(patienceMs?: number): Promise<void> {
    closed = true;
    if (worker) {
      const done = worker.close().then(() => true);
      if (patienceMs === undefined) await done;
      else if (!(await within(patienceMs, done, false))) await handBack();
    }
    if (producer) await within(PATIENCE_MS, producer.close());
  }

  return {
    ring,

    async put(errands) {
      await use((queue) =>
        queue.addBulk(
          errands.map(({ name, data, delay, attempts = 1, backoff = 1_000 }) => ({
            name,
            data,
            opts: { ...KEPT, delay, attempts, backoff: { type: 'exponential', delay: backoff } },
          })),
        ),
      );
    },

    async schedule(schedules) {
      await use(async (queue) => {
        for (const schedule of schedules) await putSchedule(queue, schedule);
        const known = new Set(schedules.map(({ id }) => id));
        for (const { key } of await queue.getJobSchedulers()) if (!known.has(key)) await queue.removeJobScheduler(key);
      });
    },

    async mend(schedules, now) {
      await use(async (queue) => {
        const latest = now.getTime() + LONGEST_MS;
        const found = await queue.getJobSchedulers();
        const sound = new Set(found.filter(({ next = 0 }) => next <= latest).map(({ key }) => key));
        for (const schedule of schedules) if (!sound.has(schedule.id)) await putSchedule(queue, schedule);
      });
    },

    async work(handlers, { concurrency }) {
      const opened = openWorker(
        settings,
        async (job, token) => {
          const handle = handlers[job.name];
          if (!handle) throw new UnrecoverableError(`no handler for job “${job.name}”`);
          atHand.set(job, token);
          try {
            await withLogContext({ job: job.name, jobId: job.id }, () => handle(job.data as J[string]));
          } finally {
            atHand.delete(job);
          }
        },
        concurrency,
      );
      opened.on('error', warn('worker'));
      opened.on('failed', (job, error) =>
        withLogContext({ job: job?.name, jobId: job?.id }, () =>
          logger.error(`job ${job?.name}: ${error.message}`, error.stack),
        ),
      );
      worker = opened;
      await opened.waitUntilReady();
    },

    counts: () => use((queue) => queue.getJobCounts()),

    ready() {
      probe ??= use((queue) => queue.getJobCounts())
        .then(
          () => true,
          () => false,
        )
        .finally(() => (probe = undefined));
      return within(PATIENCE_MS, probe, false);
    },

    // Once: a connection that is closed twice keeps the process waiting for it.
    close: (patienceMs) => (closing ??= shut(patienceMs)),
  };
}

/** BullMQ's own queue, for a board that looks into it; whoever opens it closes it. Not for putting jobs: {@link openQueue}. */
export const openBullQueue = (settings: QueueSettings): Queue => openProducer(settings) as Producer & Queue;

/** The doorbell, for what has just been committed: `bell.ring('sweep')`. */
@Injectable()
export class Bell implements OnApplicationShutdown {
  private readonly queue: JobQueue<JobMap>;

  constructor(settings: Settings) {
    this.queue = openQueue(settings);
  }

  /** Returns at once, whatever the state of the queue. */
  ring(name: string): void {
    this.queue.ring(name);
  }

  /** Whether the queue answers within a second. */
  ready(): Promise<boolean> {
    return this.queue.ready();
  }

  /** How many jobs there are in each state; undefined when the queue does not answer within a second. */
  counts(): Promise<Record<string, number> | undefined> {
    const counts = this.queue.counts().catch(() => undefined);
    return within(PATIENCE_MS, counts, undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
