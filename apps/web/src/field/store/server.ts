import { t } from '../words';
import { noteServerDate } from './clock';
import { noteContact } from './contact';

/** The server answered, and not with what was asked for. `message` is a sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The server's code; null when the answer was not the server's own (a proxy, a sign-in page of a hotel). */
    readonly code: string | null,
    message: string,
    readonly details?: unknown,
    /** Milliseconds that the server asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** What a 400 says of fields. */
  get faults(): Record<string, string> {
    if (!Array.isArray(this.details)) return {};
    return Object.fromEntries((this.details as { field: string; message: string }[]).map((f) => [f.field, f.message]));
  }
}

/** No answer at all: nobody knows whether the call arrived. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super(t('store.noAnswer'), { cause });
    this.name = 'NoAnswer';
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  json?: unknown;
  bytes?: ArrayBuffer;
  headers?: Record<string, string>;
  /** Milliseconds; a phone on one bar of signal may hang for minutes. */
  patience?: number;
  /** Ends the call early. */
  signal?: AbortSignal;
}

const PATIENCE_MS = 25_000;

/**
 * Asks the API.
 *
 * @throws Problem when it refused, NoAnswer when it could not be reached or somebody else answered in its place
 */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const { method = 'GET', json, bytes, headers = {}, patience = PATIENCE_MS, signal } = options;
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), patience);
  signal?.addEventListener('abort', () => ending.abort());
  const from = Date.now();
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...headers,
      },
      body: bytes ?? (json === undefined ? undefined : JSON.stringify(json)),
      signal: ending.signal,
    });
    // The body may break off as well: then nobody knows, as if there had been no answer.
    body = response.status === 204 ? undefined : jsonOf(await response.text());
  } catch (error) {
    noteContact(false);
    throw new NoAnswer(error);
  } finally {
    clearTimeout(timer);
  }
  noteContact(true);
  noteServerDate(response.headers.get('date'), from, Date.now());
  if (response.ok && body !== NOT_JSON) return body as T;
  if (response.ok) throw new NoAnswer('an answer that is not of the API');
  const wait = Number(response.headers.get('retry-after'));
  throw problemOf(response.status, body, wait > 0 ? wait * 1000 : undefined);
}

const NOT_JSON = Symbol('not JSON');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return NOT_JSON;
  }
}

function problemOf(status: number, body: unknown, retryAfter: number | undefined): Problem {
  const { code, message, details } = (typeof body === 'object' && body !== null ? body : {}) as Partial<
    Record<'code' | 'message' | 'details', unknown>
  >;
  if (typeof code !== 'string' || typeof message !== 'string')
    return new Problem(status, null, t('store.failed'), undefined, retryAfter);
  return new Problem(status, code, message, details, retryAfter);
}

/** Words for any error: the server's own where there are some. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Problem || error instanceof NoAnswer ? error.message : t('store.failed');
