import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The built program as a process of its own, which can be killed: `npm test` has built it. */
export class Program {
  private child?: ChildProcess;
  private output = '';

  constructor(
    private readonly main: 'apps/api/main.js' | 'apps/worker/main.js',
    private readonly env: Record<string, string>,
  ) {}

  /** Starts it; resolves when it says that it is ready. */
  async start(): Promise<void> {
    const child = fork(join(process.cwd(), 'dist', this.main), {
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        // Not among those of the clone's own district.
        RECORD_ANCHOR_DIR: join(tmpdir(), `xiaohao-anchors-${process.pid}`),
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (this.output += String(text)));
    const ready = await Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
      wait(60_000, false, { ref: false }),
    ]);
    if (!ready) throw new Error(`${this.main} did not start:\n${this.output}`);
  }

  /** As a power cut does it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /**
   * As an operator does it, who loses patience after a while as Docker does.
   *
   * @returns its exit code, or the signal that ended it: SIGKILL when it took too long
   */
  async stop(patienceMs?: number): Promise<number | NodeJS.Signals | undefined> {
    return this.end('SIGTERM', patienceMs);
  }

  /** What it has said so far. */
  get said(): string {
    return this.output;
  }

  private async end(signal: NodeJS.Signals, patienceMs?: number): Promise<number | NodeJS.Signals | undefined> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? undefined;
    const gone = once(child, 'exit');
    child.kill(signal);
    const timer = patienceMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await gone;
    clearTimeout(timer);
    return child.exitCode ?? child.signalCode ?? undefined;
  }
}
