// What the launcher says to the person at the terminal.
import { stripVTControlCharacters } from 'node:util';

/** A failure that a person can act on: it is printed as its sentence and lines, without a stack. */
export class Fault extends Error {
  /**
   * @param {string} sentence what is wrong and what to do
   * @param {string[]} lines what the program that failed said last
   */
  constructor(sentence, lines = []) {
    super(sentence);
    this.lines = lines;
  }
}

/** The last `count` lines of a text that say something. */
export function lastLines(text, count = 15) {
  return stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count);
}

/** The first lines that say something: a compiler names the cause first. */
export function firstLines(text, count = 15) {
  return lastLines(text, Infinity).slice(0, count);
}

const secondsSince = (started) => ((performance.now() - started) / 1000).toFixed(1);

/** Runs one step and prints what it is and how long it took; `done` may name what came out of it. */
export async function step(name, work) {
  const started = performance.now();
  console.log(`  … ${name}`);
  const outcome = await work();
  console.log(`  ✓ ${name} ${secondsSince(started)} 秒`);
  return outcome;
}

const NO_SPACE = /ENOSPC|No space left on device|Check free disk space/;

/** Turns any error into the sentence and lines to print. */
export function explain(error) {
  const text = [error?.message, error?.code, ...(error?.lines ?? [])].join('\n');
  if (NO_SPACE.test(text)) {
    return { sentence: '磁盘已满：请清理出至少 300 MB 空间后再次运行，已保存的数据不受影响。', lines: [] };
  }
  if (error instanceof Fault) return { sentence: error.message, lines: error.lines };
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    return {
      sentence: `没有权限写 ${error.path ?? '所需的文件'}（${error.code}）：请检查该文件夹的所有者和权限。`,
      lines: [],
    };
  }
  return { sentence: '启动程序自身出错：', lines: lastLines(String(error?.stack ?? error), 12) };
}

/** Prints why we stop. */
export function printFault(error) {
  const { sentence, lines } = explain(error);
  console.error(`\n✗ ${sentence}`);
  for (const line of lines) console.error(`    ${line}`);
}
