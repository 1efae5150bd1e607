import { HeldUpCategory, LateUnit } from '@app/desk';
import { ROLLUP_STATUSES, type RollupStatus, ThreeBatches } from '@app/rollup';
import { ApiProperty } from '@nestjs/swagger';
import { AreaView } from './map.dto';
import { LIGHTS, type Light } from './overview.lights';
import { OverviewList, OverviewTile } from './overview.dto';

/** Investment that late issues hold up: sums only. */
export class ScreenHeldUp {
  projects: number;
  issues: number;
  /** In 万元. */
  @ApiProperty({ type: String, format: 'decimal' }) plan: string;
  @ApiProperty({ type: [HeldUpCategory] }) by: HeldUpCategory[];
}

/** A spot on the screen's map: where a project is, without saying which. */
export class ScreenSpot {
  longitude: number;
  latitude: number;
  @ApiProperty({ enum: LIGHTS }) light: Light;
}

/** What a big screen shows: sums of the district, neither persons nor single projects. */
export class ScreenView {
  /** Name of the district. */
  district: string;
  /** Said where it is seen, when the data are a demonstration. */
  demoNote: string | null;
  /** When this was computed. */
  at: string;
  month: string;
  @ApiProperty({ enum: ROLLUP_STATUSES }) status: RollupStatus;
  asOf: string;
  today: string;
  @ApiProperty({ type: [OverviewTile] }) tiles: OverviewTile[];
  @ApiProperty({ type: [OverviewList] }) lists: OverviewList[];
  threeBatches: ThreeBatches;
  heldUp: ScreenHeldUp;
  @ApiProperty({ type: [LateUnit] }) units: LateUnit[];
  projects: number;
  @ApiProperty({ type: [ScreenSpot] }) spots: ScreenSpot[];
}

/** What lies below the spots. */
export class ScreenMapView {
  @ApiProperty({ type: [AreaView] }) areas: AreaView[];
  @ApiProperty({ type: String, nullable: true }) tiles: string | null;
  tilesNote: string;
}
