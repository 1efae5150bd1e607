import 'reflect-metadata';
import { AnchorFolder, type Verdict, verifyRecord } from '@app/record';
import { databaseOptions, loginKind, readSettings, SettingsError } from '@app/platform';
import { DataSource } from 'typeorm';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function sentenceOf(verdict: Verdict, place: string, seconds: string): string {
  const { ledgers, issues, events, seals, unsealed, anchorFiles } = verdict;
  const outside =
    anchorFiles > 0 ? `，与 ${anchorFiles} 天留存的校验值一致` : `；${place} 中还没有留存的校验值，只核对了数据库内部`;
  const waiting = unsealed > 0 ? `；最近 ${unsealed} 条尚未封存` : '';
  return `台账记录完整：${ledgers} 本台账、${issues} 个问题、${events} 条记录、${seals} 次封存${outside}${waiting}。用时 ${seconds} 秒。`;
}

/** Proves the record, or names the first row that is broken; exit code 0 or 1. */
async function main(): Promise<void> {
  const settings = readSettings();
  const anchors = new AnchorFolder(settings.RECORD_ANCHOR_DIR);
  const database = await new DataSource(databaseOptions(settings)).initialize();
  try {
    const started = performance.now();
    const files = await anchors.all();
    const verdict = await database.transaction('REPEATABLE READ', (tx) => verifyRecord(tx, files));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (verdict.fault === null) say(sentenceOf(verdict, anchors.place, seconds));
    else {
      process.exitCode = 1;
      say(`台账记录不完整：${verdict.fault}`);
    }
    const kind = await loginKind(database);
    if (kind !== null) say(`注意：${kind}`);
  } finally {
    await database.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exitCode = 1;
});
