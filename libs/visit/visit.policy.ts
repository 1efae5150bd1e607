import { hasRole, type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import { isTheirs, projectScope } from '@app/project';

/**
 * The visits a person may know of, as a condition on `visit v` joined with its `project p`: those of the projects they
 * see, and their own of projects that have passed to somebody else since.
 */
export function visitScope(principal: Principal, parameters: Parameters): string {
  if (seesAll(principal)) return 'true';
  return `(v.officer_id = ${parameters.add(principal.id)} or ${projectScope(principal, parameters)})`;
}

/** Officers log visits of the projects they are responsible for, supervisors of all. */
export const maySeeTo = (principal: Principal, project: { officerId: string | null }): boolean =>
  hasRole(principal, 'supervisor') || (hasRole(principal, 'officer') && isTheirs(principal, project));
