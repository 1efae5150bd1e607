import {
  addDays,
  addMonths,
  dayOf,
  isDay,
  isInstant,
  isMonth,
  isoInstant,
  lastDay,
  mondayOf,
  mondaysOfMonth,
  monthOf,
  monthOfWeek,
  weekOf,
  weekStart,
} from './day';

describe('days in Shanghai', () => {
  it('begin at 16:00 UTC of the day before', () => {
    expect(dayOf(new Date('2024-10-15T15:59:59Z'))).toBe('2024-10-15');
    expect(dayOf(new Date('2024-10-15T16:00:00Z'))).toBe('2024-10-16');
    expect(monthOf(new Date('2024-12-31T16:00:00Z'))).toBe('2025-01');
    expect(isoInstant(new Date('2024-10-15T16:00:00.500Z'))).toBe('2024-10-16T00:00:00+08:00');
  });

  it('are counted over months and leap years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
    expect(addMonths('2024-11', 3)).toBe('2025-02');
    expect(lastDay('2024-02')).toBe('2024-02-29');
  });

  it('know their ISO week, also at the turn of the year', () => {
    expect(weekOf('2024-10-18')).toBe('2024-W42');
    expect(weekOf('2024-12-31')).toBe('2025-W01');
    expect(weekStart('2025-W01')).toBe('2024-12-30');
    expect(mondayOf('2024-10-20')).toBe('2024-10-14');
  });

  it('give each week to the month of its Thursday, so that every week counts once', () => {
    expect(monthOfWeek('2024-09-30')).toBe('2024-10');
    expect(mondaysOfMonth('2024-10')).toEqual(['2024-09-30', '2024-10-07', '2024-10-14', '2024-10-21', '2024-10-28']);
    expect(mondaysOfMonth('2024-11')[0]).toBe('2024-11-04');
  });

  it.each(['2026-02-31', '2024-13-01', '1999-12-31', '2101-01-01', '2024-1-1', '', null, 20241001])(
    '%p is no day',
    (value) => {
      expect(isDay(value)).toBe(false);
    },
  );

  it('refuse an instant whose offset is none', () => {
    expect(isInstant('2024-10-18T09:30:00+08:00')).toBe(true);
    expect(isInstant('2024-10-18T09:30:00+24:00')).toBe(false);
    expect(isInstant('2024-10-18T09:30:00+99:99')).toBe(false);
  });

  it('accept days and months that exist', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isMonth('2024-10')).toBe(true);
    expect(isMonth('2024-00')).toBe(false);
    expect(isMonth('1024-10')).toBe(false);
  });
});
