import { AttachmentService, CommentService } from '@app/evidence';
import type { Principal } from '@app/org';
import { type Day, type FileStore, FixedClock, instantAt, type Tx } from '@app/platform';
import { drawPicture, type Scene } from './picture';
import { Random } from './random';

const HOUR = 3_600_000;
/** So many issues carry words and files: those that the printed accounts meet first. */
const ISSUES = 14;

interface Told {
  id: string;
  number: string;
  title: string;
  assignedAt: Date;
  /** When it was last said to be solved. */
  solvedAt: Date | null;
  officer: Principal;
  supervisor: Principal;
  handler: Principal;
}

const person = (name: string): string =>
  `jsonb_build_object('id', ${name}.id, 'username', ${name}.username, 'name', ${name}.name, 'title', ${name}.title,
     'unitId', ${name}.unit_id, 'unitName', '', 'roles', ${name}.roles, 'standsInFor', '{}'::uuid[], 'sessionId', '')`;

/** Issues on which an officer, a supervisor and a handler have something to say to each other, the newest first. */
const findTold = (tx: Tx): Promise<Told[]> =>
  tx.query(
    `select i.id, i.number, i.title, a.at as "assignedAt", s.at as "solvedAt",
            ${person('o')} as officer, ${person('v')} as supervisor, ${person('h')} as handler
       from issue i join project p on p.id = i.project_id join person o on o.id = p.officer_id
       join lateral (select at, actor_id from issue_event where issue_id = i.id and action = 'assign'
                      order by seq desc limit 1) a on true
       join person v on v.id = a.actor_id
       left join lateral (select at from issue_event where issue_id = i.id and action = 'apply-closure'
                           order by seq desc limit 1) s on true
       join lateral (select * from person where unit_id = i.lead_unit_id and 'handler' = any (roles)
                      order by id = i.handler_id desc nulls last, username limit 1) h on true
      where i.state in ('assigned', 'in-progress', 'pending-verification', 'closed') and o.active and v.active
      order by (h.username = 'handler') desc, (o.username = 'officer') desc, i.registered_at desc, i.number desc limit ${ISSUES}`,
  );

/** Photos, a document and a conversation on some issues, written as the services write them. */
export async function seedFiles(tx: Tx, today: Day, store: FileStore): Promise<number> {
  const random = new Random('files');
  const clock = new FixedClock(instantAt(today));
  const attachments = new AttachmentService(clock, store);
  const comments = new CommentService(clock);
  const end = instantAt(today);
  let kept = 0;

  const attach = async (issue: Told, by: Principal, at: Date, name: string, bytes: Uint8Array): Promise<string> => {
    clock.set(at);
    const upload = { id: random.id(at), name, bytes };
    kept += 1;
    return attachments.add(tx, by, await attachments.receive(tx, by, issue.id, upload));
  };
  const photo = async (issue: Told, by: Principal, at: Date, scene: Scene): Promise<string> =>
    attach(
      issue,
      by,
      at,
      `${issue.number}${scene === 'before' ? '现场' : '办理后'}（演示图片）.jpg`,
      await drawPicture(random, scene),
    );
  const say = async (
    issue: Told,
    by: Principal,
    at: Date,
    to: Principal,
    text: string,
    attachmentIds: string[] = [],
  ) => {
    clock.set(at);
    const body = { id: random.id(at), text: `@${to.name} ${text}`, mentions: [to.id], attachmentIds };
    await comments.add(tx, by, issue.id, body);
  };

  for (const issue of await findTold(tx)) {
    const { officer, supervisor, handler, assignedAt, solvedAt } = issue;
    const after = (hours: number): Date => new Date(assignedAt.getTime() + hours * HOUR);
    if (after(4) >= end) continue;
    const seen = await photo(issue, officer, after(1), 'before');
    await say(issue, officer, after(1.1), handler, '这是今天在现场拍的照片（演示图片），请先核实情况。', [seen]);
    await say(issue, supervisor, after(2), handler, '请尽快与项目业主对接，有困难及时反馈。');
    await say(issue, handler, after(3), supervisor, '收到，已安排人员到现场核实。');
    if (!solvedAt) continue;
    const before = (minutes: number): Date => new Date(solvedAt.getTime() - minutes * 60_000);
    if (before(20) <= after(3)) continue;
    const done = await photo(issue, handler, before(20), 'after');
    const note = `${issue.number} ${issue.title}\n\n办理情况说明（演示文件）\n\n问题已按交办要求办理，现场情况见照片。\n`;
    const told = await attach(
      issue,
      handler,
      before(15),
      `${issue.number}办理情况说明（演示文件）.txt`,
      Buffer.from(note),
    );
    await say(issue, handler, before(10), officer, '已办理完毕，照片和说明见附件（均为演示），请到现场核验。', [
      done,
      told,
    ]);
  }
  return kept;
}
