import { WorkingCalendar } from '@app/platform';
import type { TimeEvent } from './time.intervals';
import { UnitTimes } from './unit-time';

/** October 2024 without its holidays: the story begins on Monday the 14th. */
const calendar = new WorkingCalendar([2024], []);
const at = (text: string): Date => new Date(`2024-10-${text}:00+08:00`);
const power = { id: 'power', name: '供电公司' };
const land = { id: 'land', name: '自然资源和规划局' };

const step = (action: string, to: string, time: string, more: Partial<TimeEvent> = {}): TimeEvent => ({
  action,
  to,
  at: at(time),
  unitId: null,
  lead: null,
  supports: null,
  done: false,
  signDueOn: null,
  reviewOn: null,
  ...more,
});
const OCTOBER = { from: new Date('2024-10-01T00:00:00+08:00'), until: new Date('2024-11-01T00:00:00+08:00') };

/** `unit issues average median total returned late`, sorted. */
function lines(issues: TimeEvent[][], period = OCTOBER, now = at('25T18:00')): string[] {
  const times = new UnitTimes(calendar, period, now);
  for (const events of issues) times.add(events);
  return times
    .rows()
    .map((row) =>
      [row.unit.id, row.issues, row.averageDays, row.medianDays, row.totalDays, row.returned, row.lateSignings].join(
        ' ',
      ),
    )
    .sort();
}

const registered = step('register', 'registered', '14T09:00');
const toPower = (time: string, signDueOn = '2024-10-15') =>
  step('assign', 'assigned', time, { lead: power, signDueOn });
const closed = (time: string) => step('verify', 'closed', time);

describe('how long departments had issues in their hands', () => {
  it('adds up mean, middle and sum over issues', () => {
    const held = (until: string) => [
      registered,
      toPower('14T09:00'),
      step('sign', 'in-progress', '14T10:00'),
      closed(until),
    ];
    expect(lines([held('15T09:00'), held('16T09:00'), held('23T09:00')])).toEqual(['power 3 3.3 2 10 0 0']);
    expect(lines([held('15T09:00'), held('16T09:00')])).toEqual(['power 2 1.5 1.5 3 0 0']);
  });

  it('counts what is still in its hands up to now, and for a period that is over up to its end', () => {
    const open = [registered, toPower('14T09:00'), step('sign', 'in-progress', '14T10:00')];
    expect(lines([open])).toEqual(['power 1 10 10 10 0 0']);
    const week = { from: at('14T00:00'), until: at('19T00:00') };
    expect(lines([open], week)).toEqual(['power 1 5 5 5 0 0']);
  });

  it('leaves out who gave it away before the period, but not what it held before it', () => {
    const handed = [
      registered,
      toPower('14T09:00'),
      step('sign', 'in-progress', '14T10:00'),
      step('transfer', 'assigned', '16T09:00', { lead: land, signDueOn: '2024-10-17' }),
      step('sign', 'in-progress', '16T10:00'),
    ];
    const later = { from: at('21T00:00'), until: at('26T00:00') };
    expect(lines([handed], later)).toEqual(['land 1 8 8 8 0 0']);
    expect(lines([handed])).toEqual(['land 1 8 8 8 0 0', 'power 1 2 2 2 0 0']);
  });

  it('counts returns to the one who returned, unless it took them back', () => {
    const returned = [registered, toPower('14T09:00'), step('return', 'returned', '14T12:00', { unitId: 'power' })];
    expect(lines([returned])).toEqual(['power 1 0.4 0.4 0.4 1 0']);
    expect(lines([[...returned, step('withdraw', 'assigned', '14T14:00')]])).toEqual(['power 1 9.9 9.9 9.9 0 1']);
  });

  it.each([
    ['signed on the last day', step('sign', 'in-progress', '15T23:00'), 0],
    ['signed a day late', step('sign', 'in-progress', '16T00:10'), 1],
    ['returned after the day to sign', step('return', 'returned', '16T10:00', { unitId: 'power' }), 1],
    ['an urging is no signature', step('urge', 'assigned', '15T10:00'), 1],
    ['given to another in time', step('transfer', 'assigned', '15T10:00', { lead: land, signDueOn: '2024-10-31' }), 0],
  ])('late signing: %s', (_, event, late) => {
    const [line] = lines([[registered, toPower('14T09:00'), event]]).filter((one) => one.startsWith('power'));
    expect(line?.split(' ').at(-1)).toBe(String(late));
  });

  it('a day to sign that has passed is late although nobody has signed yet', () => {
    expect(lines([[registered, toPower('14T09:00')]], OCTOBER, at('15T18:00'))).toEqual(['power 1 2 2 2 0 0']);
    expect(lines([[registered, toPower('14T09:00')]], OCTOBER, at('16T09:00'))).toEqual(['power 1 2 2 2 0 1']);
  });
});
