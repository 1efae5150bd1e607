import { IsId, IsText, IsVersion, IsWhole, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { CorrectionReason } from '@app/project';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, Max, Min, ValidateNested } from 'class-validator';
import {
  PIPELINE_ACTIONS,
  PIPELINE_KINDS,
  type PipelineAction,
  type PipelineKind,
  STAGE_AMOUNTS,
  type StageAmount,
} from './pipeline.kinds';
import { TallyView } from './tally.dto';

const DIGITS = { message: '比率小数位数应为 0 至 4 的整数。' };
const KIND = { message: '漏斗类别应为 funds（资金争取）、promotion（招商引资）或 reserve（规划储备）。' };

/** One step of a pipeline (环节). */
export class PipelineStageBody {
  /** The stage that is there already; left out: a new one. */
  @Optional()
  @IsId('环节')
  id?: string;

  /** Name, used once in the pipeline. */
  @IsText('环节名称', { min: 1, max: 30 })
  name: string;

  /**
   * Name of the stage on which its rate is based: 18 ÷ 22 where the base is the review before. Null: it has no rate; left
   * out: the stage before it in the funnel.
   */
  @Nullable()
  @IsText('比率的基数环节', { min: 1, max: 30 })
  base?: string | null;

  /** Which amount it adds up: 申请资金, 到位资金, 总投资, 意向投资, 签约投资. */
  @ApiProperty({ enum: STAGE_AMOUNTS })
  @IsIn(STAGE_AMOUNTS, { message: '环节计入的金额不在可选范围内。' })
  counts: StageAmount;

  /** Digits after the point of its rate, rounded half up. */
  @Optional()
  @IsInt(DIGITS)
  @Min(0, DIGITS)
  @Max(4, DIGITS)
  digits: number = 0;

  /** Stands beside the funnel (储备): counted, not a step of it. */
  @Optional()
  @IsBoolean({ message: '是否单列应为真或假。' })
  aside: boolean = false;
}

/** A pipeline of a year with its stages in order. The same again answers as the first time. */
export class PipelineBody {
  /** Chosen by who sends it, so that it may be sent again; made by the server when left out. */
  @Optional()
  @IsId('漏斗')
  id?: string;

  @IsInt({ message: '年度应为整数。' })
  @Min(2000, { message: '年度不能早于 2000 年。' })
  @Max(2100, { message: '年度不能晚于 2100 年。' })
  year: number;

  /** Name, used once a year. */
  @IsText('漏斗名称', { min: 1, max: 60 })
  name: string;

  /** 资金争取, 招商引资, 规划储备. */
  @ApiProperty({ enum: PIPELINE_KINDS })
  @IsIn(PIPELINE_KINDS, KIND)
  kind: PipelineKind;

  /** In their order, one at least. */
  @IsArray({ message: '请至少填写一个环节。' })
  @ArrayMinSize(1, { message: '请至少填写一个环节。' })
  @ArrayMaxSize(12, { message: '一个漏斗最多 12 个环节。' })
  @ValidateNested({ each: true })
  @Type(() => PipelineStageBody)
  stages: PipelineStageBody[];
}

/** What changes; what is left out stays. */
export class PipelinePatch {
  @Optional()
  @IsText('漏斗名称', { min: 1, max: 60 })
  name?: string;

  /** All stages in their order; one that is missing goes, unless something was entered for it. */
  @Optional()
  @IsArray({ message: '请至少填写一个环节。' })
  @ArrayMinSize(1, { message: '请至少填写一个环节。' })
  @ArrayMaxSize(12, { message: '一个漏斗最多 12 个环节。' })
  @ValidateNested({ each: true })
  @Type(() => PipelineStageBody)
  stages?: PipelineStageBody[];

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /**
   * Why what a stage counts is changed although a month that used it is closed; only for supervisors, and kept only where
   * one was.
   */
  @CorrectionReason()
  correctionReason?: string;
}

export class PipelineQuery extends PageQuery {
  /** Only pipelines of this year. */
  @Optional()
  @IsWhole('年度', 2000, 2100)
  year?: number;

  /** Only pipelines of this kind. */
  @Optional()
  @ApiProperty({ enum: PIPELINE_KINDS, required: false })
  @IsIn(PIPELINE_KINDS, KIND)
  kind?: PipelineKind;
}

/** A pipeline in a list. */
export class PipelineRow {
  id: string;
  year: number;
  name: string;
  @ApiProperty({ enum: PIPELINE_KINDS }) kind: PipelineKind;
  /** Items that were ever entered. */
  items: number;
  version: number;
}

export class PipelineStageView {
  id: string;
  name: string;
  /** The stage on which its rate is based; null: it has none. */
  baseStageId: string | null;
  /** Name of that stage. */
  base: string | null;
  @ApiProperty({ enum: STAGE_AMOUNTS }) counts: StageAmount;
  /** Digits after the point of its rate. */
  digits: number;
  /** Stands beside the funnel (储备). */
  aside: boolean;
  /** Totals that were entered instead of items, newest month first. */
  tallies: TallyView[];
}

/** One pipeline with its stages in order. */
export class PipelineView extends PipelineRow {
  stages: PipelineStageView[];
  /** Sectors of its items, by name. */
  sectors: string[];
  /** What I may write. */
  @ApiProperty({ enum: PIPELINE_ACTIONS, isArray: true }) allowedActions: PipelineAction[];
}

export class PipelinePage extends PageOf(PipelineRow) {}
