// Running other programs so that none outlives us.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { lastLines } from './say.mjs';

export const { root } = createRequire(import.meta.url)('./prepare.cjs');

/** Thrown by `run` when it was asked to stop; nobody has to be told. */
export class Interrupted extends Error {}

/**
 * Runs a program to its end and returns its exit code, what it said (both streams, the last 200 kB) and its whole stdout.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & {signal?: AbortSignal, show?: boolean}} options
 *   `show` passes its words on to the terminal as they come
 */
export function run(command, args, { signal, show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Interrupted());
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    let stdout = '';
    const collect = (stream, to) =>
      stream?.setEncoding('utf8').on('data', (chunk) => {
        output = (output + chunk).slice(-200_000);
        if (stream === child.stdout) stdout += chunk;
        if (show) to.write(chunk);
      });
    collect(child.stdout, process.stdout);
    collect(child.stderr, process.stderr);
    const stop = () => void endChild(child, 5_000);
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => {
      signal?.removeEventListener('abort', stop);
      reject(error);
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(new Interrupted());
      else resolve({ code, output, stdout, lines: lastLines(output) });
    });
  });
}

/** Runs one of our own programs or a tool of node_modules with this Node. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** Asks a child to end, waits, and ends it by force when it does not listen. */
export function endChild(child, patienceMs = 10_000) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** The command line of a process, or '' when there is none: a process id alone may by now belong to somebody else. */
export function commandOf(pid) {
  if (process.platform === 'linux') {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  if (process.platform === 'win32') return '';
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
