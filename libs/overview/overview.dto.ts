import { HeldUpCategory, HeldUpView, LateUnit } from '@app/desk';
import { Comparison, DIRECTIONS, type Direction, SCOPE_KINDS, type ScopeKind } from '@app/figure';
import { IsText } from '@app/platform';
import { ListFigures, ROLLUP_STATUSES, type RollupStatus, ThreeBatches } from '@app/rollup';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { ForecastView } from './forecast.dto';
import { LIGHTS, type Light } from './overview.lights';
import { TILES } from './tile.settings';

export class TilePoint {
  month: string;
  /** As the month shows it: published where it is closed. Null: not computed. */
  value: string | null;
}

/** One of the five numbers. */
export class OverviewTile {
  measure: string;
  @ApiProperty({ enum: SCOPE_KINDS }) scopeKind: ScopeKind;
  scopeId: string;
  scopeName: string;
  /** Chinese name of the measure. */
  name: string;
  unit: string;
  @ApiProperty({ enum: DIRECTIONS }) direction: Direction;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  basisNote: string | null;
  /** What it should be; the time schedule where `bySchedule`. Null: nobody said. */
  target: string | null;
  bySchedule: boolean;
  /** Value − target, both unrounded, to two digits. */
  gap: string | null;
  @ApiProperty({ enum: LIGHTS }) light: Light;
  @ApiProperty({ type: Comparison, nullable: true }) monthBefore: Comparison | null;
  @ApiProperty({ type: Comparison, nullable: true }) yearBefore: Comparison | null;
  /** The last twelve months, oldest first. */
  @ApiProperty({ type: [TilePoint] }) trend: TilePoint[];
}

/** A list against the schedule, and where it will stand at the end of the year. */
export class OverviewList extends ListFigures {
  @ApiProperty({ enum: LIGHTS }) light: Light;
  forecast: ForecastView;
}

/** A project on the map. */
export class PlaceView {
  projectId: string;
  name: string;
  longitude: number;
  latitude: number;
  /** Not the project's own place: the last visit with a position was there. */
  visited: boolean;
  /** Red: late issues; yellow: more than five points behind the time schedule; none: no plan. */
  @ApiProperty({ enum: LIGHTS }) light: Light;
  /** Annual plan in 万元; null: none. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) plan: string | null;
  /** Completed ÷ plan in percent, two digits; null without a plan. */
  rate: string | null;
  openIssues: number;
  lateIssues: number;
}

export class PlacesView {
  /** Projects on the month's lists. */
  total: number;
  /** Without any position. */
  unplaced: number;
  /** Late ones first, then the large ones, at most 500. */
  @ApiProperty({ type: [PlaceView] }) items: PlaceView[];
}

/** The district on one page (全区一页). */
export class OverviewView {
  month: string;
  @ApiProperty({ enum: ROLLUP_STATUSES }) status: RollupStatus;
  /** 0 while the month is open. */
  revision: number;
  asOf: string;
  /** Today: what is held up and who is late is of this day, whichever month is shown. */
  today: string;
  @ApiProperty({ type: [OverviewTile] }) tiles: OverviewTile[];
  @ApiProperty({ type: [OverviewList] }) lists: OverviewList[];
  threeBatches: ThreeBatches;
  heldUp: HeldUpView;
  @ApiProperty({ type: [HeldUpCategory] }) heldUpBy: HeldUpCategory[];
  /** Departments that are late, the latest first; never persons. */
  @ApiProperty({ type: [LateUnit] }) units: LateUnit[];
  places: PlacesView;
}

export class TileBody {
  /** Code of a measure, e.g. `investment.rate`. */
  @Matches(/^[a-z][a-z.-]{1,59}$/, { message: '指标的编码格式不对，请重新选择。' })
  measure: string;

  @ApiProperty({ enum: SCOPE_KINDS })
  @IsIn(SCOPE_KINDS, { message: '统计范围不在可选范围内，请重新选择。' })
  scopeKind: ScopeKind;

  /** Empty for the total. */
  @IsText('统计范围', { max: 80 })
  scopeId: string;

  /** `schedule` (时间进度), a number in the figure's unit, or null for none. */
  @ApiProperty({ type: String, nullable: true, example: 'schedule' })
  @ValidateIf((_, value) => value !== null)
  @Matches(/^(schedule|-?\d{1,9}(\.\d{1,4})?)$/, { message: '目标应为数字，或按时间进度。' })
  target: string | null;

  /** So far on the wrong side of the target it is still yellow. */
  @Matches(/^\d{1,9}(\.\d{1,4})?$/, { message: '黄灯范围应为不小于 0 的数字。' })
  margin: string;
}

export class TilesBody {
  @ApiProperty({ type: [TileBody], minItems: TILES, maxItems: TILES })
  @IsArray({ message: '请选择五个数字。' })
  @ArrayMinSize(TILES, { message: '请选择五个数字。' })
  @ArrayMaxSize(TILES, { message: '请选择五个数字。' })
  @ValidateNested({ each: true })
  @Type(() => TileBody)
  tiles: TileBody[];
}

export class ChoiceScope {
  @ApiProperty({ enum: SCOPE_KINDS }) scopeKind: ScopeKind;
  scopeId: string;
  scopeName: string;
}

/** A measure that can stand on top, with what it can be of. */
export class TileChoice {
  measure: string;
  name: string;
  unit: string;
  @ApiProperty({ type: [ChoiceScope] }) scopes: ChoiceScope[];
}

/** What is chosen for the five numbers. */
export class TilesView {
  /** False: nobody has chosen, the usual ones are shown. */
  chosen: boolean;
  @ApiProperty({ type: [TileBody] }) tiles: TileBody[];
}
