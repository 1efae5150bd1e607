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
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsNumber, Max, Min } from 'class-validator';
import { CorrectionReason } from './closed-months';
import { MembershipView } from './list.dto';
import {
  BASES,
  type Basis,
  CATEGORIES,
  MILESTONE_KINDS,
  type MilestoneKind,
  MIXED_BASES,
  type MixedBasis,
  PROJECT_ACTIONS,
  type ProjectAction,
  type ProjectCategory,
} from './project.kinds';

const BASIS = { message: '口径应为 with-preliminary（含前期）或 without-preliminary（不含前期）。' };
const LATITUDE = { message: '纬度应为 -90 至 90 之间的数字，最多六位小数。' };
const LONGITUDE = { message: '经度应为 -180 至 180 之间的数字，最多六位小数。' };

/** What is known of a project besides its name and size. */
class ProjectFacts {
  /** Owner (项目业主). */
  @Optional()
  @IsText('项目业主', { max: 100 })
  ownerName?: string;

  @Optional()
  @IsText('所属行业', { max: 60 })
  industry?: string;

  /** What it is for (产业、民生、基础功能); null: not said. Scoring schemes look at it. */
  @Nullable()
  @ApiProperty({ enum: CATEGORIES, required: false, nullable: true })
  @IsIn(CATEGORIES, { message: '项目类型应为 industry（产业类）、livelihood（民生类）或 basic（基础功能类）。' })
  category?: ProjectCategory | null;

  @Optional()
  @IsText('项目地址', { max: 200 })
  address?: string;

  /** The unit that answers for the project (责任单位). */
  @Nullable()
  @IsId('责任单位')
  unitId?: string | null;

  /** The officer who visits it (项目专员). */
  @Nullable()
  @IsId('项目专员')
  officerId?: string | null;

  /** The leader who sponsors it (领导分包). */
  @Nullable()
  @IsId('分包领导')
  leaderId?: string | null;

  /** Since when it is eligible for the statistics registry (达到入库标准). */
  @Nullable()
  @IsDay('达到入库标准的日期')
  statisticsEligibleOn?: string | null;

  /** When it entered the statistics registry (入库). */
  @Nullable()
  @IsDay('入库日期')
  statisticsEnteredOn?: string | null;

  /** Degrees north, WGS-84: with the other, or neither. */
  @Nullable()
  @IsNumber({ maxDecimalPlaces: 6 }, LATITUDE)
  @Min(-90, LATITUDE)
  @Max(90, LATITUDE)
  latitude?: number | null;

  /** Degrees east, WGS-84. */
  @Nullable()
  @IsNumber({ maxDecimalPlaces: 6 }, LONGITUDE)
  @Min(-180, LONGITUDE)
  @Max(180, LONGITUDE)
  longitude?: number | null;
}

export class ProjectBody extends ProjectFacts {
  /** Name, used once. */
  @IsText('项目名称', { min: 2, max: 100 })
  name: string;

  /** Total investment in 万元. */
  @IsAmount('总投资')
  totalInvestment: string;
}

/** What changes; what is left out stays. */
export class ProjectPatch extends ProjectFacts {
  @Optional()
  @IsText('项目名称', { min: 2, max: 100 })
  name?: string;

  /** Total investment in 万元. */
  @Optional()
  @IsAmount('总投资')
  totalInvestment?: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /**
   * The month from which total investment, unit, leader and industry count as they are given here, later months
   * included; the running month when left out.
   */
  @Optional()
  @IsMonth('起算月份')
  countsFrom?: string;

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

export const PROJECT_SORTS = [
  'name',
  '-name',
  'totalInvestment',
  '-totalInvestment',
  'annualPlan',
  '-annualPlan',
  'completed',
  '-completed',
  'completionRate',
  '-completionRate',
] as const;
export type ProjectSort = (typeof PROJECT_SORTS)[number];

export class ProjectQuery extends PageQuery {
  /** Part of the name, the owner or the address. */
  @Optional()
  @IsText('查询词', { max: 60 })
  q?: string;

  /** Only projects on this list in the month. */
  @Optional()
  @IsId('项目清单')
  listId?: string;

