// `npm run bench`: an own database filled to scale, the api as in production and the reference beside it; measures, prints.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { endChild, Interrupted, root } from './children.mjs';
import { runProgram } from './district.mjs';
import { ensureDatabase, freePort, startTemporaryPostgres } from './embedded-postgres.mjs';
import { guard } from './guard.mjs';
import { startRedis } from './redis.mjs';
import { Fault, lastLines, printFault, step } from './say.mjs';

const { prepare } = createRequire(import.meta.url)('./prepare.cjs');

/** Starts one of the servers; resolves when it listens. */
async function startServer(name, program, env, signal) {
  const port = await freePort();
  const child = spawn(process.execPath, [program], {
    cwd: root,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const watcher = guard(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-20_000)));
  const exited = new Promise((resolve) => child.once('exit', () => resolve('exited')));
  const stop = async () => {
    await endChild(child);
    watcher.dismiss();
  };
  const ready = new Promise((resolve) => child.once('message', resolve));
  if ((await Promise.race([ready, exited])) === 'exited') {
    watcher.dismiss();
    if (signal.aborted) throw new Interrupted();
    throw new Fault(`${name}没有启动起来，最后的输出：`, lastLines(output));
  }
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop, lines: () => lastLines(output) };
}

/** A PostgreSQL of its own with the structure and the reference data; `env` is for the programs that use it. */
async function ownDatabase(signal, ends) {
  // Writes wait for the disk, as in production.
  const postgres = await step('启动测量用的 PostgreSQL', () => startTemporaryPostgres({ fsync: true, signal }));
  ends.push(postgres.stop);
  const { url, ownerUrl } = await ensureDatabase(postgres.url);
  const env = {
    ...process.env,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: ownerUrl,
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    REDIS_URL: undefined,
    DEMO: undefined,
    HOST: undefined,
    PUBLIC_URL: undefined,
    DATABASE_POOL_SIZE: undefined,
  };
  await step('更新数据库结构', () => runProgram('更新数据库结构', ['dist/migrations/main.js', 'up'], env, { signal }));
  await step('装入基础数据', () => runProgram('装入基础数据', ['dist/seeds/reference/main.js'], env, { signal }));
  return env;
}

const startApi = (env, signal) =>
  step('启动接口服务', () => startServer('接口服务', 'dist/apps/api/main.js', env, signal));

async function phones(args, signal, ends) {
  const env = await ownDatabase(signal, ends);
  // Photos of this run, not among those of the clone's own district.
  const files = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-phones-'));
  ends.push(() => fs.rmSync(files, { recursive: true, force: true }));
  // All phones have one address here; people have each their own.
  Object.assign(env, { FILES_DIR: files, S3_ENDPOINT: undefined, S3_BUCKET: undefined, LOGIN_PER_MINUTE: '100000' });
  const api = await startApi(env, signal);
  ends.push(api.stop);
  const own = [`--api=${api.origin}`, `--api-pid=${api.pid}`, ...args];
  await runProgram('手机补传', ['dist/bench/phones.js', ...own], env, { signal, show: true });
}

/** All requests beside the reference. */
async function requests(args, signal, ends) {
  const env = await ownDatabase(signal, ends);
  await step('装入测量数据（约半分钟）', () =>
    runProgram('装入测量数据', ['dist/bench/fill.js', ...quick(args)], env, { signal }),
  );
  const api = await startApi(env, signal);
  ends.push(api.stop);
  const reference = await step('启动参照服务', () => startServer('参照服务', 'dist/bench/reference.js', env, signal));
  ends.push(reference.stop);
  const addresses = [`--api=${api.origin}`, `--api-pid=${api.pid}`, `--reference=${reference.origin}`];
  await runProgram('测量', ['dist/bench/main.js', ...addresses, ...args], env, { signal, show: true });
}

/** The month at the scale of a hundred districts, in a database of its own. */
async function months(args, signal, ends) {
  const env = await ownDatabase(signal, ends);
  await step('装入百万问题、三百万走访（约五分钟；--quick 为十分之一）', () =>
    runProgram('装入测量数据', ['dist/bench/months-fill.js', ...quick(args)], env, { signal }),
  );
  const api = await startApi(env, signal);
  ends.push(api.stop);
  const own = ['--months', `--api=${api.origin}`, `--api-pid=${api.pid}`, ...args];
  await runProgram('测量', ['dist/bench/main.js', ...own], env, { signal, show: true });
}

/** Reminders swept and handed over, beside the raw queue on the same backend: PostgreSQL, and Redis where there is one. */
async function reminders(args, signal, ends) {
  const redis = await startRedis();
  if (redis) ends.push(redis.stop);
  else console.log('  ! 没有找到 redis-server，只测量队列在 PostgreSQL 上的情形。');
  for (const url of redis ? [undefined, redis.url] : [undefined]) {
    const own = [];
    ends.push(() => endAll(own));
    const env = { ...(await ownDatabase(signal, own)), REDIS_URL: url };
    await runProgram('测量', ['dist/bench/reminders.js', ...quick(args)], env, { signal, show: true });
    await endAll(own);
  }
}

const quick = (args) => (args.includes('--quick') ? ['--quick'] : []);

async function bench(args, signal, ends) {
  await build({ signal });
  if (args.includes('--phones')) return phones(args, signal, ends);
  const { MONTH_CASE_NAMES, REMINDERS } = createRequire(import.meta.url)('../dist/bench/cases.js');
  const { values } = parseArgs({ args, options: { case: { type: 'string', multiple: true } }, strict: false });
  const asked = values.case;
  const elsewhere = [...MONTH_CASE_NAMES, REMINDERS];
  if (!asked?.every((name) => elsewhere.includes(name))) {
    const own = [];
    ends.push(() => endAll(own));
    await requests(args, signal, own);
    await endAll(own);
  }
  if (!asked || asked.some((name) => MONTH_CASE_NAMES.includes(name))) await months(args, signal, ends);
  if (!asked || asked.includes(REMINDERS)) await reminders(args, signal, ends);
}

/** Last begun, first ended; each once. */
async function endAll(ends) {
  for (const end of ends.splice(0).reverse()) await Promise.resolve().then(end).catch(printFault);
}

async function main() {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const ends = [];
  let code = 0;
  try {
    await bench(process.argv.slice(2), stopping.signal, ends);
  } catch (error) {
    code = 1;
    if (stopping.signal.aborted) console.log('测量被中断。');
    else printFault(error);
  } finally {
    await endAll(ends);
  }
  process.exit(code);
}

prepare(() => void main());
