// One program at a time works with this clone's embedded database.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, root } from './children.mjs';
import { Fault } from './say.mjs';

const FILE = path.join(root, '.data', 'running.json');

function readClaim() {
  try {
    return JSON.parse(fs.readFileSync(FILE, 'utf8'));
  } catch {
    return undefined;
  }
}

const holds = (claim) => /scripts[\\/](start\.cjs|dev\.mjs|db\.mjs)/.test(commandOf(claim.pid));

async function endLeftovers(claim) {
  for (const pid of claim.children ?? []) {
    if (!commandOf(pid).includes(path.join('dist', 'apps'))) continue;
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      for (let wait = 0; wait < 50 && commandOf(pid); wait++) {
        if (wait === 0) process.kill(pid, signal);
        await pause(100);
      }
    }
  }
}

/** Who has claimed this clone and still lives, if anybody. */
export function whoRuns() {
  const claim = readClaim();
  return claim && holds(claim) ? claim : undefined;
}

/**
 * Claims the clone for this process, or throws a fault that names who has it. What a launcher that was killed has left
 * running is ended first.
 *
 * @returns {Promise<{note(children: number[]): void, release(): void}>}
 */
export async function claimClone(what) {
  fs.mkdirSync(path.dirname(FILE), { recursive: true });
  const write = (children, flag) =>
    fs.writeFileSync(FILE, JSON.stringify({ pid: process.pid, what, children }), { flag });
  try {
    write([], 'wx');
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const claim = readClaim();
    if (claim && holds(claim)) {
      throw new Fault(`这个目录里已经有一个 ${claim.what} 在运行（进程 ${claim.pid}）：请先用 Ctrl-C 停掉它。`);
    }
    if (claim) await endLeftovers(claim);
    fs.rmSync(FILE, { force: true });
    write([], 'wx');
  }
  return {
    note: (children) => write(children.filter(Boolean), 'w'),
    release: () => fs.rmSync(FILE, { force: true }),
  };
}
