import i18next from 'i18next';
import createClient from 'openapi-fetch';
import type { paths } from './schema';

/** The API as its document describes it; the session travels in the cookie. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });

/** The server answered, and not with what was asked for. `message` is its sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** What a 400 says of fields, or what a 409 says is there now. */
    readonly details?: unknown,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** No answer at all: nobody knows whether the call arrived. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super(i18next.t('shell.noAnswer'), { cause });
    this.name = 'NoAnswer';
  }
}

const listeners = new Set<() => void>();

/** Calls back when the server no longer knows the session. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of an answer.
 *
 * @throws Problem when the server refused, NoAnswer when it could not be reached
 */
export async function read<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (error) {
    throw new NoAnswer(error);
  }
  const { data, error, response } = outcome;
  if (response.ok) return data as T;
  if (response.status === 401) listeners.forEach((listener) => listener());
  throw problemOf(response.status, error);
}

function problemOf(status: number, error: unknown): Problem {
  const body = error as { code?: unknown; message?: unknown; details?: unknown } | undefined;
  // A proxy on the way answers with a page of its own, not with a sentence.
  if (typeof body?.message !== 'string' || typeof body.code !== 'string') {
    return new Problem(status, 'unexpected', i18next.t('shell.failed'));
  }
  return new Problem(status, body.code, body.message, body.details);
}

/** What a 400 says of each field. */
export function faultsIn(error: unknown): { field: string; message: string }[] {
  if (!(error instanceof Problem) || !Array.isArray(error.details)) return [];
  return (error.details as unknown[]).filter(
    (fault): fault is { field: string; message: string } =>
      typeof fault === 'object' && fault !== null && 'field' in fault && 'message' in fault,
  );
}

/** Words for any error: the server's own where there are some. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Problem || error instanceof NoAnswer ? error.message : i18next.t('shell.failed');
