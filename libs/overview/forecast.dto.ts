import { ApiProperty } from '@nestjs/swagger';
import { FORECAST_GAPS, FORECAST_METHODS, type ForecastGap, type ForecastMethod } from './forecast';
import { LIGHTS, type Light } from './overview.lights';

/** Where a list will stand at the end of the year, as its monthly curve says; amounts in 万元. */
export class ForecastView {
  /** Why there is none (不足以预测); null where there is one. */
  @ApiProperty({ enum: FORECAST_GAPS, nullable: true }) gap: ForecastGap | null;
  /** The newest month with entries that it is made from; null without any. */
  @ApiProperty({ type: String, nullable: true }) upTo: string | null;
  /** Completed since January at the end of each month up to `upTo`, in 万元, by the projects on the list now. */
  curve: string[];
  @ApiProperty({ enum: FORECAST_METHODS, nullable: true }) method: ForecastMethod | null;
  /** Completed by the year's end: the one figure, and the range that past months' misses suggest. */
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) point: string | null;
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) low: string | null;
  @ApiProperty({ type: String, format: 'decimal', nullable: true }) high: string | null;
  /** Of the present plan, in percent, to the list's digits. */
  @ApiProperty({ type: String, nullable: true }) rate: string | null;
  @ApiProperty({ type: String, nullable: true }) lowRate: string | null;
  @ApiProperty({ type: String, nullable: true }) highRate: string | null;
  /** How many months of this year were forecast again from two or more months before. */
  tests: number;
  /** How far off those were on average, in percentage points of the plan; null without tests or plan. */
  @ApiProperty({ type: String, nullable: true }) error: string | null;
  /** Green: even the low end reaches the plan; red: not even the high end does. */
  @ApiProperty({ enum: LIGHTS }) light: Light;
}
