import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownerOptions, readSettings } from '@app/platform';
import { DataSource } from 'typeorm';
import { CASES, MONTH_CASES, RECOMPUTE } from './cases';
import { findGround, findMonths } from './ground';
import { type Measured, type Patience, Press } from './measure';
import { measureRecompute } from './recompute';
import { isAbove, LIMIT, TABLE_HEAD, tableRow } from './report';
import { checkSame } from './same-answers';
import { quickly } from './sizes';

const CONNECTIONS = [1, 16, 64];
const PATIENCE: Patience = { warmMs: 1_000, sliceMs: 1_000, slices: 4 };
const QUICK: Patience = { warmMs: 200, sliceMs: 300, slices: 2 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Measures the api and the reference that `scripts/bench.mjs` has started on one filled database. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      api: { type: 'string', default: '' },
      'api-pid': { type: 'string', default: '' },
      reference: { type: 'string', default: '' },
      json: { type: 'string', default: join(tmpdir(), 'xiaohao-bench.json') },
      case: { type: 'string', multiple: true },
      quick: { type: 'boolean' },
      months: { type: 'boolean', default: false },
    },
  });
  const servers = { api: values.api, apiPid: Number(values['api-pid']), reference: values.reference };
  const wanted = (name: string): boolean => values.case?.includes(name) ?? true;
  const cases = (values.months ? MONTH_CASES : CASES).filter(({ name }) => wanted(name));
  const settings = readSettings();
  const find = values.months ? findMonths : findGround;
  const ground = await find(settings.DATABASE_URL, servers.api);
  for (const benchCase of values.months ? [] : cases) await checkSame(servers, benchCase, ground);

  const press = new Press(ground, servers, quickly() ? QUICK : PATIENCE);
  const rows: Measured[] = [];
  say(`\n${TABLE_HEAD}`);
  try {
    for (const benchCase of cases) {
      for (const connections of benchCase.connections ?? CONNECTIONS) {
        const measured = await press.measure(benchCase, connections);
        rows.push(measured);
        say(tableRow(measured));
      }
    }
  } finally {
    await press.close();
  }
  if (values.months && wanted(RECOMPUTE)) {
    const { MIGRATION_DATABASE_URL: url = settings.DATABASE_URL } = settings;
    const owner = await new DataSource(ownerOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 1 })).initialize();
    try {
      const measured = await measureRecompute(settings, owner, ground.months.large);
      rows.push(measured);
      say(tableRow(measured));
    } finally {
      await owner.destroy();
    }
  }
  const machine = { cpu: cpus()[0]?.model ?? '', cores: availableParallelism(), node: process.version };
  writeFileSync(values.json, `${JSON.stringify({ machine, quick: quickly(), limit: LIMIT, rows }, null, 2)}\n`);
  const above = rows.filter(isAbove).length;
  say(`\n${rows.length} 项，其中 ${above} 项超过参照的 ${LIMIT} 倍或另定的倍数。数据已写入 ${values.json}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
});
