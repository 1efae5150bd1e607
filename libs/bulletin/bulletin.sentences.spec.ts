import type { BatchesFacts, InvestmentFacts, IssueFacts, RankedUnit } from './bulletin.facts';
import {
  batchesSentence,
  behindSentence,
  heldUpSentence,
  issuesSentence,
  lateSentence,
  listSentence,
  pipelineSentence,
  rankingSentence,
  totalSentence,
  visitsSentence,
} from './bulletin.sentences';
import { amountWords, asOfWords, listWords, numeral, titleLines, yi } from './bulletin.words';

const OCTOBER = { month: '2024-10', asOf: '2024-10-31', timeSchedule: '83.33' };

const list = (name: string, more: Partial<InvestmentFacts> = {}): InvestmentFacts => ({
  name,
  projects: 3,
  totalInvestment: '320000',
  annualPlan: '100500',
  withoutPlan: 0,
  completed: '133700',
  rate: '133.03',
  gap: '49.70',
  planBasis: 'with-preliminary',
  completedBasis: 'with-preliminary',
  rateChange: null,
  growth: null,
  code: null,
  ...more,
});

const FIRST =
  '截至10月底，省重点项目3个，总投资32亿元，年度计划投资10.05亿元，已完成13.37亿元，占年度投资计划的133.03%。';

test.each<[string, Partial<InvestmentFacts>, string]>([
  ['as it is printed', {}, `${FIRST}投资完成率高于时间进度（83.33%）49.70个百分点。`],
  ['without a gap', { gap: null }, FIRST],
  ['level', { gap: '0.00' }, `${FIRST}投资完成率与时间进度（83.33%）持平。`],
  [
    'against earlier months',
    { gap: '-2.00', rateChange: '8.42', growth: '-12.50' },
    `${FIRST}投资完成率低于时间进度（83.33%）2.00个百分点，较上月底提高8.42个百分点，完成投资同比下降12.50%。`,
  ],
  [
    'no plan: neither rate nor gap, and nothing that says null',
    { annualPlan: '0', rate: null, gap: null, rateChange: '1.00' },
    '截至10月底，省重点项目3个，总投资32亿元，已完成13.37亿元。',
  ],
  [
    'two bases',
    { completedBasis: 'without-preliminary', gap: null },
    FIRST.replace('10.05亿元', '10.05亿元（含前期）').replace('13.37亿元', '13.37亿元（不含前期）'),
  ],
  [
    'mixed bases and projects without a plan',
    { planBasis: 'mixed', gap: null, withoutPlan: 2 },
    `${FIRST}其中2个项目没有年度计划。各项目口径不一，部分含前期、部分不含前期。`,
  ],
  [
    'an amount of less than a thousand 万元, and a negative correction',
    { totalInvestment: '86.5', completed: '-12.3456', rate: '-0.01', gap: null },
    '截至10月底，省重点项目3个，总投资86.5万元，年度计划投资10.05亿元，已完成-12.35万元，占年度投资计划的-0.01%。',
  ],
])('a list: %s', (_, more, sentence) => expect(listSentence(list('省重点', more), OCTOBER)).toBe(sentence));

test('all lists together count a project once', () => {
  expect(totalSentence(list('合计', { gap: null }), '高新区', { ...OCTOBER, asOf: '2024-10-16' })).toBe(
    '截至10月16日，高新区列入清单的项目共3个（列入多个清单的只计一次），总投资32亿元，年度计划投资10.05亿元，已完成13.37亿元，占年度投资计划的133.03%。',
  );
});

const BATCHES: BatchesFacts = {
  fulfilled: null,
  signed: { projects: 7, totalInvestment: '280000', reached: 7, rate: '100' },
  started: { projects: 10, totalInvestment: '767000', reached: 6, rate: '60' },
  production: { projects: 4, totalInvestment: '275000', reached: 4, rate: '100' },
  registry: { eligible: 57, entered: 44, rate: '77.19' },
};
const NONE = { projects: 0, totalInvestment: '0', reached: 0, rate: null };

