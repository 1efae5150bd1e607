import type { MeasureFamily } from '@app/figure';
import { Parameters } from '@app/platform';
import { batchRows, investmentRows, issueRows, livelihoodRows } from './open-facts.queries';
import { milestoneRows } from './open-milestones.queries';
import { keptRows } from './open-kept.queries';
import type { RowsAsked, RowSource, RowSources, RowsOf } from './open-rows';
import { indicatorRows, pipelineRows } from './open-totals.queries';
import { reminderRows, reportingRows, visitRows } from './open-work.queries';

/** The rows of each family as the facts are. */
const PRESENT: RowSources = {
  investment: investmentRows,
  batches: batchRows,
  milestones: milestoneRows,
  livelihood: livelihoodRows,
  issues: issueRows,
  visits: visitRows,
  reminders: reminderRows,
  reporting: reportingRows,
  pipelines: pipelineRows,
  indicators: indicatorRows,
};

/** What may be another by now than it was when it was published: an issue's past is written once. */
const MOVES: MeasureFamily[] = ['investment', 'batches', 'visits'];

const knows = (source: RowSource | undefined, asked: RowsAsked): source is RowSource =>
  source?.(new Parameters(), asked) !== undefined;

/**
 * Where the rows of a figure come from: kept with the revision, or read from the facts. Undefined for a figure that has
 * no rows, such as the time schedule.
 *
 * @param revision 0: the month is open
 */
export function rowsOf(family: MeasureFamily, asked: RowsAsked, revision: number): RowsOf | undefined {
  if (asked.numerator === null && family !== 'indicators') return undefined;
  const present = knows(PRESENT[family], asked) ? PRESENT[family] : undefined;
  const kept = revision > 0 ? keptRows(revision)[family] : undefined;
  if (knows(kept, asked)) return { asked, counted: kept, present: MOVES.includes(family) ? present : undefined };
  return present && { asked, counted: present };
}
