import { decimal } from '@app/platform';
import fc from 'fast-check';
import { ranked } from '../libs/scoring/rank.rules';
import type { EntryFact, Facts, FigureFact, ProjectFact } from '../libs/scoring/score.facts';
import { tierOf } from '../libs/scoring/score.items';
import { adjust, evaluate, SPREAD } from '../libs/scoring/score.rules';
import type { SchemeRule, ScoringItem } from '../libs/scoring/scheme.kinds';
import { CITY_2017 } from '../seeds/reference/schemes';

const UNIT = 'u1';
let made = 0;

const project = (more: Partial<ProjectFact> = {}): ProjectFact => ({
  id: `p${++made}`,
  name: `项目${made}`,
  unitId: UNIT,
  category: null,
  totalInvestment: '0',
  plan: null,
  completed: '0',
  completedInPeriod: '0',
  current: true,
  lists: [],
  batches: [],
  milestones: {},
  eligibleOn: null,
  enteredOn: null,
  ...more,
});
const figure = (more: Partial<FigureFact>): FigureFact => ({
  measure: 'investment.rate',
  measureVersion: 1,
  name: '投资完成率',
  unit: '%',
  unitId: UNIT,
  month: '2024-10',
  value: '0',
  numerator: null,
  denominator: null,
  basisNote: null,
  ...more,
});
const entry = (day: string, more: Partial<EntryFact> = {}): EntryFact => ({
  id: `e${++made}`,
  itemCode: 'it',
  unitId: UNIT,
  projectName: null,
  day,
  points: '30',
  note: '集中开工',
  evidence: '会议纪要',
  files: 0,
  ...more,
});
const facts = (more: Partial<Facts> = {}): Facts => ({
  from: '2024-10',
  to: '2024-10',
  asOf: '2024-10-31',
  units: [{ id: UNIT, name: '甲单位' }],
  projects: [],
  entries: [],
  figures: [],
  adjustments: [],
  ...more,
});
const item = (more: Partial<ScoringItem>): ScoringItem => ({
  code: 'it',
  name: '考核项',
  kind: 'manual',
  direction: 'add',
  least: '0',
  most: '100',
  ...more,
});
const rule = (...items: ScoringItem[]): SchemeRule => ({ period: 'month', digits: 2, lists: [], items });
const pointsOf = (one: ScoringItem, more: Partial<Facts>): string =>
  evaluate(rule(one), facts(more)).units[0]?.lines[0]?.points ?? 'none';

describe('tiers', () => {
  const tiers = [
    { from: '100000', points: '20' },
    { from: '50000', points: '10' },
    { from: '10000', points: '6' },
    { from: null, points: '3' },
  ];
  it.each([
    ['150000', '20'],
    ['100000', '20'],
    ['99999.9999', '10'],
    ['50000', '10'],
    ['49999.9999', '6'],
    ['10000', '6'],
    ['9999.9999', '3'],
    ['0', '3'],
  ])('%s 万元 gives %s: the lower border is in', (value, points) => {
    expect(tierOf(tiers, value)?.points).toBe(points);
    expect(tierOf([...tiers].reverse(), value)?.points).toBe(points);
  });

  it('give nothing for a project without a plan, and nothing below the last border', () => {
    const it = item({ kind: 'tiers', over: 'plan', tiers });
    expect(pointsOf(it, { projects: [project({ plan: null })] })).toBe('0.00');
    expect(tierOf(tiers.slice(0, 3), '1')).toBeUndefined();
  });

  it('look at a measure of the unit by its exact value', () => {
    const it = item({
      kind: 'tiers',
      over: 'measure',
      measure: 'investment.rate',
      tiers: [{ from: '83.34', points: '5' }],
    });
    // Shown 83.34, exactly 83.335: below the border.
    const figures = [figure({ value: '83.34', numerator: '83.335', denominator: '100' })];
    expect(pointsOf(it, { figures })).toBe('0.00');
  });
});

