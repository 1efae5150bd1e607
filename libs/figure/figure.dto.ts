import { ApiProperty } from '@nestjs/swagger';
import { DIRECTIONS, type Direction, SCOPE_KINDS, type ScopeKind } from './figure.kinds';

/** A figure against an earlier one. */
export class Comparison {
  /** The earlier figure as shown; null: there was none. */
  value: string | null;
  /** Now − then, in the figure's unit (rates: percentage points), rounded half up; null where either is missing. */
  change: string | null;
  /** Change ÷ then in percent, two digits; null for rates, and where then is missing or zero. */
  rate: string | null;
}

/** One measure in one scope, in one month. */
export class FigureView {
  /** Code of the measure, such as `investment.rate`. */
  measure: string;
  /** The version of its definition that counts for the month. */
  measureVersion: number;
  /** Chinese name of the measure. */
  name: string;
  /** 个, 万元, %, 百分点 … */
  unit: string;
  /** Whether more is better. */
  @ApiProperty({ enum: DIRECTIONS }) direction: Direction;
  @ApiProperty({ enum: SCOPE_KINDS }) scopeKind: ScopeKind;
  /** Empty for the total. */
  scopeId: string;
  /** Chinese name of the scope. */
  scopeName: string;
  /** As it is shown: rounded half up at the very end; null where it is not computed (a base is missing or zero): “—”. */
  value: string | null;
  /** Exact; null where the figure is no sum and no quotient. */
  numerator: string | null;
  /** Exact; null where nothing is divided by. */
  denominator: string | null;
  /** Digits after the point that are shown. */
  digits: number;
  /** A sentence where parts of the figure count differently (含前期 / 不含前期). */
  basisNote: string | null;
  /** Against the month before (环比); null where there is no such figure. */
  @ApiProperty({ type: Comparison, nullable: true }) monthBefore: Comparison | null;
  /** Against the same month of the year before (同比); null where there is no such figure. */
  @ApiProperty({ type: Comparison, nullable: true }) yearBefore: Comparison | null;
}

/** Which figures are asked for; what is left out is not narrowed. */
export interface FigureFilter {
  measures?: string[];
  scopeKinds?: ScopeKind[];
  scopeIds?: string[];
}