  /** The month as of which lists, plan and completion are shown; this month when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;

  @Optional()
  @IsId('责任单位')
  unitId?: string;

  @Optional()
  @IsId('项目专员')
  officerId?: string;

  @Optional()
  @IsId('分包领导')
  leaderId?: string;

  /** Order; a minus turns it round. */
  @Optional()
  @ApiProperty({ enum: PROJECT_SORTS, required: false })
  @IsIn(PROJECT_SORTS, { message: '排序方式不在可选范围内。' })
  sort: ProjectSort = 'name';
}

/** Who a project is and who is responsible for it. */
class ProjectHead {
  id: string;
  name: string;
  ownerName: string;
  industry: string;
  @ApiProperty({ enum: CATEGORIES, nullable: true }) category: ProjectCategory | null;
  address: string;
  /** In 万元. */
  totalInvestment: string;
  unitId: string | null;
  unitName: string | null;
  officerId: string | null;
  officerName: string | null;
  leaderId: string | null;
  leaderName: string | null;
  version: number;
}

/** One project in a list, with its year as of the month asked for. */
export class ProjectRow extends ProjectHead {
  /** The lists of the year that it is on in the month. */
  lists: MembershipView[];
  /** Annual plan as of the month, in 万元; null: none was entered. */
  annualPlan: string | null;
  @ApiProperty({ enum: BASES, nullable: true }) planBasis: Basis | null;
  /** Completed since 1 January, in 万元. */
  completed: string;
  @ApiProperty({ enum: MIXED_BASES, nullable: true }) completedBasis: MixedBasis | null;
  /** Completed ÷ plan, in percent; null without a plan. */
  completionRate: string | null;
  /** The newest words on what stands there (形象进度). */
  physicalProgress: string | null;
}

/** The annual plan as it counts from a month on (年度投资计划). */
export class PlanView {
  year: number;
  /** First month for which this revision counts. */
  from: string;
  /** In 万元. */
  amount: string;
  @ApiProperty({ enum: BASES }) basis: Basis;
  version: number;
  enteredByName: string | null;
  enteredAt: string;
}

/** Investment completed in one month (月度进展). */
export class ProgressView {
  month: string;
  /** In 万元, in this month alone; negative for a correction. */
  completed: string;
  @ApiProperty({ enum: BASES }) basis: Basis;
  /** What stands there (形象进度). */
  physicalProgress: string;
  /** Funds received in this month (资金到位), in 万元; null: not told. */
  fundsReceived: string | null;
  /** Completed in this month as the statistics registry has it (统计入库口径), in 万元; null: not told. */
  registryCompleted: string | null;
  version: number;
  enteredByName: string | null;
  enteredAt: string;
}

/** A step of the project with its planned and its actual day (节点). */
export class MilestoneView {
  @ApiProperty({ enum: MILESTONE_KINDS }) kind: MilestoneKind;
  plannedOn: string | null;
  actualOn: string | null;
  version: number;
}

/** How a project counted from a month on (沿革): the months before keep what counted then. */
export class StandingView {
  /** First month; null: since it was registered. */
  from: string | null;
  /** In 万元. */
  totalInvestment: string;
  unitId: string | null;
  unitName: string | null;
  leaderId: string | null;
  leaderName: string | null;
  industry: string;
}

/** One project, whole. */
export class ProjectView extends ProjectHead {
  statisticsEligibleOn: string | null;
  statisticsEnteredOn: string | null;
  /** Degrees north, WGS-84. */
  latitude: number | null;
  /** Degrees east, WGS-84. */
  longitude: number | null;
  /** Every list that it is or was on, newest year first. */
  lists: MembershipView[];
  /** Every revision of every year's plan, newest first. */
  plans: PlanView[];
  /** Every monthly entry, newest first. */
  progress: ProgressView[];
  /** In the order of the steps. */
  milestones: MilestoneView[];
  /** How it counted from which month on, newest first. */
  standings: StandingView[];
  /** What I may write. */
  @ApiProperty({ enum: PROJECT_ACTIONS, isArray: true }) allowedActions: ProjectAction[];
}

export class PlanParam {
  @IsId('项目')
  id: string;

  /** Year of the plan. */
  @IsWhole('年度', 2000, 2100)
  year: number;
}

export class PlanBody {
  /** Planned investment of the whole year, in 万元. */
  @IsAmount('计划投资')
  amount: string;

  /** Whether early-stage work is in it. */
  @ApiProperty({ enum: BASES })
  @IsIn(BASES, BASIS)
  basis: Basis;

  /** The month from which it counts, within the year. */
  @IsMonth('起始月份')
  from: string;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

export class ProgressParam {
  @IsId('项目')
  id: string;

  @IsMonth('月份')
  month: string;
}

export class ProgressBody {
  /** Investment completed in this month, in 万元; negative for a correction. */
  @IsAmount('完成投资', { negative: true })
  completed: string;

  /** Whether early-stage work is in it. */
  @ApiProperty({ enum: BASES })
  @IsIn(BASES, BASIS)
  basis: Basis;

  /** What stands there (形象进度): words, or a number as it was typed. */
  @Optional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'number' ? String(value) : value))
  @IsText('形象进度', { max: 500 })
  physicalProgress: string = '';

  /** Funds received in this month (资金到位), in 万元; left out: as it was, null: not told. */
  @Nullable()
  @IsAmount('到位资金', { negative: true })
  fundsReceived?: string | null;

  /** Completed in this month as the statistics registry has it (统计入库口径), in 万元; left out: as it was, null: not told. */
  @Nullable()
  @IsAmount('统计入库口径完成投资', { negative: true })
  registryCompleted?: string | null;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

export class MilestoneParam {
  @IsId('项目')
  id: string;

  @ApiProperty({ enum: MILESTONE_KINDS })
  @IsIn(MILESTONE_KINDS, { message: '节点不在可选范围内。' })
  kind: MilestoneKind;
}

/** What is left out stays, null takes away; one of the two days must be there in the end. */
export class MilestoneBody {
  @Nullable()
  @IsDay('计划日期')
  plannedOn?: string | null;

  /** Not ahead of today. */
  @Nullable()
  @IsDay('实际日期')
  actualOn?: string | null;

  /** The version that was seen; checked when given. */
  @Optional()
  @IsVersion()
  version?: number;

  /** Why, when it goes into a closed month; supervisors only. */
  @CorrectionReason()
  correctionReason?: string;
}

export const CHANGE_KINDS = ['project', 'plan', 'progress', 'milestone', 'membership', 'duty'] as const;
/** 基本信息, 年度计划, 月度进展, 节点, 清单成员, 免访. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One write about a project: who, when, what was before and what after. */
export class ChangeView {
  id: string;
  at: string;
  actorName: string | null;
  @ApiProperty({ enum: CHANGE_KINDS }) kind: ChangeKind;
  @ApiProperty({ enum: ['create', 'update', 'delete'] }) action: 'create' | 'update' | 'delete';
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) before: Record<string, unknown> | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) after: Record<string, unknown>;
  /** Why, where one was asked for: a closed month was changed. */
  reason: string | null;
}

export class ProjectPage extends PageOf(ProjectRow) {}
export class ChangePage extends PageOf(ChangeView) {}
