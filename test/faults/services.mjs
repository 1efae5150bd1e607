// PostgreSQL, Redis and our own programs as processes that can be killed and started again.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { endChild, root } from '../../scripts/children.mjs';
import { ensureDatabase, freePort, startPostgres } from '../../scripts/embedded-postgres.mjs';
import { guard } from '../../scripts/guard.mjs';
import { temporaryFolder } from '../../scripts/postgres-home.mjs';
import { Fault, lastLines } from '../../scripts/say.mjs';

/** A PostgreSQL of our own, whose writes wait for the disk as in production: what was committed outlives `kill -9`. */
export class Postgres {
  #folder = temporaryFolder();

  async start() {
    this.server = await startPostgres({
      dataDir: path.join(this.#folder, 'postgres'),
      port: this.server?.port,
      folderToRemove: this.#folder,
    });
    return this;
  }

  get port() {
    return this.server.port;
  }

  /** The address of a database as superuser. */
  url(database = 'postgres', username = undefined) {
    const url = new URL(this.server.url);
    if (username) url.username = username;
    url.pathname = `/${database}`;
    return url.href;
  }

  ensure() {
    return ensureDatabase(this.server.url);
  }

  /** As a power cut does it: the postmaster first; its children end when they notice. */
  async kill() {
    const [pid] = fs.readFileSync(path.join(this.#folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await this.server.exited;
    await this.server.stop();
  }

  /** The same data on the same port; the children of the killed one may still hold its memory for a moment. */
  async startAgain() {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.start();
      } catch (error) {
        if (tries === 20) throw error;
        await pause(500);
      }
    }
  }

  async stop() {
    await this.server?.stop();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A connection of the harness, past all wires; made anew when the server was away. */
export class Eye {
  constructor(url) {
    this.pool = new pg.Pool({ connectionString: url, max: 4, options: '-c timezone=Asia/Shanghai' });
    this.pool.on('error', () => undefined);
  }

  async rows(text, values) {
    return (await this.pool.query(text, values)).rows;
  }

  async row(text, values) {
    return (await this.rows(text, values))[0];
  }

  async close() {
    await this.pool.end();
  }
}

/** Debian's redis-server, as the handbook asks for it: append-only file, noeviction. */
export class RedisServer {
  #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-faults-redis-'));

  async start() {
    this.port ??= await freePort();
    const options = {
      port: this.port,
      bind: '127.0.0.1',
      save: '',
      appendonly: 'yes',
      appendfsync: 'everysec',
      'maxmemory-policy': 'noeviction',
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.child = spawn('redis-server', args, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const ready = await new Promise((resolve) => {
      this.child.once('error', () => resolve(false));
      this.child.once('exit', () => resolve(false));
      this.child.stdout.on('data', (chunk) => String(chunk).includes('Ready to accept connections') && resolve(true));
    });
    if (!ready) throw new Fault('redis-server 没有启动起来：请先安装（apt-get install redis-server）。');
    this.watcher = guard(this.child.pid, { folderToRemove: this.#folder });
    return this;
  }

  get up() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill() {
    this.watcher.dismiss();
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Throws away what it kept: the next start finds nothing. */
  forget() {
    for (const entry of fs.readdirSync(this.#folder))
      fs.rmSync(path.join(this.#folder, entry), { recursive: true, force: true });
  }

  /** Runs one command as an operator does. */
  async command(...words) {
    const client = new Redis(this.port, '127.0.0.1', { maxRetriesPerRequest: 1 });
    client.on('error', () => undefined);
    try {
      return await client.call(...words);
    } finally {
      client.disconnect();
    }
  }

  async stop() {
    if (this.child && this.up) {
      await endChild(this.child);
      this.watcher.dismiss();
    }
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The built program as a process of its own. */
export class Program {
  #output = '';

  constructor(name, main, env) {
    Object.assign(this, { name, main, env });
  }

  /** @param {{preload?: string, env?: Record<string, string>}} options `preload`: a file loaded before the program */
  async start({ preload, env } = {}) {
    const child = fork(path.join(root, 'dist', this.main), {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'warn', TZ: 'UTC', ...this.env, ...env },
      execArgv: preload ? ['--require', path.join(import.meta.dirname, preload)] : [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (this.#output = (this.#output + String(text)).slice(-200_000)));
    const ready = await Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
      pause(90_000, false, { ref: false }),
    ]);
    if (!ready) throw new Fault(`${this.name}没有启动起来，最后的输出：`, lastLines(this.#output));
    return this;
  }

  get lives() {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it said last. */
  get lines() {
    return lastLines(this.#output, 40);
  }

  kill() {
    return this.#end('SIGKILL');
  }

  stop() {
    return this.#end('SIGTERM');
  }

  async #end(signal) {
    if (!this.lives) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
