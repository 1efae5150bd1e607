import { IsDay, IsText, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type Holder, HOLDERS } from './time.intervals';

/** One stretch of time in which one party held the issue. */
export class IntervalView {
  @ApiProperty({ enum: HOLDERS }) party: Holder;
  /** The department, where a department held it. */
  unitId: string | null;
  /** Who, in words: the department, 督办专员, 核验人 … */
  name: string;
  cycle: number;
  from: string;
  /** Null while it lasts. */
  to: string | null;
  /** Working minutes, exact; hours and days are rounded from them. */
  @ApiProperty({ type: 'integer' }) minutes: number;
  workingHours: number;
  /** Working days of eight hours. */
  workingDays: number;
  /** At the same time as the main line and in no sum: 协办单位, 企业评价. */
  beside: boolean;
}

/** One cycle, from its registration or reopening to its end. */
export class CycleView {
  cycle: number;
  from: string;
  /** Null while it lasts. */
  to: string | null;
  @ApiProperty({ type: 'integer' }) minutes: number;
  workingHours: number;
  workingDays: number;
}

/** What one party held over all cycles. */
export class ShareView {
  @ApiProperty({ enum: HOLDERS }) party: Holder;
  unitId: string | null;
  name: string;
  @ApiProperty({ type: 'integer' }) minutes: number;
  workingHours: number;
  workingDays: number;
  /** Percent of the whole with one decimal; null for those beside the main line, which is in no sum. */
  share: number | null;
}

/** Who held an issue how long, in office hours of working days. */
export class IssueTimeView {
  /** What still lasts is counted up to here. */
  asOf: string;
  cycles: CycleView[];
  /** In their order; the main line without gap, then those beside it. */
  intervals: IntervalView[];
  shares: ShareView[];
  /** Rests on a year whose calendar is not published yet (按周末推算). */
  estimated: boolean;
}

export const UNIT_TIME_SORTS = ['-average', '-median', '-issues', '-returned', '-late', 'name'] as const;
export type UnitTimeSort = (typeof UNIT_TIME_SORTS)[number];

export class UnitTimeQuery extends PageQuery {
  /** First day of the period. */
  @IsDay('开始日期')
  from: string;

  /** Last day of the period, at most a year later. */
  @IsDay('结束日期')
  to: string;

  /** Code of the ledger; all when left out. */
  @Optional()
  @IsText('台账', { max: 40 })
  ledger?: string;

  @Optional()
  @ApiProperty({ enum: UNIT_TIME_SORTS, required: false })
  @IsIn(UNIT_TIME_SORTS, { message: '排序方式不在可选范围内。' })
  sort: UnitTimeSort = '-average';
}

/**
 * What one department held as lead within a period. An issue counts when the department held it on any day of the
 * period, with all its time in the department's hands up to the end of the period.
 */
export class UnitTimeRow {
  unitId: string | null;
  unitName: string;
  @ApiProperty({ type: 'integer' }) issues: number;
  /** Working days that an issue was in its hands: the mean. */
  averageDays: number;
  /** The same, the middle one: a single stuck issue does not move it. */
  medianDays: number;
  totalDays: number;
  /** So often it returned one within the period. */
  @ApiProperty({ type: 'integer' }) returned: number;
  /** Assignments of the period that it did not sign for in time. */
  @ApiProperty({ type: 'integer' }) lateSignings: number;
}

export class UnitTimePage extends PageOf(UnitTimeRow) {
  /** What is still held is counted up to here. */
  asOf: string;
}
