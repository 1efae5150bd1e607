import type { PeriodKind } from '@app/platform';

export const ITEM_KINDS = ['measure', 'share', 'tiers', 'count', 'threshold', 'manual'] as const;
/** 按指标计分, 按项目占比计分, 分档计分, 按项目计数, 达标加分, 据实加减分. */
export type ItemKind = (typeof ITEM_KINDS)[number];

export const DIRECTIONS = ['add', 'deduct'] as const;
/** 加分, 减分. */
export type ItemDirection = (typeof DIRECTIONS)[number];

export const NO_BASES = ['exclude', 'zero', 'spread'] as const;
/** What becomes of a unit without a base: it takes no part, gets no points, or its other items weigh more. */
export type NoBase = (typeof NO_BASES)[number];

export const PER = ['rate', 'each'] as const;
/** Weight × numerator ÷ denominator, or weight × the value itself. */
export type Per = (typeof PER)[number];

export const OVERS = ['plan', 'total', 'completed', 'month', 'measure'] as const;
/** What a tier looks at: of each project its annual plan, total investment, completion; or a measure of the unit. */
export type Over = (typeof OVERS)[number];

export const CONDITION_KINDS = ['milestone', 'category', 'batch', 'list', 'eligible', 'entered'] as const;
/** 节点, 项目类型, 批次, 清单类别, 达到入库标准, 已入库. */
export type ConditionKind = (typeof CONDITION_KINDS)[number];

export const WHENS = ['period', 'year', 'earlier', 'ever'] as const;
/** 本期, 本年以来, 往年, 截至期末. */
export type When = (typeof WHENS)[number];

/** What must hold of a project. */
export interface Condition {
  kind: ConditionKind;
  /** Milestone, category, batch or kind of list; nothing for the registry. */
  value?: string;
  /** When the step was taken; only of milestones. */
  when?: When;
  /** Turned round: it must not hold. */
  not?: boolean;
}

/** A tier: points from this value on (included); null: from whatever is below the others. Amounts in 万元. */
export interface Tier {
  from: string | null;
  points: string;
}

/** A way to count a project; it goes by the first that fits. */
export interface Case {
  label: string;
  where: Condition[];
  points: string;
}

/** One item of a scheme (考核项). What its kind does not need is left out. */
export interface ScoringItem {
  code: string;
  name: string;
  kind: ItemKind;
  direction: ItemDirection;
  /** Most points of the item. */
  cap?: string | null;
  /** Fewest points of the item. */
  floor?: string | null;
  /** How often it counts in a quarter, and in a year. */
  perQuarter?: number | null;
  perYear?: number | null;
  /** What people are told about it besides the rule. */
  note?: string;

  measure?: string;
  per?: Per;
  weight?: string;
  noBase?: NoBase;
  /** Share: projects of three batches of earlier years count as well, as in the registry's rate. */
  wide?: boolean;
  among?: Condition[];
  reached?: Condition[];
  over?: Over;
  tiers?: Tier[];
  cases?: Case[];
  /** Threshold: the value, and the points when it is passed. */
  value?: string;
  inclusive?: boolean;
  points?: string;
  /** Manual: points of one entry lie between these. */
  least?: string;
  most?: string;
}

/** How points arise: what a version of a scheme holds. */
export interface SchemeRule {
  period: PeriodKind;
  /** Digits after the point of the points of an item. */
  digits: number;
  /** Kinds of lists whose projects count; empty: all lists of the year. */
  lists: string[];
  items: ScoringItem[];
}
