import { Logger } from '@nestjs/common';
import { dayOf, fileStoreOf, isDay, SystemClock } from '@app/platform';
import { runSeed, SeedFault } from '../command';
import { ACCOUNTS } from './org';
import { FIRST_TODAY, PASSWORD, seedDemo } from './demo';

/** `--today=2026-11-21`, else today in Shanghai. */
function readToday(args: string[]): string {
  const given = args.find((arg) => arg.startsWith('--today='))?.slice('--today='.length);
  const today = given ?? dayOf(new SystemClock().now());
  if (isDay(today) && today >= FIRST_TODAY) return today;
  throw new SeedFault(`--today 应为 ${FIRST_TODAY} 或以后的日期，例如 --today=2026-11-21。`);
}

// What the invented group refuses is part of the demonstration.
Logger.overrideLogger(['error']);

void runSeed(async (database, settings) => {
  const seeded = await seedDemo(database, readToday(process.argv.slice(2)), fileStoreOf(settings), settings);
  if (!seeded) return console.log('库中已有用户，不再装入演示数据。');
  const { project, visit, issue } = seeded;
  console.log(`演示数据已装入：${project} 个项目、${visit} 次走访、${issue} 个问题。`);
  if (settings.SECRETS_KEY === undefined) console.log('没有设置 SECRETS_KEY，演示数据里没有通知渠道。');
  console.log(`演示账号：${ACCOUNTS.join('、')}，密码均为 ${PASSWORD}。`);
});
