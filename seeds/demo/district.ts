import type { LedgerRule } from '@app/ledger';
import type { Day, WorkingCalendar } from '@app/platform';
import { Book } from './book';
import { Issues } from './issues';
import { makeIssues2024 } from './issues-2024';
import { makeIssuesNow } from './issues-now';
import { laterYears, makeLaterYear } from './later-year';
import { makeOrg } from './org';
import { Random } from './random';
import { makeResponsible } from './responsible';
import type { Rows } from './rows';
import { makeVisits } from './visits';
import { makeYear2024 } from './year-2024';

/** Everything that the demo district consists of, for a day: pure, and the same each time. */
export function makeDistrict({
  today,
  calendar,
  rule,
}: {
  today: Day;
  calendar: WorkingCalendar;
  rule: LedgerRule;
}): Rows {
  const org = makeOrg();
  const book = new Book(org, today, new Random('book'));
  const history = makeYear2024(book);
  const years = laterYears(today);
  for (const year of years) makeLaterYear(book, history, year, today);
  makeResponsible(book, org, today);

  const visits2024 = makeVisits(book, calendar, '2024-01', '2024-12', today);
  const visitsNow = makeVisits(book, calendar, `${years[0] as number}-01`, today.slice(0, 7), today);
  const issues = new Issues({ org, calendar, rule, today, random: new Random('issues') });
  makeIssues2024(issues, book, visits2024);
  makeIssuesNow(issues, book, visitsNow);
  const ledger = issues.rows();
  return {
    unit: Object.entries(org.units).map(([code, unit]) => ({ ...unit, code })),
    person: org.people,
    project: book.projects,
    project_list: book.lists,
    list_member: book.members,
    annual_plan: book.plans,
    progress_entry: book.entries,
    milestone: book.milestones,
    visit: [...visits2024, ...visitsNow].map(({ project: _, ...visit }) => visit),
    issue: ledger.issues,
    issue_event: ledger.events,
    ledger_counter: ledger.counters,
  };
}
