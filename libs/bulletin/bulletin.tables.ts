import { type Amount, decimal, rounded } from '@app/platform';
import type {
  BatchesFacts,
  BulletinFacts,
  IndicatorFacts,
  InvestmentFacts,
  IssueFacts,
  PipelineFacts,
  RankedUnit,
  StageFacts,
} from './bulletin.facts';
import { listWords, yi } from './bulletin.words';

/** What a column holds; numbers are aligned to the right and are numbers in a sheet. */
export type CellKind = 'text' | 'count' | 'amount' | 'rate' | 'points' | 'number' | 'code';

export interface Column {
  title: string;
  /** Printed above the titles of neighbours that share it. */
  group?: string;
  kind: CellKind;
  /** Share of the width. */
  width: number;
}

/** A table as it is printed; every cell is its words, null where there is nothing to say. */
export interface Table {
  /** Short, for the tab of a sheet. */
  name: string;
  title: string;
  /** `单位：亿元`; empty where each column says its own. */
  unit: string;
  columns: Column[];
  rows: (string | null)[][];
  /** Whether the last row is 合计. */
  total: boolean;
  /** Under the table. */
  note: string;
}

const column = (title: string, kind: CellKind, width: number, group?: string): Column => ({
  title,
  kind,
  width,
  ...(group === undefined ? {} : { group }),
});

/** 亿元 with as many decimals as the column needs, two to four, so that its points stand below each other. */
function amountColumn(values: (Amount | null)[]): (string | null)[] {
  const digits = values.map((value) => (value === null ? 0 : (yi(value).split('.')[1] ?? '').length));
  const most = Math.max(2, ...digits);
  return values.map((value) => (value === null ? null : rounded(decimal(value).dividedBy(10_000), most)));
}

/** Columns of cells → rows. */
const rowsOf = (columns: (string | null)[][]): (string | null)[][] =>
  (columns[0] ?? []).map((_, row) => columns.map((cells) => cells[row] ?? null));

const counts = (values: number[]): string[] => values.map(String);

function withCodes(table: Table, codes: (string | null)[], what = '投资完成率'): Table {
  if (codes.every((code) => code === null)) return table;
  const note = `在系统中输入查询码，可查看该行${what}的计算过程和依据。`;
  return {
    ...table,
    columns: [...table.columns, column('查询码', 'code', 11)],
    rows: table.rows.map((row, index) => [...row, codes[index] ?? null]),
    note: [table.note, note].filter((part) => part !== '').join(''),
  };
}

const PROJECTS = column('项目数（个）', 'count', 9);
const TOTAL = column('总投资', 'amount', 12, '投资（亿元）');
const RATES = [
  column('年度计划', 'amount', 11, '投资（亿元）'),
  column('累计完成', 'amount', 11, '投资（亿元）'),
  column('完成率（%）', 'rate', 10),
  column('与时间进度之差（百分点）', 'points', 14),
];

const projectCells = (all: InvestmentFacts[]): string[] => counts(all.map(({ projects }) => projects));
const totalCells = (all: InvestmentFacts[]) => amountColumn(all.map(({ totalInvestment }) => totalInvestment));
const rateCells = (all: InvestmentFacts[]): (string | null)[][] => [
  amountColumn(all.map(({ annualPlan, rate }) => (rate === null ? null : annualPlan))),
  amountColumn(all.map(({ completed }) => completed)),
  all.map(({ rate }) => rate),
  all.map(({ gap }) => gap),
];

const notesOf = (all: InvestmentFacts[]): string => {
  const differing = all.filter(
    ({ planBasis, completedBasis }) => planBasis === 'with-preliminary' && completedBasis === 'without-preliminary',
  );
  return differing.length === 0
    ? ''
    : `${differing.map(({ name }) => listWords(name)).join('、')}年度计划含前期，累计完成不含前期。`;
};

/** Investment of every list of the year, and of all together. */
export function listsTable({ lists, total }: BulletinFacts): Table {
  const shown = lists.filter(({ projects }) => projects > 0);
  const withTotal = total !== null && shown.length > 1;
  const all: InvestmentFacts[] = withTotal ? [...shown, total] : shown;
  const names = [...shown.map(({ name }) => name), ...(withTotal ? ['合计'] : [])];
  const made: Table = {
    name: '项目清单',
    title: '重点项目投资完成情况表',
    unit: '',
    columns: [column('项目清单', 'text', 18), PROJECTS, TOTAL, ...RATES],
    rows: rowsOf([names, projectCells(all), totalCells(all), ...rateCells(all)]),
    total: withTotal,
    note: [notesOf(shown), withTotal ? '合计中，列入多个清单的项目只计一次。' : ''].join(''),
  };
  return withCodes(
    made,
    all.map(({ code }) => code),
  );
}

/** Units by completion rate; who takes no part stands below, without a place. */
export function rankingTable(units: RankedUnit[]): Table {
  const made: Table = {
    name: '单位排名',
    title: '各责任单位投资完成率排名表',
    unit: '',
    columns: [column('名次', 'count', 6), column('责任单位', 'text', 22), PROJECTS, ...RATES],
    rows: rowsOf([
      units.map(({ place }) => (place === null ? null : String(place))),
      units.map(({ name }) => name),
      projectCells(units),
      ...rateCells(units),
    ]),
    total: false,
    note: '按投资完成率从高到低排列，相同的并列；没有年度计划的不参加排名。',
  };
  return withCodes(
    made,
    units.map(({ code }) => code),
  );
}

