// Keeps one of the two programs (api, worker) running.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { endChild, root } from './children.mjs';
import { Fault } from './say.mjs';

const QUICK_MS = 20_000;
const QUICK_DEATHS = 3;
const LOG_BYTES = 20e6;
export const LOGS = path.join(root, '.data', 'logs');

/** A log file that never grows beyond twice its bound: the older half is kept beside it. */
function openLog(name) {
  fs.mkdirSync(LOGS, { recursive: true });
  const file = path.join(LOGS, `${name}.log`);
  let size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return (chunk) => {
    try {
      if (size + chunk.length > LOG_BYTES) {
        fs.renameSync(file, `${file}.1`);
        size = 0;
      }
      fs.appendFileSync(file, chunk);
      size += chunk.length;
    } catch {
      // A full disk must not stop a program that still answers; what matters is in the database.
    }
  };
}

/** A line of the log as people read it: of a JSON line its message. */
function readable(line) {
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter(Boolean).join('：') || line;
  } catch {
    return line;
  }
}

/**
 * Starts a program and starts it again when it dies by itself, with growing pauses. Three quick deaths settle `failed`.
 * The IPC channel of `fork` is how the program learns that we were killed.
 *
 * @param {string} name what people call it
 * @param {string} file its compiled main file
 * @param {Record<string, string | undefined>} env
 * @param {() => void} changed called when the process id changes
 */
export function keepRunning(name, file, env, changed = () => {}) {
  const log = openLog(path.basename(path.dirname(file)));
  let child;
  let timer;
  let stopping = false;
  let quickDeaths = 0;
  let lines = [];
  let fail;
  const failed = new Promise((_, reject) => (fail = reject));
  failed.catch(() => {});

  const hear = (chunk) => {
    log(chunk);
    lines = [
      ...lines,
      ...String(chunk)
        .split('\n')
        .filter((line) => line.trim() !== ''),
    ].slice(-40);
  };
  const begin = () => {
    const started = performance.now();
    const born = fork(path.join(root, file), {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = born;
    lines = [];
    born.stdout.on('data', hear);
    born.stderr.on('data', hear);
    born.once('error', (error) => hear(`${error.message}\n`));
    // `close` and not `exit`: its last words are to be read first.
    born.once('close', (code, signal) => {
      if (stopping || child !== born) return;
      quickDeaths = performance.now() - started < QUICK_MS ? quickDeaths + 1 : 1;
      if (quickDeaths >= QUICK_DEATHS) {
        return fail(
          new Fault(
            `${name}连续 ${QUICK_DEATHS} 次启动后很快退出，已全部停止。它最后的输出：`,
            lines.slice(-15).map(readable),
          ),
        );
      }
      const wait = 2 ** (quickDeaths - 1);
      console.log(`  ! ${name}自己退出了（${signal ?? code}），${wait} 秒后重新启动。`);
      timer = setTimeout(begin, wait * 1000);
    });
    changed();
  };
  begin();

  return {
    failed,
    pid: () => child?.pid,
    lines: () => lines.slice(-15).map(readable),
    /** Starts it anew at once, for code that was compiled again. */
    async restart() {
      const old = child;
      clearTimeout(timer);
      child = undefined;
      await endChild(old);
      quickDeaths = 0;
      if (!stopping) begin();
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (child) await endChild(child);
    },
  };
}
