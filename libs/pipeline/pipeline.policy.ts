import { hasRole, type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import type { PipelineItemAction } from './item.dto';
import type { PipelineAction } from './pipeline.kinds';

/** The bureau writes everything about pipelines. */
export const keepsPipelines = (principal: Pick<Principal, 'roles'>): boolean =>
  hasRole(principal, 'supervisor', 'administrator');

const ofDepartment = (principal: Pick<Principal, 'roles'>): boolean => hasRole(principal, 'handler', 'head');

export function pipelineActions(principal: Principal): PipelineAction[] {
  if (keepsPipelines(principal)) return ['edit', 'tally', 'add'];
  return ofDepartment(principal) ? ['add'] : [];
}

/** The items a person may know of, as a condition on `pipeline_item i`: a department those it answers for. */
export function itemScope(principal: Principal, parameters: Parameters): string {
  if (seesAll(principal)) return 'true';
  return ofDepartment(principal) ? `i.unit_id = ${parameters.add(principal.unitId)}` : 'false';
}

/** A department writes about its own items. */
export function itemActions(principal: Principal, item: { unitId: string | null }): PipelineItemAction[] {
  if (keepsPipelines(principal)) return ['edit', 'pass'];
  return ofDepartment(principal) && item.unitId === principal.unitId ? ['edit', 'pass'] : [];
}
