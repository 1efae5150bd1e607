import type { CalendarException } from './calendar';
import { type Day, weekday, yearOf } from './day';

/** What was read from a notice, and what a person has to look at before it counts. */
export interface NoticeReading {
  /** Its number (国办发明电〔2025〕7号), where the text has one. */
  notice: string | null;
  publishedOn: Day | null;
  /** The days that differ from the plain week, by day. */
  days: CalendarException[];
  /** Sentences that name the place and the way out. */
  faults: string[];
}

/** The holidays that every year has, as the notices call them. */
export const FESTIVALS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const;

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
export const weekdayWord = (day: Day): string => WEEKDAYS[weekday(day) - 1] ?? '';
/** 2月14日（周六）; with the year where it is not the one that is spoken of. */
export const spelled = (day: Day, year: number): string =>
  `${yearOf(day) === year ? '' : `${day.slice(0, 4)}年`}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（${weekdayWord(day)}）`;

const weekend = (day: Day): boolean => weekday(day) > 5;

/** A notice may begin with the last days of the year before: 2022年12月31日至2023年1月2日 belongs to 2023. */
export const firstDayOf = (year: number): Day => `${year - 1}-12-25`;
export const lastDayOf = (year: number): Day => `${year}-12-31`;

/**
 * What is wrong with the days of a year, however they were brought.
 *
 * @param whole whether every holiday of the year should be among them
 */
export function faultsOfDays(year: number, days: readonly CalendarException[], whole: boolean): string[] {
  if (days.length === 0) return [`没有读到 ${year} 年的放假安排，请核对粘贴或上传的内容。`];
  const faults: string[] = [];
  const seen = new Map<Day, CalendarException>();
  for (const exception of days) {
    const { day, kind, name } = exception;
    const twice = seen.get(day);
    if (twice) {
      const how = twice.kind === kind ? '写了两次' : '既写了放假又写了上班';
      faults.push(`${spelled(day, year)}${how}（${twice.name}、${name}），请只留一处。`);
    }
    seen.set(day, exception);
    if (day < firstDayOf(year) || day > lastDayOf(year)) {
      faults.push(`${spelled(day, year)}（${name}）不属于 ${year} 年，请核对年份。`);
    }
    if (kind === 'makeup' && !weekend(day)) {
      faults.push(`${spelled(day, year)}本来就是工作日，不能作为${name}的调休上班日，请核对日期。`);
    }
  }
  const names = days.filter(({ kind }) => kind === 'holiday').map(({ name }) => name);
  const missing = FESTIVALS.filter((festival) => !names.some((name) => name.includes(festival.replace(/节$/, ''))));
  if (whole && missing.length > 0) {
    faults.push(`没有读到${missing.join('、')}的放假安排，请核对是否漏贴。`);
  }
  return faults;
}
