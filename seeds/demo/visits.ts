import {
  addDays,
  type Day,
  fingerprint,
  firstDay,
  instantAt,
  lastDay,
  mondayOf,
  type Month,
  monthOfWeek,
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

/** How many duties are met: a visit is missed now and then. */
const WEEKLY = 0.955;
const MONTHLY = 0.965;

/** Which projects must be visited in a month, and how often: weekly beats monthly. */
function rules(book: Book, month: Month): Map<string, 'week' | 'month'> {
  const lists = new Map(book.lists.filter(({ year }) => year === yearOf(month)).map((list) => [list.id, list]));
  const every = new Map<string, 'week' | 'month'>();
  for (const { list_id, project_id, from_month, to_month } of book.members) {
    const rule = lists.get(list_id)?.visit_every;
    if (!rule || rule === 'none' || from_month > month || (to_month !== null && to_month < month)) continue;
    if (rule === 'week') every.set(project_id, rule);
    else if (!every.has(project_id)) every.set(project_id, 'month');
  }
  return every;
}

/** The visits of the months from `first` on, up to the day before today. */
export function makeVisits(book: Book, calendar: WorkingCalendar, first: Month, last: Month, today: Day): DemoVisit[] {
  const random = new Random(`visits-${first}`);
  const projects = new Map(book.projects.map((project) => [project.id, project]));
  const visits: DemoVisit[] = [];
  const visit = (projectId: string, from: Day, to: Day): void => {
    const days: Day[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) if (calendar.isWorkday(day)) days.push(day);
    // Drawn before it is known whether the day has come: the past does not change with the day of seeding.
    const day = random.pick(days);
    const made = makeVisit(random, projects.get(projectId) as DemoProject, day);
    if (day < today) visits.push(made);
  };
  for (const month of months(first, last)) {
    const every = rules(book, month);
    for (let monday = mondayOf(firstDay(month)); monday <= lastDay(month); monday = addDays(monday, 7)) {
      if (monthOfWeek(monday) !== month || !calendar.hasWorkday(monday)) continue;
      for (const [id, rule] of every)
        if (rule === 'week' && random.chance(WEEKLY)) visit(id, monday, addDays(monday, 6));
    }
    for (const [id, rule] of every) {
      if (rule === 'month' && random.chance(MONTHLY)) visit(id, firstDay(month), lastDay(month));
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
    latitude: `35.${random.whole(165_000, 215_000)}`,
    longitude: `113.${random.whole(195_000, 305_000)}`,
    accuracy: String(random.whole(5, 40)),
  };
  // Saved on the phone, sent some minutes later.
  const sent = new Date(at.getTime() + random.whole(2, 45) * 60_000);
  return { ...visit, body_hash: fingerprint(visit), created_at: sent.toISOString(), project };
}
