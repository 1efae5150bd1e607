import type { Severity } from '@app/ledger';
import { addDays, type Day, yearOf } from '@app/platform';
import type { Book, DemoProject } from './book';
import type { Issues, Origin } from './issues';
import { makeSpecialIssues } from './issues-special';
import type { DemoPerson } from './org';
import { makeLateIssues } from './late';
import { officerOf } from './responsible';
import type { Story } from './stories';
import type { DemoVisit } from './visits';

/** How an issue stands today, in working days: `due` from today (negative: late), `since` before today. */
type Situation =
  | {
      stands: 'registered' | 'assigned' | 'returned' | 'suspended' | 'verifying' | 'closed' | 'rejected';
      since: number;
    }
  | { stands: 'working' | 'asking'; due: number };

const times = <T>(values: number[], make: (value: number) => T): T[] => values.map(make);

/** What the home pages of the six accounts show on any day. */
const SITUATIONS: Situation[] = [
  ...times([-9, -7, -5, -4, -3, -3, -2, -2, -1, -1], (due) => ({ stands: 'working' as const, due })),
  ...times([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3], (due) => ({ stands: 'working' as const, due })),
  ...times([4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 11, 12, 14, 16], (due) => ({ stands: 'working' as const, due })),
  ...times([3, 4, 5], (due) => ({ stands: 'asking' as const, due })),
  ...times([1, 1, 1, 2, 2, 3, 4], (since) => ({ stands: 'registered' as const, since })),
  ...times([1, 1, 1, 2, 2, 3], (since) => ({ stands: 'assigned' as const, since })),
  ...times([1, 1, 2, 2, 3], (since) => ({ stands: 'returned' as const, since })),
  ...times([3, 5, 8], (since) => ({ stands: 'suspended' as const, since })),
  ...times([1, 1, 1, 2, 2, 2, 3, 3, 4], (since) => ({ stands: 'verifying' as const, since })),
  ...times([1, 2], (since) => ({ stands: 'rejected' as const, since })),
  ...times([1, 1, 2, 2, 3, 4, 5, 6, 8, 10], (since) => ({ stands: 'closed' as const, since })),
];

/** Problems of the present year with their deadlines around today, and some each month that are long solved. */
export function makeIssuesNow(issues: Issues, book: Book, visits: DemoVisit[]): void {
  const { world } = issues;
  const { calendar, random, today, org, rule } = world;
  const onDay = new Map<Day, DemoVisit[]>();
  for (const visit of visits) onDay.set(visit.visited_on, [...(onDay.get(visit.visited_on) ?? []), visit]);
  const lists = new Set(book.lists.filter(({ year }) => year === yearOf(today)).map(({ id }) => id));
  const listed = new Set(book.members.filter(({ list_id }) => lists.has(list_id)).map(({ project_id }) => project_id));
  const projects = book.projects.filter(({ id }) => listed.has(id));
  const account = org.officers[0] as DemoPerson;
  const own = projects.filter(({ officer_id }) => officer_id === account.id);
  const ago = (days: number, from: Day = today): Day => calendar.addWorkingDays(from, -days).day;

  /** Looked at again: the one suspended longest within the week, so that the board shows it; the others some time later. */
  const reviewOf = (since: number): Day =>
    since === 8 ? calendar.addWorkingDays(today, 3).day : addDays(today, random.whole(4, 25));
  const findings = new Map<string, number>();
  /** Found on a visit of that day when there was one; else the officer was called. */
  const originOn = (day: Day, mine: boolean): Origin => {
    const wanted = (project: DemoProject): boolean => !mine || project.officer_id === account.id;
    // A visit finds two problems at most.
    const candidates = (onDay.get(day) ?? []).filter(
      (visit) => wanted(visit.project) && (findings.get(visit.id) ?? 0) < 2,
    );
    if (candidates.length > 0) {
      const visit = random.pick(candidates);
      findings.set(visit.id, (findings.get(visit.id) ?? 0) + 1);
      return { visit };
    }
    const project = random.pick(mine && own.length > 0 ? own : projects);
    return { project, by: officerOf(org, project), day };
  };

  longSolved(issues, visits);
  makeSpecialIssues(issues, (days) => originOn(ago(days), random.chance(0.3)));
  SITUATIONS.forEach((situation, index) => {
    // Every third is about electricity and every fourth on a project of the account `officer`: their pages are full.
    const category = index % 3 === 0 ? ('power' as const) : undefined;
    const mine = index % 4 === 1;
    if ('due' in situation) {
      const { due } = situation;
      const severity: Severity = due > 9 ? 'low' : due > 4 ? 'medium' : random.pick(['low', 'medium', 'high']);
      // On a weekend or holiday nothing falls due by the rule: it is given the day itself.
      const dueOn = due === 0 ? today : calendar.addWorkingDays(today, due).day;
      const assigned = ago(rule.days.due[severity], dueOn);
      const story = issues.begin(originOn(ago(1, assigned), mine), { category, severity });
      story.assign(1, calendar.isWorkday(dueOn) ? {} : { dueOn }).sign(0);
      const days = calendar.workingDaysBetween(assigned, today);
      if (days > 3) story.report(Math.floor(days / 2));
      if (situation.stands === 'asking') story.ask(calendar.workingDaysBetween(story.history.day, ago(1)), 5);
      else if (due < -1) story.urge(calendar.workingDaysBetween(story.history.day, ago(1)));
      if (due < -6) story.instruct(0);
      return;
    }
    const { stands, since } = situation;
    const begin = (before: number, severity?: Severity): Story =>
      issues.begin(originOn(ago(since + before), mine), { category, severity });
    if (stands === 'registered') begin(0);
    if (stands === 'assigned') begin(1).assign(1);
    if (stands === 'returned') begin(1, 'low').mistake(1, 0);
    if (stands === 'suspended') begin(6, 'low').assign(1).sign(0).suspend(5, reviewOf(since));
    if (stands === 'verifying') begin(8, 'medium').assign(1).sign(0).solve(7);
    if (stands === 'rejected') begin(9, 'medium').assign(1).sign(0).solve(7).reject(1);
    if (stands === 'closed') begin(9, 'medium').assign(1).sign(0).solve(6).verify(2);
  });
  makeLateIssues(issues, (days) => originOn(ago(days), true));
}

/** Six a month, solved in time, so that the year's figures do not begin in these weeks. */
function longSolved(issues: Issues, visits: DemoVisit[]): void {
  const { calendar, random, today } = issues.world;
  const until = calendar.addWorkingDays(today, -25).day.slice(0, 7);
  const byMonth = new Map<string, DemoVisit[]>();
  for (const visit of visits) {
    const month = visit.visited_on.slice(0, 7);
    if (month < until && month >= `${yearOf(today)}-01`) byMonth.set(month, [...(byMonth.get(month) ?? []), visit]);
  }
  for (const found of byMonth.values()) {
    for (const visit of random.shuffled(found).slice(0, 6)) {
      issues.begin({ visit }).assign(1).sign(random.whole(0, 1)).solve(random.whole(2, 4)).verify(random.whole(1, 2));
    }
  }
}
