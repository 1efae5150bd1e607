import type { MeasureBasis, MeasureFamily, ScopeKind } from '@app/figure';
import type { Day, Month, Parameters } from '@app/platform';

/** Which rows are asked for: those of a figure, by the quantities that it is computed from. */
export interface RowsAsked {
  month: Month;
  /** The day up to which the month counts. */
  asOf: Day;
  today: Day;
  /** Names of the quantities, as the measure gives them. */
  numerator: string | null;
  denominator: string | null;
  /** Which of the amounts that were entered the measure counts. */
  basis: MeasureBasis;
  scopeKind: ScopeKind;
  scopeId: string;
  /** Leave out what adds nothing: a count is behind its own rows alone. */
  countedOnly: boolean;
}

/** What a source of rows selects, in this order. */
export const ROW_COLUMNS = 'key, kind, project_id, issue_id, visit_id, unit_id, name, detail, words, num, den';

/**
 * The rows behind the figures of a family as one statement that selects {@link ROW_COLUMNS}: each thing that is counted
 * once, with its share of both quantities. Undefined where the rows are not known this way.
 */
export type RowSource = (p: Parameters, asked: RowsAsked) => string | undefined;
export type RowSources = Partial<Record<MeasureFamily, RowSource>>;

/** Where the rows of a figure come from: as they were published, and as they are. */
export interface RowsOf {
  asked: RowsAsked;
  counted: RowSource;
  /** What the same rows would be by now; left out where nothing was published, or nothing can have changed. */
  present?: RowSource;
}

/** The unit that answered for a project in a month, as SQL. */
export const unitOf = (project: string, month: string): string =>
  `(select s.unit_id from project_standing s where s.project_id = ${project} and s.from_month <= ${month}
     order by s.from_month desc limit 1)`;
