import { IsId, IsInstant, IsText, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, Matches, ValidateNested } from 'class-validator';
import { ScoringFileView } from './entry.dto';
import { SchemeRuleView } from './scheme.dto';

export const EVALUATION_STATES = ['draft', 'announced', 'published'] as const;
/** 草稿, 公示中, 已公布. */
export type EvaluationState = (typeof EVALUATION_STATES)[number];

export const EVALUATION_ACTIONS = ['run', 'announce', 'publish', 'object', 'rule', 'correct'] as const;
/** 重新计算, 公示, 公布, 申诉, 裁定, 更正. */
export type EvaluationAction = (typeof EVALUATION_ACTIONS)[number];

export const OBJECTION_OUTCOMES = ['upheld', 'refused'] as const;
/** 成立, 不成立. */
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

const PERIOD = /^20\d{2}(-(0[1-9]|1[0-2])|-Q[1-4])?$/;

export class EvaluationBody {
  @IsId('考核办法')
  schemeId: string;

  /** `2024-10`, `2024-Q4` or `2024`, as the scheme is evaluated. */
  @Matches(PERIOD, { message: '考核周期应写作 2024-10、2024-Q4 或 2024。' })
  period: string;

  /** Why a published evaluation is corrected; needed from the second on. */
  @Optional()
  @IsText('更正原因', { min: 2, max: 500 })
  reason?: string;
}

export class EvaluationQuery extends PageQuery {
  @Optional()
  @IsId('考核办法')
  schemeId?: string;

  @Optional()
  @Matches(PERIOD, { message: '考核周期应写作 2024-10、2024-Q4 或 2024。' })
  period?: string;

  @Optional()
  @ApiProperty({ enum: EVALUATION_STATES, required: false })
  @IsIn(EVALUATION_STATES, { message: '考核状态不在可选范围内。' })
  state?: EvaluationState;
}

export class AnnounceBody {
  /** Until when units may object; publishing is possible afterwards. */
  @IsInstant('申诉截止时间')
  objectionsUntil: string;
}

/** An evaluation in a list. */
export class EvaluationRow {
  id: string;
  schemeId: string;
  schemeName: string;
  period: string;
  periodName: string;
  /** 1, then one more for each correction. */
  revision: number;
  schemeVersion: number;
  @ApiProperty({ enum: EVALUATION_STATES }) state: EvaluationState;
  /** Why a published one is corrected. */
  reason: string | null;
  objectionsUntil: string | null;
  createdAt: string;
  createdByName: string;
  announcedAt: string | null;
  publishedAt: string | null;
  /** Objections without a ruling. */
  openObjections: number;
  objections: number;
}

/** Points of one item in the table. */
export class ItemPoints {
  code: string;
  points: string;
  note: string | null;
}

/** A unit's row of the ranking. */
export class EvaluationUnit {
  unitId: string;
  name: string;
  rank: number;
  total: string;
  @ApiProperty({ type: [ItemPoints] }) items: ItemPoints[];
}

export class EvaluationWithout {
  unitId: string;
  name: string;
  reason: string;
}

/** An item as it counted. */
export class EvaluationItem {
  code: string;
  name: string;
  rule: string;
}

/** A month that was looked at, and whether its figures were published. */
export class EvaluationMonth {
  month: string;
  /** Revision of the published figures; 0: the month was open. */
  revision: number;
}

/** One time that the points changed. */
export class ResultStep {
  number: number;
  why: string;
  madeByName: string;
  madeAt: string;
}

/** An evaluation with its ranking. */
export class EvaluationView extends EvaluationRow {
  /** The day up to which it counts. */
  asOf: string;
  @ApiProperty({ type: [EvaluationMonth] }) months: EvaluationMonth[];
  @ApiProperty({ type: [EvaluationItem] }) items: EvaluationItem[];
  @ApiProperty({ type: [EvaluationUnit] }) units: EvaluationUnit[];
  @ApiProperty({ type: [EvaluationWithout] }) without: EvaluationWithout[];
  @ApiProperty({ type: [ResultStep] }) steps: ResultStep[];
  /** SHA-256 of the published text; null before. */
  sha256: string | null;
  /** What I may do. */
  @ApiProperty({ enum: EVALUATION_ACTIONS, isArray: true }) allowedActions: EvaluationAction[];
}

