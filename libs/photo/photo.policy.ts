import { hasRole, type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import { projectScope } from '@app/project';

/**
 * The photos a person may see, as a condition on `visit_photo f` joined with its `project p`: one's own, and those that
 * a visit names of which one may know (its maker's, the project's).
 */
export function photoScope(principal: Principal, parameters: Parameters): string {
  const me = parameters.add(principal.id);
  const known = seesAll(principal) ? 'true' : `(v.officer_id = ${me} or ${projectScope(principal, parameters)})`;
  return `(f.owner_id = ${me} or exists (
    select from visit v where v.id = f.visit_id and f.id = any (v.photo_ids) and ${known}))`;
}

/** Whether the person is told that a picture was there before. */
export const seesMatches = (principal: Principal): boolean => hasRole(principal, 'supervisor');
