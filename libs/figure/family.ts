import type { Day, Month, Parameters } from '@app/platform';
import type { ScopeKind } from './figure.kinds';

/** Whose facts are asked for; everybody's when left out. */
export interface Subjects {
  projects?: readonly string[];
  issues?: readonly string[];
}

/** A kind of scope that sums are made for. */
export interface SumScope {
  kind: ScopeKind;
  /** Id of the scope, as SQL over a part `t` and what `join` brings. */
  id: string;
  join?: string;
  where?: string;
}

/**
 * Figures that are added up from the same facts: what one subject (a project, an issue) contributes to a month is a part,
 * a typed row; a quantity is the exact sum of something over the parts of a scope. Whole months and single subjects go
 * through the same SQL, so they cannot differ.
 */
export interface SumFamily {
  name: string;
  /** Columns of a part besides the month, in the order in which `facts` gives them. */
  columns: readonly string[];
  /** What is added up, as SQL over a part `t`, by name. */
  quantities: Readonly<Record<string, string>>;
  scopes: readonly SumScope[];
  /** The columns of a part that say to which scopes it belongs. */
  dimensions: readonly string[];
  /** A whole number by which parts are counted besides, for a median; null counts not. */
  bucket?: string;
  /**
   * The parts of a month, as a statement.
   *
   * @param asOf the last day that counts: the end of the month, or today while it runs
   */
  facts(p: Parameters, time: FactTime, subjects?: Subjects): string;
}

export interface FactTime {
  month: Month;
  asOf: Day;
  today: Day;
}

/** `and x.project_id = any (…)`, or nothing where everybody is asked for. */
export const only = (p: Parameters, column: string, ids: readonly string[] | undefined): string =>
  ids === undefined ? '' : `and ${column} = any (${p.add(ids)}::uuid[])`;

/** The lists of a month's year with who is on them in the month, as a condition on `list_member m` and `project_list l`. */
export const onListAt = (month: string): string =>
  `l.id = m.list_id and l.year = left(${month}, 4)::int and m.from_month <= ${month} and (m.to_month is null or m.to_month >= ${month})`;

export const NO_UNIT_SQL = (column: string): string => `coalesce(${column}::text, 'none')`;
