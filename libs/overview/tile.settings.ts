import type { ScopeKind } from '@app/figure';

/** In place of a number: the share of the year that has passed (序时进度). */
export const SCHEDULE = 'schedule';

/** One of the numbers on top of the page: a measure in a scope, and what it should be. */
export interface TileSetting {
  measure: string;
  scopeKind: ScopeKind;
  /** Empty for the total. */
  scopeId: string;
  /** `schedule`, a number in the figure's unit, or null: shown without a light. */
  target: string | null;
  /** So far on the wrong side of the target it is still yellow. */
  margin: string;
}

export const TILES = 5;

const total = (measure: string, target: string | null, margin: string): TileSetting => ({
  measure,
  scopeKind: 'total',
  scopeId: '',
  target,
  margin,
});

/**
 * What is shown until somebody chooses: investment, 三个一批, late issues, visits, funds. Each place may name others that
 * take its place in a district that does not enter the first.
 */
export const USUAL_TILES: readonly (readonly TileSetting[])[] = [
  [total('investment.rate', SCHEDULE, '5')],
  [total('batches.signed.rate', '100', '10'), total('batches.registry.rate', '100', '10')],
  [total('issues.overdue', '0', '3')],
  [total('visits.coverage', '100', '10')],
  [
    total('rates.funds', SCHEDULE, '10'),
    total('livelihood.rate', SCHEDULE, '10'),
    total('batches.started.rate', '100', '10'),
  ],
];
