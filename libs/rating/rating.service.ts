import { createHash, randomBytes } from 'node:crypto';
import { hasRole, type Principal } from '@app/org';
import {
  CalendarService,
  Clock,
  dayOf,
  fingerprint,
  isoInstant,
  problem,
  rate,
  recordChange,
  Settings,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { appendToIssue, hasHandled, inviteRating, IssueReader, lockIssue } from '@app/ledger';
import { SCORE_LABELS } from './rating.labels';
import {
  type IssueRatingsView,
  type RatingBody,
  type RatingLinkBody,
  type RatingLinkView,
  type RatingPageView,
  type RatingState,
  type RatingSummaryQuery,
  type RatingSummaryView,
  type RatingView,
  type Score,
  SCORES,
} from './rating.dto';
import { ratingProblem } from './rating.problems';
import {
  countRatings,
  findClosed,
  findLinked,
  findRatings,
  holdIssue,
  type LinkedRating,
  linkRating,
  markOpened,
  type RatingRecord,
  saveRating,
} from './rating.queries';

const LINK_DAYS = 30;
const DAY_MS = 86_400_000;

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
const scoreOf = (value: number | null): Score | null => (value === null ? null : (SCORES[value - 1] ?? null));

/**
 * What the enterprise said goes on the record of its issue. Who is dissatisfied reopens the question to the supervisor,
 * who has the ledger's days to answer or to reopen the issue.
 */
export async function recordRating(
  tx: Tx,
  calendar: WorkingCalendar,
  now: Date,
  rating: Pick<LinkedRating, 'id' | 'issueId' | 'answerDays'>,
  { score, words, bodyHash, eventId }: { score: Score; words: string; bodyHash: string; eventId?: string },
): Promise<void> {
  await saveRating(tx, rating.id, { score: SCORES.indexOf(score) + 1, words, at: now, bodyHash });
  const dueOn = score === 'dissatisfied' ? calendar.addWorkingDays(dayOf(now), rating.answerDays).day : null;
  await appendToIssue(tx, {
    issueId: rating.issueId,
    id: eventId,
    action: 'rate',
    actor: null,
    at: now,
    note: `企业评价：${SCORE_LABELS[score].zh}。${words}`,
    data: { score },
    // The next party has acted: verifying can no longer be taken back.
    change: { undo: null, lastStepBy: null, ...(dueOn === null ? {} : { ratingDueOn: dueOn, turnDueOn: dueOn }) },
  });
}

/** How the enterprise finds its problem solved (满意度): links, the enterprise's page, counts. */
@Injectable()
export class RatingService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
    private readonly settings: Settings,
    private readonly reader: IssueReader,
  ) {}

  /**
   * A new link for the enterprise, good for 30 days; the earlier one ends.
   *
   * @throws Problem 404 unknown, 403 own work, 409 stale, not closed, without project, or rated already
   */
  async link(tx: Tx, principal: Principal, issueId: string, body: RatingLinkBody): Promise<RatingLinkView> {
    const issue = await lockIssue(tx, principal, issueId);
    if (!issue) throw problem.notFound();
    if (body.version !== issue.version) throw problem.stale({}, await this.reader.one(tx, principal, issueId));
    if (issue.state !== 'closed') throw ratingProblem.notClosed();
    if (solvedBy(principal, issue) || (await hasHandled(tx, issueId, principal.id))) throw ratingProblem.ownWork();
    const now = this.clock.now();
    await inviteRating(tx, issueId, now);
    const closed = await findClosed(tx, issueId);
    if (!closed?.projectId || closed.ratingId === null) throw ratingProblem.noProject();
    if (closed.ratedAt !== null) throw ratingProblem.rated();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS);
    const { result } = body;
    await linkRating(tx, closed.ratingId, {
      tokenHash: hashToken(token),
      result,
      at: now,
      by: principal.id,
      expiresAt,
    });
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'rating',
      subjectId: closed.ratingId,
      action: 'update',
      after: { issueId, cycle: issue.cycle, result, expiresAt: isoInstant(expiresAt) },
    });
    return { url: `${this.settings.publicUrl}/rate#${token}`, expiresAt: isoInstant(expiresAt) };
  }

  /** @throws Problem 404 when there is no issue that the person may know of */
  async ofIssue(tx: Tx, principal: Principal, issueId: string): Promise<IssueRatingsView> {
    const found = await findRatings(tx, principal, issueId);
    if (!found) throw problem.notFound();
    const now = this.clock.now();
    const rated = found.ratings.some(({ cycle, ratedAt }) => cycle === found.cycle && ratedAt !== null);
    const open = found.state === 'closed' && found.projectId !== null && !rated;
    return {
      mayLink: open && hasRole(principal, 'supervisor', 'officer') && !solvedBy(principal, found),
      suggestedResult: found.solvedWords,
      answerBy: found.ratingDueOn,
      ratings: found.ratings.map((rating) => ratingView(rating, now)),
    };
  }

  /**
   * The page of the enterprise.
   *
   * @throws Problem 404, the same for a secret that is unknown, over or replaced
   */
  async look(tx: Tx, token: string): Promise<RatingPageView> {
    const now = this.clock.now();
    const rating = await findLinked(tx, hashToken(token), now);
    if (!rating) throw ratingProblem.gone();
    await markOpened(tx, rating.id, now);
    return pageView(rating);
  }

  /**
   * Rates, once; the same again answers as the first time.
   *
   * @throws Problem 404 as {@link look}, 409 when it was rated otherwise
   */
  async rate(tx: Tx, { token, score, words }: RatingBody): Promise<RatingPageView> {
    const now = this.clock.now();
    const tokenHash = hashToken(token);
    const known = await findLinked(tx, tokenHash, now);
    if (!known) throw ratingProblem.gone();
    await holdIssue(tx, known.issueId);
    // Read again under the lock: it may have been rated, replaced or reopened meanwhile.
    const rating = await findLinked(tx, tokenHash, now);
    if (!rating) throw ratingProblem.gone();
    const bodyHash = fingerprint({ score, words });
    if (rating.bodyHash !== null) {
      if (rating.bodyHash !== bodyHash) throw ratingProblem.used();
      return pageView(rating);
    }
    await recordRating(tx, await this.calendars.current(), now, rating, { score, words, bodyHash });
    return { ...pageView(rating), score, words };
  }

  /** How many were asked and what they said, by the day on which their problem was solved. */
  async summary(tx: Tx, { from, to }: RatingSummaryQuery): Promise<RatingSummaryView> {
    const { scores, ...counts } = await countRatings(tx, from ?? null, to ?? null);
    const dissatisfied = scores[SCORES.indexOf('dissatisfied')] ?? 0;
    return {
      ...counts,
      scores: SCORES.map((score, index) => ({ score, count: scores[index] ?? 0 })),
      satisfied: rate(counts.rated - dissatisfied, counts.rated, 2),
    };
  }
}

