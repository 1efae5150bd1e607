import fc from 'fast-check';
import { type CalendarException, WorkingCalendar } from './calendar';
import { addDays, dayAt, dayNumber, weekday } from './day';

const days = (first: string, count: number, kind: 'holiday' | 'makeup', name: string): CalendarException[] =>
  Array.from({ length: count }, (_, index) => ({ day: addDays(first, index), kind, name }));

/** State Council notice 国办发明电〔2023〕7号: the holidays of 2024 and the weekend days worked for them. */
const YEAR_2024 = [
  ...days('2024-01-01', 1, 'holiday', '元旦'),
  ...days('2024-02-10', 8, 'holiday', '春节'),
  ...days('2024-04-04', 3, 'holiday', '清明节'),
  ...days('2024-05-01', 5, 'holiday', '劳动节'),
  ...days('2024-06-10', 1, 'holiday', '端午节'),
  ...days('2024-09-15', 3, 'holiday', '中秋节'),
  ...days('2024-10-01', 7, 'holiday', '国庆节'),
  ...[
    '2024-02-04',
    '2024-02-18',
    '2024-04-07',
    '2024-04-28',
    '2024-05-11',
    '2024-09-14',
    '2024-09-29',
    '2024-10-12',
  ].flatMap((day) => days(day, 1, 'makeup', '调休上班')),
];
const calendar = new WorkingCalendar([2024], YEAR_2024);

describe('working days of 2024', () => {
  it.each([
    ['2024-09-30', true, 'a plain Monday'],
    ['2024-10-01', false, 'National Day'],
    ['2024-10-07', false, 'the last day of the holiday, a Monday'],
    ['2024-10-12', true, 'a Saturday worked in exchange'],
    ['2024-10-13', false, 'a plain Sunday'],
    ['2024-02-18', true, 'a Sunday worked in exchange'],
  ])('%s is a working day: %s (%s)', (day, workday) => {
    expect(calendar.isWorkday(day)).toBe(workday);
  });

  it.each([
    ['2024-10-16', 1, '2024-10-17'],
    ['2024-10-16', 3, '2024-10-21'],
    ['2024-09-30', 1, '2024-10-08'],
    ['2024-09-30', 5, '2024-10-12'],
    ['2024-10-11', 1, '2024-10-12'],
    ['2024-10-12', 1, '2024-10-14'],
    ['2024-10-08', -1, '2024-09-30'],
    ['2024-02-09', 1, '2024-02-18'],
    ['2024-10-05', 0, '2024-10-05'],
  ])('%s and %i working days is %s', (from, count, to) => {
    expect(calendar.addWorkingDays(from, count)).toEqual({ day: to, estimated: false });
  });

  it.each([
    ['2024-09-30', '2024-10-08', 1],
    ['2024-10-08', '2024-09-30', -1],
    ['2024-10-16', '2024-10-16', 0],
    ['2024-10-12', '2024-10-13', 0],
    ['2023-12-31', '2024-12-31', 251],
  ])('from %s to %s: %i', (from, to, count) => {
    expect(calendar.workingDaysBetween(from, to)).toBe(count);
  });

  it('has no duty in a week that is all holiday, and has one where a single day is worked', () => {
    const holiday = new WorkingCalendar([2024], days('2024-07-01', 7, 'holiday', '试'));
    expect(holiday.hasWorkday('2024-07-01')).toBe(false);
    expect(calendar.hasWorkday('2024-02-12')).toBe(true);
  });

  it('says “estimated” as soon as a year without notice is touched, never silently', () => {
    expect(calendar.addWorkingDays('2024-12-31', 1)).toEqual({ day: '2025-01-01', estimated: true });
    expect(calendar.addWorkingDays('2024-12-30', 1)).toEqual({ day: '2024-12-31', estimated: false });
    expect(calendar.rests('2024-12-01', '2025-01-02')).toBe(true);
    expect(calendar.knows(2027)).toBe(false);
  });

  it('refuses years that it cannot hold', () => {
    expect(() => calendar.addWorkingDays('2100-12-31', 1)).toThrow(RangeError);
    expect(() => calendar.workingDaysBetween('1999-12-30', '2024-01-01')).toThrow(RangeError);
  });
});

describe('counting', () => {
  const aDay = fc.integer({ min: dayNumber('2023-06-01'), max: dayNumber('2025-06-01') }).map(dayAt);

  it('there and back again', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 120 }), (from, count) => {
        const { day } = calendar.addWorkingDays(from, count);
        expect(calendar.isWorkday(day)).toBe(true);
        expect(calendar.workingDaysBetween(from, day)).toBe(count);
        expect(calendar.workingDaysBetween(day, from)).toBe(-count);
      }),
    );
  });

  it('adds up over any day between', () => {
    fc.assert(
      fc.property(aDay, aDay, aDay, (a, b, c) => {
        const { workingDaysBetween } = calendar;
        const between = workingDaysBetween.bind(calendar);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  it('knows weekdays as the calendar on the wall does', () => {
    const plain = new WorkingCalendar([], []);
    fc.assert(fc.property(aDay, (day) => expect(plain.isWorkday(day)).toBe(weekday(day) <= 5)));
  });
});
