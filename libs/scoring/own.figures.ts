import { decimal, type Month, rate } from '@app/platform';
import type { FigureFact } from './score.facts';
import type { UnitSums } from './scoring.queries';
import { unitMeasure } from './measures';

type Sums = Omit<UnitSums, 'unitId'>;
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
export function ownFigures(month: Month, measures: readonly string[], units: readonly UnitSums[]): FigureFact[] {
  return units.flatMap(({ unitId, ...sums }) =>
    measures.flatMap((code): FigureFact[] => {
      const value = OWN[code];
      const measure = unitMeasure(code);
      if (!value || !measure) return [];
      const { name, unit } = measure;
      return [{ measure: code, measureVersion: 1, name, unit, unitId, month, basisNote: null, ...value(sums) }];
    }),
  );
}

/** What is not computed: its base is missing or zero. */
export const hasBase = ({ value, denominator }: Pick<FigureFact, 'value' | 'denominator'>): boolean =>
  value !== null && (denominator === null || !decimal(denominator).isZero());
