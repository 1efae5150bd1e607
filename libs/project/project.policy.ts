import { hasRole, officersOf, type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import type { ProjectAction } from './project.kinds';

/**
 * The projects a person may know of, as a condition on `project p` (or another alias): the bureau and leaders all; an
 * officer those they are responsible for or stand in for today; a department those it answers for.
 */
export function projectScope(principal: Principal, parameters: Parameters, alias = 'p'): string {
  if (seesAll(principal)) return 'true';
  const ways: string[] = [];
  if (hasRole(principal, 'officer'))
    ways.push(`${alias}.officer_id = any (${parameters.add(officersOf(principal))}::uuid[])`);
  if (hasRole(principal, 'handler', 'head')) ways.push(`${alias}.unit_id = ${parameters.add(principal.unitId)}`);
  return ways.length > 0 ? `(${ways.join(' or ')})` : 'false';
}

/** What the person may write about a project they see: supervisors everything, the officer what is seen on the spot. */
export function projectActions(principal: Principal, project: { officerId: string | null }): ProjectAction[] {
  if (hasRole(principal, 'supervisor')) return ['edit', 'plan', 'progress', 'milestone', 'membership'];
  return hasRole(principal, 'officer') && isTheirs(principal, project) ? ['progress', 'milestone'] : [];
}

/** Whose project it is: the officer's own, and those of people for whom they stand in today. */
export const isTheirs = (principal: Principal, project: { officerId: string | null }): boolean =>
  project.officerId !== null && officersOf(principal).includes(project.officerId);

/** Officers log visits of the projects they are responsible for, supervisors of all. */
export const maySeeTo = (principal: Principal, project: { officerId: string | null }): boolean =>
  hasRole(principal, 'supervisor') || (hasRole(principal, 'officer') && isTheirs(principal, project));

/**
 * Whether the person was the one to go to `project p` on a day, whoever is responsible by now: what they saw there while
 * it was theirs may arrive weeks later. Both arguments are places of parameters.
 */
export const askedOf = (person: string, day: string): string => `exists (
  select from visit_duty d where d.project_id = p.id and d.officer_id = ${person}::uuid and ${day}::date between d.starts and d.ends)`;
