import { addDays, type CalendarException, daysBetween, weekday, WorkingCalendar } from '@app/platform';
import fc from 'fast-check';
import { DUTY_RHYTHMS } from './duty.dto';
import { asks, periodHolding, periodsBetween, weeksOfYear, weeksUntil } from './duty.periods';

/** State Council notice 国办发明电〔2023〕7号: Spring Festival and National Day of 2024. */
const calendar = new WorkingCalendar(
  [2024],
  [
    ...days('2024-02-10', 8, 'holiday'),
    ...['2024-02-04', '2024-02-18', '2024-09-29', '2024-10-12'].flatMap((day) => days(day, 1, 'makeup')),
    ...days('2024-10-01', 7, 'holiday'),
  ],
);
function days(first: string, count: number, kind: CalendarException['kind']): CalendarException[] {
  return Array.from({ length: count }, (_, index) => ({ day: addDays(first, index), kind, name: '节日' }));
}

const day = fc.integer({ min: 0, max: 36_000 }).map((number) => addDays('2000-01-10', number));
const rhythm = fc.constantFrom(...DUTY_RHYTHMS);

describe('periods', () => {
  it.each([
    ['week', '2024-10-16', '2024-W42', '2024-10-14', '2024-10-20', '2024-10'],
    // A week counts for the month of its Thursday, whatever year its Monday lies in.
    ['week', '2024-12-30', '2025-W01', '2024-12-30', '2025-01-05', '2025-01'],
    ['week', '2024-09-30', '2024-W40', '2024-09-30', '2024-10-06', '2024-10'],
    ['week', '2021-01-02', '2020-W53', '2020-12-28', '2021-01-03', '2020-12'],
    ['fortnight', '2024-10-16', '2024-W41/W42', '2024-10-07', '2024-10-20', '2024-10'],
    ['fortnight', '2024-10-07', '2024-W41/W42', '2024-10-07', '2024-10-20', '2024-10'],
    // Pairs go on over the end of a year, of 52 weeks and of 53.
    ['fortnight', '2025-01-01', '2025-W01/W02', '2024-12-30', '2025-01-12', '2025-01'],
    ['fortnight', '2020-12-31', '2020-W52/W53', '2020-12-21', '2021-01-03', '2020-12'],
    ['fortnight', '2021-01-11', '2021-W01/W02', '2021-01-04', '2021-01-17', '2021-01'],
    ['fortnight', '2015-12-31', '2015-W53/W01', '2015-12-28', '2016-01-10', '2016-01'],
    ['month', '2024-02-29', '2024-02', '2024-02-01', '2024-02-29', '2024-02'],
    ['quarter', '2024-10-01', '2024-Q4', '2024-10-01', '2024-12-31', '2024-12'],
    ['quarter', '2024-03-31', '2024-Q1', '2024-01-01', '2024-03-31', '2024-03'],
  ] as const)('%s of %s is %s', (every, at, period, starts, ends, month) => {
    expect(periodHolding(every, at)).toEqual({ period, every, starts, ends, month });
  });

  it('follow each other without gap, and each holds its days', () => {
    fc.assert(
      fc.property(rhythm, day, (every, at) => {
        const period = periodHolding(every, at);
        const next = periodHolding(every, addDays(period.ends, 1));
        expect(period.starts <= at && at <= period.ends).toBe(true);
        expect(next.starts).toBe(addDays(period.ends, 1));
        expect(periodHolding(every, period.ends)).toEqual(period);
        if (every === 'fortnight') {
          expect([weekday(period.starts), daysBetween(period.starts, period.ends)]).toEqual([1, 13]);
        }
      }),
    );
  });

  it('ask for a visit in a week that has a working day, a make-up Sunday being one', () => {
    // 30 September is worked; the first days of October are not; the Saturday after them is.
    expect(asks(calendar, periodHolding('week', '2024-09-30'))).toBe(true);
    expect(asks(calendar, periodHolding('week', '2024-10-07'))).toBe(true);
    // Spring Festival: 10 to 17 February, with the Sundays of the 4th and the 18th worked in exchange.
    expect(asks(calendar, periodHolding('week', '2024-02-12'))).toBe(true);
    const without = new WorkingCalendar([2024], days('2024-02-10', 9, 'holiday'));
    expect(asks(without, periodHolding('week', '2024-02-12'))).toBe(false);
    expect(asks(without, periodHolding('fortnight', '2024-02-12'))).toBe(true);
    expect(
      asks(new WorkingCalendar([2024], days('2024-01-29', 28, 'holiday')), periodHolding('fortnight', '2024-02-12')),
    ).toBe(false);
  });

  it('between two days are those that have a day in common with them', () => {
    const codes = periodsBetween(calendar, '2024-10-16', '2024-10-28').map(({ period }) => period);
    expect(codes).toEqual([
      ...['2024-W42', '2024-W43', '2024-W44'],
      ...['2024-W41/W42', '2024-W43/W44'],
      ...['2024-10', '2024-Q4'],
    ]);
  });
});

describe('weeks', () => {
  it('of a year are 52 or 53', () => {
    expect(weeksOfYear(2024)).toHaveLength(52);
    expect(
      weeksOfYear(2020)
        .map(({ period }) => period)
        .slice(-2),
    ).toEqual(['2020-W52', '2020-W53']);
    expect(weeksOfYear(2021)[0]).toMatchObject({ period: '2021-W01', starts: '2021-01-04' });
  });

  it('up to one are counted back over the year', () => {
    expect(weeksUntil('2025-W02', 4).map(({ period }) => period)).toEqual([
      ...['2024-W51', '2024-W52', '2025-W01', '2025-W02'],
    ]);
  });
});
