import fc from 'fast-check';
import type { MixedBasis } from '@app/project';
import {
  asOfDay,
  basisNote,
  countRate,
  differenceOf,
  investmentFigures,
  type InvestmentSums,
  issueFigures,
  threeBatches,
} from './rollup.figures';
import type { RollupView } from './rollup.dto';

const sums = (more: Partial<InvestmentSums> = {}): InvestmentSums => ({
  projects: 1,
  totalInvestment: '0',
  annualPlan: '0',
  withoutPlan: 0,
  completed: '0',
  planBasis: 'with-preliminary',
  completedBasis: 'with-preliminary',
  ...more,
});

describe('investment', () => {
  // Printed by the zone in 2024, in 万元.
  test.each([
    ['100500', '105200', '2024-08', 2, '104.68'],
    ['548100', '594600', '2024-08', 2, '108.48'],
    ['100500', '133700', '2024-10', 2, '133.03'],
    ['564900', '743100', '2024-10', 2, '131.55'],
    ['1729800', '1504900', '2024-09', 0, '87'],
    // Half up, from the exact quotient: 0.125 and 2.5 percent.
    ['800', '1', '2024-01', 2, '0.13'],
    ['40', '1', '2024-01', 0, '3'],
    ['3', '-1', '2024-01', 2, '-33.33'],
  ])('plan %s, completed %s in %s → %i digits: %s', (annualPlan, completed, month, digits, completionRate) => {
    const figures = investmentFigures(sums({ annualPlan, completed }), month, digits);
    expect(figures).toMatchObject({ completionRate, numerator: completed, denominator: annualPlan });
  });

  test.each([
    ['2024-01', '8.33'],
    ['2024-06', '50.00'],
    ['2024-10', '83.33'],
    ['2024-12', '100.00'],
  ])('time schedule of %s is %s', (month, timeSchedule) => {
    expect(investmentFigures(sums(), month, 2).timeSchedule).toBe(timeSchedule);
  });

  test('the gap is taken before anything is rounded', () => {
    // 87.0013 % − 75 %; from the printed 87 it would be 12.00 too, from 133.0348 − 83.3333 it is not 49.70 by luck.
    expect(investmentFigures(sums({ annualPlan: '100500', completed: '133700' }), '2024-10', 0).gap).toBe('49.70');
    expect(investmentFigures(sums({ annualPlan: '3', completed: '1' }), '2024-04', 2).gap).toBe('0.00');
    // 66.665 − 58.3333 = 8.3317; from the rounded 66.67 and 58.33 it would be 8.34.
    expect(investmentFigures(sums({ annualPlan: '100000', completed: '66665' }), '2024-07', 2).gap).toBe('8.33');
  });

  test('without a plan there is neither rate nor gap', () => {
    expect(investmentFigures(sums({ completed: '5' }), '2024-05', 2)).toMatchObject({
      completionRate: null,
      gap: null,
    });
  });

  test('the shown rate is the nearest to the exact one', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 16n });
    const text = (units: bigint) => `${units / 10_000n}.${String(units % 10_000n).padStart(4, '0')}`;
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 4 }), (plan, completed, digits) => {
        const { completionRate } = investmentFigures(
          sums({ annualPlan: text(plan), completed: text(completed) }),
          '2024-10',
          digits,
        );
        const scale = 10n ** BigInt(digits);
        const shown = BigInt((completionRate as string).replace('.', ''));
        // |shown/scale − 100·completed/plan| ≤ half of the last digit, in whole numbers.
        const off = shown * plan - 100n * scale * completed;
        expect(2n * (off < 0n ? -off : off) <= plan).toBe(true);
      }),
    );
  });
});

test.each<[MixedBasis | null, MixedBasis | null, string | null]>([
  ['with-preliminary', 'with-preliminary', null],
  ['with-preliminary', 'without-preliminary', '计划含前期，完成不含前期，口径不同'],
  ['without-preliminary', 'with-preliminary', '计划不含前期，完成含前期，口径不同'],
  ['mixed', 'with-preliminary', '计划部分含前期、部分不含，完成含前期，口径不同'],
  ['mixed', 'mixed', '计划和完成均部分含前期、部分不含，口径不一'],
  ['mixed', null, '计划部分含前期、部分不含，口径不一'],
  [null, 'mixed', '完成部分含前期、部分不含，口径不一'],
  ['with-preliminary', null, null],
  [null, null, null],
])('bases %s and %s → %s', (plan, completed, note) => {
  expect(basisNote(plan, completed)).toBe(note);
});

test.each([
  [7, 7, '100'],
  [6, 10, '60'],
  [44, 57, '77.19'],
  [38, 41, '92.68'],
  [0, 3, '0'],
  [0, 0, null],
])('%i of %i is %s', (part, whole, expected) => {
  expect(countRate(part, whole)).toBe(expected);
});

test('a batch without projects counts nothing and has no rate', () => {
  const figures = threeBatches([{ which: 'started', projects: 10, totalInvestment: '767000', reached: 6 }]);
  expect(figures).toEqual({
    signed: { projects: 0, totalInvestment: '0', reached: 0, rate: null },
    started: { projects: 10, totalInvestment: '767000', reached: 6, rate: '60' },
    production: { projects: 0, totalInvestment: '0', reached: 0, rate: null },
    registry: { eligible: 0, entered: 0, rate: null },
  });
});

test('the closure rate divides issues of the year by issues of the year', () => {
  const counts = {
    registered: 2,
    closed: 5,
    open: 4,
    overdue: 1,
    registeredYearToDate: 8,
    closedYearToDate: 9,
    settled: 5,
  };
  expect(issueFigures(counts)).toMatchObject({ closureRate: '62.50', numerator: 5, denominator: 8, closed: 5 });
});

test.each([
  ['2024-09', '2024-10-16', '2024-09-30'],
  ['2024-10', '2024-10-16', '2024-10-16'],
  ['2024-02', '2024-02-29', '2024-02-29'],
])('%s, read on %s, counts up to %s', (month, today, day) => {
  expect(asOfDay(month, today)).toBe(day);
});

test('a revision tells the lists that it changed, came and went', () => {
  const list = (listId: string, completed: string) => ({
    ...investmentFigures(sums({ annualPlan: '10', completed }), '2024-08', 2),
    listId,
    name: listId,
    kind: 'other' as const,
  });
  const view = (...lists: RollupView['lists']) => ({ lists }) as RollupView;
  const before = view(list('same', '1'), list('changed', '2'), list('gone', '3'));
  const after = view(list('same', '1'), list('changed', '4'), list('come', '5'));
  expect(differenceOf(before, after)).toMatchObject([
    { listId: 'changed', before: { completed: '2', completionRate: '20.00' }, after: { completed: '4' } },
    { listId: 'come', before: null, after: { completed: '5' } },
    { listId: 'gone', before: { completed: '3' }, after: null },
  ]);
  expect(differenceOf(undefined, after)).toEqual([]);
});
