import { decimal, type Month, rate, sumAmounts } from '@app/platform';
import type { FigureFact, ProjectFact } from './score.facts';
import { unitMeasure } from './measures';

type Sums = { plan: string; completed: string; month: string };
type Value = (sums: Sums) => Pick<FigureFact, 'value' | 'numerator' | 'denominator'>;

const amount = (value: string) => ({ value, numerator: value, denominator: null });

/** What can be added up from the projects of any lists; everything else is a figure of the roll-up. */
const OWN: Record<string, Value> = {
  'investment.rate': ({ completed, plan }) => ({
    value: rate(completed, plan, 2),
    numerator: completed,
    denominator: plan,
  }),
  'investment.completed': ({ completed }) => amount(completed),
  'investment.month': ({ month }) => amount(month),
  'investment.plan': ({ plan }) => amount(plan),
};

export const isOwn = (measure: string): boolean => measure in OWN;

/** Figures of units over the projects of several lists together, each project once: the roll-up has none of these. */
export function ownFigures(month: Month, measures: readonly string[], projects: readonly ProjectFact[]): FigureFact[] {
  const byUnit = new Map<string, ProjectFact[]>();
  for (const project of projects) {
    if (project.current) byUnit.set(project.unitId, [...(byUnit.get(project.unitId) ?? []), project]);
  }
  return [...byUnit].flatMap(([unitId, theirs]) => {
    const sums: Sums = {
      plan: sumAmounts(theirs.map(({ plan }) => plan ?? '0')),
      completed: sumAmounts(theirs.map(({ completed }) => completed)),
      month: sumAmounts(theirs.map(({ completedInPeriod }) => completedInPeriod)),
    };
    return measures.flatMap((code): FigureFact[] => {
      const value = OWN[code];
      const measure = unitMeasure(code);
      if (!value || !measure) return [];
      const { name, unit } = measure;
      return [{ measure: code, measureVersion: 1, name, unit, unitId, month, basisNote: null, ...value(sums) }];
    });
  });
}

/** What is not computed: its base is missing or zero. */
export const hasBase = ({ value, denominator }: Pick<FigureFact, 'value' | 'denominator'>): boolean =>
  value !== null && (denominator === null || !decimal(denominator).isZero());
