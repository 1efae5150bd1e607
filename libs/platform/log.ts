import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { type DestinationStream, pino } from 'pino';
import type { Settings } from './env';
import { logContext } from './log.context';

const LEVELS: LogLevel[] = ['debug', 'log', 'warn', 'error'];
const PINO = { verbose: 'trace', debug: 'debug', log: 'info', warn: 'warn', error: 'error', fatal: 'fatal' } as const;

interface Line {
  logLevel: LogLevel;
  context?: string;
  errorStack?: unknown;
  error?: Error;
}

/** Each line a line of JSON (pino), with the ids of the request or job it belongs to. Written at once: none is lost at an end. */
class LineLogger extends ConsoleLogger {
  private readonly lines;

  constructor(logLevels: LogLevel[], out?: DestinationStream) {
    super({ json: true, logLevels });
    this.lines = pino(
      {
        level: 'trace',
        base: { pid: process.pid },
        messageKey: 'message',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (level) => ({ level }) },
      },
      out ?? pino.destination({ dest: 1, sync: true }),
    );
  }

  protected override printAsJson(message: unknown, { logLevel, context, errorStack, error }: Line): void {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.lines[PINO[logLevel]]({ context, ...logContext(), stack: errorStack ?? error?.stack }, text);
  }
}

/** Readable lines, likewise. */
class TextLogger extends ConsoleLogger {
  protected override formatContext(context: string): string {
    const ids = Object.values(logContext()).join(' ');
    return super.formatContext(context) + (ids === '' ? '' : `(${ids}) `);
  }
}

/**
 * The log of a process: a line of JSON each in production, readable text elsewhere; false for none.
 *
 * @param out where the lines of JSON go instead of the process's output
 */
export function loggerOf(
  { LOG_LEVEL, NODE_ENV }: Pick<Settings, 'LOG_LEVEL' | 'NODE_ENV'>,
  out?: DestinationStream,
): ConsoleLogger | false {
  if (LOG_LEVEL === 'silent') return false;
  const from = LEVELS.indexOf(LOG_LEVEL === 'info' ? 'log' : LOG_LEVEL);
  const levels: LogLevel[] = [...LEVELS.slice(from), 'fatal'];
  return NODE_ENV === 'production' ? new LineLogger(levels, out) : new TextLogger({ logLevels: levels });
}
