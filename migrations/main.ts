import { readSettings, SettingsError } from '@app/platform';
import { migrateDown, migrateUp, migrationStates } from './migrate';

const USAGE = '用法：main.js up | down [步数|all] | status';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main([command = 'up', steps = '1']: string[]): Promise<void> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL: url = DATABASE_URL } = readSettings();
  if (command === 'up') {
    const applied = await migrateUp(url, DATABASE_URL);
    say(applied.length > 0 ? `数据库结构已更新：${applied.join('、')}` : '数据库结构已是最新。');
  } else if (command === 'down' && (steps === 'all' || /^[1-9]\d?$/.test(steps))) {
    const undone = await migrateDown(url, steps === 'all' ? 'all' : Number(steps));
    say(undone.length > 0 ? `已退回：${undone.join('、')}` : '没有可退回的数据库结构。');
  } else if (command === 'status') {
    for (const { name, applied } of await migrationStates(url)) say(`${applied ? '✓' : '·'} ${name}`);
  } else {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof SettingsError;
  process.stderr.write(`${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
});
