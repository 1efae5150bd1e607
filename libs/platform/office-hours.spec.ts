import fc from 'fast-check';
import { WorkingCalendar } from './calendar';
import { addDays, dayOf } from './day';
import { DAY_MINUTES, hoursOf, workingDaysOf, workingMinutes } from './office-hours';

/** The autumn of 2024: National Day 1 to 7 October, worked on 29 September (Sunday) and 12 October (Saturday). */
const calendar = new WorkingCalendar(
  [2024],
  [
    ...Array.from({ length: 7 }, (_, index) => ({
      day: addDays('2024-10-01', index),
      kind: 'holiday' as const,
      name: '国庆节',
    })),
    { day: '2024-09-29', kind: 'makeup', name: '国庆节' },
    { day: '2024-10-12', kind: 'makeup', name: '国庆节' },
  ],
);
const at = (text: string): Date => new Date(`${text}+08:00`);

describe('working minutes', () => {
  it.each([
    ['a morning', '2024-10-16T09:00', '2024-10-16T12:00', 180],
    ['a whole day', '2024-10-16T09:00', '2024-10-16T18:00', 480],
    ['lunch', '2024-10-16T12:00', '2024-10-16T13:00', 0],
    ['over lunch', '2024-10-16T11:30', '2024-10-16T13:30', 60],
    ['before work', '2024-10-16T07:00', '2024-10-16T09:01', 1],
    ['after work', '2024-10-16T17:59', '2024-10-16T23:59', 1],
    ['one night', '2024-10-16T18:00', '2024-10-17T09:00', 0],
    ['midnight in Shanghai is the next day', '2024-10-16T23:30', '2024-10-17T09:30', 30],
    ['a weekend', '2024-10-18T17:00', '2024-10-21T10:00', 120],
    ['a Saturday that is worked', '2024-10-11T18:00', '2024-10-12T18:00', 480],
    ['a Sunday that is worked', '2024-09-29T00:00', '2024-09-30T00:00', 480],
    ['the week of National Day', '2024-09-30T18:00', '2024-10-08T09:00', 0],
    ['from a holiday into work', '2024-10-03T10:00', '2024-10-08T09:15', 15],
    ['backwards', '2024-10-16T12:00', '2024-10-16T09:00', -180],
    ['seconds do not count', '2024-10-16T09:00:59', '2024-10-16T09:01:00', 1],
  ])('%s', (_, from, to, minutes) => {
    expect(workingMinutes(calendar, at(from), at(to))).toBe(minutes);
  });

  const instant = fc.date({ min: at('2024-01-01T00:00'), max: at('2024-12-31T23:59'), noInvalidDate: true });

  it('of two parts add up to the whole', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(workingMinutes(calendar, a, b) + workingMinutes(calendar, b, c)).toBe(workingMinutes(calendar, a, c));
      }),
    );
  });

  it('from midnight to midnight are eight hours for each working day', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 60 }), (start, days) => {
        const first = dayOf(start);
        const last = addDays(first, days);
        const minutes = workingMinutes(calendar, at(`${first}T00:00`), at(`${last}T00:00`));
        const until = calendar.workingDaysBetween(addDays(first, -1), addDays(last, -1));
        expect(minutes).toBe(until * DAY_MINUTES);
      }),
    );
  });
});

describe('what people read', () => {
  it.each([
    [0, 0, 0],
    [3, 0.1, 0],
    [480, 8, 1],
    [504, 8.4, 1.1],
    [503, 8.4, 1],
    [720, 12, 1.5],
  ])('%d minutes are %d hours, %d working days', (minutes, hours, days) => {
    expect(hoursOf(minutes)).toBe(hours);
    expect(workingDaysOf(minutes)).toBe(days);
  });
});