describe('a share of a measure', () => {
  const progress = item({ kind: 'measure', measure: 'investment.rate', per: 'rate', weight: '60', noBase: 'exclude' });
  it.each([
    ['133700', '100500', undefined, '79.82'],
    ['133700', '100500', '60', '60.00'],
    ['-5', '100', undefined, '-3.00'],
    ['1', '3', undefined, '20.00'],
    // Half up, once, at the end: 0.005 → 0.01.
    ['0.0083', '99.6', undefined, '0.01'],
  ])('60 × %s ÷ %s, at most %s, is %s', (numerator, denominator, cap, points) => {
    expect(pointsOf({ ...progress, cap }, { figures: [figure({ value: 'x', numerator, denominator })] })).toBe(points);
  });

  it('does not go below a floor', () => {
    const figures = [figure({ value: '-5', numerator: '-5', denominator: '100' })];
    expect(pointsOf({ ...progress, floor: '0' }, { figures })).toBe('0.00');
  });

  it('takes a unit without a base out of it, with the reason', () => {
    const { units, without } = evaluate(
      rule(progress),
      facts({ figures: [figure({ value: null, denominator: '0' })] }),
    );
    expect(units).toEqual([]);
    expect(without).toEqual([
      { unitId: UNIT, name: '甲单位', reason: '“考核项”的分母为 0 或没有数据，不参加本期考核' },
    ]);
  });

  it('gives nothing where the scheme says so, and says why', () => {
    const [unit] = evaluate(rule({ ...progress, noBase: 'zero' }), facts()).units;
    expect(unit?.lines[0]).toMatchObject({ points: '0.00', note: '分母为 0，本项不得分' });
  });

  it('counts a value itself where it is no share, and below zero where it is deducted', () => {
    const overdue = item({ kind: 'measure', measure: 'issues.overdue', per: 'each', weight: '2', direction: 'deduct' });
    const figures = [figure({ measure: 'issues.overdue', unit: '个', value: '3', numerator: '3' })];
    expect(pointsOf(overdue, { figures })).toBe('-6.00');
  });

  it('counts a gap as it is shown: its numbers are those of the rate', () => {
    const gap = item({ kind: 'measure', measure: 'investment.gap', per: 'each', weight: '0.1' });
    const figures = [
      figure({ measure: 'investment.gap', unit: '百分点', value: '49.70', numerator: '13', denominator: '10' }),
    ];
    expect(pointsOf(gap, { figures })).toBe('4.97');
  });
});

describe('a weight that is spread', () => {
  const share = (code: string, batch: string, weight: string): ScoringItem =>
    item({
      ...{ code, name: code, kind: 'share', weight, noBase: 'spread' },
      among: [{ kind: 'batch', value: batch }],
      reached: [{ kind: 'milestone', value: 'started' }],
    });
  const two = rule(share('a', 'signed', '30'), share('b', 'started', '20'));

  it('goes to the items with a base', () => {
    const projects = [
      project({ batches: ['signed'], milestones: { started: '2024-03-01' } }),
      project({ batches: ['signed'] }),
    ];
    const [unit] = evaluate(two, facts({ projects })).units;
    expect(unit?.lines.map(({ code, points }) => [code, points])).toEqual([
      ['a', '15.00'],
      ['b', '0.00'],
      // 15 × 50 ÷ 30 − 15
      [SPREAD, '10.00'],
    ]);
    expect(unit?.total).toBe('25.00');
  });

  it('leaves out a unit that has no base for any of them', () => {
    const { units, without } = evaluate(two, facts({ projects: [project()] }));
    expect(units).toEqual([]);
    expect(without[0]?.reason).toBe('各项比率的分母均为 0，不参加本期考核');
  });
});

