import { addDays, type Day, daysBetween, decimal, mondayOf, type WorkingCalendar, weekday } from '@app/platform';
import type { DutyState } from './duty.dto';
import type { PointCode, WeekPlanPoint } from './plan.dto';

/** What is known of a project on the day for which its week is planned. */
export interface PlanFacts {
  /** Issues that are said to be solved and wait for somebody to confirm it on site: overdue ones, and the others. */
  verifyRed: number;
  verify: number;
  /** Other issues with a red light. */
  red: number;
  /** See `scheduleGap`; negative: behind. */
  gap: string | null;
  lastVisitOn: Day | null;
  /** What a photo is required for; null: none is. */
  photoPurpose: string | null;
}

/** The duty that is planned for. */
export interface PlanDuty {
  starts: Day;
  ends: Day;
  state: DutyState;
}

/**
 * What makes a project more urgent: so much for the first (of issues, of points behind, of days), so much for each
 * more, and never more than. A red issue to be verified outweighs any one other reason.
 */
export const WEIGHTS = {
  'verify-red': { first: 50, each: 10, most: 80 },
  verify: { first: 30, each: 5, most: 45 },
  red: { first: 20, each: 5, most: 40 },
  behind: { first: 1, each: 1, most: 30 },
  unseen: { first: 1, each: 1, most: 30 },
  due: { first: 25, each: 0, most: 25 },
  photo: { first: 0, each: 0, most: 0 },
} as const satisfies Record<PointCode, { first: number; each: number; most: number }>;

/** A project seen within so many days is not called unseen. */
const SEEN_DAYS = 7;
/** The duty is due when so many working days are left, today not counted. */
const DUE_DAYS = 2;

function point(code: PointCode, count: number, text: string): WeekPlanPoint[] {
  const { first, each, most } = WEIGHTS[code];
  return count < 1 ? [] : [{ code, text, weight: Math.min(first + each * (count - 1), most) }];
}

/** Why the project is to be looked at early, each reason with its number and its weight; the strongest first. */
export function pointsOf(
  facts: PlanFacts,
  duty: PlanDuty | null,
  today: Day,
  calendar: WorkingCalendar,
): WeekPlanPoint[] {
  const { verifyRed, verify, red, gap, lastVisitOn, photoPurpose } = facts;
  const behind = gap?.startsWith('-') ? gap.slice(1) : '0';
  const unseen = lastVisitOn === null ? Infinity : daysBetween(lastVisitOn, today);
  const due = duty?.state === 'open' ? dueWords(duty, today, calendar) : undefined;
  const points = [
    ...point('verify-red', verifyRed, `${verifyRed} 个超期问题待现场核验`),
    ...point('verify', verify, `${verify} 个问题待现场核验`),
    ...point('red', red, `${red} 个红灯问题`),
    ...point('behind', Math.floor(decimal(behind).toNumber()), `进度落后 ${behind} 个百分点`),
    ...point('unseen', unseen - SEEN_DAYS, lastVisitOn === null ? '还没有走访过' : `已 ${unseen} 天未走访`),
    ...point('due', due === undefined ? 0 : 1, due ?? ''),
    ...point('photo', photoPurpose === null ? 0 : 1, `走访时须拍照：${photoPurpose ?? ''}`),
  ];
  return points.sort((a, b) => b.weight - a.weight);
}

/** The last day of the period that is worked, which is when people would go at the latest. */
export function dueDay({ starts, ends }: Pick<PlanDuty, 'starts' | 'ends'>, calendar: WorkingCalendar): Day {
  for (let day = ends; day >= starts; day = addDays(day, -1)) if (calendar.isWorkday(day)) return day;
  return ends;
}

/** “本周五到期”, from the last working days of the period on; undefined before them and when it is over. */
function dueWords(duty: PlanDuty, today: Day, calendar: WorkingCalendar): string | undefined {
  if (today < duty.starts || today > duty.ends) return undefined;
  const last = dueDay(duty, calendar);
  const day = today > last ? duty.ends : last;
  if (calendar.workingDaysBetween(today, day) > DUE_DAYS) return undefined;
  if (day === today) return '今天到期';
  if (mondayOf(day) === mondayOf(today)) return `本周${'一二三四五六日'.charAt(weekday(day) - 1)}到期`;
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日到期`;
}

export interface Ranked {
  projectId: string;
  projectName: string;
  state: DutyState;
  score: number;
}

const byName = new Intl.Collator('zh-u-co-pinyin').compare;
/** What is still to be done, then what was visited, then what nobody has to visit. */
const placeOf = (state: DutyState): number => (state === 'excused' ? 2 : state === 'met' || state === 'late' ? 1 : 0);

/** The order that is proposed: what needs eyes most comes first, the same score by name. */
export const propose = <T extends Ranked>(items: readonly T[]): T[] =>
  [...items].sort(
    (a, b) => placeOf(a.state) - placeOf(b.state) || b.score - a.score || byName(a.projectName, b.projectName),
  );

/**
 * The order that the officer has chosen, with what has changed since: what is gone is left out, what is new stands behind
 * the one it follows in the proposal. What was visited or excused meanwhile goes to the end.
 */
export function arrange<T extends Ranked>(items: readonly T[], chosen: readonly string[]): T[] {
  const proposed = propose(items);
  const ordered = chosen.flatMap((id) => proposed.find(({ projectId }) => projectId === id) ?? []);
  if (ordered.length === 0) return proposed;
  proposed.forEach((item, index) => {
    if (!ordered.includes(item))
      ordered.splice(index === 0 ? 0 : ordered.indexOf(proposed[index - 1] as T) + 1, 0, item);
  });
  return ordered.sort((a, b) => placeOf(a.state) - placeOf(b.state));
}

interface Place {
  latitude: number | null;
  longitude: number | null;
}

const EARTH_METRES = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places as the crow flies; null where one is not known. */
export function straightDistance(from: Place | undefined, to: Place): number | null {
  if (from?.latitude == null || from.longitude === null || to.latitude === null || to.longitude === null) return null;
  const north = radians(to.latitude - from.latitude);
  const east = radians(to.longitude - from.longitude);
  const slope =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(east / 2) ** 2;
  return Math.round(2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(slope))));
}
