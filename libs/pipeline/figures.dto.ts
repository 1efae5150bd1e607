import { IsMonth, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { PIPELINE_KINDS, type PipelineKind, STAGE_AMOUNTS, type StageAmount } from './pipeline.kinds';

export class PipelineFiguresQuery {
  /** As of the end of this month; left out: the running month, or December of a year that is over. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

/** Part of a stage: one sector. */
export class PipelineSectorFigures {
  /** Empty: without one. */
  sector: string;
  count: number;
  /** The stage's amount, in 万元; null: none was entered. */
  amount: string | null;
  /** In 万元. */
  totalInvestment: string | null;
}

/** A stage as of the end of a month. */
export class PipelineStageFigures {
  stageId: string;
  name: string;
  /** Stands beside the funnel (储备). */
  aside: boolean;
  @ApiProperty({ enum: STAGE_AMOUNTS }) counts: StageAmount;
  count: number;
  /** The amount that the stage adds up, in 万元, exactly; null: none was entered. */
  amount: string | null;
  /** Items in it for which no such amount is known. */
  withoutAmount: number;
  /** Total investment of what counts, in 万元, exactly. */
  totalInvestment: string | null;
  /** Requested funds of what counts, in 万元, exactly. */
  requested: string | null;
  /** Responsible units of what counts; null: not known. */
  units: number | null;
  /** The stage on which the rate is based; null: none. */
  baseStageId: string | null;
  baseName: string | null;
  baseCount: number | null;
  /** Count ÷ count of the base, in percent, rounded half up to the digits, none where it is whole; null without a base or with an empty one. */
  rate: string | null;
  digits: number;
  /** The month of the totals that were entered instead of items (按汇总数填报); null: counted from items. */
  tallyMonth: string | null;
  /** By sector, most first. */
  sectors: PipelineSectorFigures[];
}

/** A pipeline as of the end of a month. */
export class PipelineFigures {
  id: string;
  year: number;
  name: string;
  @ApiProperty({ enum: PIPELINE_KINDS }) kind: PipelineKind;
  month: string;
  /** In their order. */
  stages: PipelineStageFigures[];
}
