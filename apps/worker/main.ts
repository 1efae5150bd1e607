import 'reflect-metadata';
import { openQueue, readSettings, type Settings, SettingsError } from '@app/platform';
import { DeliveryService } from '@app/reminder';
import { ConsoleLogger, type INestApplicationContext, Logger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { handlersOf, type Jobs } from './handlers';
import { SCHEDULES } from './schedules';
import { WorkerModule } from './worker.module';

const CONCURRENCY = 4;
/** After that the process ends whatever is still at hand: transactions roll back, jobs are taken up again. */
const PATIENCE_MS = 25_000;
const LEVELS: LogLevel[] = ['debug', 'log', 'warn', 'error'];

function loggerOf({ LOG_LEVEL, NODE_ENV }: Settings): ConsoleLogger | false {
  if (LOG_LEVEL === 'silent') return false;
  const from = LEVELS.indexOf(LOG_LEVEL === 'info' ? 'log' : LOG_LEVEL);
  return new ConsoleLogger({ json: NODE_ENV === 'production', logLevels: [...LEVELS.slice(from), 'fatal'] });
}

async function main(): Promise<void> {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), {
    logger: loggerOf(settings),
    abortOnError: false,
  });
  const queue = openQueue<Jobs>(settings);
  endWith(app, queue);
  await queue.schedule(SCHEDULES);
  await queue.work(handlersOf(app), { concurrency: CONCURRENCY });
  new Logger('Worker').log(`后台任务已就绪，队列使用 ${settings.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis'}。`);
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
