import { type Amount, decimal, type Month, rate, sumAmounts } from '@app/platform';
import { scheduleGap } from '@app/project';
import type { CountedProject } from '@app/rollup';
import type { FactBasis, RankedUnit } from './bulletin.facts';

const NOBODY = '未明确责任单位';

const basisOf = (all: (FactBasis | null)[]): FactBasis | null => {
  const kinds = [...new Set(all.filter((one) => one !== null))];
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? null);
};

const sum = (values: (Amount | null)[]): Amount => sumAmounts(values.map((value) => value ?? '0'));

/** Projects, each counted once, by responsible unit: by completion rate, the same rate sharing a place. */
export function rankUnits(projects: readonly CountedProject[], month: Month): RankedUnit[] {
  const byUnit = new Map<string | null, CountedProject[]>();
  for (const project of projects) byUnit.set(project.unitId, [...(byUnit.get(project.unitId) ?? []), project]);
  const units = [...byUnit].map(([unitId, own]): RankedUnit => {
    const [annualPlan, completed] = [sum(own.map(({ plan }) => plan)), sum(own.map((one) => one.completed))];
    return {
      unitId,
      name: own[0]?.unitName ?? NOBODY,
      projects: own.length,
      totalInvestment: sum(own.map(({ totalInvestment }) => totalInvestment)),
      annualPlan,
      withoutPlan: own.filter(({ plan }) => plan === null).length,
      completed,
      rate: rate(completed, annualPlan, 2),
      gap: scheduleGap(completed, annualPlan, month),
      planBasis: basisOf(own.map(({ planBasis }) => planBasis)),
      completedBasis: basisOf(own.map(({ completedBasis }) => completedBasis)),
      rateChange: null,
      growth: null,
      code: null,
      place: null,
    };
  });
  return placed(units);
}

/** By exact rate; those without a plan, and what no unit answers for, take no part and come last. */
export function placed(units: RankedUnit[]): RankedUnit[] {
  const exact = ({ completed, annualPlan }: RankedUnit) => decimal(completed).dividedBy(annualPlan);
  const taking = units
    .filter(({ rate: share, unitId }) => share !== null && unitId !== null)
    .sort((a, b) => exact(b).comparedTo(exact(a)) || (a.name < b.name ? -1 : 1));
  const ranked = taking.map((unit, index) => {
    const first = taking.findIndex((other) => exact(other).equals(exact(unit)));
    return { ...unit, place: (first < 0 ? index : first) + 1 };
  });
  const out = units.filter((unit) => !taking.includes(unit)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...ranked, ...out.map((unit) => ({ ...unit, place: null }))];
}
