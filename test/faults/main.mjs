// `npm run test:faults`: what is promised about reminders, proved with real processes that are really killed.
import { parseArgs } from 'node:util';
import { Fault } from '../../scripts/say.mjs';
import { check, DOUBLED } from './check.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { House, Stage } from './stage.mjs';

const REMINDERS = 2_000;
const QUICK = 240;
/** Within this time everything must be settled after the last fault: a lost sender is given up after a minute. */
const PATIENCE_MS = 240_000;
/** The scenarios that `--quick` keeps: one of each way to go wrong, on one backend or the other. */
const SHORT = {
  postgres: ['two-sweeps', 'worker-killed-after', 'queue-flushed', 'postgres-killed'],
  redis: ['two-sweeps', 'worker-killed-before', 'redis-empty', 'api-killed'],
};

const OPTIONS = {
  backend: { type: 'string', default: 'both' },
  only: { type: 'string' },
  rounds: { type: 'string', default: '1' },
  reminders: { type: 'string' },
  quick: { type: 'boolean', default: false },
  broken: { type: 'string' },
  'prove-red': { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
};

const say = (line) => console.log(line);
const COLUMNS = [
  ['应发', 'expected'],
  ['写入', 'written'],
  ['已发', 'sent'],
  ['失败', 'failed'],
  ['未知', 'unknown'],
  ['取消', 'cancelled'],
  ['收到', 'received'],
];
const HEAD = `| 场景 | 队列 | ${COLUMNS.map(([name]) => name).join(' | ')} | 结清（秒） | 接口 p99，中断前 → 中断时：写，读（毫秒） | |`;
const RULE = `|---|---|${'--:|'.repeat(COLUMNS.length + 2)}---|`;

const rowOf = (scenario, backend, { counts, violations, seconds }) => {
  const times =
    counts.writeP99 === undefined
      ? ''
      : ['write', 'read']
          .map((what) => `${Math.round(counts[`${what}Before`])} → ${Math.round(counts[`${what}P99`])}`)
          .join('，');
  const cells = COLUMNS.map(([, name]) => counts[name] ?? '');
  return `| ${scenario.title} | ${backend} | ${cells.join(' | ')} | ${seconds} | ${times} | ${violations.length === 0 ? '✓' : '✗'} |`;
};

/** What the programs said last, each. */
const linesOf = ({ api, workers = [] }) =>
  [api, ...workers].filter(Boolean).flatMap(({ name, lines }) => lines.slice(-8).map((line) => `${name}：${line}`));

/** One scenario on a world of its own. Answers what was counted and what was violated. */
async function play(house, scenario, options) {
  const stage = new Stage(house, options);
  const from = performance.now();
  const seconds = () => Math.round((performance.now() - from) / 1000);
  try {
    await stage.open();
    await scenario.run(stage);
    const settled = await stage.settle(PATIENCE_MS);
    const outcome = await check(stage, settled, scenario.promised?.(stage));
    return { ...outcome, seconds: seconds(), lines: linesOf(stage) };
  } catch (error) {
    const violations = [`演练没有进行完：${error.message}`];
    return { counts: {}, violations, seconds: seconds(), lines: linesOf(stage) };
  } finally {
    await stage.close();
  }
}

/** Runs what was asked for; answers all violations. */
async function runAll(house, options, signal) {
  const violations = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const backend of options.backends) {
      say(
        `\n第 ${round} 轮，队列在 ${backend === 'redis' ? 'Redis' : 'PostgreSQL'} 上，每个场景 ${options.reminders} 条提醒\n`,
      );
      say(HEAD);
      say(RULE);
      for (const scenario of options.scenariosOn(backend)) {
        if (signal.aborted) throw new Fault('演练被中断。');
        const outcome = await play(house, scenario, { ...options, backend });
        say(rowOf(scenario, backend, outcome));
        if (outcome.violations.length === 0) continue;
        for (const sentence of outcome.violations) {
          say(`  ✗ ${scenario.name}（${backend}）：${sentence}`);
          violations.push(`${scenario.name}（${backend}）：${sentence}`);
        }
        if (!options.broken) for (const line of outcome.lines) say(`      ${line}`);
      }
    }
  }
  return violations;
}

function readOptions(args) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const backends = values.backend === 'both' ? ['postgres', 'redis'] : [values.backend];
  if (backends.some((name) => !['postgres', 'redis'].includes(name)))
    throw new Fault('--backend 应为 postgres、redis 或 both。');
  const broken = values['prove-red'] ? 'unique-key' : values.broken;
  if (broken !== undefined && broken !== 'unique-key') throw new Fault('--broken 只能是 unique-key。');
  const names = values.only?.split(',') ?? (broken ? ['two-sweeps'] : undefined);
  const unknown = names?.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown) throw new Fault(`没有场景 ${unknown}：有 ${SCENARIOS.map(({ name }) => name).join('、')}。`);
  return {
    ...{ backends, broken, proveRed: values['prove-red'], list: values.list },
    rounds: Number(values.rounds),
    reminders: Number(values.reminders ?? (values.quick ? QUICK : REMINDERS)),
    scenariosOn: (backend) => {
      const wanted = names ?? (values.quick ? SHORT[backend] : undefined);
      return SCENARIOS.filter(
        ({ name, backends: own }) => (wanted?.includes(name) ?? true) && (own?.includes(backend) ?? true),
      );
    },
  };
}

/**
 * @param {string[]} args
 * @param {AbortSignal} signal
 * @param {(() => unknown)[]} ends what is to be ended afterwards, in the opposite order
 * @returns {Promise<number>} the exit code
 */
export async function drill(args, signal, ends) {
  const options = readOptions(args);
  if (options.list) {
    for (const { name, title } of SCENARIOS) say(`${name.padEnd(22)}${title}`);
    return 0;
  }
  const house = await House.open(ends);
  const violations = await runAll(house, options, signal);
  if (options.proveRed) {
    // Red for what was broken, not because something did not start.
    const red = violations.some((sentence) => sentence.includes(DOUBLED));
    say(red ? '\n✓ 去掉唯一键后演练如期变红。' : '\n✗ 去掉唯一键后演练没有因重复而变红：它证明不了什么。');
    return red ? 0 : 1;
  }
  if (violations.length === 0) say('\n✓ 每条提醒都有结果，没有一条发了两次。');
  else say(`\n✗ ${violations.length} 处违反：\n${violations.map((sentence) => `  · ${sentence}`).join('\n')}`);
  return violations.length === 0 ? 0 : 1;
}
