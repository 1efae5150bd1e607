export const FAMILIES = [
  'investment',
  'batches',
  'milestones',
  'livelihood',
  'issues',
  'visits',
  'reminders',
  'reporting',
  'pipelines',
  'indicators',
] as const;
/** 投资, 三个一批, 节点, 民生实事, 问题, 走访, 催办督办, 数据上报, 漏斗, 指标. */
export type MeasureFamily = (typeof FAMILIES)[number];

export const SCOPE_KINDS = [
  'total',
  'list',
  'unit',
  'industry',
  'leader',
  'list-unit',
  'category',
  'ledger',
  'pipeline',
  'stage',
  'sector',
  'indicator',
  'indicator-unit',
] as const;
/**
 * What a figure is about; together with an id: `total` (empty), a list, a unit or `none`, the text of an industry, a leader
 * or `none`, `<list>/<unit or none>`, a category's code, a ledger, a pipeline, a stage, `<pipeline>/<sector>`, an
 * indicator, `<indicator>/<unit>`.
 */
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** In place of the id of a unit or a leader: what belongs to none. */
export const NONE = 'none';

export const DIRECTIONS = ['more', 'less', 'none'] as const;
/** 越大越好, 越小越好, 无方向. */
export type Direction = (typeof DIRECTIONS)[number];

export const COMBINES = ['sum', 'rate', 'difference', 'median', 'given'] as const;
/** 求和, 比率, 比率与时间进度之差, 中位数, 直接取值. */
export type Combine = (typeof COMBINES)[number];

export const MEASURE_BASES = ['as-entered', 'with-preliminary', 'without-preliminary', 'reported', 'registry'] as const;
/** 按填报, 含前期, 不含前期, 调度口径, 统计入库口径. */
export type MeasureBasis = (typeof MEASURE_BASES)[number];
