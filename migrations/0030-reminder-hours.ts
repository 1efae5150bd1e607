import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who wants a kind of reminder again hears only of what arises from then on. Titles leave the system, so that no shipped
 * one names a person any more; other words that were not quite true are put right where nobody has changed them.
 */
const WORDS: [code: string, column: 'name' | 'title' | 'body', before: string, after: string][] = [
  ['issue-mentioned', 'title', '{人员}在留言中提到您：{编号} {标题}', '留言中提到您：{编号} {标题}'],
  ['issue-mentioned', 'body', '{内容}', '{人员}：{内容}'],
  ['issue-overdue-leader', 'name', '超期 10 个工作日：分管领导', '超期 10 个工作日：区领导'],
  [
    'channel-failing',
    'body',
    '{内容}。提醒仍在站内可见；修复后可在“提醒运行”中重发。',
    '{内容}提醒仍在站内可见。网络或对方的原因会自动重试；没有发出的可在“提醒运行”中重发。',
  ],
  [
    'monthly-digest',
    'body',
    '全区登记问题 {登记} 个，销号 {销号} 个[，办结率 {办结率}%]；走访覆盖率 {覆盖率}%。各清单的投资完成情况见月度汇总。',
    '全区登记问题 {登记} 个，销号 {销号} 个[，办结率 {办结率}%][；走访覆盖率 {覆盖率}%]。各清单的投资完成情况见月度汇总。',
  ],
];

export class ReminderHours1730000000030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table reminder_tuning add column since timestamptz');
    for (const [code, column, before, after] of WORDS) {
      await db.query(`update reminder_rule set ${column} = $3 where code = $1 and ${column} = $2`, [
        code,
        before,
        after,
      ]);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [code, column, before, after] of WORDS) {
      await db.query(`update reminder_rule set ${column} = $2 where code = $1 and ${column} = $3`, [
        code,
        before,
        after,
      ]);
    }
    await db.query('alter table reminder_tuning drop column since');
  }
}
