import type { Amount, Day, Month } from '@app/platform';

/** Whether early-stage work is in a sum. */
export type FactBasis = 'with-preliminary' | 'without-preliminary' | 'mixed';

/** Investment of a list, of a unit, or of all together. Amounts in 万元; rates as they are shown. */
export interface InvestmentFacts {
  name: string;
  projects: number;
  totalInvestment: Amount;
  annualPlan: Amount;
  /** Projects for which no plan counts in the month. */
  withoutPlan: number;
  /** Since January. */
  completed: Amount;
  /** Completed ÷ plan in percent; null where the plan is zero. */
  rate: string | null;
  /** Rate − time schedule, in percentage points. */
  gap: string | null;
  planBasis: FactBasis | null;
  completedBasis: FactBasis | null;
  /** 环比: how the rate changed against the month before, in percentage points; null where there is no base. */
  rateChange: string | null;
  /** 同比: how what was completed grew against the same month of last year, in percent; null where there is no base. */
  growth: string | null;
  /** Opens the figure in the system. */
  code: string | null;
}

/** Steps that were to be taken since January. */
export interface MilestoneFacts {
  due: number;
  met: number;
  late: number;
}

/** A list of the year; those of 三个一批 have a section of their own. */
export interface ListFacts extends InvestmentFacts {
  listId: string;
  /** Where the list is led by its steps (三十工程). */
  milestones: MilestoneFacts | null;
  threeBatches: boolean;
}

/** A unit with its place by completion rate; null: takes no part, for its plan is zero or nobody answers for it. */
export interface RankedUnit extends InvestmentFacts {
  /** Null: what no unit answers for. */
  unitId: string | null;
  place: number | null;
}

export interface BatchFacts {
  projects: number;
  totalInvestment: Amount;
  reached: number;
  rate: string | null;
}

export interface BatchesFacts {
  /** 履约; null where nobody told it. */
  fulfilled: { reached: number; rate: string | null } | null;
  signed: BatchFacts;
  started: BatchFacts;
  production: BatchFacts;
  registry: { eligible: number; entered: number; rate: string | null };
}

export interface IssueFacts {
  name: string;
  registered: number;
  closed: number;
  open: number;
  overdue: number;
  registeredYear: number;
  settledYear: number;
  closureRate: string | null;
}

/** How well problems were handled, of all of them; a part that is null has no base. */
export interface HandlingFacts {
  onTimeRate: string | null;
  firstTimeRate: string | null;
  medianDays: string | null;
  urged: number;
  escalated: number;
}

export interface VisitFacts {
  due: number;
  done: number;
  late: number;
  missed: number;
  excused: number;
  coverage: string | null;
}

/** A project with problems that are late, and what of this year's plan stands behind it. */
export interface HeldUpFacts {
  name: string;
  plan: Amount | null;
  /** What the problems are about, with how many of each. */
  problems: { category: string; count: number }[];
  units: string[];
}

/** One stage of a pipeline; `rate` is its share of the stage that it is measured by. */
export interface StageFacts {
  name: string;
  count: number;
  totalInvestment: Amount | null;
  /** How the amount of the stage is called: 申请资金, 到位资金 … */
  amountName: string;
  amount: Amount | null;
  base: string | null;
  rate: string | null;
}

export interface PipelineFacts {
  name: string;
  kind: 'funds' | 'promotion' | 'reserve';
  stages: StageFacts[];
  /** What was signed, by sector. */
  sectors: { name: string; count: number }[];
}

export interface IndicatorFacts {
  name: string;
  unit: string;
  target: string | null;
  actual: string | null;
  /** Actual ÷ target in percent. */
  rate: string | null;
  /** Against the same month of last year: in percent, of shares and growth in percentage points. */
  growth: string | null;
  level: number;
  indicatorId: string;
  code: string | null;
}

/** What a month's bulletin speaks of, looked up in one snapshot. Parts that are not there are null or empty. */
export interface BulletinFacts {
  district: string;
  month: Month;
  asOf: Day;
  /** 0: not closed. */
  revision: number;
  /** Share of the year that has passed, in percent. */
  timeSchedule: string;
  total: InvestmentFacts | null;
  lists: ListFacts[];
  batches: BatchesFacts | null;
  livelihood: { items: number; done: number; rate: string | null } | null;
  pipelines: PipelineFacts[];
  indicators: IndicatorFacts[];
  units: RankedUnit[];
  issues: IssueFacts | null;
  issuesByUnit: IssueFacts[];
  handling: HandlingFacts | null;
  /** Units that confirmed their data of the month; null where nobody had to. */
  reporting: { due: number; onTime: number; rate: string | null; onTimeRate: string | null } | null;
  /** 开工率, 资金到位率, 竣工率 of all projects; a part that is null has no base, or nobody told it. */
  rates: { started: string | null; funds: string | null; completed: string | null };
  visits: VisitFacts | null;
  heldUp: { projects: number; plan: Amount; most: HeldUpFacts[] } | null;
  /** 本期说明 and 工作要求, as people wrote them. */
  note: string;
  closing: string;
}
