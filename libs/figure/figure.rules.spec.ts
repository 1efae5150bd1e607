import type { MixedBasis } from '@app/project';
import fc from 'fast-check';
import { basisNote } from './basis';
import { compare, type Evaluated, evaluate, type Formula, median } from './figure.rules';

const rate: Formula = {
  numerator: 'completed',
  denominator: 'plan',
  combine: 'rate',
  basis: 'as-entered',
  digits: 2,
  trimWhole: false,
};
const sum: Formula = { ...rate, denominator: null, combine: 'sum', digits: 4 };
const values = (completed: string, plan: string): Record<string, string> => ({ completed, plan });

/** Printed by the zone in 2024; amounts in 万元. */
describe('what was printed', () => {
  test.each([
    ['省重点 8月', '105200', '100500', 2, false, '104.68'],
    ['市重点 8月', '594600', '548100', 2, false, '108.48'],
    ['省重点 10月', '133700', '100500', 2, false, '133.03'],
    ['市重点 10月', '743100', '564900', 2, false, '131.55'],
    ['区重点 9月', '1504900', '1729800', 0, false, '87'],
    ['开工率', '7', '7', 2, true, '100'],
    ['投产率', '6', '10', 2, true, '60'],
    ['达效率', '4', '4', 2, true, '100'],
    ['入库率', '44', '57', 2, true, '77.19'],
    ['入库率，上月', '38', '41', 2, true, '92.68'],
    ['专项债省审核通过率', '22', '24', 0, false, '92'],
    ['专项债国家审核通过率', '18', '22', 0, false, '82'],
    ['民生实事办结率', '14', '15', 2, true, '93.33'],
    ['村街治理', '81', '104', 2, true, '77.88'],
  ])('%s: %s ÷ %s, %i digits → %s', (_, part, whole, digits, trimWhole, shown) => {
    const figure = evaluate('x.rate', { ...rate, digits, trimWhole }, { values: values(part, whole) }, '2024-10');
    expect(figure).toMatchObject({ value: shown, numerator: part, denominator: whole });
  });
});

test.each([
  // Half up, from the exact quotient; what rounds to nothing has no sign.
  ['1', '800', 2, '0.13'],
  ['1', '40', 0, '3'],
  ['-1', '3', 2, '-33.33'],
  ['-1', '100000', 2, '0.00'],
  ['0', '10', 2, '0.00'],
  ['5', '0', 2, null],
  ['0', '0', 2, null],
])('%s ÷ %s with %i digits → %s', (part, whole, digits, shown) => {
  expect(evaluate('x.rate', { ...rate, digits }, { values: values(part, whole) }, '2024-10').value).toBe(shown);
});

test('the shown rate is the nearest to the exact one', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 16n });
  const text = (units: bigint) => `${units / 10_000n}.${String(units % 10_000n).padStart(4, '0')}`;
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 4 }), (plan, completed, digits) => {
      const sums = { values: values(text(completed), text(plan)) };
      const completionRate = evaluate('x.rate', { ...rate, digits }, sums, '2024-10').value;
      const scale = 10n ** BigInt(digits);
      const shown = BigInt((completionRate as string).replace('.', ''));
      // |shown/scale − 100·completed/plan| ≤ half of the last digit, in whole numbers.
      const off = shown * plan - 100n * scale * completed;
      expect(2n * (off < 0n ? -off : off) <= plan).toBe(true);
    }),
  );
});

test.each([
  ['2024-01', '8.33'],
  ['2024-06', '50.00'],
  ['2024-10', '83.33'],
  ['2024-12', '100.00'],
])('time schedule of %s is %s', (month, shown) => {
  expect(evaluate('investment.time-schedule', { ...rate, combine: 'given' }, { values: {} }, month).value).toBe(shown);
});

