import { IsId, IsMonth, IsText, IsWhole, Optional, PageOf, PageQuery } from '@app/platform';
import { BASES, type Basis, BATCHES, LIST_KINDS, type ListKind, MIXED_BASES, type MixedBasis } from '@app/project';
import { Coverage, DUTY_STATES, type DutyState, ListCoverage, UnitCoverage } from '@app/duty';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';

/** What is different of one project between two states of a month. */
export class ProjectChange {
  projectId: string;
  projectName: string;
  unitName: string | null;
  /** In words, such as “计划 +1.68 亿元（9月起）”, “退出‘市重点’”. */
  changes: string[];
}

export const ROLLUP_STATUSES = ['open', 'closed'] as const;
/** 未月结, 已月结. */
export type RollupStatus = (typeof ROLLUP_STATUSES)[number];

export class MonthParam {
  @IsMonth('月份')
  month: string;
}

export class MonthQuery {
  /** The running month when left out. */
  @Optional()
  @IsMonth('月份')
  month?: string;
}

export class MonthListParam {
  @IsMonth('月份')
  month: string;

  /** Id of the list, or `all` for the projects of all lists of the year. */
  @Matches(/^(all|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, { message: '项目清单的编号格式不对。' })
  listId: string;
}

export class RevisionQuery {
  /** A revision that was published; when left out the newest, or the figures of the moment while the month is open. */
  @Optional()
  @IsWhole('版次', 1, 10_000)
  revision?: number;
}

export class RestateBody {
  /** Why the published figures are corrected. */
  @IsText('更正原因', { min: 1, max: 500 })
  reason: string;
}

/** A share with what it divides. */
export class RateFigure {
  /** In percent, as shown; null where it is not computed. */
  rate: string | null;
  numerator: string | null;
  denominator: string | null;
}

/** 开工率, 投资完成率, 资金到位率, 竣工率. */
export class FourRates {
  /** Projects that have started ÷ projects. */
  started: RateFigure;
  /** Completed since January ÷ annual plan. */
  investment: RateFigure;
  /** Funds received since January ÷ annual plan; null while nobody has told any. */
  funds: RateFigure;
  /** Projects that are completed (竣工) ÷ projects. */
  completed: RateFigure;
}

/** Investment of projects in a month's year, as of that month. Amounts in 万元. */
export class InvestmentFigures {
  /** Projects on the list in that month. */
  projects: number;
  totalInvestment: string;
  /** Sum of the annual plans as of that month. */
  annualPlan: string;
  /** Projects for which no plan counts in that month. */
  withoutPlan: number;
  /** Completed from January to that month, by the projects counted. */
  completed: string;
  /** Completed in that month alone. Not in revisions that were published before it was counted. */
  completedInMonth?: string;
  /** Completed ÷ plan in percent, rounded half up to the list's digits; null when the plan is zero. */
  completionRate: string | null;
  /** Completed, as the rate divides it. */
  numerator: string;
  /** Annual plan, as the rate divides by it. */
  denominator: string;
  /** Share of the year that has passed, in percent (时间进度). */
  timeSchedule: string;
  /** Rate − time schedule, both unrounded, in percentage points; null without a rate. */
  gap: string | null;
  /** Whether early-stage work is in the plans. */
  @ApiProperty({ enum: MIXED_BASES, nullable: true }) planBasis: MixedBasis | null;
  /** Whether early-stage work is in the entries. */
  @ApiProperty({ enum: MIXED_BASES, nullable: true }) completedBasis: MixedBasis | null;
  /** A sentence where the two bases differ or are mixed. */
  basisNote: string | null;
  /** Not in revisions that were published before they were counted. */
  fourRates?: FourRates;
}

/** Investment of one list. */
export class ListFigures extends InvestmentFigures {
  listId: string;
  name: string;
  @ApiProperty({ enum: LIST_KINDS }) kind: ListKind;
}

/** One batch of 三个一批: how many of its projects took the step that it is measured by. */
export class BatchFigures {
  projects: number;
  /** In 万元. */
  totalInvestment: string;
  /** Of them, those that took the step by the end of the month. */
  reached: number;
  /** Reached ÷ projects in percent, without decimals when whole. */
  rate: string | null;
}

/** 签约一批. */
export class SignedBatchFigures extends BatchFigures {
  /** Of them, those whose contract is being fulfilled (履约) by the end of the month. */
  fulfilled?: number;
  /** Fulfilled ÷ projects in percent (履约率). */
  fulfilledRate?: string | null;
}

/** Statistics registry (入库): its population is not that of the batches. */
export class RegistryFigures {
  /** Projects of 三个一批, of this or an earlier year, that were eligible by the end of the month. */
  eligible: number;
  /** Of them, those that had entered by the end of the month. */
  entered: number;
  /** Entered ÷ eligible in percent (入库率). */
  rate: string | null;
}

/** 三个一批. */
export class ThreeBatches {
  /** 签约一批, measured by 开工 (开工率). */
  signed: SignedBatchFigures;
  /** 开工一批, measured by 投产 (投产率). */
  started: BatchFigures;
  /** 投产一批, measured by 达效 (达效率). */
  production: BatchFigures;
  registry: RegistryFigures;
}

/** Issues of a month, from their event records. */
export class IssueFigures {
  /** Registered in the month. */
  registered: number;
  /** Struck off in the month; one that was struck off twice counts once. */
  closed: number;
  /** Not struck off at the end of the month, or now in the running month. */
  open: number;
  /** Of the open ones, those past their deadline while their clock runs. */
  overdue: number;
  /** Of the issues registered since 1 January, the share that was struck off at the end of the month, in percent. */
  closureRate: string | null;
  /** Registered since 1 January and struck off at the end of the month. */
  numerator: number;
  /** Registered since 1 January. */
  denominator: number;
  /** Registered since 1 January. */
  registeredYearToDate: number;
  /** Struck off since 1 January, whenever they were registered. */
  closedYearToDate: number;
  /** Of those struck off in the month, the share that was in time, in percent (按期销号率). */
  onTimeRate?: string | null;
  /** Of those struck off in the month, the share that was never refused nor reopened, in percent (一次销号率). */
  firstTimeRate?: string | null;
  /** Median of working days from registration to striking off, of those struck off in the month. */
  medianDays?: string | null;
}

/** Steps of projects that fall due within the year up to the month (节点). */
export class MilestoneFigures {
  /** Planned from 1 January to the end of the month. */
  due: number;
  /** Of them, those that were taken by the end of the month. */
  met: number;
  /** Of them, those whose day has passed and that were not taken. */
  late: number;
  rate: string | null;
}

/** 民生实事 of the year. */
export class LivelihoodFigures {
  items: number;
  done: number;
  rate: string | null;
}

/** What went out to hurry departments in the month. */
export class ReminderFigures {
  /** 催办. */
  urged: number;
  /** 提示单, 督办单, 督办函, 约谈通知书. */
  escalated: number;
}

/** Which units confirmed their data of the month (数据上报). */
export class ReportingFigures {
  /** Units with a project on a list in the month. */
  due: number;
  reported: number;
  onTime: number;
  rate: string | null;
  onTimeRate: string | null;
}

/** A stage of a pipeline at the end of the month. */
export class MonthStage {
  stageId: string;
  name: string;
  count: number;
  /** In 万元; null: not told. */
  amount: string | null;
  /** Of the stage it is based on, in percent. */
  rate: string | null;
}

/** A pipeline (漏斗) at the end of the month. */
export class MonthPipeline {
  pipelineId: string;
  name: string;
  stages: MonthStage[];
}

/** An indicator as of the month. */
export class MonthIndicator {
  indicatorId: string;
  name: string;
  /** Of measurement. */
  unit: string;
  target: string | null;
  actual: string | null;
  /** Actual ÷ target in percent. */
  rate: string | null;
  /** Against the same month a year ago, in percent. */
  growth: string | null;
}

/** See {@link Coverage}. */
export class VisitFigures extends Coverage {}

export class UnitIssueFigures extends IssueFigures {
  /** Lead department; null: not assigned yet. */
  unitId: string | null;
  name: string;
}

export class CategoryIssueFigures extends IssueFigures {
  categoryCode: string;
  name: string;
}

/** The month's table (月度汇总). */
export class RollupView {
  month: string;
  @ApiProperty({ enum: ROLLUP_STATUSES }) status: RollupStatus;
  /** 0 while the month is open. */
  revision: number;
  /** The last instant that was considered, with its offset; months published earlier name a day. */
  asOf: string;
  /** The day up to which it counts: the last of the month, or today in the running month. */
  asOfDay?: string;
  /** The lists of the year, by kind and name. */
  lists: ListFigures[];
  /** All projects on any of the lists, each once. */
  total: InvestmentFigures;
  threeBatches: ThreeBatches;
  issues: IssueFigures;
  /** By lead department. */
  issuesByUnit: UnitIssueFigures[];
  issuesByCategory: CategoryIssueFigures[];
  visits: Coverage;
  visitsByList: ListCoverage[];
  visitsByUnit: UnitCoverage[];
  /** This and what follows is not in revisions that were published before it was counted. */
  milestones?: MilestoneFigures;
  livelihood?: LivelihoodFigures;
  reminders?: ReminderFigures;
  reporting?: ReportingFigures;
  /** Pipelines of the year, stage by stage. */
  pipelines?: MonthPipeline[];
  /** Indicators of the year, all units together. */
  indicators?: MonthIndicator[];
}

/** Investment of a list in one revision. */
export class DifferenceSide {
  projects: number;
  /** In 万元. */
  annualPlan: string;
  /** In 万元. */
  completed: string;
  completionRate: string | null;
}

/** What a revision changed in one list; null on the side where the list was not there. */
export class ListDifference {
  listId: string;
  name: string;
  @ApiProperty({ type: DifferenceSide, nullable: true }) before: DifferenceSide | null;
  @ApiProperty({ type: DifferenceSide, nullable: true }) after: DifferenceSide | null;
}

/** One published revision of a month and what it changed. */
export class RevisionView {
  revision: number;
  /** When it was published. */
  closedAt: string;
  closedByName: string;
  /** Why the figures were corrected; null for the first. */
  reason: string | null;
  /** Lists whose investment figures differ from the revision before. */
  difference: ListDifference[];
  /** What it changed, in a few sentences. */
  words: string[];
  /** Projects that it counts differently. */
  changedProjects: number;
  /** The first twenty of them, with what is different; all of them: `changes`. */
  projects: ProjectChange[];
}

/** A measure of the roll-up, defined once. */
export class MeasureView {
  /** Path of the figure in the roll-up, e.g. `lists.completionRate`. */
  code: string;
  /** Chinese name. */
  name: string;
  /** Formula in Chinese: population, numerator, denominator, rounding. */
  formula: string;
  /** What it is computed from. */
  source: string;
}

export class RowsQuery extends PageQuery {
  /** Rows behind a published revision; see {@link RevisionQuery}. */
  @Optional()
  @IsWhole('版次', 1, 10_000)
  revision?: number;
}

/** A project behind the figures of a list. Amounts in 万元. */
export class CountedProject {
  projectId: string;
  name: string;
  unitId: string | null;
  unitName: string | null;
  totalInvestment: string;
  /** Annual plan as of the month; null: none. */
  plan: string | null;
  /** The month from which that plan counts. */
  planFrom: string | null;
  @ApiProperty({ enum: BASES, nullable: true }) planBasis: Basis | null;
  /** Completed from January to the month. */
  completed: string;
  @ApiProperty({ enum: MIXED_BASES, nullable: true }) completedBasis: MixedBasis | null;
  /** Completed ÷ plan in percent, to the list's digits. */
  completionRate: string | null;
}

export const BATCH_MEASURES = [...BATCHES, 'registry'] as const;
export type BatchMeasure = (typeof BATCH_MEASURES)[number];

export class BatchRowsQuery extends RowsQuery {
  /** 签约一批, 开工一批, 投产一批, or the statistics registry. */
  @ApiProperty({ enum: BATCH_MEASURES })
  @IsIn(BATCH_MEASURES, { message: '请选择批次：signed、started、production 或 registry。' })
  which: BatchMeasure;

