import type { Tx } from '@app/platform';

const LETTERHEAD = {
  head: '焦作高新区经济发展局文件',
  mark: '焦高经发',
  recipients: '各街道办事处，区直各单位，区属各国有公司',
  issuer: '焦作高新区经济发展局',
  copies: '区党工委、管委会领导',
  printer: '焦作高新区经济发展局',
};

const CLOSING = [
  '（一）加快项目建设。各责任单位要对照年度投资计划，倒排工期、挂图作战，抓住四季度施工黄金期，确保完成全年目标任务。',
  '（二）加快问题化解。各主办单位要对未销号问题逐一明确责任人和完成时限，超期问题由主要负责同志亲自过问，限期办结。',
  '（三）加快手续办理。对达到入库标准尚未入库的项目，有关单位要主动靠前服务，做到应统尽统。',
  '（四）坚持每周走访。项目专员要深入一线，及时发现、如实登记项目建设中的困难和问题，确保件件有着落、事事有回音。',
].join('\n');

/** How the bureau signs its bulletins, and what it asked for in October 2024. */
export async function seedBulletins(tx: Tx, supervisorId: string): Promise<void> {
  await tx.query(`insert into setting (key, value) values ('bulletin', $1) on conflict (key) do nothing`, [
    JSON.stringify(LETTERHEAD),
  ]);
  await tx.query(
    `insert into bulletin_note (month, note, closing, sequence, issued_on, updated_by, updated_at)
     values ('2024-10', '', $1, 10, '2024-11-06', $2, '2024-11-06T10:00:00+08:00')`,
    [CLOSING, supervisorId],
  );
}
