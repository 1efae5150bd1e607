import { IsId, IsWhole, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IssueRow } from '@app/ledger';

export const BOARD_BLOCKS = [
  'returns',
  'extensions',
  'verifications',
  'reviews',
  'ratings',
  'untouched',
  'risks',
] as const;
/** 退回待裁定, 延期待批, 待核验, 挂起将复核, 不满意待答复, 久未处理, 风险预警. */
export type BoardBlock = (typeof BOARD_BLOCKS)[number];

export const BOARD_ROWS = [...BOARD_BLOCKS, 'held-up', 'late', 'late-first', 'unsigned'] as const;
/** What of the board can be opened: its blocks, and the figures of late departments and blocked projects. */
export type BoardRows = (typeof BOARD_ROWS)[number];

export const UNTOUCHED_DAYS = [5, 10, 20] as const;

export class BoardQuery {
  /** From how many working days without a step an issue counts as untouched. */
  @ApiProperty({ type: 'integer', enum: UNTOUCHED_DAYS, default: 10, required: false })
  @IsWhole('天数', 1, 400)
  @IsIn(UNTOUCHED_DAYS, { message: '久未处理的天数应为 5、10 或 20 个工作日。' })
  untouched: number = 10;
}

export class BoardRowsQuery extends PageQuery {
  @ApiProperty({ enum: BOARD_ROWS })
  @IsIn(BOARD_ROWS, { message: '看板上没有这一栏。' })
  which: BoardRows;

  /** Only those that this department leads. */
  @Optional()
  @IsId('单位')
  unitId?: string;

  /** Only those of this project. */
  @Optional()
  @IsId('项目')
  projectId?: string;

  /** With `untouched`: from how many working days on. */
  @ApiProperty({ type: 'integer', enum: UNTOUCHED_DAYS, default: 10, required: false })
  @IsWhole('天数', 1, 400)
  @IsIn(UNTOUCHED_DAYS, { message: '久未处理的天数应为 5、10 或 20 个工作日。' })
  untouched: number = 10;
}

/** A row of the ledger with why it is on the board. */
export class BoardRow extends IssueRow {
  /** Since when it has been waiting. */
  since: string | null;
  /** Working days since then. */
  waitingDays: number | null;
  /** In words: 已等 3 个工作日，2024-10-18 前裁定. */
  words: string;
}

export class BoardRowPage extends PageOf(BoardRow) {}

export class BoardBlockView {
  @ApiProperty({ enum: BOARD_BLOCKS }) which: BoardBlock;
  count: number;
  /** The first few, the most pressing first. */
  @ApiProperty({ type: [BoardRow] }) rows: BoardRow[];
}

/** A late issue of a blocked project. */
export class HeldUpIssue {
  id: string;
  number: string;
  title: string;
  leadUnitName: string | null;
  /** Working days late, at least one. */
  lateDays: number;
}

/** A project with late issues, and the plan that they hold up. */
export class HeldUpProject {
  projectId: string;
  name: string;
  /** Annual plan of the current year as of now, in 万元; null where none is entered. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) plan: string | null;
  /** Working days of the one that is late the longest. */
  lateDays: number;
  /** Plan × days: the order of the list. */
  @ApiProperty({ type: String, format: 'decimal' }) weight: string;
  /** Late issues of the project: all of them must be solved to free it. */
  issueCount: number;
  @ApiProperty({ type: [HeldUpIssue] }) issues: HeldUpIssue[];
}

/** 受阻投资: the plan of projects with late issues, each project once. */
export class HeldUpView {
  year: number;
  /** All blocked projects. */
  projects: number;
  issues: number;
  @ApiProperty({ type: String, format: 'decimal' }) plan: string;
  /** Blocked projects whose plan is not entered: they add nothing to the sums. */
  withoutPlan: number;
  /** The plan of the projects in `top`: what solving these frees. */
  @ApiProperty({ type: String, format: 'decimal' }) topPlan: string;
  topIssues: number;
  @ApiProperty({ type: [HeldUpProject] }) top: HeldUpProject[];
}

/** Which kind of issue holds investment up. */
export class HeldUpCategory {
  categoryCode: string;
  name: string;
  /** Blocked projects with a late issue of this kind; one with several kinds counts in each. */
  projects: number;
  issues: number;
  /** Their annual plans, in 万元. */
  @ApiProperty({ type: String, format: 'decimal' }) plan: string;
}

/** How late a department is. */
export class LateUnit {
  unitId: string;
  name: string;
  /** Past the present deadline. */
  late: number;
  /** Past the deadline as first given: what ranks, for an extension does not make a department faster. */
  lateFirst: number;
  /** Working days of the one that is late the longest. */
  longest: number;
  /** Average working days late, one decimal. */
  @ApiProperty({ type: String, format: 'decimal' }) average: string;
  /** Not signed for in time. */
  unsigned: number;
}

/** The supervisor's board (督办看板), of one moment. */
export class BoardView {
  today: string;
  heldUp: HeldUpView;
  @ApiProperty({ type: [LateUnit] }) units: LateUnit[];
  @ApiProperty({ type: [BoardBlockView] }) blocks: BoardBlockView[];
}
