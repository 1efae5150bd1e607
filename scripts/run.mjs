// `npm start` after start.cjs: build, database, api and worker; and their orderly end.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from './build.mjs';
import { root } from './children.mjs';
import { claimClone } from './claim.mjs';
import {
  environmentFor,
  isDemo,
  loadSettings,
  openDatabase,
  PREPARATIONS,
  runProgram,
  servingEnvironment,
  waitUntilHealthy,
} from './district.mjs';
import { keepRunning, LOGS } from './keep-running.mjs';
import { Fault, printFault, step } from './say.mjs';

const { portOf, complaint } = createRequire(import.meta.url)('./port.cjs');

const ACCOUNTS = [
  ['officer', '项目专员', '本周走访任务、自己负责的项目和问题'],
  ['handler', '承办人', '本单位承办的问题'],
  ['head', '部门负责人', '本单位的全部问题，谁快到期、谁已超期'],
  ['supervisor', '督办专员', '全部台账：交办、核验、催办、月结'],
  ['leader', '区领导', '月度汇总和全部问题，可以批示'],
  ['admin', '管理员', '单位、人员和基础数据'],
];

function announce(origin, env, database) {
  console.log(`\n销号已启动：${origin}\n`);
  if (isDemo(env)) {
    console.log('演示账号（密码都是 Xiaohao-2024）：');
    for (const [username, role, sees] of ACCOUNTS) console.log(`  ${username.padEnd(11)} ${role}，可见：${sees}`);
  } else console.log('还没有账号时，用 npm run db:first-admin 生成第一个管理员的一次性链接。');
  if (database.embedded) console.log(`\n数据保存在 ${database.dataDir}（npm start -- --fresh 清空重来）`);
  console.log(`日志在 ${path.relative(root, LOGS)}/，按 Ctrl-C 停止。`);
}

/** Runs until `signal` is aborted (then it returns) or something fails (then it throws); `ends` collects what to stop. */
async function live(signal, ends) {
  const fresh = process.argv.includes('--fresh');
  if (fresh && process.env.DATABASE_URL)
    throw new Fault('--fresh 只清空内嵌数据库；设置了 DATABASE_URL 时不会删除任何数据。');
  const claim = await claimClone('npm start');
  ends.push(claim.release);
  const sentence = await new Promise((resolve) => complaint(process.env.PORT, process.env.HOST, resolve));
  if (sentence) throw new Fault(sentence);
  await build({ signal });

  const external = Boolean(process.env.DATABASE_URL);
  // What was kept of the data that are thrown away would say of the new ones that they were altered.
  if (fresh && !process.env.RECORD_ANCHOR_DIR)
    fs.rmSync(path.join(root, '.data', 'anchors'), { recursive: true, force: true });
  const database = await step(external ? '连接数据库' : '启动内嵌的 PostgreSQL', () => openDatabase({ fresh, signal }));
  ends.push(() => database.stop());
  const broken = database.exited?.then(({ lines }) => {
    throw new Fault('内嵌数据库自己退出了，已全部停止。它最后的日志：', lines);
  });
  broken?.catch(() => {});

  const port = portOf(process.env.PORT);
  const env = { ...environmentFor(database), NODE_ENV: 'production', PORT: String(port) };
  for (const { name, args, wanted } of PREPARATIONS) {
    if (wanted(env)) await step(name, () => runProgram(name, args, env, { signal }));
  }

  const apps = [];
  const note = () => claim.note(apps.map((app) => app.pid()));
  ends.push(() => Promise.all(apps.map((app) => app.stop())));
  const host = env.HOST && !['0.0.0.0', '::', '127.0.0.1', 'localhost'].includes(env.HOST) ? env.HOST : undefined;
  await step('启动接口服务和后台任务', async () => {
    apps.push(keepRunning('接口服务', 'dist/apps/api/main.js', servingEnvironment(env), note));
    apps.push(keepRunning('后台任务', 'dist/apps/worker/main.js', servingEnvironment(env), note));
    note();
    await waitUntilHealthy(`http://${host ?? '127.0.0.1'}:${port}`, apps, signal);
  });
  announce(`http://${host ?? 'localhost'}:${port}`, env, database);

  const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([stopped, ...apps.map((app) => app.failed), ...(broken ? [broken] : [])]);
}

/** Ends in the opposite order of the beginning; a fault in one end does not keep the others from theirs. */
async function endAll(ends) {
  let failure;
  for (const end of ends.reverse()) {
    try {
      await end();
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

/** npm starts us through a shell, and killed with `kill -9` it tells neither: then one of our forefathers is another. */
function onceNpmIsGone(stop) {
  const forefathers = () => {
    try {
      // The field after the state, behind the name in brackets, is the parent's id.
      const stat = process.platform === 'linux' ? fs.readFileSync(`/proc/${process.ppid}/stat`, 'utf8') : '';
      return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
    } catch {
      return 'gone';
    }
  };
  const before = forefathers();
  setInterval(() => forefathers() !== before && stop(), 1000).unref();
}

async function main() {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) return;
    console.log('\n正在停止……');
    stopping.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  if (process.env.npm_lifecycle_event) onceNpmIsGone(stop);

  const ends = [];
  let code = 0;
  try {
    await live(stopping.signal, ends);
  } catch (error) {
    // Once we were asked to stop, what breaks is the stopping itself.
    if (!stopping.signal.aborted) {
      printFault(error);
      code = 1;
    }
  }
  await endAll(ends).catch((error) => {
    printFault(error);
    code = 1;
  });
  if (code === 0) console.log('已停止，没有留下进程。');
  process.exit(code);
}

loadSettings();
void main();
