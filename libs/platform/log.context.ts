import { AsyncLocalStorage } from 'node:async_hooks';

/** What all lines of one piece of work say: the request they belong to, or the job. */
export interface LogContext {
  request?: string;
  job?: string;
  jobId?: string;
}

const work = new AsyncLocalStorage<LogContext>();

/** Whatever is logged within, also long after, carries the context. */
export const withLogContext = <T>(context: LogContext, run: () => T): T => work.run(context, run);

export const logContext = (): LogContext => work.getStore() ?? {};
