import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Handlers,
  type JobQueue,
  lastBeat,
  loggerOf,
  openQueue,
  readSettings,
  SettingsError,
  withLogContext,
} from '@app/platform';
import { databaseNow, DeliveryService } from '@app/reminder';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { handlersOf, type Jobs } from './handlers';
import { SCHEDULES } from './schedules';
import { WorkerModule } from './worker.module';

const CONCURRENCY = 4;
/** So long jobs may take to end; those that are not done by then are handed back. */
const PATIENCE_MS = 25_000;
const CLOSE_MS = 2_000;
/** So often is looked whether the queue still does its part; a sweep comes each minute. */
const LOOK_MS = 30_000;
const SILENCE_MS = 90_000;
const URGENT = ['resume', 'escalate', 'sweep', 'deliver'] as const;
/** After that the process ends whatever is still under way: transactions roll back. */
const END_MS = 29_000;

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), {
    logger: loggerOf(settings),
    abortOnError: false,
  });
  const queue = openQueue<Jobs>(settings);
  const begun: Promise<void>[] = [];
  endWith(app, queue, begun);
  await queue.schedule(SCHEDULES);
  const handlers = handlersOf(app);
  await queue.work(handlers, { concurrency: CONCURRENCY });
  // What fell due while no worker ran is done now, not at the next full minute. Past the queue: a job of a worker that
  // was killed holds its place there until its lock runs out.
  const logger = new Logger('Worker');
  for (const job of [
    'resume',
    'escalate',
    'sweep',
    'deliver',
    'anchor',
    'recount',
    'hand-over',
    'duties',
    'photos',
    'bulletins',
    'tidy',
  ] as const) {
    const run = withLogContext({ job, jobId: 'start' }, () =>
      handlers[job]({}).catch((error: Error) => logger.error(`${job}: ${error.message}`, error.stack)),
    );
    begun.push(run);
  }
  keepGoing(app, queue, handlers);
  logger.log(`后台任务已就绪，队列使用 ${settings.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis'}。`);
  process.send?.('ready');
}

/**
 * A queue that was emptied has forgotten its schedules, and one that is away rings nobody: twice a minute the schedules
 * are put back, and while no sweep comes by, this process does what cannot wait. What is due stands in the database, so
 * that two who look find it once.
 */
function keepGoing(app: INestApplicationContext, queue: JobQueue<Jobs>, handlers: Handlers<Jobs>): void {
  const logger = new Logger('Worker');
  const database = app.get(DataSource);
  const failed = (what: string) => (error: Error) => logger.warn(`${what}: ${error.message}`);
  const look = async (): Promise<void> => {
    const last = await lastBeat(database, 'sweep');
    if (last && last.ageMs < SILENCE_MS) return;
    logger.warn('no sweep has come by: the queue is away or was emptied');
    for (const job of URGENT) {
      await withLogContext({ job, jobId: 'late' }, () => handlers[job]({}).catch(failed(job)));
    }
  };
  setInterval(() => {
    databaseNow(database)
      .then((now) => queue.mend(SCHEDULES, now))
      .catch(failed('schedules'));
    look().catch(failed('look'));
  }, LOOK_MS).unref();
}

/** SIGTERM, SIGINT, or a launcher that is gone: finish what is at hand or hand it back, then end. */
function endWith(
  app: INestApplicationContext,
  queue: { close(patienceMs: number): Promise<void> },
  begun: readonly Promise<void>[],
): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), END_MS).unref();
    // Calls at hand end as jobs do; what was begun at the start is no job of the queue: nobody has to take it back.
    const own = [app.get(DeliveryService).stop(), ...begun];
    const late = wait(PATIENCE_MS, undefined, { ref: false });
    Promise.all([queue.close(PATIENCE_MS), Promise.race([Promise.all(own), late])])
      // A handler that is still at it holds a connection to the database, which is not waited for.
      .then(() => Promise.race([app.close(), wait(CLOSE_MS, undefined, { ref: false })]))
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', end).on('SIGINT', end).on('disconnect', end);
}

main().catch((error: unknown) => {
  const known = error instanceof SettingsError;
  process.stderr.write(`${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
});
