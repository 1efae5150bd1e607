import { lookup } from 'node:dns';
import { connect, type LookupFunction, type Socket } from 'node:net';
import { Settings } from '@app/platform';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, buildConnector, type Dispatcher, fetch, ProxyAgent, type RequestInit } from 'undici';
import { bareHost, Reach } from './outbound.addresses';

const PATIENCE_MS = 10_000;
const CONNECT_MS = 5_000;
const BODY_BYTES = 64 * 1024;

/** The code of an address that must not be called. */
export const PRIVATE_ADDRESS = 'EPRIVATE';

/** The code of a proxy that did not open the way. */
export const PROXY_REFUSED = 'EPROXY';

/** The code of a port that no page may be asked of: those of mail, of remote logins and the like. */
export const BAD_PORT = 'EBADPORT';

/** Why nothing, or no whole answer, came back. */
export class CallError extends Error {
  /**
   * @param code without address or content
   * @param sent whether the request may have left: then nobody knows whether it was taken
   */
  constructor(
    readonly code: string,
    readonly sent: boolean,
  ) {
    super(code);
  }
}

export interface CallRequest {
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Less than usual, where one call follows another. */
  patienceMs?: number;
}

export interface CallAnswer {
  status: number;
  /** At most 64 kB of it. */
  body: string;
  /** Seconds the receiver asks to wait. */
  retryAfter: number | null;
}

/** The connection was never there, so nothing was sent: trying again cannot double it. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
  PROXY_REFUSED,
  BAD_PORT,
  PRIVATE_ADDRESS,
]);
/** The other side could not prove who it is. */
const CERTIFICATE = /CERT|^ERR_TLS|SELF_SIGNED|^UNABLE_TO|^HOSTNAME_MISMATCH|^ERR_SSL|^EPROTO$/;

export const isCertificateFault = (code: string): boolean => CERTIFICATE.test(code);

/** Whether a fault with this code came before anything was sent. */
export const neverConnected = (code: string): boolean => NEVER_CONNECTED.has(code) || isCertificateFault(code);

/** What went wrong before the connection stood, in whatever words: also a handshake that is broken off. */
const neverOpened = new WeakSet<object>();

class PrivateAddress extends Error {
  readonly code = PRIVATE_ADDRESS;
}

/**
 * Calls to the outside. Whom they reach is checked when the connection is made, after the name was looked up, so that a
 * name cannot mean another address by then; the private ranges are closed but for what `OUTBOUND_ALLOW` opens.
 */
@Injectable()
export class Outbound implements OnModuleDestroy {
  /** How names are looked up; tests answer for names of their own. */
  resolve = lookup;
  /** So long an answer is waited for. */
  patienceMs = PATIENCE_MS;
  private readonly reach: Reach;
  private readonly direct: Agent;
  private readonly proxy: ProxyAgent | null;

