import { type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import { projectScope } from '@app/project';

/**
 * The visits a person may know of, as a condition on `visit v` joined with its `project p`: those of the projects they
 * see, and their own of projects that have passed to somebody else since.
 */
export function visitScope(principal: Principal, parameters: Parameters): string {
  if (seesAll(principal)) return 'true';
  return `(v.officer_id = ${parameters.add(principal.id)} or ${projectScope(principal, parameters)})`;
}
