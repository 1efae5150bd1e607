// `npm run check`: everything that must be right before a change lands, each part named; then the tests, unless
// `--no-test` is given. Other arguments go to Jest.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { buildServer, CLIENT, DOCUMENT, openapiDocument, remember, serverHash, TOOLS, writeClient } from './build.mjs';
import { Interrupted, root, runNode } from './children.mjs';
import { lockfileFaults } from './check-lockfile.mjs';
import { Fault, printFault, step } from './say.mjs';

const { prepare } = createRequire(import.meta.url)('./prepare.cjs');

const stopping = new AbortController();
const { signal } = stopping;
process.on('SIGINT', () => stopping.abort()).on('SIGTERM', () => stopping.abort());

async function tool(what, args) {
  const { code, output } = await runNode(args, { signal });
  if (code !== 0) throw new Fault(what, output.trimEnd().split('\n').slice(0, 60));
}

/** Document and client lie in git; whoever changes a controller commits them anew. */
async function checkClient() {
  fs.mkdirSync(path.join(root, 'dist'), { recursive: true });
  const server = serverHash();
  await buildServer(signal);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-client-'));
  try {
    const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
    const hint = '请运行 npm run build 并提交它。';
    const document = await openapiDocument(signal);
    if (read(path.join(root, DOCUMENT)) !== document) throw new Fault(`${DOCUMENT} 与接口代码不一致：${hint}`);
    await writeClient(DOCUMENT, path.join(folder, 'schema.ts'), signal);
    if (read(path.join(root, CLIENT)) !== read(path.join(folder, 'schema.ts')))
      throw new Fault(`${CLIENT} 与 ${DOCUMENT} 不一致：${hint}`);
    remember({ server });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const CHECKS = [
  [
    '格式',
    () => tool('格式不对（npm run format 可改正）：', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']),
  ],
  ['代码规则', () => tool('代码规则：', ['node_modules/eslint/bin/eslint.js', '.'])],
  ['类型（服务端）', () => tool('类型错误：', [TOOLS.tsc, '--noEmit', '-p', 'tsconfig.json'])],
  ['类型（页面）', () => tool('类型错误：', [TOOLS.tsc, '--noEmit', '-p', 'apps/web/tsconfig.json'])],
  [
    '架构',
    () =>
      tool('引用方向不对：', [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'apps', 'libs', 'migrations', 'seeds'],
      ]),
  ],
  [
    '锁文件',
    async () => {
      const faults = lockfileFaults();
      if (faults.length > 0) throw new Fault('package-lock.json 有问题：', faults);
    },
  ],
  ['接口文档和客户端', checkClient],
];

/** All checks run, so that one sees all faults at once; the tests only when the rest is right. */
async function check() {
  const failed = [];
  for (const [name, work] of CHECKS) {
    try {
      await step(name, work);
    } catch (error) {
      if (error instanceof Interrupted) throw new Fault('检查被中断。');
      printFault(error);
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new Fault(`没有通过：${failed.join('、')}。`);
  const args = process.argv.slice(2);
  if (!args.includes('--no-test')) {
    const { code } = await runNode(['scripts/test.mjs', ...args], { signal, stdio: 'inherit' });
    if (code !== 0) throw new Fault('测试没有通过。');
  }
  console.log('\n✓ 全部通过');
}

prepare(() => {
  check().catch((error) => {
    printFault(error);
    process.exitCode = 1;
  });
});
