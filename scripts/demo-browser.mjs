// A demo district of its own with a headless Chromium before it: for pictures and for measuring the pages.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { build } from './build.mjs';
import { endChild, root, runNode } from './children.mjs';
import { freePort, startTemporaryPostgres } from './embedded-postgres.mjs';
import { Fault, step } from './say.mjs';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(fs.existsSync);

/** Builds, seeds and starts everything, hands it over, and leaves nothing running. */
export async function inDemoBrowser(work) {
  if (!BROWSER) throw new Fault('没有找到 Chromium：请先安装（Debian：apt-get install chromium fonts-noto-cjk）。');
  await build();
  const postgres = await startTemporaryPostgres();
  const files = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-demo-files-'));
  let api;
  let browser;
  try {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      PORT: String(port),
      FILES_DIR: files,
      LOG_LEVEL: 'error',
      DEMO: '1',
    };
    for (const [what, ...args] of [
      ['dist/migrations/main.js', 'up'],
      ['dist/seeds/reference/main.js'],
      ['dist/seeds/demo/main.js'],
    ]) {
      await step(what, () => runNode([what, ...args], { env }));
    }
    api = fork(path.join(root, 'dist/apps/api/main.js'), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(api, 'message');
    browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--lang=zh-CN'],
    });
    await work({ browser, origin });
  } finally {
    await browser?.close();
    if (api) await endChild(api);
    await postgres.stop();
    fs.rmSync(files, { recursive: true, force: true });
  }
}
