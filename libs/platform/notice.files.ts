import type { CalendarException } from './calendar';
import { addDays, type Day, daysBetween, isDay, yearOf } from './day';
import { faultsOfDays, firstDayOf, lastDayOf, type NoticeReading } from './notice.check';

const empty = (fault: string): NoticeReading => ({ notice: null, publishedOn: null, days: [], faults: [fault] });
/** No holiday is longer. */
const LONGEST = 15;

function daysFrom(from: Day, to: Day, name: string): CalendarException[] {
  const days: CalendarException[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, kind: 'holiday', name });
  return days;
}

const byDay = (days: CalendarException[]): CalendarException[] => days.sort((a, b) => (a.day < b.day ? -1 : 1));
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a year as `seeds/reference/holidays.json` has it, or the list of such years: see {@link readNotice}. */
export function readNoticeJson(year: number, json: string, whole = true): NoticeReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return empty('文件不是完整的 JSON，请核对括号、引号和逗号，或者改为粘贴通知原文。');
  }
  const entries: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const entry = entries.find((candidate) => isObject(candidate) && candidate.year === year);
  if (!isObject(entry)) return empty(`JSON 中没有 "year": ${year} 的安排，请核对年份。`);
  if (!Array.isArray(entry.holidays)) return empty('JSON 中缺少 "holidays" 列表，请对照手册中的样例填写。');
  const days: CalendarException[] = [];
  const faults: string[] = [];
  entry.holidays.forEach((holiday: unknown, index) => {
    const row = isObject(holiday) ? holiday : {};
    const where = `第 ${index + 1} 个节日（${textOf(row.name) || '未写名称'}）`;
    const { from, to } = row;
    const makeup: unknown[] = Array.isArray(row.makeup) ? row.makeup : [];
    if (textOf(row.name) === '') faults.push(`${where}缺少 "name"，请写上节日名称。`);
    if (!isDay(from) || !isDay(to)) {
      faults.push(`${where}的 "from"、"to" 应为存在的日期，写作 "${year}-10-01"。`);
    } else if (daysBetween(from, to) < 0 || daysBetween(from, to) >= LONGEST) {
      faults.push(`${where}从 ${from} 到 ${to}，起止日期不合常理，请核对。`);
    } else days.push(...daysFrom(from, to, textOf(row.name)));
    for (const day of makeup) {
      if (isDay(day)) days.push({ day, kind: 'makeup', name: textOf(row.name) });
      else faults.push(`${where}的 "makeup" 中有不存在的日期，写作 "${year}-10-10"。`);
    }
  });
  return {
    notice: /国办发(?:明电)?〔\d{4}〕\d+号/.exec(textOf(entry.notice))?.[0] ?? (textOf(entry.notice) || null),
    publishedOn: isDay(entry.publishedOn) ? entry.publishedOn : null,
    days: byDay(days),
    faults: [...faults, ...faultsOfDays(year, days, whole)],
  };
}

/** RFC 5545: a line that begins with a space goes on with the one before. */
const unfolded = (ics: string): string[] =>
  ics
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');

type Event = Partial<Record<'DTSTART' | 'DTEND' | 'SUMMARY' | 'X-APPLE-SPECIAL-DAY', string>>;

function eventsOf(ics: string): Event[] {
  const events: Event[] = [];
  let event: Event | undefined;
  for (const line of unfolded(ics)) {
    const [, name = '', value = ''] = /^([A-Za-z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    const key = name.toUpperCase();
    if (key === 'BEGIN' && value === 'VEVENT') event = {};
    else if (key === 'END' && value === 'VEVENT' && event) {
      events.push(event);
      event = undefined;
    } else if (event) event[key as keyof Event] = value.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim();
  }
  return events;
}

const dayIn = (value: string | undefined): Day | undefined => {
  const day = value?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return isDay(day) ? day : undefined;
};

/** 休 or 班, by the mark in the summary or by Apple's own; undefined for an entry that is neither (冬至, 情人节). */
function kindOf({
  SUMMARY: summary = '',
  'X-APPLE-SPECIAL-DAY': special,
}: Event): CalendarException['kind'] | undefined {
  if (special === 'ALTERNATE-WORKDAY' || /班|调休工作/.test(summary)) return 'makeup';
  return special === 'WORK-HOLIDAY' || /休|放假|假期/.test(summary) ? 'holiday' : undefined;
}

const nameOf = (summary: string): string =>
  summary
    .replace(/[[（(【]?(?:放假|假期|调休工作日|调休|补班|上班|休息日?|休|班)[\]）)】]?/g, '')
    .replace(/第?\s*\d+\s*天?\s*\/\s*共?\s*\d+\s*天?|第\d+天|共\d+天/g, '')
    .replace(/[（(][^）)]*[）)]|[\s·:：—-]/g, '') || '节假日';

/** Reads a calendar file with all-day events “春节 休”, “春节 班”; other years and other entries are left out. */
export function readNoticeIcs(year: number, ics: string, whole = true): NoticeReading {
  if (!/BEGIN:VCALENDAR/i.test(ics)) return empty('文件不是日历（.ics）文件，请重新选择，或者改为粘贴通知原文。');
  const days: CalendarException[] = [];
  const faults: string[] = [];
  for (const event of eventsOf(ics)) {
    const kind = kindOf(event);
    if (kind === undefined) continue;
    const summary = event.SUMMARY ?? '';
    const from = dayIn(event.DTSTART);
    // DTEND is the day after the last one; without it the event is one day.
    const end = event.DTEND === undefined ? from && addDays(from, 1) : dayIn(event.DTEND);
    if (from === undefined || end === undefined) {
      const near = (event.DTSTART ?? '').startsWith(String(year));
      if (near) faults.push(`日程“${summary}”不是全天日程（${event.DTSTART ?? ''}），请改为全天后重新导出。`);
      continue;
    }
    const last = addDays(end, -1) < from ? from : addDays(end, -1);
    // New Year's Day that begins in December belongs to the notice of the year that it opens.
    const opens = summary.includes('元旦') && last.slice(5, 7) === '12';
    if (yearOf(last) + (opens ? 1 : 0) !== year || from < firstDayOf(year) || last > lastDayOf(year)) continue;
    if (daysBetween(from, last) >= LONGEST) {
      faults.push(`日程“${summary}”从 ${from} 到 ${last}，起止日期不合常理，请核对。`);
      continue;
    }
    days.push(...daysFrom(from, last, nameOf(summary)).map((day) => ({ ...day, kind })));
  }
  return {
    notice: null,
    publishedOn: null,
    days: byDay(days),
    faults: [...faults, ...faultsOfDays(year, days, whole)],
  };
}
