import { setTimeout as pause } from 'node:timers/promises';
import type { Message, OpenChannel, Outcome } from '@app/channel';
import {
  CalendarService,
  DatabaseClock,
  databaseOptions,
  openQueue,
  readSettings,
  type Settings,
  SystemClock,
} from '@app/platform';
import { databaseNow, DeliveryService, SweepService } from '@app/reminder';
import { ChannelService } from '@app/channel';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Memory of this process in MB. */
const memory = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);
/** At which shares of the whole the memory is looked at. */
const MARKS = [0.1, 0.5, 1];
/** So many calls at once: what an in-process receiver bears. */
const LANES = 256;
/** Jobs at hand at once: with fewer or more the raw queue is slower. */
const QUEUE_CONCURRENCY = 64;
const PUT_AT_ONCE = 500;
/** Something is wrong when it has not come to an end by then. */
const GIVE_UP_MS = 1_800_000;

/** What one way came to. */
export interface Took {
  seconds: number;
  /** Until everything was found and written; 0 for the raw queue. */
  sweepSeconds: number;
  /** In MB, when a tenth, half and all was done. */
  memory: number[];
}

/** Notes the memory whenever another share is done. */
class Progress {
  readonly memory: number[] = [];
  done = 0;

  constructor(private readonly all: number) {}

  add(some: number): void {
    this.done += some;
    while (this.memory.length < MARKS.length && this.done >= this.all * (MARKS[this.memory.length] as number)) {
      this.memory.push(memory());
    }
  }
}

/** The queue and nothing else: so many jobs put, and processed by a handler that does nothing. */
async function rawQueue(settings: Settings, count: number): Promise<Took> {
  const queue = openQueue<{ nothing: { n: number } }>(settings);
  const progress = new Progress(count);
  await queue.work({ nothing: () => Promise.resolve(progress.add(1)) }, { concurrency: QUEUE_CONCURRENCY });
  const started = performance.now();
  for (let put = 0; put < count; put += PUT_AT_ONCE) {
    const many = Math.min(PUT_AT_ONCE, count - put);
    await queue.put(Array.from({ length: many }, (_, index) => ({ name: 'nothing', data: { n: put + index } })));
  }
  while (progress.done < count) await pause(5);
  const seconds = (performance.now() - started) / 1000;
  await queue.close();
  return { seconds, sweepSeconds: 0, memory: progress.memory };
}

/** The sweep and the deliveries as the worker has them, with receivers within this process. */
class Engine {
  private constructor(
    readonly database: DataSource,
    private readonly calendars: CalendarService,
    private readonly sweeper: SweepService,
    private readonly deliveries: DeliveryService,
    private readonly clock: DatabaseClock,
  ) {}

  static async start(settings: Settings): Promise<Engine> {
    const database = await new DataSource(databaseOptions(settings)).initialize();
    const calendars = new CalendarService(database, new SystemClock());
    // Nothing of its own is used but what `outside` below replaces.
    const none = Object.create(ChannelService.prototype) as ChannelService;
    const deliveries = new DeliveryService(database, none, calendars, settings);
    const clock = new DatabaseClock(() => databaseNow(database));
    return new Engine(database, calendars, new SweepService(calendars), deliveries, clock);
  }

  /** @param told hears of each rule that has made reminders, as the bell does */
  sweep(told?: () => void): Promise<{ made: number; faults: number }> {
    return this.sweeper.run(this.database, told);
  }

  /** One run of the deliveries, as a ring starts it. */
  deliver(channels: readonly OpenChannel[]): Promise<number> {
    return this.deliveries.deliver(() => this.clock.now(), {
      open: () => Promise.resolve([...channels]),
      addresses: () => Promise.resolve(new Map()),
      reserve: (_, __, wanted) => Promise.resolve({ granted: wanted, nextAt: null }),
      settled: () => Promise.resolve(),
    });
  }

  async end(): Promise<void> {
    this.calendars.onModuleDestroy();
    await this.database.destroy();
  }
}

