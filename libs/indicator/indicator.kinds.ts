export const INDICATOR_KINDS = ['amount', 'growth', 'rank', 'count', 'share'] as const;
/** 总量, 增速, 位次, 数量, 占比. */
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

export const DIRECTIONS = ['more', 'less'] as const;
/** 越高越好, 越低越好. */
export type Direction = (typeof DIRECTIONS)[number];

/** Parts of it add up to the whole: over months from January on, and over units. */
export const addsUp = (kind: IndicatorKind): boolean => kind === 'amount' || kind === 'count';

export const INDICATOR_ACTIONS = ['edit', 'split', 'enter'] as const;
/** What a person may do with an indicator. */
export type IndicatorAction = (typeof INDICATOR_ACTIONS)[number];

export const INDICATOR_LIGHTS = ['green', 'yellow', 'red', 'none'] as const;
/** On schedule, slightly behind, behind; `none` where nothing can be compared. */
export type IndicatorLight = (typeof INDICATOR_LIGHTS)[number];
