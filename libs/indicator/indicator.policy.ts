import { hasRole, type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import type { IndicatorAction } from './indicator.kinds';

/**
 * The indicators a person may know of, as a condition on `indicator i`: bureau, leaders and heads of departments all, as
 * with the roll-up; a handler those their unit answers for or has a part in, with what stands above them.
 */
export function indicatorScope(principal: Principal, parameters: Parameters): string {
  if (seesAll(principal) || hasRole(principal, 'head')) return 'true';
  if (!hasRole(principal, 'handler')) return 'false';
  const unit = parameters.add(principal.unitId);
  const theirs = (alias: string): string => `(${alias}.unit_id = ${unit}
    or exists (select from indicator_target t where t.indicator_id = ${alias}.id and t.unit_id = ${unit})
    or exists (select from indicator_split s where s.indicator_id = ${alias}.id and s.unit_id = ${unit})
    or exists (select from indicator_actual a where a.indicator_id = ${alias}.id and a.unit_id = ${unit}))`;
  return `(${theirs('i')} or exists (select from indicator k where k.parent_id = i.id and ${theirs('k')}))`;
}

/** Supervisors and the administrator set indicators and targets. */
export const maySet = (principal: Principal): boolean => hasRole(principal, 'supervisor', 'administrator');

/** What was reached is entered by the unit that answers for the indicator; a unit enters its own part. */
export const mayEnter = (
  principal: Principal,
  indicator: { unitId: string | null },
  ofUnit: string | null = null,
): boolean =>
  maySet(principal) || (hasRole(principal, 'head', 'handler') && [indicator.unitId, ofUnit].includes(principal.unitId));

/** @param parts units that have a part of it */
export function indicatorActions(
  principal: Principal,
  indicator: { unitId: string | null },
  parts: readonly string[],
): IndicatorAction[] {
  if (maySet(principal)) return ['edit', 'split', 'enter'];
  return [null, ...parts].some((unit) => mayEnter(principal, indicator, unit)) ? ['enter'] : [];
}