const channelOf = (
  { id, name }: { id: string; name: string },
  send: (message: Message) => Promise<Outcome>,
  lanes = LANES,
): OpenChannel => ({
  ...{ id, name, kind: 'webhook', label: { zh: name, en: name }, addressKind: null, lanes, perMinute: null },
  ...{ perSecond: null, deduplicates: false, fields: [], digestAbove: 1_000, mentions: false, send },
});

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Finds everything that is due, writes it and hands it to a receiver in this process that takes it at once. */
async function sweptAndSent(settings: Settings, count: number, channels: Channels): Promise<Took> {
  const engine = await Engine.start(settings);
  const progress = new Progress(count);
  const sink = channelOf(channels[0] as Channels[number], async ({ notices }) => {
    await later();
    progress.add(notices.length);
    return { outcome: 'sent' };
  });
  const started = performance.now();
  let swept = started;
  const deliver = (): Promise<number> => engine.deliver([sink]);
  // As the worker does it: the bell rings for each rule that has made something, while the others are swept still.
  const runs: Promise<unknown>[] = [];
  const sweep = engine.sweep(() => {
    swept = performance.now();
    runs.push(deliver());
  });
  // A run ends after a while, for the next one to go on.
  for (; progress.done < count; await pause(20)) {
    await deliver();
    if (performance.now() - started > GIVE_UP_MS) throw new Error(`${progress.done} of ${count} were sent`);
  }
  const seconds = (performance.now() - started) / 1000;
  await Promise.all([sweep, ...runs]);
  const [open] = (await engine.database.query(`select count(*)::int as count from delivery where state <> 'sent'`)) as [
    { count: number },
  ];
  if (open.count > 0) throw new Error(`${open.count} deliveries are not settled`);
  await engine.end();
  return { seconds, sweepSeconds: (swept - started) / 1000, memory: progress.memory };
}

type Channels = { id: string; name: string }[];

/** What the parent asks for. */
export type Part =
  | { part: 'raw'; count: number }
  | { part: 'ours'; count: number; channels: Channels }
  | { part: 'delay'; channels: Channels; count: number; hang: number };

/** Seconds until the first channel has handed over so many, while the second does not answer. */
async function delayed(settings: Settings, count: number, channels: Channels, hang: number): Promise<Took> {
  const engine = await Engine.start(settings);
  const progress = new Progress(count);
  const [first, second] = channels as [Channels[number], Channels[number]];
  const quick = channelOf(first, async ({ notices }) => {
    await later();
    progress.add(notices.length);
    return { outcome: 'sent' };
  });
  const silent = channelOf(
    second,
    async () => {
      await pause(hang);
      return { outcome: 'unknown', fault: 'TimeoutError', sentence: '' };
    },
    4,
  );
  const deliver = (): Promise<number> => engine.deliver([quick, silent]);
  const runs: Promise<unknown>[] = [];
  if (hang > 0) {
    // The hanging receiver has been at it for a while when something else falls due.
    await engine.sweep();
    runs.push(deliver());
    await pause(1_000);
  }
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
  const started = performance.now();
  // As the worker does it: the bell rings for each rule that has made something.
  runs.push(engine.sweep(() => runs.push(deliver())));
  while (progress.done < count) await pause(5);
  const seconds = (performance.now() - started) / 1000;
  // Whatever hangs is left behind with the process.
  void Promise.allSettled(runs);
  return { seconds, sweepSeconds: 0, memory: progress.memory };
}

async function main(): Promise<void> {
  // A receiver that hangs is complained of with each message.
  Logger.overrideLogger(false);
  const asked = JSON.parse(process.argv[2] ?? '{}') as Part;
  const settings = readSettings();
  const took =
    asked.part === 'raw'
      ? await rawQueue(settings, asked.count)
      : asked.part === 'ours'
        ? await sweptAndSent(settings, asked.count, asked.channels)
        : await delayed(settings, asked.count, asked.channels, asked.hang);
  process.send?.(took, () => process.exit(0));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    process.exit(1);
  });
}