  /** Only those that took the step, or did not. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'reached 应为 true 或 false。' })
  reached?: 'true' | 'false';
}

/** A project behind a rate of 三个一批. */
export class CountedBatchProject {
  projectId: string;
  name: string;
  /** In 万元. */
  totalInvestment: string;
  /** Took the step by the end of the month. */
  reached: boolean;
  /** The day of the step, when it lies in or before the month. */
  reachedOn: string | null;
  /** Registry only: since when it was eligible. */
  eligibleOn: string | null;
}

export const ISSUE_MEASURES = [
  'registered',
  'closed',
  'open',
  'overdue',
  'registered-year',
  'closed-year',
  'settled',
] as const;
/**
 * The counts of {@link IssueFigures}; `registered-year` is also the denominator of the closure rate, `settled` its
 * numerator.
 */
export type IssueMeasure = (typeof ISSUE_MEASURES)[number];

/** In place of a unit's id: what belongs to none. */
export const NO_UNIT = 'none';

const IsUnitOrNone = (label: string): PropertyDecorator =>
  Matches(/^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, { message: `${label}的编号格式不对。` });

export class IssueRowsQuery extends RowsQuery {
  /** Which count. */
  @ApiProperty({ enum: ISSUE_MEASURES })
  @IsIn(ISSUE_MEASURES, { message: '请选择要查看的问题数，例如 which=open。' })
  which: IssueMeasure;

