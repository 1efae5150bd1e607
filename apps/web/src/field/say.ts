import { amountParts } from '../components/amount-parts';
import { t } from './words';

// Values as the phone's pages say them. The district lives by one clock wherever the phone is: Asia/Shanghai.

const EIGHT_HOURS = 8 * 3_600_000;
const MINUTE = 60_000;

/** `2024-10-16T09:05` of an instant, in the district's time. */
export const wallClock = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + EIGHT_HOURS).toISOString().slice(0, 16);

/** The instant of a wall clock of the district; undefined for what is no time. */
export function instantOf(wall: string): string | undefined {
  const time = Date.parse(`${wall.slice(0, 16)}:00+08:00`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A day as people say it: 10月16日, with the year where it is another than today's. */
export function dayText(day: string, now = Date.now()): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  const key = year === wallClock(now).slice(0, 4) ? 'dayMonth' : 'dayMonthYear';
  return t(key, { year, month: Number(month), day: Number(date) });
}

/** The time of day, with the day before it when it is not today. */
export function timeText(instant: string | number, now: number): string {
  const [day = '', time = ''] = wallClock(instant).split('T');
  return day === wallClock(now).slice(0, 10) ? time : `${dayText(day, now)} ${time}`;
}

/** `2024-10` → 10月. */
export const monthText = (month: string): string => t('monthName', { month: Number(month.slice(5)) });

/** 万元 as people say it. */
export function amountText(wan: string): string {
  const { number, unit } = amountParts(wan);
  const [whole = '', fraction] = number.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return t(unit === 'yi' ? 'amountYi' : 'amountWan', {
    number: fraction === undefined ? grouped : `${grouped}.${fraction}`,
  });
}

/** Metres below a kilometre, else kilometres with one decimal. */
export function distanceText(metres: number): string {
  return metres < 950
    ? t('metres', { number: metres < 10 ? Math.round(metres) : Math.round(metres / 10) * 10 })
    : t('kilometres', { number: (metres / 1000).toFixed(1) });
}

/** How far the phone's clock is off, in whole minutes, or nothing where nobody would mind. */
export function clockHint(skewMs: number | null): string | undefined {
  const minutes = Math.round((skewMs ?? 0) / MINUTE);
  if (Math.abs(minutes) <= 5) return undefined;
  return t('visit.clock', {
    direction: t(minutes > 0 ? 'visit.clockAhead' : 'visit.clockBehind'),
    minutes: Math.abs(minutes),
  });
}
