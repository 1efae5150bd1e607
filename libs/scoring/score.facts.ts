import type { Day, Month } from '@app/platform';

/** A project that counts for a unit, as of the end of the period. Amounts in 万元. */
export interface ProjectFact {
  id: string;
  name: string;
  unitId: string;
  category: string | null;
  totalInvestment: string;
  /** Annual plan as of the last month; null: none was entered. */
  plan: string | null;
  /** Since January. */
  completed: string;
  /** In the months of the period. */
  completedInPeriod: string;
  /** On a list of the scheme in the last month; else only once among the three batches. */
  current: boolean;
  /** Kinds of lists and batches that it is on in the last month. */
  lists: string[];
  batches: string[];
  /** Actual days by kind, none after the end of the period. */
  milestones: Record<string, Day>;
  eligibleOn: Day | null;
  enteredOn: Day | null;
}

/** A bonus or deduction that was entered with its evidence, from January to the end of the period. */
export interface EntryFact {
  id: string;
  itemCode: string;
  unitId: string;
  projectName: string | null;
  day: Day;
  points: string;
  note: string;
  evidence: string;
  files: number;
}

/** A measure of a unit in a month. */
export interface FigureFact {
  measure: string;
  measureVersion: number;
  name: string;
  unit: string;
  unitId: string;
  month: Month;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  basisNote: string | null;
}

/** What an upheld objection changed: points added to an item of a unit. */
export interface AdjustmentFact {
  unitId: string;
  itemCode: string;
  points: string;
  reason: string;
  objectionId: string;
}

/** Everything that an evaluation looks at. */
export interface Facts {
  from: Month;
  to: Month;
  /** The day up to which it counts. */
  asOf: Day;
  /** Units that answer for a project or have an entry, by name. */
  units: { id: string; name: string }[];
  projects: ProjectFact[];
  entries: EntryFact[];
  figures: FigureFact[];
  adjustments: AdjustmentFact[];
}
