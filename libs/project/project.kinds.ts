export const LIST_KINDS = [
  'provincial-key',
  'city-key',
  'district-key',
  'thirty-projects',
  'three-batches',
  'other',
] as const;
/** 省重点, 市重点, 区重点, 三十工程, 三个一批, 其他. */
export type ListKind = (typeof LIST_KINDS)[number];

/**
 * Lists in the order in which people read them, as an `order by` over the list's alias: by kind; phases of 三个一批 by
 * their first month, because their names sort by pinyin (第十二期 before 第十一期).
 */
export const listOrder = (alias: string): string => {
  const kinds = LIST_KINDS.map((kind) => `'${kind}'`).join(', ');
  return `array_position(array[${kinds}], ${alias}.kind),
    (select min(b.from_month) from list_member b where b.list_id = ${alias}.id) nulls last,
    ${alias}.name collate "zh-x-icu", ${alias}.id`;
};

export const VISIT_RULES = ['week', 'fortnight', 'month', 'quarter', 'none'] as const;
/** How often the projects of a list must be visited: 每周, 每两周, 每月, 每季度一访, 不要求. */
export type VisitRule = (typeof VISIT_RULES)[number];

/** The rule of a list for which none was given. */
export const VISIT_RULE_OF_KIND: Record<ListKind, VisitRule> = {
  'provincial-key': 'week',
  'city-key': 'week',
  'district-key': 'month',
  'thirty-projects': 'week',
  'three-batches': 'week',
  other: 'none',
};

export const BATCHES = ['signed', 'started', 'production'] as const;
/** 签约一批, 开工一批, 投产一批. */
export type Batch = (typeof BATCHES)[number];

export const BASES = ['with-preliminary', 'without-preliminary'] as const;
/** 含前期, 不含前期: whether early-stage work counts. */
export type Basis = (typeof BASES)[number];

export const MIXED_BASES = [...BASES, 'mixed'] as const;
/** The basis of a sum; `mixed` where its parts differ. */
export type MixedBasis = (typeof MIXED_BASES)[number];

export const MILESTONE_KINDS = [
  'signed',
  'fulfilled',
  'started',
  'capped',
  'production',
  'operation',
  'capacity',
  'completed',
] as const;
/** 签约, 履约, 开工, 主体封顶, 投产, 投运, 达效, 竣工. */
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

export const CATEGORIES = ['industry', 'livelihood', 'basic'] as const;
/** What a project is for: 产业类, 民生类, 基础功能类. */
export type ProjectCategory = (typeof CATEGORIES)[number];

export const PROJECT_ACTIONS = ['edit', 'plan', 'progress', 'milestone', 'membership'] as const;
/** What a person may write about a project. */
export type ProjectAction = (typeof PROJECT_ACTIONS)[number];