export function batchesTable({ fulfilled, signed, started, production, registry }: BatchesFacts): Table {
  type Line = [string, string, { projects: number; reached: number; rate: string | null }, Amount | null];
  const kept: Line[] =
    fulfilled === null
      ? []
      : [['签约一批', '履约率', { ...fulfilled, projects: signed.projects }, signed.totalInvestment]];
  const lines: Line[] = [
    ...kept,
    ['签约一批', '开工率', signed, signed.totalInvestment],
    ['开工一批', '投产率', started, started.totalInvestment],
    ['投产一批', '达效率', production, production.totalInvestment],
    ['统计入库', '入库率', { projects: registry.eligible, reached: registry.entered, rate: registry.rate }, null],
  ];
  const shown = lines.filter(([, , { projects }]) => projects > 0);
  return {
    name: '三个一批',
    title: '“三个一批”项目情况表',
    unit: '',
    columns: [
      column('批次', 'text', 14),
      column('项目数（个）', 'count', 12),
      column('总投资（亿元）', 'amount', 14),
      column('已达到（个）', 'count', 12),
      column('考核指标', 'text', 12),
      column('比率（%）', 'rate', 12),
    ],
    rows: rowsOf([
      shown.map(([name]) => name),
      counts(shown.map(([, , { projects }]) => projects)),
      amountColumn(shown.map(([, , , amount]) => amount)),
      counts(shown.map(([, , { reached }]) => reached)),
      shown.map(([, rateName]) => rateName),
      shown.map(([, , { rate }]) => rate),
    ]),
    total: false,
    note: registry.eligible > 0 ? '统计入库的项目数为达到入库标准的项目数，与各批次项目数的范围不同。' : '',
  };
}

/** Problems by lead department, and of all. */
export function issuesTable({ issues, issuesByUnit }: BulletinFacts): Table | null {
  if (issues === null || issuesByUnit.length === 0) return null;
  const all: IssueFacts[] = [...issuesByUnit, { ...issues, name: '合计' }];
  return {
    name: '问题办理',
    title: '各主办单位问题办理情况表',
    unit: '单位：个',
    columns: [
      column('主办单位', 'text', 20),
      column('新登记', 'count', 9, '本月'),
      column('销号', 'count', 9, '本月'),
      column('未销号', 'count', 9, '月末'),
      column('其中超期', 'count', 10, '月末'),
      column('登记', 'count', 9, '今年以来'),
      column('已销号', 'count', 9, '今年以来'),
      column('销号率（%）', 'rate', 11, '今年以来'),
    ],
    rows: rowsOf([
      all.map(({ name }) => name),
      counts(all.map(({ registered }) => registered)),
      counts(all.map(({ closed }) => closed)),
      counts(all.map(({ open }) => open)),
      counts(all.map(({ overdue }) => overdue)),
      counts(all.map(({ registeredYear }) => registeredYear)),
      counts(all.map(({ settledYear }) => settledYear)),
      all.map(({ closureRate }) => closureRate),
    ]),
    total: true,
    note: '',
  };
}

/** What stands in the columns of amounts: the investment, and what else the stages count, as far as anything is known. */
function amountColumns(stages: StageFacts[]): { columns: Column[]; cells: (string | null)[][] } {
  const names = [...new Set(stages.flatMap(({ amount, amountName }) => (amount === null ? [] : [amountName])))];
  const title = names.every((name) => name.endsWith('资金')) && names.length > 1 ? '资金' : names.join('、');
  const known = [
    { title: '总投资', values: stages.map(({ totalInvestment }) => totalInvestment) },
    { title, values: stages.map(({ amount }) => amount) },
  ].filter(({ values }) => values.some((value) => value !== null));
  return {
    columns: known.map(({ title: words }) =>
      known.length === 1 ? column(`${words}（亿元）`, 'amount', 20) : column(words, 'amount', 13, '金额（亿元）'),
    ),
    cells: known.map(({ values }) => amountColumn(values)),
  };
}

export function pipelineTable({ name, stages: all }: PipelineFacts): Table | null {
  const stages = all.filter(({ count }) => count > 0);
  if (stages.length < 3) return null;
  const amounts = amountColumns(stages);
  return {
    name,
    title: `${name}情况表`,
    unit: '',
    columns: [
      column('阶段', 'text', 22),
      column('数量（个）', 'count', 12),
      ...amounts.columns,
      column('比较阶段', 'text', 16),
      column('比率（%）', 'rate', 12),
    ],
    rows: rowsOf([
      stages.map((stage) => stage.name),
      counts(stages.map(({ count }) => count)),
      ...amounts.cells,
      stages.map(({ base, rate }) => (rate === null ? null : base)),
      stages.map(({ rate }) => rate),
    ]),
    total: false,
    note: '',
  };
}

export function indicatorsTable(indicators: IndicatorFacts[]): Table {
  const shown = indicators.filter(({ actual, target }) => actual !== null || target !== null);
  const nested = shown.some(({ level }) => level === 1);
  const made: Table = {
    name: '主要指标',
    title: '主要指标完成情况表',
    unit: '',
    columns: [
      column('指标', 'text', 24),
      column('单位', 'text', 9),
      column('年度目标', 'number', 12),
      column('累计完成', 'number', 12),
      column('完成率（%）', 'rate', 11),
      column('同比', 'points', 11),
    ],
    rows: rowsOf([
      shown.map(({ name, level }) => (nested && level > 1 ? `\u3000${name}` : name)),
      shown.map(({ unit }) => unit),
      shown.map(({ target }) => target),
      shown.map(({ actual }) => actual),
      shown.map(({ rate }) => rate),
      shown.map(({ growth }) => growth),
    ]),
    total: false,
    note: shown.some(({ growth }) => growth !== null)
      ? '同比为增长百分比，占比、增速为增减百分点，位次为增减位数。'
      : '',
  };
  return withCodes(
    made,
    shown.map(({ code }) => code),
    '指标',
  );
}
