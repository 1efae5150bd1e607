import { IsText, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';

export const QUESTION_KINDS = [
  'same-text',
  'no-issue-while-behind',
  'photo-reused',
  'closed-but-still',
  'far-off',
] as const;
/** 情况雷同, 滞后而无问题, 照片重复, 销号后仍存在, 照片离项目较远. */
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Which supervisor looked into it. */
export class QuestionSeen {
  byName: string;
  at: string;
  note: string;
}

/** Something about the visits of a project that a supervisor may want to ask about. A question, never a point. */
export class QuestionView {
  /** Stays until something new happens. */
  key: string;
  @ApiProperty({ enum: QUESTION_KINDS }) kind: QuestionKind;
  projectId: string;
  projectName: string;
  /** The question; it names projects, never persons. */
  text: string;
  visitIds: string[];
  photoIds: string[];
  /** The day since which it can be asked. */
  since: string;
  @ApiProperty({ type: () => QuestionSeen, nullable: true }) seen: QuestionSeen | null;
}

export class QuestionQuery extends PageQuery {
  /** Those that were looked into, instead of those that were not. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false, default: 'false' })
  @IsIn(['true', 'false'], { message: 'seen 应为 true 或 false。' })
  seen: 'true' | 'false' = 'false';
}

export class QuestionParam {
  /** Key of the question. */
  @Matches(/^[a-z-]{3,30}:[0-9a-z:-]{1,120}$/, { message: '这个情况的编号格式不对，请刷新后重试。' })
  key: string;
}

/** It was looked into (已了解). */
export class QuestionSeenBody {
  /** What came of it. */
  @Optional()
  @IsText('说明', { max: 500 })
  note: string = '';
}

export class QuestionPage extends PageOf(QuestionView) {}
