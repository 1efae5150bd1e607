import { DUTY_RHYTHMS, type DutyRhythm, periodsBetween } from '@app/duty';
import {
  addDays,
  addMonths,
  type Day,
  fingerprint,
  firstDay,
  instantAt,
  lastDay,
  type Month,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { type Book, type DemoProject, months } from './book';
import { SAID, SEEN } from './case-notes';
import { Random } from './random';

/** A row of `visit`; `project` is what the issues found on it hang on. */
export interface DemoVisit {
  id: string;
  project_id: string;
  officer_id: string;
  visited_at: string;
  visited_on: Day;
  note: string;
  latitude: string;
  longitude: string;
  accuracy: string;
  body_hash: string;
  created_at: string;
  project: DemoProject;
}

/** How many duties are met: a visit is missed now and then, and half of those are made up for in the week after. */
const MET: Record<DutyRhythm, number> = { week: 0.955, fortnight: 0.95, month: 0.965, quarter: 0.9 };
const MADE_UP = 0.5;

/** Which projects must be visited in a month, and how often: the strictest rule of their lists. */
function rules(book: Book, month: Month): Map<string, DutyRhythm> {
  const lists = new Map(book.lists.filter(({ year }) => year === yearOf(month)).map((list) => [list.id, list]));
  const every = new Map<string, DutyRhythm>();
  for (const { list_id, project_id, from_month, to_month } of book.members) {
    const rule = lists.get(list_id)?.visit_every;
    if (!rule || rule === 'none' || from_month > month || (to_month !== null && to_month < month)) continue;
    const before = every.get(project_id);
    if (before === undefined || DUTY_RHYTHMS.indexOf(rule) < DUTY_RHYTHMS.indexOf(before)) every.set(project_id, rule);
  }
  return every;
}

/** The visits of the months from `first` on, up to the day before today. */
export function makeVisits(book: Book, calendar: WorkingCalendar, first: Month, last: Month, today: Day): DemoVisit[] {
  const random = new Random(`visits-${first}`);
  // Of its own, so that what was made up for changes nothing else.
  const later = new Random(`late-${first}`);
  const projects = new Map(book.projects.map((project) => [project.id, project]));
  const visits: DemoVisit[] = [];
  const visit = (chance: Random, projectId: string, from: Day, to: Day): void => {
    const days: Day[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) if (calendar.isWorkday(day)) days.push(day);
    if (days.length === 0) return;
    // Drawn before it is known whether the day has come: the past does not change with the day of seeding.
    const day = chance.pick(days);
    const made = makeVisit(chance, projects.get(projectId) as DemoProject, day);
    if (day < today) visits.push(made);
  };
  for (const month of months(first, last)) {
    const every = rules(book, month);
    // A quarter that counts for the month began two months before.
    const periods = periodsBetween(calendar, firstDay(addMonths(month, -2)), lastDay(month));
    for (const { every: rhythm, starts, ends } of periods.filter((period) => period.month === month)) {
      for (const [id, rule] of every) {
        if (rule !== rhythm) continue;
        if (random.chance(MET[rhythm])) visit(random, id, starts, ends);
        else if (later.chance(MADE_UP)) visit(later, id, addDays(ends, 1), addDays(ends, 7));
      }
    }
  }
  return visits;
}

function makeVisit(random: Random, project: DemoProject, day: Day): DemoVisit {
  const time = `${String(random.whole(9, 16)).padStart(2, '0')}:${String(random.whole(0, 59)).padStart(2, '0')}`;
  const at = instantAt(day, time);
  const visit = {
    id: random.id(at),
    project_id: project.id,
    officer_id: project.officer_id ?? '',
    visited_at: at.toISOString(),
    visited_on: day,
    note: `${random.pick(SEEN)}${random.pick(SAID)}`,
    latitude: near(project.latitude, random),
    longitude: near(project.longitude, random),
    accuracy: String(random.whole(5, 40)),
  };
  // Saved on the phone, sent some minutes later.
  const sent = new Date(at.getTime() + random.whole(2, 45) * 60_000);
  return { ...visit, body_hash: fingerprint(visit), created_at: sent.toISOString(), project };
}

/** Within some thirty metres of the place. */
const near = (degrees: string, random: Random): string =>
  (Number(degrees) + random.whole(-300, 300) / 1_000_000).toFixed(6);
