import { dayOf, type WorkingCalendar, workingDaysOf } from '@app/platform';
import { type TimeEvent, timeOf, type TimeUnit } from './time.intervals';

/** From the first instant of the period up to, but without, its end. */
export interface Period {
  from: Date;
  until: Date;
}

/** What the departments of one or many issues did with their time. */
interface Tally {
  unit: TimeUnit;
  /** Working minutes in its hands, one for each issue. */
  minutes: number[];
  returned: number;
  lateSignings: number;
}

export interface UnitTime {
  unit: TimeUnit;
  issues: number;
  averageDays: number;
  medianDays: number;
  totalDays: number;
  returned: number;
  lateSignings: number;
}

/**
 * Adds up, issue by issue, how long departments had issues in their hands as lead. Counted is who held an issue at any
 * time of the period, with the whole of its time up to the period's end; returns and late signings only of the period.
 */
export class UnitTimes {
  private readonly tallies = new Map<string, Tally>();

  constructor(
    private readonly calendar: WorkingCalendar,
    private readonly period: Period,
    private readonly now: Date,
  ) {}

  /** The events of one issue in their order. */
  add(events: readonly TimeEvent[]): void {
    const { from, until } = this.period;
    const seen = events.filter(({ at }) => at < until);
    const asOf = this.now < until ? this.now : until;
    const held = new Map<string, { unit: TimeUnit; minutes: number; within: boolean }>();
    for (const { party, unit, minutes, to, open } of timeOf(seen, this.calendar, asOf).main) {
      if (party !== 'lead' || unit === null) continue;
      const known = held.get(unit.id) ?? { unit, minutes: 0, within: false };
      held.set(unit.id, { unit, minutes: known.minutes + minutes, within: known.within || open || to >= from });
    }
    for (const { unit, minutes, within } of held.values()) if (within) this.of(unit).minutes.push(minutes);
    this.countSteps(seen, asOf);
  }

  private countSteps(events: readonly TimeEvent[], asOf: Date): void {
    let lead: TimeUnit | null = null;
    // A step that was taken back at once was none.
    const steps = events.filter(({ action }, index) => ![action, events[index + 1]?.action].includes('withdraw'));
    steps.forEach((event, index) => {
      lead = event.lead ?? lead;
      if (lead === null || event.at < this.period.from) return;
      if (event.action === 'return') this.of(lead).returned += 1;
      if (event.to !== 'assigned' || event.signDueOn === null) return;
      const end = steps.slice(index + 1).find(({ to, signDueOn }) => to !== 'assigned' || signDueOn !== null);
      if (dayOf(end?.at ?? asOf) > event.signDueOn) this.of(lead).lateSignings += 1;
    });
  }

  private of(unit: TimeUnit): Tally {
    const tally = this.tallies.get(unit.id) ?? { unit, minutes: [], returned: 0, lateSignings: 0 };
    this.tallies.set(unit.id, tally);
    return tally;
  }

  rows(): UnitTime[] {
    return [...this.tallies.values()].map(({ unit, minutes, returned, lateSignings }) => {
      const sorted = [...minutes].sort((a, b) => a - b);
      const total = sorted.reduce((sum, one) => sum + one, 0);
      const middle = (sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0);
      return {
        unit,
        issues: sorted.length,
        averageDays: workingDaysOf(total, Math.max(1, sorted.length)),
        medianDays: workingDaysOf(middle, 2),
        totalDays: workingDaysOf(total),
        returned,
        lateSignings,
      };
    });
  }
}
