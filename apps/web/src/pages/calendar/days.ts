import dayjs from 'dayjs';
import type { CalendarDay } from './queries';

/** Weeks of a month, Monday first; null where the days of other months would stand. */
export function weeksOf(month: string): (string | null)[][] {
  const first = dayjs(`${month}-01`);
  const lead = (first.day() + 6) % 7;
  const cells: (string | null)[] = Array.from({ length: lead }, () => null);
  for (let day = 1; day <= first.daysInMonth(); day += 1) cells.push(`${month}-${String(day).padStart(2, '0')}`);
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export const isWeekend = (day: string): boolean => [0, 6].includes(dayjs(day).day());

export interface Festival {
  name: string;
  /** From–to of the days off, mostly one. */
  off: { from: string; to: string; count: number }[];
  worked: string[];
}

/** The days by festival, as the notice names them. */
export function festivalsOf(days: CalendarDay[]): Festival[] {
  const festivals = new Map<string, Festival>();
  for (const { day, kind, name } of days) {
    const festival = festivals.get(name) ?? { name, off: [], worked: [] };
    festivals.set(name, festival);
    if (kind === 'makeup') {
      festival.worked.push(day);
      continue;
    }
    const last = festival.off.at(-1);
    if (last && dayjs(last.to).add(1, 'day').format('YYYY-MM-DD') === day) {
      last.to = day;
      last.count += 1;
    } else festival.off.push({ from: day, to: day, count: 1 });
  }
  const firstDay = ({ off, worked }: Festival) => off[0]?.from ?? worked[0] ?? '';
  return [...festivals.values()].sort((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1));
}