/** The person belongs to a department that solved it. */
const solvedBy = (principal: Principal, issue: { leadUnitId: string | null; supportUnitIds: string[] }): boolean =>
  issue.leadUnitId === principal.unitId || issue.supportUnitIds.includes(principal.unitId);

function stateOf({ ratedAt, expiresAt, openedAt }: RatingRecord, now: Date): RatingState {
  if (ratedAt !== null) return 'rated';
  if (expiresAt === null) return 'invited';
  if (expiresAt <= now) return 'expired';
  return openedAt === null ? 'linked' : 'opened';
}

const instant = (at: Date | null): string | null => (at === null ? null : isoInstant(at));

const ratingView = (rating: RatingRecord, now: Date): RatingView => ({
  ...rating,
  state: stateOf(rating, now),
  score: scoreOf(rating.score),
  invitedAt: isoInstant(rating.invitedAt),
  linkedAt: instant(rating.linkedAt),
  expiresAt: instant(rating.expiresAt),
  openedAt: instant(rating.openedAt),
  ratedAt: instant(rating.ratedAt),
});

const pageView = (rating: LinkedRating): RatingPageView => ({
  projectName: rating.projectName,
  title: rating.title,
  unitName: rating.unitName,
  closedOn: rating.closedOn,
  result: rating.result,
  until: dayOf(rating.expiresAt),
  score: scoreOf(rating.score),
  words: rating.words,
});
