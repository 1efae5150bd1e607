// `npm run test:faults`: builds what is stale, then lets things go wrong on servers of their own; see test/faults.
import { createRequire } from 'node:module';
import { buildServerOnly } from './build.mjs';
import { printFault } from './say.mjs';

const { prepare } = createRequire(import.meta.url)('./prepare.cjs');

async function main() {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const ends = [];
  let code = 1;
  try {
    await buildServerOnly({ signal: stopping.signal });
    // Needs packages, which `prepare` may have just installed.
    const { drill } = await import('../test/faults/main.mjs');
    code = await drill(process.argv.slice(2), stopping.signal, ends);
  } catch (error) {
    printFault(error);
  } finally {
    for (const end of ends.reverse()) await Promise.resolve().then(end).catch(printFault);
  }
  process.exit(code);
}

prepare(() => void main());
