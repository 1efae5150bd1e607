import type { FigureView } from '@app/figure';
import type { BulletinFacts, HandlingFacts, MilestoneFacts } from './bulletin.facts';

/** The measures that the bulletin tells besides the month's table. */
export const MEASURES = [
  'investment.rate',
  'investment.completed',
  'rates.started',
  'rates.funds',
  'rates.completed',
  'batches.signed.fulfilled',
  'batches.signed.fulfilled-rate',
  'milestones.due',
  'milestones.met',
  'milestones.late',
  'livelihood.items',
  'livelihood.done',
  'livelihood.rate',
  'issues.on-time-rate',
  'issues.first-time-rate',
  'issues.median-days',
  'reminders.urged',
  'reminders.escalated',
  'reporting.due',
  'reporting.on-time',
  'reporting.rate',
  'reporting.on-time-rate',
  'pipeline.count',
  'pipeline.amount',
  'pipeline.rate',
  'indicator.target',
  'indicator.actual',
  'indicator.rate',
  'indicator.growth',
];
export const SCOPES = ['total', 'list', 'unit', 'stage', 'sector', 'indicator'] as const;

/** Figures found by measure and scope; what was never computed, or has no base, is not there. */
export class Figures {
  private readonly byKey: Map<string, FigureView>;
  /** How many there are; none of a month that was published before figures were kept. */
  readonly size: number;

  constructor(figures: readonly FigureView[]) {
    this.size = figures.length;
    this.byKey = new Map(figures.map((one) => [`${one.measure} ${one.scopeKind} ${one.scopeId}`, one]));
  }

  of(measure: string, kind = 'total', id = ''): FigureView | undefined {
    return this.byKey.get(`${measure} ${kind} ${id}`);
  }

  value(measure: string, kind = 'total', id = ''): string | null {
    return this.of(measure, kind, id)?.value ?? null;
  }

  /** Zero where it is not there. */
  count(measure: string, kind = 'total', id = ''): number {
    return Number(this.value(measure, kind, id) ?? 0);
  }

  /** A rate whose numerator somebody told: nobody having told it is not zero percent. */
  told(measure: string): string | null {
    const figure = this.of(measure);
    return figure && figure.numerator !== null && Number(figure.numerator) !== 0 ? figure.value : null;
  }

  /** 环比 of the rate and 同比 of what was completed. */
  against(kind: string, id: string): { rateChange: string | null; growth: string | null } {
    return {
      rateChange: this.of('investment.rate', kind, id)?.monthBefore?.change ?? null,
      growth: this.of('investment.completed', kind, id)?.yearBefore?.rate ?? null,
    };
  }
}

export const ratesOf = (figures: Figures): BulletinFacts['rates'] => ({
  started: figures.told('rates.started'),
  funds: figures.told('rates.funds'),
  completed: figures.told('rates.completed'),
});

export function fulfilledOf(figures: Figures): { reached: number; rate: string | null } | null {
  const reached = figures.count('batches.signed.fulfilled');
  return reached === 0 ? null : { reached, rate: figures.value('batches.signed.fulfilled-rate') };
}

export function milestonesOf(figures: Figures, listId: string): MilestoneFacts | null {
  const due = figures.count('milestones.due', 'list', listId);
  if (due === 0) return null;
  return {
    due,
    met: figures.count('milestones.met', 'list', listId),
    late: figures.count('milestones.late', 'list', listId),
  };
}

export function livelihoodOf(figures: Figures): BulletinFacts['livelihood'] {
  const items = figures.count('livelihood.items');
  return items === 0 ? null : { items, done: figures.count('livelihood.done'), rate: figures.value('livelihood.rate') };
}

export const handlingOf = (figures: Figures): HandlingFacts => ({
  onTimeRate: figures.value('issues.on-time-rate'),
  firstTimeRate: figures.value('issues.first-time-rate'),
  medianDays: figures.value('issues.median-days'),
  urged: figures.count('reminders.urged'),
  escalated: figures.count('reminders.escalated'),
});

export function reportingOf(figures: Figures): BulletinFacts['reporting'] {
  const due = figures.count('reporting.due');
  if (due === 0) return null;
  return {
    due,
    onTime: figures.count('reporting.on-time'),
    rate: figures.value('reporting.rate'),
    onTimeRate: figures.value('reporting.on-time-rate'),
  };
}
