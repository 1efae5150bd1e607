import { FigureView, SCOPE_KINDS, type ScopeKind } from '@app/figure';
import { IsStorable, IsWhole, Optional, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, Length, Matches, MaxLength } from 'class-validator';
import { EvidenceSum, FigureChange, RowEvidence } from './open-evidence.dto';
import { LateVisit, ROLLUP_STATUSES, type RollupStatus } from './rollup.dto';

export class FigureCodeParam {
  /** As printed: six letters and digits without 0, O, 1 and I; small letters and spaces do no harm. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/[\s·-]/g, '').toUpperCase() : value,
  )
  @Length(1, 40, { message: '请输入通报上的 6 位编码。' })
  @IsStorable('编码')
  code: string;
}

/** Which figure a printed code stands for. */
export class FigureAddress {
  code: string;
  month: string;
  /** The revision that was printed; 0: the month was open. */
  revision: number;
  /** Code of the measure, e.g. `investment.rate`. */
  measure: string;
  /** What the figure is of: `total`, `list`, `unit` … */
  scopeKind: string;
  /** Id within the kind; empty for `total`. */
  scopeId: string;
}

export const ROW_PARTS = ['all', 'counted', 'rest', 'changed'] as const;
/** 全部, 计入分子的, 未计入分子的, 发布后有变化的. */
export type RowPart = (typeof ROW_PARTS)[number];

export class OpenQuery extends PageQuery {
  /** Code of the measure, e.g. `investment.rate`. */
  @Matches(/^[a-z]+([.-][a-z]+)+$/, { message: '指标的编码格式不对，例如 investment.rate。' })
  @MaxLength(60, { message: '指标的编码格式不对，例如 investment.rate。' })
  measure: string;

  /** What the figure is of. */
  @Optional()
  @ApiProperty({ enum: SCOPE_KINDS, required: false, default: 'total' })
  @IsIn(SCOPE_KINDS, { message: '统计范围不在可选的种类内。' })
  scopeKind: ScopeKind = 'total';

  /** Id within the kind; left out for the total. */
  @Optional()
  @MaxLength(200, { message: '统计范围的编号太长。' })
  @IsStorable('统计范围的编号')
  scopeId: string = '';

  /** A published revision; the newest when left out, or the figure of the moment while the month is open. */
  @Optional()
  @IsWhole('版次', 1, 10_000)
  revision?: number;

  /** All rows, those that count in the numerator, the rest, or those that changed since the figure was published. */
  @Optional()
  @ApiProperty({ enum: ROW_PARTS, required: false, default: 'all' })
  @IsIn(ROW_PARTS, { message: '只能选全部、计入的、未计入的或有变化的明细。' })
  part: RowPart = 'all';
}

/** A number that a figure is computed from. */
export class FigureQuantity {
  /** Chinese name, e.g. 累计完成投资. */
  name: string;
  /** Exact. */
  value: string;
  /** 个, 万元, 次 … */
  unit: string;
}

/** How the figure came about. */
export class FigureFormula {
  /** With the numbers: “累计完成投资 13.37 亿元 ÷ 年度计划投资 10.05 亿元 × 100% = 133.03%”. */
  text: string;
  @ApiProperty({ type: FigureQuantity, nullable: true }) numerator: FigureQuantity | null;
  @ApiProperty({ type: FigureQuantity, nullable: true }) denominator: FigureQuantity | null;
  /** How it is rounded for display. */
  rounding: string;
}

/** How the measure is defined (口径), in the version that counted. */
export class FigureDefinition {
  code: string;
  version: number;
  /** The month from which this version counts. */
  fromMonth: string;
  name: string;
  population: string;
  formula: string;
  source: string;
  /** 按填报, 调度口径, 统计入库口径 …, in Chinese. */
  basis: string;
}

export const OPEN_ROW_KINDS = [
  'project',
  'issue',
  'duty',
  'milestone',
  'order',
  'unit',
  'item',
  'tally',
  'actual',
  'target',
] as const;
/** 项目, 问题, 走访任务, 节点, 催办或文书, 单位, 漏斗事项, 汇总数, 指标实际数, 指标目标. */
export type OpenRowKind = (typeof OPEN_ROW_KINDS)[number];

/** What a row adds to the figure. */
export class RowShare {
  /** To the numerator, exact. */
  numerator: string | null;
  /** To the denominator, exact. */
  denominator: string | null;
}

/** One thing that was counted. */
export class OpenRow extends RowShare {
  /** Unlike those of the other rows. */
  key: string;
  @ApiProperty({ enum: OPEN_ROW_KINDS }) kind: OpenRowKind;
  /** The project it is, or belongs to. */
  projectId: string | null;
  issueId: string | null;
  /** The visit that met a duty. */
  visitId: string | null;
  /** Name of the project, title of the issue … */
  name: string;
  /** Number of the issue, period of the duty, step of the project … */
  detail: string | null;
  unitName: string | null;
  /** What is to be known of it, in Chinese: since when the plan counts, when the step was taken … */
  words: string | null;
  /** What supports it in the month; null for what is no project. */
  @ApiProperty({ type: RowEvidence, nullable: true }) evidence: RowEvidence | null;
  /** What it would add by now; null where that is the same, or the month is open. */
  @ApiProperty({ type: RowShare, nullable: true }) now: RowShare | null;
}

/** Who published the figure, and when. */
export class FigurePublication {
  closedAt: string;
  closedByName: string;
  /** Why, from the second revision on. */
  reason: string | null;
  /** There is a later revision than the one that is shown. */
  newest: number;
}

/** One figure, opened. */
export class OpenedFigure {
  month: string;
  @ApiProperty({ enum: ROLLUP_STATUSES }) status: RollupStatus;
  /** 0 while the month is open. */
  revision: number;
  /** Printed in the bulletin; null while the month is open and nothing was printed. */
  code: string | null;
  figure: FigureView;
  formula: FigureFormula;
  definition: FigureDefinition;
  @ApiProperty({ type: FigurePublication, nullable: true }) publication: FigurePublication | null;
  /** As it would be by now, where that differs from what was published. */
  @ApiProperty({ type: FigureView, nullable: true }) now: FigureView | null;
  /** A sentence where the figure is not the published one though the month is closed. */
  note: string | null;
  /** How many of the projects have something in the month that supports them; null where nothing is of projects. */
  @ApiProperty({ type: EvidenceSum, nullable: true }) evidence: EvidenceSum | null;
  /** What was written since, newest first, the first twenty of those the person may see. */
  changes: FigureChange[];
  /** How many changes there are. */
  changeTotal: number;
  /** Where visits are counted: those of its projects that came after it was published, newest first, the first twenty. */
  @ApiProperty({ type: [LateVisit] }) lateVisits: LateVisit[];
  lateVisitTotal: number;
  /** One page of the rows. */
  rows: OpenRow[];
  /** Rows of this part that the person may see. */
  total: number;
  /** Rows of this part that belong to others. */
  hidden: number;
  page: number;
  pageSize: number;
  /** A sentence where the rows do not add up to the figure; null where they do. */
  rowsNote: string | null;
}
