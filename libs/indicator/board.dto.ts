import { IsMonth, IsWhole, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import {
  type Direction,
  DIRECTIONS,
  INDICATOR_ACTIONS,
  INDICATOR_KINDS,
  INDICATOR_LIGHTS,
  type IndicatorAction,
  type IndicatorKind,
  type IndicatorLight,
} from './indicator.kinds';

export class IndicatorBoardQuery {
  /** The year of the indicators; that of `month` when left out. */
  @Optional()
  @IsWhole('年度', 2000, 2100)
  year?: number;

  /** As of the end of this month; when left out the running one, or December of a year that is over. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

/** Figures of an indicator, or of one unit's part of it, as of a month. Decimals are exact text, rates are rounded. */
export class IndicatorFigures {
  /** Annual target as of the month. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) target: string | null;
  /** Target from January to the month of the actual; the last one split off by then. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) split: string | null;
  /** The month that `split` is of. */
  splitMonth: string | null;
  /** The last one reported by the month. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) actual: string | null;
  /** The month that `actual` is of: earlier than asked where nothing newer was reported. */
  actualMonth: string | null;
  /** Reported as such, or added up from the units that share the target. */
  @ApiProperty({ enum: ['entered', 'units'], nullable: true }) actualFrom: 'entered' | 'units' | null;
  /** The same month of the year before. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) yearBefore: string | null;
  /** Actual ÷ target in percent; null for growth and rank, and where the target is missing or zero. */
  completionRate: string | null;
  /** The rate is the source's own, because it does not tell the whole. */
  rateStated: boolean;
  /** Actual ÷ split in percent. */
  progressRate: string | null;
  /** Target − actual where parts add up and more is better, never below zero. */
  remaining: string | null;
  /** Growth against the same month of the year before in percent, of totals; null where that is missing or zero. */
  growth: string | null;
  /** Actual − year before: percentage points of a growth or share, places of a rank. */
  change: string | null;
  /** Actual − target: percentage points of a growth or share, places of a rank. */
  difference: string | null;
  /** Whether the annual target is reached by the actual; null where one of them is missing. */
  reached: boolean | null;
  @ApiProperty({ enum: INDICATOR_LIGHTS }) light: IndicatorLight;
  /** What the light compares, in words. */
  lightNote: string | null;
}

export class IndicatorBoardPart extends IndicatorFigures {
  unitId: string;
  unitName: string;
  /** Whether I may enter this part. */
  mayEnter: boolean;
}

export class IndicatorBoardRow extends IndicatorFigures {
  id: string;
  code: string;
  name: string;
  /** Of measurement. */
  unit: string;
  level: number;
  parentId: string | null;
  @ApiProperty({ enum: INDICATOR_KINDS }) kind: IndicatorKind;
  @ApiProperty({ enum: DIRECTIONS }) direction: Direction;
  digits: number;
  unitId: string | null;
  unitName: string | null;
  source: string;
  version: number;
  /** Whether I may enter what all units reached together. */
  mayEnter: boolean;
  /** Parts of units. */
  units: IndicatorBoardPart[];
  @ApiProperty({ enum: INDICATOR_ACTIONS, isArray: true }) allowedActions: IndicatorAction[];
}

/** How many second-level indicators have which light. */
export class IndicatorLightCounts {
  green: number;
  yellow: number;
  red: number;
  none: number;
}

export class IndicatorBoardGroup extends IndicatorBoardRow {
  /** The second level under it. */
  children: IndicatorBoardRow[];
  lights: IndicatorLightCounts;
}

export class IndicatorBoard {
  year: number;
  month: string;
  /** First-level indicators in the order of their codes, with the second level under them. */
  items: IndicatorBoardGroup[];
  firstLevel: number;
  secondLevel: number;
  /** Of the second level. */
  lights: IndicatorLightCounts;
  /** Second-level indicators with an actual of the month itself. */
  reported: number;
}

/** One month of the curve. */
export class IndicatorTrendPoint {
  month: string;
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) target: string | null;
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) actual: string | null;
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) yearBefore: string | null;
}

export class IndicatorTrend {
  /** January to December of the indicator's year, of all units. */
  items: IndicatorTrendPoint[];
}
