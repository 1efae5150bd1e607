// `npm test`: an own database (and Redis where there is one), everything built, then Jest; nothing is left running.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, hashOf } from './build.mjs';
import { endChild, root } from './children.mjs';
import { startTemporaryPostgres } from './embedded-postgres.mjs';
import { guard } from './guard.mjs';
import { startRedis } from './redis.mjs';
import { Fault, printFault, step } from './say.mjs';

const { prepare } = createRequire(import.meta.url)('./prepare.cjs');

/** Runs Jest in the foreground; its own output is what people read. */
function runJest(args, env, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...args], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    const watcher = guard(child.pid);
    const stop = () => void endChild(child);
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      watcher.dismiss();
      resolve(code ?? 1);
    });
  });
}

/** One line for programs that read only the end of the output. */
function printNumbers(file) {
  if (!fs.existsSync(file)) return;
  const result = JSON.parse(fs.readFileSync(file, 'utf8'));
  // A suite that could not even be loaded counts no test of its own; it must not look like nothing.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  console.log(`\n${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
}

async function test(signal, ends) {
  await build({ signal });
  let url = process.env.TEST_DATABASE_URL;
  if (!url) {
    const server = await step('启动测试用的 PostgreSQL', () => startTemporaryPostgres({ signal }));
    ends.push(server.stop);
    url = server.url;
  }
  let redis = process.env.TEST_REDIS_URL;
  if (!redis) {
    const server = await startRedis();
    if (server) ends.push(server.stop);
    else console.log('  ! 没有找到 redis-server，队列在 Redis 上的测试将跳过。');
    redis = server?.url;
  }
  const results = path.join(root, 'dist', 'test-results.json');
  fs.rmSync(results, { force: true });
  // Settings of a real deployment must not reach the tests.
  const env = {
    ...process.env,
    DATABASE_URL: undefined,
    MIGRATION_DATABASE_URL: undefined,
    RECORD_ANCHOR_DIR: undefined,
    REDIS_URL: undefined,
    DEMO: undefined,
    PORT: undefined,
    HOST: undefined,
    NODE_ENV: 'test',
    // Names the migrated database that test files are cloned from: on a server that stays, each schema has its own.
    TEST_RUN: hashOf(['migrations']).slice(0, 12),
    // As in a container; what depends on the machine's zone is to be seen here.
    TZ: 'UTC',
    TEST_DATABASE_URL: url,
    TEST_SERVER_IS_OURS: process.env.TEST_DATABASE_URL ? undefined : '1',
    TEST_REDIS_URL: redis,
  };
  const code = await runJest(['--json', '--outputFile', results, ...process.argv.slice(2)], env, signal);
  printNumbers(results);
  return code;
}

async function main() {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const ends = [];
  let code = 1;
  try {
    code = await test(stopping.signal, ends);
  } catch (error) {
    if (stopping.signal.aborted) console.log('测试被中断。');
    else printFault(error instanceof Error ? error : new Fault(String(error)));
  } finally {
    for (const end of ends.reverse()) await Promise.resolve().then(end).catch(printFault);
  }
  process.exit(code);
}

prepare(() => void main());
