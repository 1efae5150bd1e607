import { type Day, type Month, yearOf } from '@app/platform';
import type { Subjects } from './family';

interface Touch {
  families: readonly string[];
  /** Whether its subject is a project or an issue. */
  by: keyof Subjects;
  /** It counts within its own year only. */
  ofYear?: true;
}

/** What a mark's kind touches. */
const TOUCHES: Record<string, Touch> = {
  standing: { by: 'projects', families: ['investment', 'batch'] },
  project: { by: 'projects', families: ['batch'] },
  member: { by: 'projects', families: ['investment', 'batch', 'issue', 'visit'] },
  plan: { by: 'projects', families: ['investment'], ofYear: true },
  entry: { by: 'projects', families: ['investment'], ofYear: true },
  step: { by: 'projects', families: ['investment', 'batch'] },
  visit: { by: 'projects', families: ['visit'] },
  issue: { by: 'issues', families: ['issue', 'reminder'] },
  list: { by: 'projects', families: ['investment', 'batch', 'issue', 'visit'] },
  ledger: { by: 'issues', families: ['issue'] },
  calendar: { by: 'issues', families: ['issue'] },
};

export interface Mark {
  family: string;
  /** Null: everything of the family. */
  subject: string | null;
  fromMonth: Month;
}

/** A month of a family whose sums are kept. */
export interface Kept {
  family: string;
  month: Month;
  day: Day;
  shape: string;
}

/** What of a kept month has to be looked at again: some subjects, or all of it. */
export type Stale = { projects: Set<string>; issues: Set<string> } | 'all';

/** So many subjects are taken one by one; beyond that adding up everything costs less. */
export const ONE_BY_ONE = 400;

/** What marks mean for a kept month; undefined: nothing. */
export function staleBy(marks: readonly Mark[], kept: Pick<Kept, 'family' | 'month'>): Stale | undefined {
  const stale = { projects: new Set<string>(), issues: new Set<string>() };
  for (const { family, subject, fromMonth } of marks) {
    const touched = TOUCHES[family];
    if (!touched?.families.includes(kept.family) || fromMonth > kept.month) continue;
    if (subject === null) return 'all';
    if (touched.ofYear && yearOf(fromMonth) !== yearOf(kept.month)) continue;
    stale[touched.by].add(subject);
  }
  const count = stale.projects.size + stale.issues.size;
  return count === 0 ? undefined : count > ONE_BY_ONE ? 'all' : stale;
}

/** Both together; `all` swallows everything. */
export function together(a: Stale | undefined, b: Stale | undefined): Stale | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === 'all' || b === 'all') return 'all';
  const both = { projects: new Set([...a.projects, ...b.projects]), issues: new Set([...a.issues, ...b.issues]) };
  return both.projects.size + both.issues.size > ONE_BY_ONE ? 'all' : both;
}
