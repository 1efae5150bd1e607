import { WorkingCalendar } from '@app/platform';
import { type Absence, reliefs } from './absence.rules';
import { periodHolding } from './duty.periods';

const calendar = new WorkingCalendar([2024], []);
const WEEK = periodHolding('week', '2024-10-16');

const away = (from: string, until: string, standInId: string | null = 'b'): Absence => ({
  personId: 'a',
  standInId,
  reason: 'leave',
  from,
  until,
});
const goes = (today: string, absence: Absence): string => {
  const [relief] = reliefs(calendar, [WEEK], [absence], today);
  return relief === undefined ? 'a' : (relief.standInId ?? `nobody: ${relief.excuse}`);
};

describe('who goes in the week of 14 to 20 October', () => {
  it.each([
    ['away all week, weekends not needed', '2024-10-14', away('2024-10-14', '2024-10-18'), 'b'],
    ['away from Wednesday, asked on Monday', '2024-10-14', away('2024-10-16', '2024-10-25'), 'a'],
    ['away from Wednesday, asked on Wednesday', '2024-10-16', away('2024-10-16', '2024-10-25'), 'b'],
    ['back on Friday: they can still go', '2024-10-14', away('2024-10-14', '2024-10-17'), 'a'],
    ['asked on Sunday: whoever had the last working day', '2024-10-20', away('2024-10-18', '2024-10-18'), 'b'],
    ['asked on Sunday, back since Friday', '2024-10-20', away('2024-10-14', '2024-10-17'), 'a'],
    ['asked before it begins', '2024-10-08', away('2024-10-14', '2024-10-18'), 'b'],
    ['another week', '2024-10-14', away('2024-10-21', '2024-10-25'), 'a'],
  ])('%s', (_, today, absence, who) => {
    expect(goes(today, absence)).toBe(who);
  });

  it('is nobody when a leave without a stand-in covers all of it, on each of its days', () => {
    const whole = away('2024-10-14', '2024-10-18', null);
    for (const today of ['2024-10-10', '2024-10-14', '2024-10-18', '2024-10-20'])
      expect(goes(today, whole)).toBe('nobody: 项目专员 2024-10-14 至 2024-10-18 请假，无人代访');
  });

  it('is still the officer when they were there for a day', () => {
    expect(goes('2024-10-16', away('2024-10-15', '2024-10-20', null))).toBe('a');
  });

  it('is asked of nobody when the week has no working day', () => {
    const holidays = Array.from({ length: 7 }, (_, index) => ({
      day: `2024-10-${14 + index}`,
      kind: 'holiday' as const,
      name: '节日',
    }));
    const closed = new WorkingCalendar([2024], holidays);
    expect(reliefs(closed, [WEEK], [away('2024-10-14', '2024-10-20')], '2024-10-14')).toEqual([]);
  });
});
