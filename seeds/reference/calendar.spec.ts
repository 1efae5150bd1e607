import { addDays, WorkingCalendar } from '@app/platform';
import { isWorkday } from 'chinese-days';
import { exceptionsOf, NOTICES } from './calendar';

const calendar = new WorkingCalendar(
  NOTICES.map(({ year }) => year),
  NOTICES.flatMap(exceptionsOf),
);

describe('the calendar that is shipped', () => {
  // 365 or 366 days − weekends − 11 (from 2025 on: 13) statutory holidays.
  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, days) => {
    expect(calendar.workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toBe(days);
  });

  it.each(NOTICES.map(({ year }) => year))('agrees with an independent source on every day of %i', (year) => {
    const different: string[] = [];
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      if (calendar.isWorkday(day) !== isWorkday(day)) different.push(day);
    }
    expect(different).toEqual([]);
  });

  it('counts only weekend days as worked in exchange, and each day once', () => {
    for (const notice of NOTICES) {
      const days = exceptionsOf(notice);
      expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
      for (const { day, kind } of days) {
        expect(day.slice(0, 4)).toBe(String(notice.year));
        if (kind === 'makeup') expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
      }
    }
  });
});
