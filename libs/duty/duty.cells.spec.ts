import { cellsOf, newestRule, type ShownDuty } from './duty.cells';
import { type DutyPeriod, periodHolding, weeksUntil } from './duty.periods';

const PERIODS: Record<string, DutyPeriod> = {
  '2024-09': periodHolding('month', '2024-09-01'),
  '2024-10': periodHolding('month', '2024-10-01'),
  '2024-W41': periodHolding('week', '2024-10-07'),
  '2024-W41/W42': periodHolding('fortnight', '2024-10-07'),
  '2024-Q4': periodHolding('quarter', '2024-10-01'),
};
const duty = (code: string, state: ShownDuty['state'], excuseReason: string | null = null): ShownDuty => ({
  ...(PERIODS[code] as DutyPeriod),
  state,
  excuseReason,
});

describe('the weeks of a project', () => {
  const weeks = weeksUntil('2024-W42', 4);

  it('show a month in each week whose Thursday it holds, and visits in their own week', () => {
    const cells = cellsOf(
      weeks,
      [duty('2024-09', 'met'), duty('2024-10', 'open')],
      [
        { id: 'v1', visitedOn: '2024-09-24', found: 1 },
        { id: 'v2', visitedOn: '2024-09-29', found: 2 },
      ],
    );
    expect(
      cells.map(({ week, period, state, visitIds, found }) => [week, period, state, visitIds.join(), found]),
    ).toEqual([
      ['2024-W39', '2024-09', 'met', 'v1,v2', 3],
      ['2024-W40', '2024-10', 'open', '', 0],
      ['2024-W41', '2024-10', 'open', '', 0],
      ['2024-W42', '2024-10', 'open', '', 0],
    ]);
  });

  it('show the strictest of two that overlap, and why nobody had to go', () => {
    const cells = cellsOf(weeks, [duty('2024-10', 'open'), duty('2024-W41', 'excused', '停产检修')], []);
    expect(cells.map(({ period, excuseReason }) => [period, excuseReason])).toEqual([
      [null, null],
      ['2024-10', null],
      ['2024-W41', '停产检修'],
      ['2024-10', null],
    ]);
  });

  it('name the rule of the duty that began last', () => {
    expect(newestRule([duty('2024-W41', 'met'), duty('2024-W41/W42', 'met'), duty('2024-Q4', 'open')])).toBe(
      'fortnight',
    );
  });
});
