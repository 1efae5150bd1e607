import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// What an officer's phone must load, at most: over one bar of signal each kilobyte is felt.

const PAGES = join(__dirname, '../dist/web');
const LIMIT_KB = 300;

const read = (path: string): string => readFileSync(join(PAGES, path), 'utf8');

/** Every script that a page reaches, at once or later. */
function scriptsOf(page: string): Set<string> {
  const reached = new Set<string>();
  const walk = (text: string): void => {
    for (const [, name] of text.matchAll(/["'`./]((?:assets\/)?[\w.-]+\.js)["'`]/g)) {
      const path = name?.startsWith('assets/') ? name : `assets/${name}`;
      if (reached.has(path) || !existsSync(join(PAGES, path))) continue;
      reached.add(path);
      walk(read(path));
    }
  };
  walk(read(page));
  return reached;
}

const kilobytes = (paths: Iterable<string>): number =>
  [...paths].reduce((sum, path) => sum + gzipSync(read(path), { level: 6 }).length, 0) / 1024;

it('the phone loads at most 300 kB of script, gzipped, all that comes later included', () => {
  const scripts = scriptsOf('field.html');
  const total = kilobytes(scripts) + gzipSync(read('sw.js')).length / 1024;
  console.log(`field.html: ${total.toFixed(1)} kB of script gzipped in ${scripts.size} files, and its worker`);
  expect(scripts.size).toBeGreaterThan(1);
  expect(total).toBeLessThan(LIMIT_KB);
  // The same walk finds far more at the desk: it does not look away.
  expect(kilobytes(scriptsOf('index.html'))).toBeGreaterThan(LIMIT_KB);
});

it('and keeps exactly these for opening without a network', () => {
  const kept = new Set([...read('sw.js').matchAll(/"url":"\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path));
  expect([...kept].sort()).toEqual([...scriptsOf('field.html')].sort());
});

it('the page has no script of its own: the policy forbids it', () => {
  expect(read('field.html')).not.toMatch(/<script(?![^>]*\ssrc=)/);
});
