import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What may happen to a call on its way. */
export const MISHAPS = ['cut', 'swallowed', 'delayed', 'failing', 'too-many'] as const;
export type Mishap = (typeof MISHAPS)[number];

/** The same numbers each time from the same seed (mulberry32): a story that fails can be told again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Stands between the phone and the api as a bad mobile network does: uploads are cut after some bytes, answers never come
 * although the call was carried out, others come late, as 500 of a proxy or as 429. Only writes are troubled: what is
 * read anew harms nobody.
 */
export class RoughNetwork {
  /** How often each mishap happened. */
  readonly happened: Record<Mishap, number> = { cut: 0, swallowed: 0, delayed: 0, failing: 0, 'too-many': 0 };
  /** Writes that were carried through undisturbed. */
  passed = 0;
  /** Calls that reached the api whole, as `POST /api/visits`. */
  private readonly calls: string[] = [];
  private server?: Server;
  private port = 0;
  private left = 0;
  private readonly random: () => number;
  private readonly sockets = new Set<Socket>();

  /** @param target port of the api on this machine */
  constructor(
    private readonly target: number,
    seed: number,
  ) {
    this.random = numbers(seed);
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** Connections are taken; the same port each time, because that is the address the phone knows. */
  async up(): Promise<void> {
    if (this.server) return;
    const server = createServer((call, answer) => void this.carry(call, answer).catch(() => call.socket.destroy()));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** No signal: connections break and new ones are refused. */
  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** The next so many writes are troubled, every kind of mishap among them. */
  storm(writes: number): void {
    this.left = writes;
    this.calls.length = 0;
  }

  /** How often such a call reached the api whole. */
  carried(method: string, path: string): number {
    return this.calls.filter((call) => call === `${method} ${path}`).length;
  }

  /** Each kind first once, in their order, so that none is missing; after that as it comes, one in three unharmed. */
  private mishap(): Mishap | undefined {
    if (this.left <= 0) return undefined;
    this.left -= 1;
    const never = MISHAPS.find((kind) => this.happened[kind] === 0);
    return never ?? MISHAPS[Math.floor(this.random() * MISHAPS.length * 1.5)];
  }

  private async carry(call: IncomingMessage, answer: ServerResponse): Promise<void> {
    const write = call.method !== 'GET' && call.method !== 'HEAD';
    // Signing in is no write of the outbox.
    const mishap = write && !call.url?.startsWith('/api/auth/') ? this.mishap() : undefined;
    if (mishap) this.happened[mishap] += 1;
    else if (write) this.passed += 1;
    const body: Buffer[] = [];
    for await (const chunk of call) body.push(chunk as Buffer);
    const sent = Buffer.concat(body);
    if (mishap === 'failing' || mishap === 'too-many') {
      answer.writeHead(mishap === 'failing' ? 500 : 429, { 'content-type': 'text/html', 'retry-after': '1' });
      return void answer.end('<html><body>upstream</body></html>');
    }
    if (mishap === 'delayed') await wait(100 + this.random() * 900);
    const upstream = request({
      port: this.target,
      host: '127.0.0.1',
      method: call.method,
      path: call.url,
      headers: { ...call.headers, 'content-length': sent.length },
    });
    if (mishap === 'cut' && sent.length > 1) {
      // As many bytes as came through; then the line is dead, on both sides.
      upstream.on('error', () => undefined);
      const through = Math.floor(this.random() * (sent.length - 1));
      await new Promise<void>((resolve) => upstream.write(sent.subarray(0, through), () => resolve()));
      await wait(30);
      upstream.destroy();
      call.socket.destroy();
      return;
    }
    upstream.end(sent);
    this.calls.push(`${call.method} ${call.url}`);
    const [heard] = (await once(upstream, 'response')) as [IncomingMessage];
    const heardBody: Buffer[] = [];
    for await (const chunk of heard) heardBody.push(chunk as Buffer);
    if (mishap === 'swallowed' || mishap === 'cut') {
      call.socket.destroy();
      return;
    }
    answer.writeHead(heard.statusCode ?? 502, heard.headers);
    answer.end(Buffer.concat(heardBody));
  }
}
