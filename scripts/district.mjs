// The steps that turn a clone into a running district; `npm start`, `npm run dev` and `npm run db:*` share them.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { Interrupted, root, runNode } from './children.mjs';
import { ensureDatabase, startPostgres, withClient } from './embedded-postgres.mjs';
import { cloneDataFolder } from './postgres-home.mjs';
import { Fault } from './say.mjs';

const { checkDisk, RUN_BYTES } = createRequire(import.meta.url)('./prepare.cjs');

/** Settings may lie in `.env`; what the shell says wins. */
export function loadSettings() {
  const file = path.join(root, '.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'REDIS_URL'])
    if (process.env[name]?.trim() === '') delete process.env[name];
}

/** `uuidv7()`, which gives rows their ids, is new in PostgreSQL 18. */
const OLDEST = 18;

async function checkDatabase(url) {
  const shown = url.replace(/\/\/([^:/@]+):[^@]*@/, '//$1:***@');
  const ask =
    "select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding";
  const { version, encoding } = await withClient(url, async (client) => (await client.query(ask)).rows[0]).catch(
    (error) => {
      const reason = error.errors?.[0]?.message ?? error.message;
      throw new Fault(
        `连不上 DATABASE_URL 指的数据库 ${shown}（${reason}）：请检查地址、用户名、密码和防火墙；不设 DATABASE_URL 则使用内嵌数据库。`,
      );
    },
  );
  if (version < OLDEST) throw new Fault(`${shown} 是 PostgreSQL ${version}，太旧：需要 ${OLDEST} 或更新的版本。`);
  if (encoding !== 'UTF8') throw new Fault(`${shown} 的编码是 ${encoding}：请用 UTF8 编码建库。`);
}

/**
 * The database to work with: that of DATABASE_URL, else the embedded one of this clone, which is started.
 *
 * @returns {Promise<{url: string, ownerUrl?: string, embedded: boolean, stop: () => Promise<void>, exited?: Promise<{lines: string[]}>}>}
 */
export async function openDatabase({ fresh = false, signal } = {}) {
  const given = process.env.DATABASE_URL;
  if (given) {
    // The program's own login may not be there before the first `db:migrate`.
    const ownerUrl = process.env.MIGRATION_DATABASE_URL;
    await checkDatabase(ownerUrl ?? given);
    return { url: given, ownerUrl, embedded: false, stop: async () => {} };
  }
  const dataDir = cloneDataFolder();
  checkDisk(path.dirname(dataDir), RUN_BYTES);
  const tell = (sentence) => console.log(`  ! ${sentence}`);
  const server = await startPostgres({ dataDir, fresh, tell, signal });
  // Nothing in a new database points at the files of the old one.
  if (fresh && !process.env.FILES_DIR) fs.rmSync(filesFolder(dataDir), { recursive: true, force: true });
  if (fresh) fs.rmSync(secretsFile(dataDir), { force: true });
  try {
    return { ...server, ...(await ensureDatabase(server.url)), embedded: true, dataDir };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Where attachments lie that belong to the embedded database: beside it. */
const filesFolder = (dataDir) => path.join(path.dirname(dataDir), 'files');

/**
 * The key that seals channels and addresses of the embedded database: made once, kept beside it for its owner alone. With
 * another one what is in the database could not be opened, so it goes when the data go.
 */
export function secretsKey(dataDir) {
  const file = secretsFile(dataDir);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // Whole or not at all, also when two start at once.
    const half = `${file}.${process.pid}`;
    fs.writeFileSync(half, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    try {
      fs.linkSync(half, file);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(half, { force: true });
    }
  }
  return fs.readFileSync(file, 'utf8').trim();
}

const secretsFile = (dataDir) => path.join(path.dirname(dataDir), 'secrets.key');

/** The environment of the programs that work with this database; `ownerUrl` is for migrations and seeds only. */
export function environmentFor(database) {
  return {
    ...process.env,
    DATABASE_URL: database.url,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    ...(database.embedded
      ? {
          DEMO: process.env.DEMO ?? '1',
          FILES_DIR: process.env.FILES_DIR ?? filesFolder(cloneDataFolder()),
          SECRETS_KEY: process.env.SECRETS_KEY?.trim() || secretsKey(cloneDataFolder()),
        }
      : {}),
  };
}

/** The same for what serves people: it does not know the owner of the tables. */
export const servingEnvironment = (env) => ({ ...env, MIGRATION_DATABASE_URL: undefined });

/** Runs one of the compiled programs to its end. */
export async function runProgram(what, args, env, { signal, show = false } = {}) {
  const { code, lines } = await runNode(args, { env, signal, show });
  if (code !== 0) throw new Fault(`${what}失败（退出码 ${code}）${show ? '。' : '，最后的输出：'}`, show ? [] : lines);
}

/** Whether this run carries the demo district. */
export const isDemo = (env) => ['1', 'true'].includes(env.DEMO);

/** Brings the schema and the data that every district needs up to date, and the demo district when it is wanted. */
export const PREPARATIONS = [
  { name: '更新数据库结构', args: ['dist/migrations/main.js', 'up'], wanted: () => true },
  { name: '装入基础数据', args: ['dist/seeds/reference/main.js'], wanted: () => true },
  { name: '装入演示数据（库中已有数据时跳过）', args: ['dist/seeds/demo/main.js'], wanted: isDemo },
];

/** Waits until the api says that everything is ready. */
export async function waitUntilHealthy(origin, apps, signal) {
  const broken = Promise.race(apps.map((app) => app.failed));
  broken.catch(() => {});
  for (let tries = 0; tries < 600; tries++) {
    if (signal?.aborted) throw new Interrupted();
    const answer = await Promise.race([
      fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined),
      broken,
    ]);
    if (answer?.ok) return;
    await Promise.race([pause(100), broken]);
  }
  throw new Fault(`等了一分钟，${origin}/api/health 仍未就绪。接口服务最后的输出：`, apps[0].lines());
}
