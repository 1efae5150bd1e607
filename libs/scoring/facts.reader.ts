import { addMonths, type Day, lastDay, type Month, type Tx, yearOf } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { hasBase, isOwn, ownFigures } from './own.figures';
import type { AdjustmentFact, Facts, FigureFact } from './score.facts';
import {
  findEntryFacts,
  findListIds,
  findProjectFacts,
  findRevisionsOf,
  findUnitNames,
  findUnitSums,
} from './scoring.queries';
import type { SchemeRule } from './scheme.kinds';
import { UnitFigures } from './unit-figures';

/** What the roll-up has by list and unit; the rest is of the unit as a whole. */
const OF_LISTS = /^(investment|rates)\./;

/** What an evaluation is about. */
export interface Subject {
  schemeId: string;
  rule: SchemeRule;
  from: Month;
  /** The last month that has begun. */
  to: Month;
  asOf: Day;
}

/** Gathers everything that an evaluation looks at. Wants a snapshot, so that all of it is of one state. */
@Injectable()
export class FactsReader {
  constructor(private readonly unitFigures: UnitFigures) {}

  async read(tx: Tx, subject: Subject, adjustments: AdjustmentFact[]): Promise<Facts> {
    const { schemeId, rule, from, to, asOf } = subject;
    const projects = await findProjectFacts(tx, { lists: rule.lists, from, to, asOf });
    const entries = await findEntryFacts(tx, schemeId, to);
    const inPeriod = entries.filter(({ day }) => day >= `${from}-01`);
    const ids = new Set([
      ...projects.filter(({ current }) => current).map(({ unitId }) => unitId),
      ...inPeriod.map(({ unitId }) => unitId),
    ]);
    const units = await findUnitNames(tx, [...ids]);
    const figures: FigureFact[] = [];
    for (const [month, measures] of wantedFigures(rule, from, to)) {
      figures.push(...(await this.figures(tx, month, measures, rule.lists)));
    }
    return { from, to, asOf, units, projects, entries, figures, adjustments };
  }

  /**
   * Of all lists, or of the one list of these kinds, as the roll-up has them. Of several lists together the roll-up has
   * none: what can be added up from their projects is added up here, as published where the month is closed.
   */
  private async figures(tx: Tx, month: Month, measures: string[], lists: string[]): Promise<FigureFact[]> {
    const ids = lists.length === 0 ? [] : await findListIds(tx, yearOf(month), lists);
    if (lists.length === 0 || ids.length === 1) {
      const byList = measures.filter((measure) => ids.length === 0 || OF_LISTS.test(measure));
      const found = await this.unitFigures.read(tx, month, byList, ids[0]);
      const rest = measures.filter((measure) => !byList.includes(measure));
      return [...found, ...(await this.unitFigures.read(tx, month, rest))].map((figure) => ({ ...figure, month }));
    }
    const own = measures.filter(isOwn);
    const [{ revision } = { revision: 0 }] = await findRevisionsOf(tx, [month]);
    const asOf = lastDay(month);
    const units = await findUnitSums(tx, revision > 0 ? { month, revision } : { month, asOf, today: asOf }, ids);
    const rest = await this.unitFigures.read(
      tx,
      month,
      measures.filter((measure) => !isOwn(measure)),
    );
    return [
      ...ownFigures(month, own, units).map((figure) => (hasBase(figure) ? figure : { ...figure, value: null })),
      ...rest.map((figure) => ({ ...figure, month })),
    ];
  }
}

/** Which measures are looked at in which months: as of the last one; for thresholds each, with limits since January. */
export function wantedFigures(rule: SchemeRule, from: Month, to: Month): Map<Month, string[]> {
  const wanted = new Map<Month, Set<string>>();
  const want = (month: Month, measure: string | undefined) => {
    if (measure === undefined) return;
    wanted.set(month, (wanted.get(month) ?? new Set()).add(measure));
  };
  for (const item of rule.items) {
    if (item.kind === 'measure' || (item.kind === 'tiers' && item.over === 'measure')) want(to, item.measure);
    if (item.kind !== 'threshold') continue;
    const first = item.perQuarter || item.perYear ? `${yearOf(to)}-01` : from;
    for (let month = first; month <= to; month = addMonths(month, 1)) want(month, item.measure);
  }
  return new Map([...wanted].sort().map(([month, measures]) => [month, [...measures].sort()]));
}
