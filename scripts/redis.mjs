// The machine's redis-server, for as long as we live.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endChild } from './children.mjs';
import { freePort } from './embedded-postgres.mjs';
import { guard } from './guard.mjs';

/** Starts the machine's redis-server without persistence; answers undefined when there is none. */
export async function startRedis() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-redis-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  const port = await freePort();
  const options = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn('redis-server', options.map(String), { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = await new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
    child.stdout.on('data', (chunk) => String(chunk).includes('Ready to accept connections') && resolve(true));
  });
  if (!ready) return void remove();
  const watcher = guard(child.pid, { folderToRemove: folder });
  const stop = async () => {
    await endChild(child);
    watcher.dismiss();
    remove();
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}
