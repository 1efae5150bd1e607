import { IsMonth, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { type Standing, STANDINGS, type State, STATES, StepCounts } from '@app/ledger';

export class ScheduleQuery extends PageQuery {
  /** The month that is scheduled; the present one when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

export const REPORTINGS = ['reported', 'missing', 'awaited', 'none'] as const;
/** 已反馈, 未反馈, 待反馈 (its day has not come), and a month in which none is due. */
export type Reporting = (typeof REPORTINGS)[number];

/** One month of an item. */
export class ScheduleMonth {
  month: string;
  @ApiProperty({ enum: REPORTINGS }) reporting: Reporting;
  /** Steps planned for that month, and how many of them are done. */
  planned: number;
  done: number;
}

export class ScheduleStep {
  title: string;
  ownerUnitName: string;
  plannedOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) doneOn: string | null;
}

export class ScheduleReport {
  on: string;
  byName: string;
  unitName: string;
  note: string;
}

/** One item of the list that is scheduled. */
export class ScheduleRow {
  issueId: string;
  number: string;
  title: string;
  @ApiProperty({ enum: STATES }) state: State;
  leadUnitName: string | null;
  steps: StepCounts;
  /** From January to the month that is scheduled. */
  months: ScheduleMonth[];
  /** Whether it was reported in the month that is scheduled. */
  @ApiProperty({ enum: REPORTINGS }) reporting: Reporting;
  /** The last report up to the end of that month. */
  lastReport: ScheduleReport | null;
  /** The steps planned for that month. */
  due: ScheduleStep[];
  /** The next step that is open. */
  next: ScheduleStep | null;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
  /** Behind, ahead or as planned, in words. */
  words: string;
}

/** The items of a ledger's year in a month: those behind first. */
export class ScheduleView extends PageOf(ScheduleRow) {
  month: string;
  /** Items that are done, ahead, as planned, behind, without a plan. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) standings: Record<Standing, number>;
  /** Items reported in the month, and those that are not. */
  reported: number;
  unreported: number;
}
