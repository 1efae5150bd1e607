import { IsDay, IsText, IsVersion, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export const SCORES = ['very-satisfied', 'satisfied', 'basically', 'dissatisfied'] as const;
/** 非常满意, 满意, 基本满意, 不满意. */
export type Score = (typeof SCORES)[number];

export const RATING_STATES = ['invited', 'linked', 'opened', 'rated', 'expired'] as const;
/** Asked for but no link made yet, link made, link opened, rated, link over. */
export type RatingState = (typeof RATING_STATES)[number];

/** A new link for the enterprise; the earlier one ends. */
export class RatingLinkBody {
  /** The version of the issue that was seen. */
  @IsVersion()
  version: number;

  /** How it was solved, in the words that the enterprise reads. */
  @IsText('办理结果', { min: 2, max: 500 })
  result: string;
}

/** The link, shown this once. */
export class RatingLinkView {
  /** The secret stands behind the #: opening the page sends it to no server. */
  url: string;
  expiresAt: string;
}

/** The rating of an issue, as those see it who may know of the issue. */
export class RatingView {
  id: string;
  /** Which time it was solved. */
  cycle: number;
  @ApiProperty({ enum: RATING_STATES }) state: RatingState;
  invitedAt: string;
  linkedAt: string | null;
  /** Who made the link that is good now. */
  linkedByName: string | null;
  expiresAt: string | null;
  openedAt: string | null;
  ratedAt: string | null;
  @ApiProperty({ enum: SCORES, nullable: true }) score: Score | null;
  words: string;
  /** What the enterprise reads of how it was solved. */
  result: string;
}

/** All that is known of how the enterprise finds an issue solved. */
export class IssueRatingsView {
  /** I may make a link now. */
  mayLink: boolean;
  /** What the department wrote when it said that the issue was solved: a beginning for the words to the enterprise. */
  suggestedResult: string;
  /** The enterprise is dissatisfied: until when the supervisor has to answer or to reopen; null when nothing waits. */
  answerBy: string | null;
  /** One for each time that it was solved, newest first. */
  @ApiProperty({ type: [RatingView] }) ratings: RatingView[];
}

/** The secret of a link. */
export class RatingTokenBody {
  @IsText('链接', { max: 200 })
  token: string;
}

/** What the enterprise says. */
export class RatingBody extends RatingTokenBody {
  @ApiProperty({ enum: SCORES })
  @IsIn(SCORES, { message: '请在非常满意、满意、基本满意、不满意中选择一项。' })
  score: Score;

  @Optional()
  @IsText('意见', { max: 500 })
  words: string = '';
}

/** The page of the enterprise: this and nothing more is told of the issue. */
export class RatingPageView {
  projectName: string;
  title: string;
  /** The department that solved it. */
  unitName: string | null;
  closedOn: string;
  /** How it was solved. */
  result: string;
  /** Last day of the link. */
  until: string;
  /** Null: not rated yet. */
  @ApiProperty({ enum: SCORES, nullable: true }) score: Score | null;
  words: string;
}

export class RatingSummaryQuery {
  /** Solved on that day or later. */
  @Optional()
  @IsDay('起始日期')
  from?: string;

  /** Solved on that day or earlier. */
  @Optional()
  @IsDay('截止日期')
  to?: string;
}

export class ScoreCount {
  @ApiProperty({ enum: SCORES }) score: Score;
  count: number;
}

/** How enterprises find their problems solved. */
export class RatingSummaryView {
  /** Solved in the period, so that the enterprise is to be asked. */
  invited: number;
  /** Of those, a link was made. */
  linked: number;
  /** Of those, rated. */
  rated: number;
  scores: ScoreCount[];
  /** 满意率: all but 不满意 of those rated, in percent with two digits, exactly rounded; null when none is rated. */
  satisfied: string | null;
  /** Dissatisfied ones that wait for the supervisor now, whatever the period. */
  waiting: number;
}