  /** Only of this lead department; `none`: not assigned to any yet. */
  @Optional()
  @IsUnitOrNone('主办单位')
  unitId?: string;

  /** Only of this category. */
  @Optional()
  @Matches(/^[a-z][a-z-]{1,39}$/, { message: '问题类别不在可选范围内。' })
  categoryCode?: string;
}

/** An issue behind a count. */
export class CountedIssue {
  id: string;
  number: string;
  title: string;
  categoryCode: string;
  categoryName: string;
  projectId: string | null;
  projectName: string | null;
  /** Lead department as counted. */
  unitId: string | null;
  unitName: string | null;
  registeredAt: string;
}

export class VisitRowsQuery extends RowsQuery {
  /** Only of projects on this list in the month. */
  @Optional()
  @IsId('项目清单')
  listId?: string;

  /** Only of projects of this unit; `none`: of projects without one. */
  @Optional()
  @IsUnitOrNone('责任单位')
  unitId?: string;

  /** Only duties that were met, or were not. */
  @Optional()
  @ApiProperty({ enum: ['true', 'false'], required: false })
  @IsIn(['true', 'false'], { message: 'met 应为 true 或 false。' })
  met?: 'true' | 'false';

  /** Only duties in this state. */
  @Optional()
  @ApiProperty({ enum: DUTY_STATES, required: false })
  @IsIn(DUTY_STATES, { message: '任务状态不在可选范围内。' })
  state?: DutyState;
}

/** A visit duty behind the coverage. */
export class CountedVisitDuty {
  projectId: string;
  projectName: string;
  unitId: string | null;
  unitName: string | null;
  /** Who was to go, a stand-in included. */
  officerName: string | null;
  /** `2024-W42`, `2024-W41/W42`, `2024-10` or `2024-Q4`. */
  period: string;
  @ApiProperty({ enum: DUTY_STATES }) state: DutyState;
  /** Why nobody had to go. */
  excuseReason: string | null;
  met: boolean;
  /** The visit that met it, or that made up for it. */
  visitId: string | null;
  visitedOn: string | null;
}

export class CountedProjectPage extends PageOf(CountedProject) {}
export class CountedBatchProjectPage extends PageOf(CountedBatchProject) {}
export class CountedIssuePage extends PageOf(CountedIssue) {}
export class CountedVisitDutyPage extends PageOf(CountedVisitDuty) {}

/** A visit of a closed month that came after its newest revision: the next one will count it. */
export class LateVisit {
  id: string;
  projectId: string;
  projectName: string;
  officerName: string;
  visitedOn: string;
  note: string;
  receivedAt: string;
}

export class LateVisitPage extends PageOf(LateVisit) {}