test.each<[string, BatchesFacts, string]>([
  [
    'as they are printed',
    BATCHES,
    '截至10月底，“三个一批”项目共21个，其中，签约一批项目7个，总投资28亿元，已开工7个，开工率100%；开工一批项目10个，总投资76.7亿元，已投产6个，投产率60%；投产一批项目4个，总投资27.5亿元，已达效4个，达效率100%。达到入库标准的“三个一批”项目57个，已入库44个，入库率77.19%。',
  ],
  [
    'one batch alone, nothing eligible',
    { ...BATCHES, signed: NONE, production: NONE, registry: { eligible: 0, entered: 0, rate: null } },
    '截至10月底，“三个一批”项目共10个，其中，开工一批项目10个，总投资76.7亿元，已投产6个，投产率60%。',
  ],
  [
    'nothing',
    {
      fulfilled: null,
      signed: NONE,
      started: NONE,
      production: NONE,
      registry: { eligible: 0, entered: 0, rate: null },
    },
    '',
  ],
])('三个一批: %s', (_, batches, sentence) => expect(batchesSentence(batches, OCTOBER)).toBe(sentence));

const issues = (more: Partial<IssueFacts> = {}): IssueFacts => ({
  name: '供电公司',
  registered: 5,
  closed: 4,
  open: 10,
  overdue: 3,
  registeredYear: 40,
  settledYear: 30,
  closureRate: '75.00',
  ...more,
});

test.each<[string, Partial<IssueFacts>, string]>([
  [
    'some are late',
    {},
    '1至10月份累计登记问题40个，已销号30个，销号率75.00%。10月份新登记5个，销号4个；截至10月底，尚未销号10个，其中超期3个。',
  ],
  [
    'none is late',
    { overdue: 0 },
    '1至10月份累计登记问题40个，已销号30个，销号率75.00%。10月份新登记5个，销号4个；截至10月底，尚未销号10个，没有超期问题。',
  ],
  [
    'none was registered this year',
    { registered: 0, closed: 1, open: 0, overdue: 0, registeredYear: 0, settledYear: 0, closureRate: null },
    '10月份新登记0个，销号1个；截至10月底，尚未销号0个。',
  ],
])('problems: %s', (_, more, sentence) => expect(issuesSentence(issues(more), OCTOBER)).toBe(sentence));

test('late departments, the most first', () => {
  const all = ['甲', '乙', '丙'].map((name, index) => issues({ name, overdue: index }));
  expect(lateSentence(all)).toBe('超期问题按主办单位分：丙2个、乙1个。');
  expect(lateSentence(all, 1)).toBe('超期问题按主办单位分：丙2个，另有1个单位。');
  expect(lateSentence([issues({ overdue: 0 })])).toBe('');
});

test.each([
  [
    { due: 120, done: 110, late: 3, missed: 5, excused: 2, coverage: '93.22' },
    '10月份应走访118次，按期走访110次，走访覆盖率93.22%；逾期补访3次，未走访5次，免访2次（不计入应走访次数）。',
  ],
  [
    { due: 4, done: 4, late: 0, missed: 0, excused: 0, coverage: '100.00' },
    '10月份应走访4次，按期走访4次，走访覆盖率100.00%。',
  ],
])('visits %#', (visits, sentence) => expect(visitsSentence(visits, OCTOBER)).toBe(sentence));

test('which lists are behind', () => {
  expect(behindSentence([list('省重点')], OCTOBER)).toBe('');
  expect(behindSentence([list('2024年度三十工程', { rate: '60.00', gap: '-23.33' })], OCTOBER)).toBe(
    '投资完成率低于时间进度（83.33%）的有三十工程（60.00%）。',
  );
});

