import { appendToIssue } from '@app/ledger';
import { recordRating, type Score } from '@app/rating';
import type { Principal } from '@app/org';
import { type Day, fingerprint, type Tx, type WorkingCalendar, yearOf } from '@app/platform';
import { Random } from './random';

/** What enterprises say, in turn; `null`: asked, not answered yet; `undefined`: not asked yet. */
const SAID: (readonly [score: Score, words: string] | null | undefined)[] = [
  ['dissatisfied', '现场还有遗留问题没有处理完，影响正常施工，请再来看看。'],
  ['very-satisfied', '办得很快，专员一直跟到底，谢谢。'],
  null,
  ['satisfied', ''],
  undefined,
  ['basically', '问题解决了，希望以后多告知进度。'],
  ['very-satisfied', ''],
  ['satisfied', '办理人员态度很好。'],
];
/** Long ago nobody was left waiting. */
const SAID_BEFORE: (readonly [score: Score, words: string] | undefined)[] = [
  ['satisfied', ''],
  ['very-satisfied', '已不影响项目推进。'],
  undefined,
  ['very-satisfied', ''],
  ['basically', '比预计晚了几天，结果可以。'],
  ['satisfied', '现场协调及时。'],
  undefined,
  ['dissatisfied', '遗留问题处理得不彻底。'],
];
const ANSWER = '已与企业负责人当面沟通，明确整改措施和时限，企业表示认可。';
const MINUTE = 60_000;

interface Closed {
  id: string;
  title: string;
  closedAt: Date;
  answerDays: number;
  officerId: string;
  done: string;
}

/** This year's solved problems with what the enterprises said of them; the newest waits for the supervisor's answer. */
export async function rateIssues(tx: Tx, calendar: WorkingCalendar, today: Day, supervisor: Principal): Promise<void> {
  const closed: Closed[] = await tx.query(
    `select i.id, i.title, i.closed_at as "closedAt", p.officer_id as "officerId",
            (l.step_days -> 'answer' ->> i.severity)::int as "answerDays",
            coalesce((select e.note from issue_event e where e.issue_id = i.id and e.action in ('apply-closure', 'close')
                       order by e.seq desc limit 1), '') as done
       from issue i join ledger l on l.id = i.ledger_id join project p on p.id = i.project_id
      where i.state = 'closed' and i.closed_at >= make_date($1, 1, 1) and i.closed_at = i.touched_at
        and p.officer_id is not null order by i.closed_at desc, i.id`,
    [yearOf(today)],
  );
  const random = new Random('ratings');
  for (const [place, issue] of closed.entries()) {
    const recent = place < SAID.length;
    const said = recent ? SAID[place] : SAID_BEFORE[place % SAID_BEFORE.length];
    const ratingId = await invited(tx, issue, said !== undefined);
    if (!said) continue;
    const [score, words] = said;
    const at = new Date(issue.closedAt.getTime() + 45 * MINUTE);
    const rating = { id: ratingId, issueId: issue.id, answerDays: issue.answerDays };
    await recordRating(tx, calendar, at, rating, {
      score,
      words,
      bodyHash: fingerprint({ score, words }),
      eventId: random.id(at),
    });
    if (score !== 'dissatisfied' || recent) continue;
    await appendToIssue(tx, {
      issueId: issue.id,
      id: random.id(at),
      action: 'answer-rating',
      actor: supervisor,
      at: new Date(at.getTime() + 20 * MINUTE),
      note: ANSWER,
      data: {},
      change: { ratingDueOn: null, turnDueOn: null },
    });
  }
}

/** The row of the invitation; linked ones have a secret that nobody knows. */
async function invited(tx: Tx, issue: Closed, linked: boolean): Promise<string> {
  const linkedAt = new Date(issue.closedAt.getTime() + 20 * MINUTE);
  const [row] = (await tx.query(
    `insert into rating (issue_id, cycle, invited_at, result, token_hash, linked_at, linked_by, expires_at)
     select id, cycle, $2, case when $5 then $4 else '' end,
            case when $5 then encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex') end,
            case when $5 then $3::timestamptz end, case when $5 then $6::uuid end,
            case when $5 then $3::timestamptz + interval '30 days' end
       from issue where id = $1 returning id`,
    [issue.id, issue.closedAt, linkedAt, issue.done.slice(0, 500), linked, issue.officerId],
  )) as [{ id: string }];
  return row.id;
}
