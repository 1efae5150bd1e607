import {
  IsAmount,
  IsDay,
  IsId,
  IsMonth,
  IsText,
  IsVersion,
  IsWhole,
  Nullable,
  Optional,
  PageOf,
  PageQuery,
} from '@app/platform';
import { CorrectionReason } from '@app/project';
import { ApiProperty } from '@nestjs/swagger';
import { TallyTakeBack } from './tally.dto';

export const PIPELINE_ITEM_ACTIONS = ['edit', 'pass'] as const;
/** What a person may write about an item: its facts, the stages it passed. */
export type PipelineItemAction = (typeof PIPELINE_ITEM_ACTIONS)[number];

/** What is known of an item besides its name. */
class ItemFacts {
  /** 城市经济, 装备制造 … */
  @Optional()
  @IsText('行业', { max: 60 })
  sector?: string;

  /** The project that it is, or became. */
  @Nullable()
  @IsId('项目')
  projectId?: string | null;

  /** The unit that answers for it; a department's own unless said otherwise. */
  @Nullable()
  @IsId('责任单位')
  unitId?: string | null;

  /** In 万元; null: not known. */
  @Nullable()
  @IsAmount('总投资')
  totalInvestment?: string | null;

  /** Requested funds, in 万元; null: not known. */
  @Nullable()
  @IsAmount('申请资金')
  requested?: string | null;

  @Optional()
  @IsText('备注', { max: 500 })
  note?: string;
}

/** A new item. The same again answers as the first time. */
export class PipelineItemBody extends ItemFacts {
  /** Chosen by who sends it, so that it may be sent again; made by the server when left out. */
  @Optional()
  @IsId('条目')
  id?: string;

  /** Name, used once in the pipeline. */
  @IsText('名称', { min: 1, max: 100 })
  name: string;
}

/** What changes; what is left out stays. */
export class PipelineItemPatch extends ItemFacts {
  @Optional()
  @IsText('名称', { min: 1, max: 100 })
  name?: string;

  /**
   * The month from which sector, unit and amounts count as changed. Left out: all months that are not closed; figures of
   * closed months stay.
   */
  @Optional()
  @IsMonth('起算月份')
  from?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why a closed month is changed all the same; only for supervisors, and kept only where one was. */
  @CorrectionReason()
  correctionReason?: string;
}

export class PipelineItemQuery extends PageQuery {
  /** Part of the name or the note. */
  @Optional()
  @IsText('查询词', { max: 60 })
  q?: string;

  /** Only items that count in this stage in the month. */
  @Optional()
  @IsId('环节')
  stageId?: string;

  /** The month as of which stages are asked; this month when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;

  /** Only this sector, in full; empty: those without one. */
  @Optional()
  @IsText('行业', { max: 60 })
  sector?: string;

  @Optional()
  @IsId('责任单位')
  unitId?: string;
}

export class PipelineItemParam {
  @IsId('漏斗')
  id: string;

  @IsId('条目')
  itemId: string;
}

export class PassageParam extends PipelineItemParam {
  @IsId('环节')
  stageId: string;
}

/** That an item passed a stage. */
export class PassageBody {
  /** The day, not ahead of today. */
  @IsDay('通过日期')
  passedOn: string;

  /** The stage's amount for this item, in 万元; left out or null: what the item requests or invests, where the stage counts that. */
  @Nullable()
  @IsAmount('金额')
  amount?: string | null;

  /** What shows it: number of the document, of the contract. */
  @Optional()
  @IsText('依据', { max: 200 })
  note: string = '';

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why a closed month is changed all the same; only for supervisors, and kept only where one was. */
  @CorrectionReason()
  correctionReason?: string;
}

/** Why, and from when on, it does not count as passed any more. */
export class PassageTakeBack extends TallyTakeBack {
  /** From this day on; left out: it was never passed, the entry was wrong. */
  @Optional()
  @IsDay('撤回日期')
  withdrawnOn?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsWhole('版本号', 1, 2_147_483_647)
  version?: number;
}

export class PassageView {
  stageId: string;
  stageName: string;
  passedOn: string;
  /** As entered, in 万元; null: the item's own. */
  amount: string | null;
  /** What shows it. */
  note: string;
  version: number;
  enteredByName: string | null;
  enteredAt: string;
}

/** A passage that was taken back. */
export class PassageWithdrawnView {
  stageName: string;
  passedOn: string;
  amount: string | null;
  /** From this day on it does not count; the day of passing: it never did. */
  withdrawnOn: string;
  reason: string;
}

export class PipelineItemView {
  id: string;
  pipelineId: string;
  name: string;
  sector: string;
  projectId: string | null;
  projectName: string | null;
  unitId: string | null;
  unitName: string | null;
  /** In 万元. */
  totalInvestment: string | null;
  /** In 万元. */
  requested: string | null;
  note: string;
  version: number;
  /** Stages that it has passed, in their order. */
  passages: PassageView[];
  /** Passages that were taken back, newest first. */
  withdrawn: PassageWithdrawnView[];
  /** What I may write. */
  @ApiProperty({ enum: PIPELINE_ITEM_ACTIONS, isArray: true }) allowedActions: PipelineItemAction[];
}

export class PipelineItemPage extends PageOf(PipelineItemView) {}
