import { hasRole, type Principal, seesAll } from '@app/org';
import type { EvaluationAction, EvaluationState } from './evaluation.dto';

/** Departments see evaluations from their announcement on; the bureau and leaders the drafts as well. */
export const seesDrafts = (principal: Principal): boolean => seesAll(principal);

/** How each point of a unit arose is shown to the unit itself, the bureau and leaders. */
export const seesUnit = (principal: Principal, unitId: string): boolean =>
  seesAll(principal) || principal.unitId === unitId;

/** What a person may do with an evaluation as it stands; `mine`: their own unit is in it. */
export function evaluationActions(
  principal: Principal,
  {
    state,
    until,
    ended,
    open,
    mine,
  }: { state: EvaluationState; until: Date | null; ended: boolean; open: number; mine: boolean },
  now: Date,
): EvaluationAction[] {
  const actions: EvaluationAction[] = [];
  const waiting = until !== null && now < until;
  if (hasRole(principal, 'supervisor')) {
    if (state === 'draft') actions.push('run');
    if (state === 'draft' && ended) actions.push('announce');
    if (state === 'announced' && open > 0) actions.push('rule');
    if (state === 'announced' && !waiting && open === 0) actions.push('publish');
    if (state === 'published') actions.push('correct');
  }
  if (hasRole(principal, 'head') && state === 'announced' && waiting && mine) actions.push('object');
  return actions;
}