describe('limits', () => {
  const event = item({ perQuarter: 1, perYear: 4 });
  const counted = (days: string[], span: { from: string; to: string }, one = event) =>
    evaluate(rule(one), facts({ ...span, entries: days.map((day) => entry(day)) })).units[0]?.lines[0];

  it.each([
    // The second of the quarter gives nothing, also when the first was in an earlier month.
    [['2024-10-08', '2024-10-20'], '2024-10', '2024-10', '30.00'],
    [['2024-10-08', '2024-11-20'], '2024-11', '2024-11', '0.00'],
    [['2024-09-30', '2024-10-01'], '2024-10', '2024-10', '30.00'],
    [['2024-01-05', '2024-04-05', '2024-07-05', '2024-10-05'], '2024-01', '2024-12', '120.00'],
  ])('%j in %s to %s give %s', (days, from, to, points) => {
    expect(counted(days, { from, to })?.points).toBe(points);
  });

  it('say what is beyond them, the year as well as the quarter', () => {
    const line = counted(['2024-10-08', '2024-10-20'], { from: '2024-10', to: '2024-10' });
    expect(line?.inputs.map(({ counted: yes, points, why }) => [yes, points, why])).toEqual([
      [true, '30', null],
      [false, '0', '每季度最多计 1 次，不再计分'],
    ]);
    const year = { ...event, perQuarter: null, perYear: 1 };
    expect(counted(['2024-02-08', '2024-10-20'], { from: '2024-10', to: '2024-10' }, year)?.inputs[0]?.why).toBe(
      '全年最多计 1 次，不再计分',
    );
  });
});

describe('a threshold', () => {
  const large = item({ kind: 'threshold', measure: 'investment.month', value: '100000', points: '30' });
  const month = (month: string, value: string) =>
    figure({ measure: 'investment.month', name: '当月完成投资', unit: '万元', month, value, numerator: value });
  it.each([
    ['100000', false, '0.00'],
    ['100000.0001', false, '30.00'],
    ['100000', true, '30.00'],
  ])('%s 万元, reaching is enough: %s → %s', (value, inclusive, points) => {
    expect(pointsOf({ ...large, inclusive }, { figures: [month('2024-10', value)] })).toBe(points);
  });

  it('is passed in each month of a longer period, up to its limit', () => {
    const figures = ['2024-10', '2024-11', '2024-12'].map((one) => month(one, '200000'));
    const quarter = { from: '2024-10', to: '2024-12', figures };
    expect(pointsOf(large, quarter)).toBe('90.00');
    expect(pointsOf({ ...large, perQuarter: 2 }, quarter)).toBe('60.00');
    expect(pointsOf({ ...large, perQuarter: 1 }, { figures: [month('2024-10', '200000')] })).toBe('30.00');
  });
});

describe('the public scheme of 2017', () => {
  it('gives each project what it says', () => {
    const projects = [
      project({
        name: '甲',
        ...{ category: 'industry', plan: '100000', completed: '50000' },
        milestones: { started: '2024-03-01', production: '2024-09-01' },
      }),
      project({
        name: '乙',
        category: 'livelihood',
        plan: '9999',
        milestones: { started: '2023-05-01', operation: '2024-08-01' },
      }),
      project({
        name: '丙',
        category: 'basic',
        plan: '50000',
        milestones: { started: '2023-05-01', completed: '2023-12-01' },
      }),
      project({ name: '丁' }),
    ];
    const figures = [
      figure({ value: '50', numerator: '50000', denominator: '159999' }),
      figure({ measure: 'investment.month', unit: '万元', value: '100001', numerator: '100001' }),
    ];
    const entries = [
      entry('2024-10-09', { itemCode: 'joint-start' }),
      entry('2024-10-10', { itemCode: 'provincial', points: '20' }),
      entry('2024-10-11', { itemCode: 'criticised', points: '5' }),
    ];
    const [unit] = evaluate(CITY_2017.rule, facts({ projects, figures, entries })).units;
    expect(Object.fromEntries(unit?.lines.map(({ code, points }) => [code, points]) ?? [])).toEqual({
      starts: '7.00',
      size: '33.00',
      category: '29.00',
      progress: '18.75',
      provincial: '20.00',
      production: '30.00',
      month: '30.00',
      'joint-start': '30.00',
      criticised: '-5.00',
    });
    expect(unit?.total).toBe('192.75');
  });
});

test('ties share a rank: 1, 1, 3', () => {
  const rows = ['9', '9', '7', '7', '7', '1'].map((value) => ({ value }));
  expect(ranked(rows, (a, b) => a.value === b.value).map(({ rank }) => rank)).toEqual([1, 1, 3, 3, 3, 6]);
});