  constructor(settings: Settings) {
    this.reach = new Reach(settings.outboundAllow);
    // A kept connection may be closed by the other side just when we write: then nobody knows what arrived.
    const own = { pipelining: 0, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS };
    this.direct = new Agent({ ...own, connect: this.connector() });
    const soon = { timeout: CONNECT_MS };
    this.proxy =
      settings.OUTBOUND_PROXY === undefined
        ? null
        : new ProxyAgent({ ...own, uri: settings.OUTBOUND_PROXY, proxyTls: soon, requestTls: soon });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.direct.destroy(), this.proxy?.destroy()]);
  }

  /**
   * One request; redirects are not followed.
   *
   * @throws CallError
   */
  async call(url: string, { patienceMs = this.patienceMs, ...request }: CallRequest): Promise<CallAnswer> {
    const host = hostOf(url);
    if (this.reach.refusesName(host)) throw new CallError(PRIVATE_ADDRESS, false);
    const init: RequestInit = {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      dispatcher: this.dispatcherFor(host),
    };
    try {
      const answer = await fetch(url, init);
      const after = Number(answer.headers.get('retry-after') ?? NaN);
      // Of a refusal the status is enough.
      const body = await beginningOf(answer.body).catch((error: unknown) => {
        if (answer.ok) throw error;
        return '';
      });
      return { status: answer.status, body, retryAfter: Number.isFinite(after) && after >= 0 ? after : null };
    } catch (error) {
      const code = codeOf(error);
      throw new CallError(code, !neverConnected(code) && !causesOf(error).some((cause) => neverOpened.has(cause)));
    }
  }

  /** The same with a body of JSON. */
  postJson(url: string, body: object, headers: Record<string, string> = {}): Promise<CallAnswer> {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    return this.call(url, { method: 'POST', headers: { ...headers, ...type }, body: JSON.stringify(body) });
  }

  /**
   * A connection that speaks something else than HTTP, checked the same way; never through the proxy.
   *
   * @throws CallError
   */
  socket(host: string, port: number): Promise<Socket> {
    const name = bareHost(host);
    if (this.reach.refusesName(name)) return Promise.reject(new CallError(PRIVATE_ADDRESS, false));
    return new Promise((resolve, reject) => {
      const socket = connect({ host: name, port, lookup: this.lookupFor(name), timeout: CONNECT_MS });
      const fail = (code: string): void => {
        socket.destroy();
        reject(new CallError(code, false));
      };
      socket.once('error', (error) => fail(codeOf(error)));
      socket.once('timeout', () => fail('UND_ERR_CONNECT_TIMEOUT'));
      socket.once('connect', () => {
        socket.removeAllListeners('error').removeAllListeners('timeout').setTimeout(0);
        resolve(socket);
      });
    });
  }

  /** The bureau's own hosts are reached without the proxy, which stands between it and the internet. */
  private dispatcherFor(host: string): Dispatcher {
    return this.proxy !== null && !this.reach.ownHost(host) ? this.proxy : this.direct;
  }

  private connector(): buildConnector.connector {
    return (options, callback) => {
      const host = bareHost(options.hostname);
      if (this.reach.refusesName(host)) {
        callback(new PrivateAddress(), null);
        return;
      }
      buildConnector({ timeout: CONNECT_MS, lookup: this.lookupFor(host) })(options, (...result) => {
        if (result[0]) neverOpened.add(result[0]);
        callback(...result);
      });
    };
  }

  /** Looks the name up and leaves only what may be connected to. */
  private lookupFor(host: string): LookupFunction {
    const own = this.reach.ownHost(host);
    return (name, options, callback) =>
      this.resolve(name, { ...options, all: true }, (error, found) => {
        if (error) {
          callback(error, '', 0);
          return;
        }
        const reachable = own ? found : found.filter(({ address }) => this.reach.allows(address));
        const [first] = reachable;
        if (first === undefined) callback(new PrivateAddress(), '', 0);
        else if (options.all) callback(null, reachable);
        else callback(null, first.address, first.family);
      });
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    throw new CallError('ERR_INVALID_URL', false);
  }
}

interface Cause {
  name?: string;
  code?: unknown;
  message?: string;
  errors?: Cause[];
  cause?: Cause;
}

function causesOf(error: unknown): Cause[] {
  const causes: Cause[] = [];
  for (let at = error as Cause | undefined; at; at = at.cause) causes.push(at);
  return causes;
}

/** A code without address or content: it is kept beside the delivery and logged. */
function codeOf(error: unknown): string {
  const codes: string[] = [];
  for (const at of causesOf(error)) {
    if (at.message?.startsWith('Proxy response') === true) return PROXY_REFUSED;
    if (at.message === 'bad port') return BAD_PORT;
    for (const { code } of [at, ...(at.errors ?? [])]) if (typeof code === 'string') codes.push(code);
  }
  return codes[0] ?? (error as Cause).name ?? 'Error';
}

async function beginningOf(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    pieces.push(piece);
    bytes += piece.length;
    // Leaving the loop ends the stream.
    if (bytes >= BODY_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, BODY_BYTES).toString('utf8');
}
