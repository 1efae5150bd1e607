/** One thing that an item looked at and what it gave: a figure, a project, a month, an entry, a ruling. */
export interface ScoreInput {
  kind: 'figure' | 'project' | 'month' | 'entry' | 'ruling' | 'spread';
  /** What it is, in Chinese. */
  label: string;
  projectId: string | null;
  /** Set for figures: which measure, in which version and month. */
  measure: string | null;
  measureVersion: number | null;
  month: string | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** How this one gave its points. */
  rule: string;
  /** Before cap and floor, exact. */
  points: string;
  /** False: it fits, and is beyond what counts; `why` says so. */
  counted: boolean;
  why: string | null;
  /** Where it is written, of entries. */
  evidence: string | null;
  /** Entry or objection whose files support it. */
  entryId: string | null;
  objectionId: string | null;
}

/** The points of one item. */
export interface ScoreLine {
  code: string;
  name: string;
  rule: string;
  /** Sum of what counted, exact, before cap, floor and rounding. */
  raw: string;
  /** As they count: after cap and floor, rounded half up to the digits of the scheme. */
  points: string;
  /** Where cap or floor took hold, or the base is missing. */
  note: string | null;
  inputs: ScoreInput[];
}

export interface UnitScore {
  unitId: string;
  name: string;
  rank: number;
  /** Sum of the points of the lines. */
  total: string;
  lines: ScoreLine[];
}

/** A unit that takes no part, and why. */
export interface WithoutScore {
  unitId: string;
  name: string;
  reason: string;
}

export interface Scores {
  units: UnitScore[];
  without: WithoutScore[];
}