test('who takes part in the ranking, and who does not', () => {
  const unit = (name: string, more: Partial<RankedUnit>): RankedUnit => ({
    ...list(name),
    unitId: name,
    place: 1,
    ...more,
  });
  const units = [
    unit('甲局', {}),
    unit('乙局', { place: 2, gap: '-1.00' }),
    unit('丙局', { place: null, rate: null }),
    unit('', { place: null, unitId: null, projects: 12 }),
  ];
  expect(rankingSentence(units, OCTOBER)).toBe(
    '参加排名的责任单位2个，投资完成率达到或高于时间进度（83.33%）的1个，低于时间进度的1个。丙局没有年度计划，不参加排名。另有12个项目未明确责任单位。',
  );
  expect(rankingSentence(units.slice(0, 1), OCTOBER)).toBe(
    '参加排名的责任单位1个，投资完成率均达到或高于时间进度（83.33%）。',
  );
  expect(rankingSentence(units.slice(1, 2), OCTOBER)).toBe(
    '参加排名的责任单位1个，投资完成率均低于时间进度（83.33%）。',
  );
  expect(rankingSentence(units.slice(2, 3), OCTOBER)).toBe('丙局没有年度计划，不参加排名。');
});

test('what holds investment up', () => {
  const most = [
    {
      name: '六面顶项目',
      plan: '30000',
      problems: [
        { category: '用地', count: 2 },
        { category: '用电', count: 1 },
      ],
      units: ['自然资源和规划局', '供电公司'],
    },
    { name: '无计划项目', plan: null, problems: [{ category: '其他', count: 1 }], units: [] },
  ];
  expect(heldUpSentence({ projects: 2, plan: '30000', most })).toBe(
    '有超期问题的项目2个，涉及年度计划投资3亿元：六面顶项目（年度计划投资3亿元，用地问题2个、用电问题1个，主办单位自然资源和规划局、供电公司）；无计划项目（其他问题1个）。',
  );
});

test('a pipeline: each share is of the stage that it is measured by', () => {
  const stages = [
    {
      name: '申报',
      count: 24,
      totalInvestment: '1423900',
      amountName: '申请资金',
      amount: '282200',
      base: null,
      rate: null,
    },
    { name: '省审核通过', count: 22, totalInvestment: null, amountName: '', amount: null, base: '申报', rate: '92' },
    {
      name: '国家审核通过',
      count: 18,
      totalInvestment: null,
      amountName: '',
      amount: null,
      base: '省审核通过',
      rate: '82',
    },
  ];
  const sectors = [{ name: '装备制造', count: 9 }];
  expect(pipelineSentence({ name: '专项债', kind: 'funds', stages, sectors }, OCTOBER)).toBe(
    '截至10月底，专项债：申报24个，总投资142.39亿元，申请资金28.22亿元；省审核通过22个，占申报的92%；国家审核通过18个，占省审核通过的82%。按产业分，装备制造类9个。',
  );
});

describe('words', () => {
  test.each([
    ['133700', '13.37亿元'],
    ['5987', '0.5987亿元'],
    ['232163', '23.2163亿元'],
    ['123456.789', '12.3457亿元'],
    ['999.995', '1000万元'],
    ['0', '0亿元'],
  ])('%s 万元 is %s', (amount, words) => expect(amountWords(amount)).toBe(words));

  test('an amount never goes through a float', () => expect(yi('999999999999.9999')).toBe('100000000'));

  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [21, '二十一'],
  ])('heading %i is %s', (number, words) => expect(numeral(number)).toBe(words));

  test('the day until which it counts', () => {
    expect(asOfWords('2024-02', '2024-02-29')).toBe('截至2月底');
    expect(asOfWords('2024-02', '2024-02-09')).toBe('截至2月9日');
  });

  test('the name of a list', () => {
    expect(['2024年省重点', '2024年度市重点项目', '三十工程'].map(listWords)).toEqual([
      '省重点项目',
      '市重点项目',
      '三十工程',
    ]);
  });

  test('a long title breaks after the month', () => {
    expect(titleLines('关于2024年10月份重点项目建设情况的通报')).toEqual([
      '关于2024年10月份',
      '重点项目建设情况的通报',
    ]);
    expect(titleLines('2024年1月份通报')).toEqual(['2024年1月份通报']);
  });
});
