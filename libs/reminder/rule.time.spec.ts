import {
  addDays,
  addWorkingMinutes,
  dayAt,
  dayNumber,
  instantAt,
  isoInstant,
  WorkingCalendar,
  workingMinutes,
} from '@app/platform';
import fc from 'fast-check';
import { dueAt, firstAnchorDay, isOpen, lastAnchorDay, nextOpen, nextSlot, type When } from './rule.time';

// October 2024: off from the 1st to the 7th, Saturday the 12th and Sunday 29 September are worked.
const calendar = new WorkingCalendar(
  [2024],
  [
    ...Array.from({ length: 7 }, (_, index) => ({
      day: addDays('2024-10-01', index),
      kind: 'holiday' as const,
      name: '国庆节',
    })),
    { day: '2024-10-12', kind: 'makeup', name: '国庆节' },
    { day: '2024-09-29', kind: 'makeup', name: '国庆节' },
  ],
);
const at = (text: string): Date => new Date(`${text}:00+08:00`);
const text = (instant: Date): string => isoInstant(instant).slice(0, 16);
const days = (offset: number, atTime = '08:30'): When => ({ offset, unit: 'working-day', atTime });
const hours = (offset: number): When => ({ offset, unit: 'working-hour', atTime: '08:30' });

describe('a rule falls due', () => {
  it.each([
    ['on the day', days(0), '2024-10-16', '2024-10-16T08:30'],
    ['three working days before, over a worked Saturday', days(-3), '2024-10-15', '2024-10-11T08:30'],
    ['three working days before, over the holidays', days(-3), '2024-10-09', '2024-09-29T08:30'],
    ['the working day after', days(1), '2024-10-11', '2024-10-12T08:30'],
    ['five working days after', days(5, '09:00'), '2024-10-09', '2024-10-15T09:00'],
    ['four working hours before the end of the day', hours(-4), '2024-10-16', '2024-10-16T14:00'],
    ['two working hours after the end of the day', hours(2), '2024-10-11', '2024-10-12T11:00'],
  ])('%s', (_, when, day, due) => expect(text(dueAt(calendar, when, { day, at: null }))).toBe(due));

  it.each([
    ['at the moment', days(0), '2024-10-16T20:00', '2024-10-16T20:00'],
    ['the next working day', days(1), '2024-10-11T20:00', '2024-10-12T08:30'],
    ['two working hours after, over lunch', hours(2), '2024-10-16T11:30', '2024-10-16T14:30'],
    ['two working hours after the evening', hours(2), '2024-10-16T20:00', '2024-10-17T11:00'],
    ['two working hours after, over the holidays', hours(2), '2024-09-30T17:00', '2024-10-08T10:00'],
  ])('%s of what happened', (_, when, moment, due) =>
    expect(text(dueAt(calendar, when, { day: moment.slice(0, 10), at: at(moment) }))).toBe(due),
  );
});

describe('the days that can be due', () => {
  const when = fc.oneof(
    fc.record({
      offset: fc.integer({ min: -40, max: 60 }),
      unit: fc.constant('working-day' as const),
      atTime: fc.constantFrom('08:30', '00:00', '17:59'),
    }),
    fc.record({
      offset: fc.integer({ min: -40, max: 60 }),
      unit: fc.constant('working-hour' as const),
      atTime: fc.constant('08:30'),
    }),
  );
  const instant = fc
    .tuple(fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2024-12-31') }), fc.nat({ max: 1439 }))
    .map(([day, minute]) => new Date(instantAt(dayAt(day)).getTime() + minute * 60_000));

  it('end where nothing falls due any more by now, and begin where it does so since', () => {
    fc.assert(
      fc.property(when, instant, (rule, now) => {
        const last = lastAnchorDay(calendar, rule, now);
        expect(dueAt(calendar, rule, { day: last, at: instantAt(last) }) <= now).toBe(true);
        const next = addDays(last, 1);
        expect(dueAt(calendar, rule, { day: next, at: instantAt(next) }) > now).toBe(true);
        const first = firstAnchorDay(calendar, rule, now);
        expect(dueAt(calendar, rule, { day: first, at: instantAt(first, '23:59') }) >= now).toBe(true);
        const before = addDays(first, -1);
        expect(dueAt(calendar, rule, { day: before, at: instantAt(before, '23:59') }) < now).toBe(true);
      }),
    );
  });
});

describe('people may be told', () => {
  const usual = { sendFrom: '08:30', sendUntil: '18:00', workdaysOnly: true };
  it.each([
    ['2024-10-16T08:29', false, '2024-10-16T08:30'],
    ['2024-10-16T08:30', true, '2024-10-16T08:30'],
    ['2024-10-16T17:59', true, '2024-10-16T17:59'],
    ['2024-10-16T18:00', false, '2024-10-17T08:30'],
    ['2024-10-12T10:00', true, '2024-10-12T10:00'],
    ['2024-10-13T10:00', false, '2024-10-14T08:30'],
    ['2024-09-30T18:00', false, '2024-10-08T08:30'],
  ])('at %s: %s, else from %s', (now, open, from) => {
    expect(isOpen(calendar, usual, at(now))).toBe(open);
    expect(text(nextOpen(calendar, usual, at(now)))).toBe(from);
  });

  it('all day and all days where the rule says so', () => {
    const always = { sendFrom: '00:00', sendUntil: '24:00', workdaysOnly: false };
    expect(isOpen(calendar, always, at('2024-10-06T23:59'))).toBe(true);
    expect(isOpen(calendar, always, at('2024-10-06T00:00'))).toBe(true);
  });

  it.each([
    ['2024-10-16T08:00', '2024-10-16T08:30'],
    ['2024-10-16T08:30', '2024-10-16T08:30'],
    ['2024-10-16T08:31', '2024-10-17T08:30'],
    ['2024-09-30T09:00', '2024-10-08T08:30'],
  ])('a digest asked for at %s goes out at %s', (now, slot) =>
    expect(text(nextSlot(calendar, usual, at(now), '08:30'))).toBe(slot),
  );
});

describe('working minutes', () => {
  it('added and counted agree, forth and back', () => {
    const from = fc
      .tuple(fc.integer({ min: dayNumber('2024-01-02'), max: dayNumber('2024-12-20') }), fc.nat({ max: 1439 }))
      .map(([day, minute]) => new Date(instantAt(dayAt(day)).getTime() + minute * 60_000));
    fc.assert(
      fc.property(from, fc.integer({ min: -20_000, max: 20_000 }), (start, minutes) => {
        const end = addWorkingMinutes(calendar, start, minutes);
        expect(workingMinutes(calendar, start, end)).toBe(minutes);
        // The earliest moment going on, the latest going back: a minute less counts less.
        const nearer = new Date(end.getTime() - Math.sign(minutes) * 60_000);
        if (minutes !== 0) expect(Math.abs(workingMinutes(calendar, start, nearer))).toBeLessThan(Math.abs(minutes));
      }),
    );
  });
});
