import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Settings } from './env';

const LEVELS: LogLevel[] = ['debug', 'log', 'warn', 'error'];

/** The log of a process: a line of JSON each in production, readable text elsewhere; false for none. */
export function loggerOf({ LOG_LEVEL, NODE_ENV }: Pick<Settings, 'LOG_LEVEL' | 'NODE_ENV'>): ConsoleLogger | false {
  if (LOG_LEVEL === 'silent') return false;
  const from = LEVELS.indexOf(LOG_LEVEL === 'info' ? 'log' : LOG_LEVEL);
  return new ConsoleLogger({ json: NODE_ENV === 'production', logLevels: [...LEVELS.slice(from), 'fatal'] });
}
