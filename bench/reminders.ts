import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ownerOptions, readSettings } from '@app/platform';
import { DataSource } from 'typeorm';
import { clearReminders, fallDue, type Ground, layGround } from './reminders-fill';
import type { Part, Took } from './reminders-parts';
import { quickly } from './sizes';

const COUNT = quickly() ? 10_000 : 100_000;
const FEW = 500;
/** What the project promises itself: this share of what the raw queue does, and others wait no longer than this. */
const SHARE = 0.7;
const WAIT_SECONDS = 2;
const HANG_MS = 10_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A part in a process of its own, so that its memory is its own; `prepared` runs when it is ready to begin. */
async function run(part: Part, prepared?: () => Promise<void>): Promise<Took> {
  const child = fork(join(__dirname, 'reminders-parts.js'), [JSON.stringify(part)], { stdio: ['ignore', 2, 2, 'ipc'] });
  try {
    for (;;) {
      const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['gone'])])) as [
        Took | 'ready' | 'gone',
      ];
      if (message === 'gone') throw new Error(`${part.part} ended before its time`);
      if (message !== 'ready') return message;
      await prepared?.();
      child.send('go');
    }
  } finally {
    child.kill('SIGKILL');
  }
}

const perSecond = ({ seconds }: Took): number => COUNT / seconds;
const megabytes = ({ memory }: Took): string => memory.join(' / ');

/** The raw queue and ours in turn on one database; answers what both came to. */
async function throughput(owner: DataSource, { channels }: Ground): Promise<{ raw: Took; ours: Took }> {
  const raw = await run({ part: 'raw', count: COUNT });
  await fallDue(owner, COUNT);
  await settleDown(owner);
  const ours = await run({ part: 'ours', count: COUNT, channels });
  await clearReminders(owner);
  return { raw, ours };
}

/** The planner's figures and the visibility map, which autovacuum would bring within minutes. */
async function settleDown(owner: DataSource): Promise<void> {
  const runner = owner.createQueryRunner();
  try {
    await runner.query('vacuum analyze issue');
  } finally {
    await runner.release();
  }
}

/** How long a few reminders of one rule take to their receiver while nothing, a rule, or a receiver is out of order. */
async function delays(owner: DataSource, { channels }: Ground): Promise<Record<'calm' | 'poison' | 'hanging', number>> {
  const [first, second] = channels as [Ground['channels'][number], Ground['channels'][number]];
  const part = (hang: number): Part => ({ part: 'delay', count: FEW, channels, hang });
  const due = (): Promise<void> => fallDue(owner, FEW, ['sign-overdue']);
  await owner.query(`update reminder_rule set active = code = 'sign-overdue'`);

  const calm = await run(part(0), due);
  await clearReminders(owner);

  await owner.query(
    `insert into reminder_rule (code, what, name, sort, whom, title, body, send_from, send_until, workdays_only, since, channels)
     select 'measured-poison', 'measured-poison', '测量：坏规则', 1, '{handler}', '坏规则', '', '00:00', '24:00', false,
            '2000-01-01', array[$1::uuid]`,
    [first.id],
  );
  await owner.query(`update reminder_rule set active = true, sort = 2 where code = 'report-due'`);
  await fallDue(owner, 20, ['report-due']);
  // Somebody else writes a reminder of this rule and does not come to an end: the rule waits for it.
  const holder = owner.createQueryRunner();
  await holder.startTransaction();
  await holder.query(
    `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
     select 'report-due', 'issue', id, report_due_on::text, handler_id, '', '', now() from issue where report_due_on is not null`,
  );
  const poison = await run(part(0), due).finally(async () => {
    await holder.rollbackTransaction();
    await holder.release();
  });
  await owner.query(`update reminder_rule set active = false where code = 'measured-poison'`);
  await clearReminders(owner);

  await owner.query(`update reminder_rule set channels = array[$1::uuid] where code = 'report-due'`, [second.id]);
  await fallDue(owner, FEW, ['report-due']);
  const hanging = await run(part(HANG_MS), due);
  await owner.query(`delete from reminder_rule where code = 'measured-poison'`);
  await clearReminders(owner);
  return { calm: calm.seconds, poison: poison.seconds, hanging: hanging.seconds };
}

/** 100 000 reminders found, written and handed over, beside the raw queue on the same backend in the same run. */
async function main(): Promise<void> {
  const settings = readSettings();
  const { MIGRATION_DATABASE_URL: url = settings.DATABASE_URL } = settings;
  const owner = await new DataSource(ownerOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 4 })).initialize();
  try {
    const ground = await layGround(owner);
    const backend = settings.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis';
    const { raw, ours } = await throughput(owner, ground);
    const ratio = perSecond(ours) / perSecond(raw);
    say(`\n提醒，${COUNT} 条到期，扫描、写入并交给本进程内的接收方；裸队列在 ${backend} 上，放入并由空函数处理`);
    say(
      '| 队列 | 裸队列 条/秒 | 本系统 条/秒 | 比值 | 其中扫描（秒） | 发送（秒） | 本系统内存 10/50/100 % MB | 裸队列内存 MB |',
    );
    say('|---|--:|--:|--:|--:|--:|--:|--:|');
    say(
      `| ${backend} | ${Math.round(perSecond(raw))} | ${Math.round(perSecond(ours))} | ${ratio.toFixed(2)}${ratio < SHARE ? `（低于 ${SHARE}）` : ''} | ${ours.sweepSeconds.toFixed(1)} | ${(ours.seconds - ours.sweepSeconds).toFixed(1)} | ${megabytes(ours)} | ${megabytes(raw)} |`,
    );
    const waits = await delays(owner, ground);
    const added = (seconds: number): string => {
      const more = seconds - waits.calm;
      return `${seconds.toFixed(2)} 秒，多 ${more.toFixed(2)} 秒${more < WAIT_SECONDS ? '' : `（超过 ${WAIT_SECONDS} 秒）`}`;
    };
    say(`\n${FEW} 条提醒从到期到全部交出：平常 ${waits.calm.toFixed(2)} 秒`);
    say(`  一条规则出错、另一条等锁时：${added(waits.poison)}`);
    say(`  另一渠道的接收方不回答时：${added(waits.hanging)}`);
  } finally {
    await owner.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
});