test('a gap is taken before anything is rounded', () => {
  const gap: Formula = { ...rate, combine: 'difference' };
  // 66.665 − 58.3333 = 8.3317; from the rounded 66.67 and 58.33 it would be 8.34.
  expect(evaluate('x.gap', gap, { values: values('66665', '100000') }, '2024-07').value).toBe('8.33');
  expect(evaluate('x.gap', gap, { values: values('1', '0') }, '2024-07').value).toBeNull();
  // 133.0348 − 83.3333: whatever digits the rate itself is shown with.
  expect(evaluate('x.gap', gap, { values: values('133700', '100500') }, '2024-10').value).toBe('49.70');
  expect(evaluate('x.gap', gap, { values: values('1', '3') }, '2024-04').value).toBe('0.00');
  expect(evaluate('investment.time-schedule', { ...rate, combine: 'given' }, { values: {} }, '2024-08').value).toBe(
    '66.67',
  );
});

test.each([
  ['23.2163', '23.2163'],
  ['133700.0000', '133700'],
  ['100', '100'],
  ['-0.5000', '-0.5'],
])('a sum of %s is shown as %s', (exact, shown) => {
  expect(evaluate('x.sum', sum, { values: { completed: exact } }, '2024-10').value).toBe(shown);
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

test('a basis takes its own part of plans and entries; the registry takes its own entries', () => {
  const sums = {
    values: {
      plan: '100',
      'plan@with-preliminary': '60',
      completed: '50',
      'completed@with-preliminary': '45',
      'planned-with': '1',
      'planned-without': '1',
      'done-with': '1',
      'done-without': '1',
      'registry-completed': '30',
      'registry-told': '2',
    },
  };
  const of = (basis: Formula['basis']) => evaluate('x.rate', { ...rate, basis }, sums, '2024-10');
  expect(of('as-entered')).toMatchObject({
    value: '50.00',
    basisNote: '计划和完成均部分含前期、部分不含，口径不一',
  });
  expect(of('with-preliminary')).toMatchObject({ value: '75.00', numerator: '45', denominator: '60', basisNote: null });
  expect(of('without-preliminary')).toMatchObject({ value: '12.50', numerator: '5', denominator: '40' });
  expect(of('registry')).toMatchObject({ value: '30.00', basisNote: '计划部分含前期、部分不含，口径不一' });
  const untold = { values: { ...sums.values, 'registry-completed': '0', 'registry-told': '0' } };
  expect(evaluate('x.rate', { ...rate, basis: 'registry' }, untold, '2024-10').value).toBeNull();
});

test.each([
  [[], null],
  [[[3, 1]], '3'],
  [[[3, 1], [6, 1]], '4.5'], // prettier-ignore
  [[[10, 1], [1, 5], [2, 1]], '1'], // prettier-ignore
  [[[5, 2], [0, 2]], '2.5'], // prettier-ignore
  [[[7, 0], [4, 1]], '4'], // prettier-ignore
] as [[number, number][], string | null][])('the median of %j is %s', (buckets, middle) => {
  expect(median(buckets)?.toFixed() ?? null).toBe(middle);
});

describe('against an earlier month', () => {
  const at = (value: string, of: Formula = sum): Evaluated =>
    evaluate('x', of, { values: { completed: value, plan: '3' } }, '2024-10');

  test.each([
    ['150', '100', { value: '100', change: '50', rate: '50.00' }],
    ['100', '150', { value: '150', change: '-50', rate: '-33.33' }],
    ['100', '0', { value: '0', change: '100', rate: null }],
    ['100', '-20', { value: '-20', change: '120', rate: null }],
    ['0', '100', { value: '100', change: '-100', rate: '-100.00' }],
  ])('%s after %s', (now, then, comparison) => {
    expect(compare(at(now), at(then), '万元')).toEqual(comparison);
  });

  test('rates differ in points, from the exact quotients; what is missing compares with nothing', () => {
    // 66.6667 − 33.3333 = 33.3333, not 66.67 − 33.33.
    expect(compare(at('2', rate), at('1', rate), '%')).toEqual({ value: '33.33', change: '33.33', rate: null });
    expect(compare(at('1'), undefined, '万元')).toBeNull();
    const none = evaluate('x', rate, { values: values('1', '0') }, '2024-10');
    expect(compare(at('1', rate), none, '%')).toEqual({ value: null, change: null, rate: null });
  });
});
