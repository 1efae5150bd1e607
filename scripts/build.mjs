// Builds what changed since the last build: server, API client, pages.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runNode } from './children.mjs';
import { Fault, firstLines, printFault, step } from './say.mjs';

const RECORD = path.join(root, 'dist', '.built');
const SERVER = ['apps/api', 'apps/worker', 'libs', 'migrations', 'seeds', 'bench'];
const FONTS = 'libs/photo/fonts';
const SETTINGS = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];
export const DOCUMENT = 'apps/web/openapi.json';
export const CLIENT = 'apps/web/src/client/schema.ts';
export const TOOLS = {
  nest: 'node_modules/@nestjs/cli/bin/nest.js',
  openapi: 'node_modules/openapi-typescript/bin/cli.js',
  vite: 'node_modules/vite/bin/vite.js',
  tsc: 'node_modules/typescript/bin/tsc',
};

function* filesBelow(entry) {
  const stats = fs.statSync(path.join(root, entry), { throwIfNoEntry: false });
  if (stats?.isFile()) yield entry;
  if (stats?.isDirectory())
    for (const name of fs.readdirSync(path.join(root, entry)).sort()) yield* filesBelow(`${entry}/${name}`);
}

/** One hash over names and contents; specs do not go into the program. */
export function hashOf(entries) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of entries.flatMap((entry) => [...filesBelow(entry)])) {
    if (/\.spec\.tsx?$/.test(file)) continue;
    hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

export const serverHash = () => hashOf([...SERVER, ...SETTINGS]);
const pagesHash = () => hashOf(['apps/web', 'package-lock.json']);
const exists = (file) => fs.existsSync(path.join(root, file));

function readRecord() {
  try {
    return JSON.parse(fs.readFileSync(RECORD, 'utf8'));
  } catch {
    return {};
  }
}

/** So that what is up to date is not built again. */
export function remember(part) {
  fs.writeFileSync(RECORD, JSON.stringify({ ...readRecord(), ...part }));
}

/** Removes what was compiled from sources that are gone: a deleted migration must not run. */
function removeOrphans(folder) {
  for (const entry of fs.readdirSync(path.join(root, 'dist', folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) removeOrphans(name);
    else if (!exists(name.replace(/\.js(\.map)?$/, '.ts'))) fs.rmSync(path.join(root, 'dist', name));
  }
}

/** Compiles api, worker, migrations and seeds into dist/. */
export async function buildServer(signal) {
  // The compiler's memory of what it wrote is wrong when somebody deleted the outcome.
  if (!exists('dist/apps/api/main.js')) {
    for (const file of ['dist/tsconfig.build.tsbuildinfo', 'tsconfig.build.tsbuildinfo'])
      fs.rmSync(path.join(root, file), { force: true });
  }
  const { code, output } = await runNode([TOOLS.nest, 'build'], { signal });
  if (code !== 0) throw new Fault('编译失败，编译器的前几行：', firstLines(output));
  for (const folder of SERVER) if (exists(`dist/${folder}`)) removeOrphans(folder);
  // The compiler copies no files: fonts of the watermark lie beside the program that reads them.
  fs.cpSync(path.join(root, FONTS), path.join(root, 'dist', FONTS), { recursive: true });
}

/** The API's description as the built api gives it. */
export async function openapiDocument(signal) {
  const { code, stdout, lines } = await runNode(['dist/apps/api/openapi.js'], {
    signal,
    env: { ...process.env, LOG_LEVEL: 'silent' },
  });
  if (code !== 0) throw new Fault('生成接口文档失败：', lines);
  try {
    return `${JSON.stringify(JSON.parse(stdout), null, 2)}\n`;
  } catch {
    throw new Fault('接口文档不是 JSON：', firstLines(stdout));
  }
}

/** Writes the client's types for `document` into `target`. */
export async function writeClient(document, target, signal) {
  const { code, lines } = await runNode([TOOLS.openapi, document, '-o', target], { signal });
  if (code !== 0) throw new Fault('生成接口客户端失败：', lines);
}

/** Document and client lie in git: they are written only when they differ, so that a build leaves a clean checkout clean. */
async function updateClient(signal, always) {
  const document = await openapiDocument(signal);
  const file = path.join(root, DOCUMENT);
  if (!always && exists(DOCUMENT) && exists(CLIENT) && fs.readFileSync(file, 'utf8') === document) return;
  fs.writeFileSync(file, document);
  await writeClient(DOCUMENT, CLIENT, signal);
}

async function buildPages(signal) {
  const { code, output } = await runNode([TOOLS.vite, 'build', '--config', 'apps/web/vite.config.mts'], {
    signal,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Fault('页面构建失败，构建器的前几行：', firstLines(output));
}

/** Builds api, worker, migrations and seeds where they are stale; for programs that show no pages. */
export async function buildServerOnly({ signal, always = false } = {}) {
  fs.mkdirSync(path.join(root, 'dist'), { recursive: true });
  const server = serverHash();
  if (!always && readRecord().server === server && exists('dist/apps/api/main.js')) return;
  await step('编译服务端', async () => {
    await buildServer(signal);
    await updateClient(signal, always);
    remember({ server });
  });
}

/** Builds what is stale, which takes a fraction of a second when nothing is; or everything, when `always`. */
export async function build({ signal, always = false } = {}) {
  await buildServerOnly({ signal, always });
  const pages = pagesHash();
  if (always || readRecord().pages !== pages || !exists('dist/web/index.html')) {
    await step('构建页面', async () => {
      await buildPages(signal);
      remember({ pages });
    });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  createRequire(import.meta.url)('./prepare.cjs').prepare(() => {
    build({ always: true }).catch((error) => {
      printFault(error);
      process.exitCode = 1;
    });
  });
}
