import { measuresOf } from '@app/figure';
import type { Month, Tx } from '@app/platform';
import type { MeasureView } from './rollup.dto';

/** Where the month's table shows a measure: path there → code. What it means stands with the measure alone. */
const SHOWN: Readonly<Record<string, string>> = {
  'lists.projects': 'investment.projects',
  'lists.totalInvestment': 'investment.total',
  'lists.annualPlan': 'investment.plan',
  'lists.withoutPlan': 'investment.without-plan',
  'lists.completed': 'investment.completed',
  'lists.completionRate': 'investment.rate',
  'lists.timeSchedule': 'investment.time-schedule',
  'lists.gap': 'investment.gap',
  'threeBatches.signed.rate': 'batches.signed.rate',
  'threeBatches.started.rate': 'batches.started.rate',
  'threeBatches.production.rate': 'batches.production.rate',
  'threeBatches.registry.rate': 'batches.registry.rate',
  'issues.registered': 'issues.registered',
  'issues.closed': 'issues.closed',
  'issues.open': 'issues.open',
  'issues.overdue': 'issues.overdue',
  'issues.closureRate': 'issues.closure-rate',
  'visits.due': 'visits.due',
  'visits.done': 'visits.done',
  'visits.coverage': 'visits.coverage',
  'visits.late': 'visits.late',
  'visits.missed': 'visits.missed',
  'visits.excused': 'visits.excused',
};

/** The figures of the month's table with the definitions that count for the month. */
export async function shownMeasures(tx: Tx, month: Month): Promise<MeasureView[]> {
  const measures = new Map((await measuresOf(tx, month, Object.values(SHOWN))).map((one) => [one.code, one]));
  return Object.entries(SHOWN).flatMap(([code, measure]) => {
    const found = measures.get(measure);
    return found ? [{ code, name: found.name, formula: found.formula, source: found.source }] : [];
  });
}
