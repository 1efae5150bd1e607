import { IsId, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';

export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];
export const PACE_LIGHTS = ['green', 'yellow', 'red'] as const;
/** 快于或符合时间进度, 略慢, 明显滞后. */
export type PaceLight = (typeof PACE_LIGHTS)[number];

export class RankingQuery {
  /** A measure that there is of units; the completion rate when left out. */
  @Optional()
  @Matches(/^[a-z][a-z.-]{1,60}$/, { message: '指标代码格式不对。' })
  measure: string = 'investment.rate';

  /** Only projects of this list; measures of investment only. */
  @Optional()
  @IsId('项目清单')
  listId?: string;

  /** Best first (`desc`) or smallest first (`asc`); as the measure's direction says when left out. */
  @Optional()
  @ApiProperty({ enum: ORDERS, required: false })
  @IsIn(ORDERS, { message: '排序应为 asc（升序）或 desc（降序）。' })
  order?: Order;
}

/** A unit in the order of its figure. */
export class RankingRow {
  /** Equal figures share it: 1, 1, 3. */
  rank: number;
  unitId: string;
  name: string;
  /** As shown. */
  value: string;
  /** Exact. */
  numerator: string | null;
  /** Exact. */
  denominator: string | null;
  /** Of the completion rate: points above the time schedule, negative behind it. */
  gap: string | null;
  @ApiProperty({ enum: PACE_LIGHTS, nullable: true }) light: PaceLight | null;
  basisNote: string | null;
}

export class RankingWithout {
  unitId: string;
  name: string;
  reason: string;
}

/** Units by a measure (排名). */
export class RankingView {
  month: string;
  measure: string;
  measureVersion: number | null;
  name: string;
  unit: string;
  @ApiProperty({ enum: ORDERS }) order: Order;
  listId: string | null;
  listName: string | null;
  /** Revision of the published figures; 0: the month is open. */
  revision: number;
  /** Share of the year that has passed, in percent. */
  timeSchedule: string;
  @ApiProperty({ type: [RankingRow] }) rows: RankingRow[];
  /** Units without a base. */
  @ApiProperty({ type: [RankingWithout] }) without: RankingWithout[];
}