/** One thing that an item looked at, and what it gave. */
export class ScoreInputView {
  @ApiProperty({ enum: ['figure', 'project', 'month', 'entry', 'ruling', 'spread'] }) kind: string;
  label: string;
  projectId: string | null;
  measure: string | null;
  measureVersion: number | null;
  month: string | null;
  value: string | null;
  /** Exact. */
  numerator: string | null;
  /** Exact. */
  denominator: string | null;
  /** How it gave its points. */
  rule: string;
  points: string;
  /** False: beyond what counts in a quarter or year. */
  counted: boolean;
  why: string | null;
  /** Where an entry is written. */
  evidence: string | null;
  entryId: string | null;
  objectionId: string | null;
}

export class ScoreLineView {
  code: string;
  name: string;
  rule: string;
  /** Before cap, floor and rounding. */
  raw: string;
  points: string;
  note: string | null;
  @ApiProperty({ type: [ScoreInputView] }) inputs: ScoreInputView[];
}

/** How every point of a unit arose. */
export class UnitScoreView {
  unitId: string;
  name: string;
  rank: number;
  total: string;
  @ApiProperty({ type: [ScoreLineView] }) lines: ScoreLineView[];
}

/** What is published, and comes back byte for byte. */
export class EvaluationContentView {
  scheme: string;
  schemeId: string;
  schemeVersion: number;
  period: string;
  from: string;
  to: string;
  asOf: string;
  @ApiProperty({ type: [EvaluationMonth] }) months: EvaluationMonth[];
  rule: SchemeRuleView;
  @ApiProperty({ type: [EvaluationItem] }) items: EvaluationItem[];
  @ApiProperty({ type: [UnitScoreView] }) units: UnitScoreView[];
  @ApiProperty({ type: [EvaluationWithout] }) without: EvaluationWithout[];
}

/** An objection of a unit (申诉). The same id with the same body is kept once. */
export class ObjectionBody {
  /** Chosen by the client. */
  @Optional()
  @IsId('申诉')
  id?: string;

  /** The item that it is about; left out: the whole. */
  @Nullable()
  @IsText('考核项', { min: 1, max: 40 })
  itemCode?: string | null;

  @IsText('申诉理由', { min: 5, max: 2000 })
  text: string;
}

/** Points that an upheld objection adds to an item (or takes away). */
export class AdjustmentView {
  @IsText('考核项', { min: 1, max: 40 })
  itemCode: string;

  /** With its sign. */
  @Matches(/^-?\d{1,4}(\.\d{1,4})?$/, { message: '更正分值应为数字，最多四位小数，减分写负号。' })
  points: string;
}

export class RulingBody {
  @ApiProperty({ enum: OBJECTION_OUTCOMES })
  @IsIn(OBJECTION_OUTCOMES, { message: '裁定应为 upheld（成立）或 refused（不成立）。' })
  outcome: ObjectionOutcome;

  @IsText('裁定理由', { min: 2, max: 1000 })
  reason: string;

  /** Only when upheld: what it changes. */
  @Optional()
  @ApiProperty({ type: [AdjustmentView], required: false })
  @IsArray({ message: '更正分值应为列表。' })
  @ArrayMaxSize(20, { message: '更正分值不能超过 20 项。' })
  @ValidateNested({ each: true })
  @Type(() => AdjustmentView)
  adjustments: AdjustmentView[] = [];

  /** Only when upheld: facts were corrected meanwhile, and all points are computed again. */
  @Optional()
  @IsBoolean({ message: '是否重新计算应为真或假。' })
  recompute: boolean = false;
}

export class RulingView {
  @ApiProperty({ enum: OBJECTION_OUTCOMES }) outcome: ObjectionOutcome;
  reason: string;
  @ApiProperty({ type: [AdjustmentView] }) adjustments: AdjustmentView[];
  ruledByName: string;
  ruledAt: string;
}

export class ObjectionView {
  id: string;
  evaluationId: string;
  unitId: string;
  unitName: string;
  itemCode: string | null;
  itemName: string | null;
  text: string;
  raisedByName: string;
  raisedAt: string;
  @ApiProperty({ type: [ScoringFileView] }) files: ScoringFileView[];
  /** Null: not ruled yet. */
  @ApiProperty({ type: RulingView, nullable: true }) ruling: RulingView | null;
}

export class EvaluationUnitParam {
  @IsId('考核')
  id: string;

  @IsId('单位')
  unitId: string;
}

export class EvaluationPage extends PageOf(EvaluationRow) {}
export class ObjectionPage extends PageOf(ObjectionView) {}
