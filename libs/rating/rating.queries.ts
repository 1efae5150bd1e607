import type { Principal } from '@app/org';
import { type Day, Parameters, type Tx } from '@app/platform';
import { issueScope, type State } from '@app/ledger';

/** What decides whether a link may be made; to be read after the issue was locked. */
export async function findClosed(
  tx: Tx,
  issueId: string,
): Promise<{ projectId: string | null; ratingId: string | null; ratedAt: Date | null } | undefined> {
  const [row]: { projectId: string | null; ratingId: string | null; ratedAt: Date | null }[] = await tx.query(
    `select i.project_id as "projectId", r.id as "ratingId", r.rated_at as "ratedAt"
       from issue i left join rating r on r.issue_id = i.id and r.cycle = i.cycle where i.id = $1`,
    [issueId],
  );
  return row;
}

/** Gives the rating a new secret; the one before ends with it. */
export async function linkRating(
  tx: Tx,
  id: string,
  link: { tokenHash: string; result: string; at: Date; by: string; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `update rating set token_hash = $2, result = $3, linked_at = $4, linked_by = $5, expires_at = $6, opened_at = null
      where id = $1`,
    [id, link.tokenHash, link.result, link.at, link.by, link.expiresAt],
  );
}

export interface RatingRecord {
  id: string;
  cycle: number;
  invitedAt: Date;
  linkedAt: Date | null;
  linkedByName: string | null;
  expiresAt: Date | null;
  openedAt: Date | null;
  ratedAt: Date | null;
  score: number | null;
  words: string;
  result: string;
}

export interface RatedIssue {
  state: State;
  cycle: number;
  projectId: string | null;
  leadUnitId: string | null;
  supportUnitIds: string[];
  ratingDueOn: Day | null;
  /** The words of the last application for closure, or of closing directly. */
  solvedWords: string;
  ratings: RatingRecord[];
}

/** The ratings of an issue; undefined when the person may not know of it. */
export async function findRatings(tx: Tx, principal: Principal, issueId: string): Promise<RatedIssue | undefined> {
  const p = new Parameters();
  const id = p.add(issueId);
  const [issue]: Omit<RatedIssue, 'ratings'>[] = await tx.query(
    `select i.state, i.cycle, i.project_id as "projectId", i.lead_unit_id as "leadUnitId",
            i.support_unit_ids as "supportUnitIds", i.rating_due_on as "ratingDueOn", coalesce((select e.note from issue_event e where e.issue_id = i.id
                                 and e.action in ('apply-closure', 'close') order by e.seq desc limit 1), '') as "solvedWords"
       from issue i left join project p on p.id = i.project_id where i.id = ${id} and ${issueScope(principal, p)}`,
    p.values,
  );
  if (!issue) return undefined;
  const ratings: RatingRecord[] = await tx.query(
    `select r.id, r.cycle, r.invited_at as "invitedAt", r.linked_at as "linkedAt", a.name as "linkedByName",
            r.expires_at as "expiresAt", r.opened_at as "openedAt", r.rated_at as "ratedAt", r.score, r.words, r.result
       from rating r left join person a on a.id = r.linked_by where r.issue_id = $1 order by r.cycle desc`,
    [issueId],
  );
  return { ...issue, ratings };
}

/** What stands behind a secret. */
export interface LinkedRating {
  id: string;
  issueId: string;
  projectName: string;
  title: string;
  unitName: string | null;
  closedOn: Day;
  result: string;
  expiresAt: Date;
  ratedAt: Date | null;
  score: number | null;
  words: string;
  bodyHash: string | null;
  answerDays: number;
}

/** The rating of a secret that is good: not over, not replaced, and its issue still closed. */
export async function findLinked(tx: Tx, tokenHash: string, now: Date): Promise<LinkedRating | undefined> {
  const [row]: LinkedRating[] = await tx.query(
    `select r.id, r.issue_id as "issueId", p.name as "projectName", i.title, u.name as "unitName",
            i.closed_at::date as "closedOn", r.result, r.expires_at as "expiresAt", r.rated_at as "ratedAt", r.score,
            r.words, r.body_hash as "bodyHash", (l.step_days -> 'answer' ->> i.severity)::int as "answerDays"
       from rating r join issue i on i.id = r.issue_id and i.cycle = r.cycle and i.state = 'closed'
       join ledger l on l.id = i.ledger_id join project p on p.id = i.project_id left join unit u on u.id = i.lead_unit_id
      where r.token_hash = $1 and r.expires_at > $2`,
    [tokenHash, now],
  );
  return row;
}

/** Makes whoever else acts on the issue wait. */
export const holdIssue = (tx: Tx, issueId: string): Promise<unknown> =>
  tx.query('select from issue where id = $1 for update', [issueId]);

/** Opened: the first time stays. */
export const markOpened = (tx: Tx, id: string, at: Date): Promise<unknown> =>
  tx.query('update rating set opened_at = $2 where id = $1 and opened_at is null', [id, at]);

export const saveRating = (
  tx: Tx,
  id: string,
  rated: { score: number; words: string; at: Date; bodyHash: string },
): Promise<unknown> =>
  tx.query('update rating set score = $2, words = $3, rated_at = $4, body_hash = $5 where id = $1', [
    id,
    rated.score,
    rated.words,
    rated.at,
    rated.bodyHash,
  ]);

export interface RatingCounts {
  invited: number;
  linked: number;
  rated: number;
  /** How many of each score, from 1 on. */
  scores: number[];
  waiting: number;
}

/** Counts over the ratings asked for in a period, and how many dissatisfied ones wait now. */
export async function countRatings(tx: Tx, from: Day | null, to: Day | null): Promise<RatingCounts> {
  const [row] = (await tx.query(
    `select count(*)::int as invited, count(linked_at)::int as linked, count(rated_at)::int as rated,
            array[count(*) filter (where score = 1), count(*) filter (where score = 2),
                  count(*) filter (where score = 3), count(*) filter (where score = 4)]::int[] as scores,
            (select count(*)::int from issue where rating_due_on is not null) as waiting
       from rating where ($1::date is null or invited_at >= $1::date) and ($2::date is null or invited_at < $2::date + 1)`,
    [from, to],
  )) as [RatingCounts];
  return row;
}
