import { firstDay, yearOf } from '@app/platform';
import type { Facts, ProjectFact } from './score.facts';
import type { Condition, When } from './scheme.kinds';

/** Whether all of it holds of the project. */
export const holds = (conditions: readonly Condition[], project: ProjectFact, facts: Facts): boolean =>
  conditions.every((condition) => one(condition, project, facts) !== (condition.not ?? false));

function one({ kind, value = '', when = 'ever' }: Condition, project: ProjectFact, facts: Facts): boolean {
  switch (kind) {
    case 'milestone':
      return taken(project.milestones[value], when, facts);
    case 'category':
      return project.category === value;
    case 'batch':
      return project.batches.includes(value);
    case 'list':
      return project.lists.includes(value);
    case 'eligible':
      return project.eligibleOn !== null;
    case 'entered':
      return project.eligibleOn !== null && project.enteredOn !== null;
  }
}

/** Days after the end of the period are not among the facts. */
function taken(day: string | undefined, when: When, { from, to }: Facts): boolean {
  if (day === undefined) return false;
  const january = `${yearOf(to)}-01-01`;
  if (when === 'period') return day >= firstDay(from);
  if (when === 'year') return day >= january;
  return when === 'ever' || day < january;
}