test('an upheld objection changes its item, the total and the ranks', () => {
  const units = [
    { id: 'u1', name: '甲' },
    { id: 'u2', name: '乙' },
  ];
  const entries = [entry('2024-10-01', { points: '10' }), entry('2024-10-02', { unitId: 'u2', points: '8' })];
  const before = evaluate(rule(item({})), facts({ units, entries }));
  expect(before.units.map(({ unitId, rank }) => [unitId, rank])).toEqual([
    ['u1', 1],
    ['u2', 2],
  ]);
  const change = { unitId: 'u2', itemCode: 'it', points: '2', reason: '补充文件', objectionId: 'o1' };
  const after = adjust(before, [change], 2);
  expect(after.units.map(({ total, rank }) => [total, rank])).toEqual([
    ['10.00', 1],
    ['10.00', 1],
  ]);
  // The same as when the facts are read again with the ruling.
  expect(evaluate(rule(item({})), facts({ units, entries, adjustments: [change] }))).toEqual(after);
});

describe('whatever the facts', () => {
  const milestones = fc.record(
    {
      started: fc.constantFrom('2023-05-01', '2024-02-01', '2024-10-08'),
      production: fc.constantFrom('2024-03-01', '2024-10-02'),
    },
    { requiredKeys: [] },
  );
  const amount = fc.integer({ min: 0, max: 2_000_000_000 }).map((value) => decimal(value).dividedBy(10_000).toFixed());
  const world = fc.record({
    projects: fc.array(
      fc.record({
        unit: fc.integer({ min: 0, max: 3 }),
        plan: fc.option(amount),
        milestones,
        category: fc.option(fc.constantFrom('industry', 'basic')),
      }),
      { maxLength: 12 },
    ),
    rates: fc.array(fc.tuple(amount, amount), { minLength: 4, maxLength: 4 }),
    entries: fc.array(
      fc.record({
        unit: fc.integer({ min: 0, max: 3 }),
        day: fc.integer({ min: 1, max: 28 }),
        code: fc.constantFrom('joint-start', 'criticised'),
      }),
      { maxLength: 8 },
    ),
    seed: fc.array(fc.integer(), { minLength: 40, maxLength: 40 }),
  });
  const shuffled = <T>(rows: T[], seed: number[]): T[] =>
    rows
      .map((row, index) => [row, seed[index] ?? 0] as const)
      .sort((a, b) => a[1] - b[1])
      .map(([row]) => row);

  test('the items add up to the total, and the order of units, projects and entries changes nothing', () => {
    fc.assert(
      fc.property(world, ({ projects, rates, entries, seed }) => {
        const units = [0, 1, 2, 3].map((index) => ({ id: `u${index}`, name: `单位${index}` }));
        const all = facts({
          units,
          projects: projects.map(({ unit, ...more }, index) =>
            project({ ...more, id: `p${index}`, unitId: `u${unit}` }),
          ),
          entries: entries.map(({ unit, day, code }, index) =>
            entry(`2024-10-${String(day).padStart(2, '0')}`, {
              id: `e${index}`,
              unitId: `u${unit}`,
              itemCode: code,
              points: '7',
            }),
          ),
          figures: rates.map(([numerator, denominator], index) =>
            figure({ unitId: `u${index}`, value: decimal(denominator).isZero() ? null : '1', numerator, denominator }),
          ),
        });
        const scores = evaluate(CITY_2017.rule, all);
        for (const { total, lines } of scores.units) {
          expect(lines.reduce((sum, { points }) => sum.plus(points), decimal(0)).toFixed(2)).toBe(total);
        }
        expect(scores.units.length + scores.without.length).toBe(4);
        const other = evaluate(CITY_2017.rule, {
          ...all,
          units: shuffled(units, seed),
          projects: shuffled(all.projects, seed),
          entries: shuffled(all.entries, seed),
          figures: shuffled(all.figures, seed),
        });
        expect(other).toEqual(scores);
      }),
    );
  });
});
