// `npm run dev`: like `npm start`, but compiled again at every change, and the pages from Vite's server.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { build, TOOLS } from './build.mjs';
import { endChild, root } from './children.mjs';
import { claimClone } from './claim.mjs';
import {
  environmentFor,
  loadSettings,
  openDatabase,
  PREPARATIONS,
  runProgram,
  servingEnvironment,
  waitUntilHealthy,
} from './district.mjs';
import { freePort } from './embedded-postgres.mjs';
import { guard } from './guard.mjs';
import { keepRunning } from './keep-running.mjs';
import { Fault, printFault, step } from './say.mjs';

const { prepare } = createRequire(import.meta.url)('./prepare.cjs');
const { portOf, complaint } = createRequire(import.meta.url)('./port.cjs');

/** The compiler stays and compiles what changes; `compiled` is called after each run without faults but the first. */
function watchServer(compiled) {
  const child = spawn(process.execPath, [TOOLS.nest, 'build', '--watch', '--preserveWatchOutput'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let runs = 0;
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const faults = /Found (\d+) error/.exec(text)?.[1];
    if (faults === undefined || faults !== '0') process.stdout.write(text);
    if (faults === '0' && runs++ > 0) compiled();
  });
  const watcher = guard(child.pid);
  child.once('exit', () => watcher.dismiss());
  return child;
}

async function live(signal, ends) {
  const port = portOf(process.env.PORT);
  const sentence = await new Promise((resolve) => complaint(process.env.PORT, process.env.HOST, resolve));
  if (sentence) throw new Fault(sentence.replaceAll('npm start', 'npm run dev'));
  const claim = await claimClone('npm run dev');
  ends.push(claim.release);
  await build({ signal });
  const database = await step('准备数据库', () => openDatabase({ signal }));
  ends.push(() => database.stop());

  const apiPort = await freePort();
  const env = {
    ...environmentFor(database),
    NODE_ENV: 'development',
    PORT: String(apiPort),
    PUBLIC_URL: `http://localhost:${port}`,
  };
  const prepareData = async () => {
    for (const { name, args, wanted } of PREPARATIONS) {
      if (wanted(env)) await step(name, () => runProgram(name, args, env, { signal }));
    }
  };
  await prepareData();

  const apps = [];
  const note = () => claim.note(apps.map((app) => app.pid()));
  ends.push(() => Promise.all(apps.map((app) => app.stop())));
  const origin = `http://127.0.0.1:${apiPort}`;
  await step('启动接口服务和后台任务', async () => {
    apps.push(keepRunning('接口服务', 'dist/apps/api/main.js', servingEnvironment(env), note));
    apps.push(keepRunning('后台任务', 'dist/apps/worker/main.js', servingEnvironment(env), note));
    await waitUntilHealthy(origin, apps, signal);
  });

  const { createServer } = await import('vite');
  const pages = await createServer({
    root: `${root}/apps/web`,
    configFile: `${root}/apps/web/vite.config.mts`,
    server: { port, strictPort: true, proxy: { '/api': { target: origin } } },
  });
  ends.push(() => pages.close());
  await pages.listen();

  // One restart after the other: a change while the last one is being taken over waits its turn.
  let turn = Promise.resolve();
  const compiler = watchServer(() => {
    turn = turn
      .then(async () => {
        await runProgram('更新数据库结构', PREPARATIONS[0].args, env, { signal });
        await Promise.all(apps.map((app) => app.restart()));
        console.log('  ✓ 代码有变，已重新启动接口服务和后台任务');
      })
      .catch((error) => signal.aborted || printFault(error));
  });
  ends.push(() => endChild(compiler));
  console.log(`\n开发服务已启动：http://localhost:${port}（接口在 ${origin}），改动代码后自动更新，按 Ctrl-C 停止。`);

  const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([stopped, ...apps.map((app) => app.failed)]);
}

async function main() {
  loadSettings();
  const stopping = new AbortController();
  process.on('SIGINT', () => stopping.abort()).on('SIGTERM', () => stopping.abort());
  const ends = [];
  let code = 0;
  try {
    await live(stopping.signal, ends);
  } catch (error) {
    if (!stopping.signal.aborted) {
      printFault(error);
      code = 1;
    }
  }
  for (const end of ends.reverse()) await Promise.resolve().then(end).catch(printFault);
  process.exit(code);
}

prepare(() => void main());
