// Makes sure that a server ends with us, even when we are killed with `kill -9`.
import { spawn } from 'node:child_process';

// The pid file tells the end where there is one: a server that nobody waits for stays in the process table.
const SCRIPT = `cat >/dev/null
  lives() { { [ -z "$2" ] || [ -e "$2" ]; } && kill -0 "$1" 2>/dev/null; }
  kill -INT "$1" 2>/dev/null
  n=0; while lives "$1" "$2" && [ $n -lt 100 ]; do sleep 0.2; n=$((n + 1)); done
  if lives "$1" "$2"; then kill -QUIT "$1"; fi
  [ -z "$3" ] || rm -rf "$3"`;

/**
 * Starts a shell that waits for our end of a pipe to close, whatever closes it; then it stops the process and removes
 * the folder that is to be thrown away. Windows has no such shell: there the next start cleans up.
 *
 * @param {number} pid
 * @param {{pidFile?: string, folderToRemove?: string}} options
 * @returns {{dismiss(): void}} to be dismissed when the process has ended in order
 */
export function guard(pid, { pidFile = '', folderToRemove = '' } = {}) {
  if (process.platform === 'win32') return { dismiss() {} };
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'guard', String(pid), pidFile, folderToRemove], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.unref();
  return {
    dismiss() {
      try {
        process.kill(-shell.pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    },
  };
}
