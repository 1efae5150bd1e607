// `npm run db:*`: the database of DATABASE_URL or this clone's embedded one, which is started for the time it is needed.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from './build.mjs';
import { claimClone, whoRuns } from './claim.mjs';
import { environmentFor, loadSettings, openDatabase, runProgram } from './district.mjs';
import { ensureDatabase, runningUrl, startPostgres } from './embedded-postgres.mjs';
import { cloneDataFolder } from './postgres-home.mjs';
import { Fault, printFault } from './say.mjs';

const { prepare } = createRequire(import.meta.url)('./prepare.cjs');
const COMMANDS = {
  migrate: ['更新数据库结构', 'dist/migrations/main.js', 'up'],
  rollback: ['退回数据库结构', 'dist/migrations/main.js', 'down'],
  status: ['查看数据库结构', 'dist/migrations/main.js', 'status'],
  reference: ['装入基础数据', 'dist/seeds/reference/main.js'],
  demo: ['装入演示数据', 'dist/seeds/demo/main.js'],
  'verify-record': ['核对台账记录', 'dist/apps/worker/verify-record.js'],
  'first-admin': ['生成第一个管理员的链接', 'dist/seeds/first-admin.js'],
};

/** While `npm start` runs, its server is used; else one is started. */
async function database(claimed) {
  if (process.env.DATABASE_URL || claimed) return openDatabase();
  const url = runningUrl(cloneDataFolder());
  if (!url) throw new Fault('npm start 正在启动，请等它报出网址后再试。');
  return { ...(await ensureDatabase(url)), embedded: true, stop: async () => {} };
}

async function runCommand(name, rest) {
  const [what, ...args] = COMMANDS[name];
  const claim = process.env.DATABASE_URL || whoRuns() ? undefined : await claimClone(`npm run db:${name}`);
  let opened;
  try {
    await build();
    opened = await database(claim !== undefined);
    await runProgram(what, [...args, ...rest], environmentFor(opened), { show: true });
  } finally {
    await opened?.stop();
    claim?.release();
  }
}

/** `serve <folder>`: a server on a folder of one's own, its address as one line of JSON, until we are told to stop. */
async function serve(folder, port) {
  if (!folder) throw new Fault('用法：node scripts/db.mjs serve <文件夹> [端口]');
  const tell = (sentence) => console.error(sentence);
  const told = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  const server = await startPostgres({ dataDir: path.resolve(folder), port: port ? Number(port) : undefined, tell });
  console.log(JSON.stringify({ url: server.url, port: server.port }));
  await Promise.race([told, server.exited]);
  await server.stop();
}

async function main() {
  loadSettings();
  const [name, ...rest] = process.argv.slice(2);
  if (name === 'serve') return serve(...rest);
  if (name in COMMANDS) return runCommand(name, rest);
  throw new Fault(`不认识“${name ?? ''}”，可用：${Object.keys(COMMANDS).join('、')}、serve。`);
}

prepare(() => {
  main().catch((error) => {
    printFault(error);
    process.exitCode = 1;
  });
});
