import 'reflect-metadata';
import { loggerOf, openQueue, readSettings, SettingsError } from '@app/platform';
import { DeliveryService } from '@app/reminder';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { handlersOf, type Jobs } from './handlers';
import { SCHEDULES } from './schedules';
import { WorkerModule } from './worker.module';

const CONCURRENCY = 4;
/** After that the process ends whatever is still at hand: transactions roll back, jobs are taken up again. */
const PATIENCE_MS = 25_000;

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), {
    logger: loggerOf(settings),
    abortOnError: false,
  });
  const queue = openQueue<Jobs>(settings);
  endWith(app, queue);
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
    handlers[job]({}).catch((error: Error) => logger.error(`${job}: ${error.message}`, error.stack));
  }
  logger.log(`后台任务已就绪，队列使用 ${settings.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis'}。`);
  process.send?.('ready');
}

/** SIGTERM, SIGINT, or a launcher that is gone: finish what is at hand, then end. */
function endWith(app: INestApplicationContext, queue: { close(): Promise<void> }): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    app.get(DeliveryService).stop();
    queue
      .close()
      .then(() => app.close())
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
