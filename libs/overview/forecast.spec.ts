import { decimal } from '@app/platform';
import fc from 'fast-check';
import { type Curve, forecast, type Forecast, type ForecastFacts } from './forecast';

const facts = (curve: Curve, more: Partial<ForecastFacts> = {}): ForecastFacts => ({
  curve,
  earlier: [],
  plan: '120',
  digits: 2,
  ...more,
});
/** A sum since January from what each month brought. */
const since = (months: number[]): string[] => {
  let sum = 0;
  return months.map((value) => String((sum += value)));
};
const steady = since(Array.from({ length: 12 }, () => 10));
/** Half of the year's work in its last quarter, as districts often are. */
const late = since([2, 2, 6, 6, 6, 7, 7, 7, 7, 15, 15, 20]);

function made(given: ForecastFacts): Forecast {
  const found = forecast(given);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

test.each([
  ['three months', since([10, 10, 10]), 'few-months'],
  ['no month', [], 'few-months'],
  ['nothing completed', ['0', '0', '0', '0', '0'], 'nothing-completed'],
  ['taken back altogether', ['5', '5', '-1', '-2', '-3'], 'nothing-completed'],
  ['entered in one lump', ['0', '0', '50', '50', '50'], 'few-entries'],
  ['entered in two lumps', ['0', '20', '20', '20', '50'], 'few-entries'],
] as const)('%s: 不足以预测', (_, curve, gap) => {
  expect(forecast(facts(curve))).toBe(gap);
});

test.each<[string, ForecastFacts, Partial<Forecast>]>([
  [
    'a steady year goes on steadily, and was always forecast right',
    facts(steady.slice(0, 6)),
    { method: 'pace', point: '120', low: '120', high: '120', rate: '100.00', tests: 3, error: '0.0' },
  ],
  [
    'in the shape of the year before: 50 of 100 by September, so 60 means 120',
    facts(
      late.slice(0, 9).map((value) => decimal(value).times('1.2').toFixed()),
      { earlier: [late] },
    ),
    { method: 'shape', point: '120', low: '120', high: '120', rate: '100.00', tests: 6, error: '0.0' },
  ],
  [
    'two earlier years are averaged: (50 % + 75 %) ÷ 2 of the year by September',
    facts(since([5, 5, 5, 5, 5, 5, 5, 5, 10]), { earlier: [late, steady] }),
    // By September 50 ÷ 0.625 = 80.
    { method: 'shape', point: '80', rate: '66.67' },
  ],
  [
    'the range is what past months made of their forecast: 10 ÷ 5 and 5 ÷ 5 of the expected',
    // From February 10 were expected to come by April (5 a month), 20 came: twice as much.
    facts(['5', '10', '20', '30']),
    { method: 'pace', point: '90', low: '90', high: '150', highRate: '125.00', tests: 1, error: '8.3' },
  ],
  [
    'slower than it looked: the low end follows',
    facts(['20', '40', '50', '50', '51']),
    // From February 60 were expected, 11 came; from March 33.33, 1 came; the least multiple is 0.03.
    { point: '122.4', low: '53.142', high: '122.4', tests: 2, error: '33.9' },
  ],
  [
    'a correction that takes something back lowers nothing below what stands',
    facts(['10', '30', '40', '35', '35']),
    // From March 26.67 were expected and 5 taken back: the least is that nothing more comes.
    { point: '84', low: '35', high: '84' },
  ],
  [
    'a year entered in lumps lends no shape',
    facts(steady.slice(0, 6), { earlier: [since([0, 0, 50, 0, 0, 0, 0, 0, 50, 0, 0, 0])] }),
    { method: 'pace', point: '120' },
  ],
  [
    'an earlier year that is not whole lends none either',
    facts(steady.slice(0, 6), { earlier: [late.slice(0, 11)] }),
    { method: 'pace' },
  ],
  [
    'without a plan there are amounts and no rates',
    facts(steady.slice(0, 6), { plan: null }),
    { point: '120', rate: null, lowRate: null, highRate: null, error: null },
  ],
  ['nor with a plan of zero', facts(steady.slice(0, 6), { plan: '0' }), { rate: null, error: null }],
  ['digits are the list’s', facts(steady.slice(0, 6), { digits: 0, plan: '140' }), { rate: '86' }],
  [
    'a year that is over is what it was',
    facts(late),
    { method: 'over', point: '100', low: '100', high: '100', rate: '83.33', tests: 0 },
  ],
])('%s', (_, given, wanted) => {
  expect(made(given)).toMatchObject(wanted);
});

const months = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 4, maxLength: 11 });
const years = fc.array(fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 12, maxLength: 12 }), {
  maxLength: 3,
});

test('never below what is completed, the point in the range, and more completed never means less forecast', () => {
  fc.assert(
    fc.property(months, years, fc.integer({ min: 1, max: 90_000 }), (brought, before, more) => {
      const earlier = before.map(since);
      const one = forecast(facts(since(brought), { earlier }));
      if (typeof one === 'string') return;
      const done = decimal(brought.reduce((sum, value) => sum + value, 0));
      const [low, point, high] = [one.low, one.point, one.high].map((value) => decimal(value));
      expect(low!.gte(done)).toBe(true);
      expect(low!.lte(point!)).toBe(true);
      expect(point!.lte(high!)).toBe(true);
      const richer = forecast(facts(since([...brought.slice(0, -1), (brought.at(-1) ?? 0) + more]), { earlier }));
      if (typeof richer === 'string') throw new Error(richer);
      for (const end of ['low', 'point', 'high'] as const) {
        expect(decimal(richer[end]).gte(one[end])).toBe(true);
      }
    }),
  );
});

test('amounts are exact: the same year in 万元 and in a thousandth of it is forecast alike', () => {
  fc.assert(
    fc.property(months, (brought) => {
      const curve = since(brought);
      const [whole, small] = [
        forecast(facts(curve)),
        forecast(facts(curve.map((value) => decimal(value).dividedBy(1000).toFixed()))),
      ];
      if (typeof whole === 'string' || typeof small === 'string') return expect(small).toBe(whole);
      expect(decimal(small.point).times(1000).minus(whole.point).abs().lte('0.1')).toBe(true);
    }),
  );
});
