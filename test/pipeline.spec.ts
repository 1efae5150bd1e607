import type { FigureView } from '@app/figure';
import type { Page } from '@app/platform';
import {
  type PassageView,
  type PipelineFigures,
  type PipelineItemView,
  type PipelineStageFigures,
  type PipelineView,
  sumPipelines,
  type TallyView,
} from '@app/pipeline';
import type { OpenedFigure } from '@app/rollup';
import { Workbook } from 'exceljs';
import { randomUUID } from 'node:crypto';
import { type Actor, type Answer, startApp, type TestApp, type Voice } from './support';

interface Refused {
  code: string;
  message: string;
  details?: { field: string; message: string }[];
}

let t: TestApp;
let supervisor: Voice;
let counter = 0;

beforeAll(async () => {
  t = await startApp();
  supervisor = await t.as('supervisor');
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-12-05T10:00:00+08:00'));

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

type Stage = { name: string; counts: string; base?: string | null; digits?: number; aside?: boolean };
const pipeline = (stages: Stage[], more: object = {}): Promise<PipelineView> =>
  must(
    supervisor.post<PipelineView>('/api/pipelines', {
      year: 2024,
      name: `漏斗${++counter}`,
      kind: 'funds',
      stages,
      ...more,
    }),
  );
const stageOf = (of: PipelineView, name: string): string => {
  const found = of.stages.find((stage) => stage.name === name);
  if (!found) throw new Error(`no stage ${name}`);
  return found.id;
};
const item = (of: PipelineView, more: object = {}, voice = supervisor): Promise<PipelineItemView> =>
  must(voice.post<PipelineItemView>(`/api/pipelines/${of.id}/items`, { name: `条目${++counter}`, ...more }));
const pass = (
  of: PipelineView,
  what: { id: string },
  stage: string,
  body: object,
  voice = supervisor,
): Promise<Answer<PassageView>> =>
  voice.put<PassageView>(`/api/pipelines/${of.id}/items/${what.id}/passages/${stageOf(of, stage)}`, body);
const withdraw = (of: PipelineView, what: { id: string }, stage: string, query: string): Promise<Answer> =>
  supervisor.request('DELETE', `/api/pipelines/${of.id}/items/${what.id}/passages/${stageOf(of, stage)}?${query}`);
const tally = (of: PipelineView, stage: string, month: string, body: object): Promise<Answer<TallyView>> =>
  supervisor.put<TallyView>(`/api/pipelines/stages/${stageOf(of, stage)}/tallies/${month}`, body);
async function figures(of: { id: string }, month?: string): Promise<Record<string, PipelineStageFigures>> {
  const url = `/api/pipelines/${of.id}/figures${month === undefined ? '' : `?month=${month}`}`;
  const { stages } = await must(supervisor.get<PipelineFigures>(url));
  return Object.fromEntries(stages.map((stage) => [stage.name, stage]));
}

/** Items straight into the tables, for pipelines of many: the API is tried item by item elsewhere. */
async function fill(
  of: PipelineView,
  rows: { sector?: string; unit?: number; total?: string; requested?: string; stages: [string, string?][] }[],
): Promise<void> {
  const units: { id: string }[] = await t.database.query(
    `insert into unit (name, kind) select '招商单位' || n, 'department' from generate_series(1, 33) n
      on conflict (name) do update set active = true returning id`,
  );
  const items = rows.map(({ sector = '', unit, total, requested, stages }) => ({
    id: randomUUID(),
    pipeline_id: of.id,
    name: `条目${++counter}`,
    sector,
    unit_id: unit === undefined ? null : units[unit % units.length]?.id,
    total_investment: total,
    requested,
    passages: stages.map(([name, amount]) => ({ stage_id: stageOf(of, name), amount })),
  }));
  await t.database.query(
    `insert into pipeline_item (id, pipeline_id, name, sector, unit_id, total_investment, requested)
     select id, pipeline_id, name, sector, unit_id, total_investment, requested
       from jsonb_populate_recordset(null::pipeline_item, $1)`,
    [JSON.stringify(items)],
  );
  await t.database.query(
    `insert into pipeline_passage (item_id, stage_id, passed_on, amount, entered_at)
     select (i ->> 'id')::uuid, (p ->> 'stage_id')::uuid, '2024-09-12', (p ->> 'amount')::numeric, now()
       from jsonb_array_elements($1::jsonb) i, jsonb_array_elements(i -> 'passages') p`,
    [JSON.stringify(items)],
  );
}

/** `count` amounts of 万元 that add up to what was printed in 亿元, to the last digit. */
function split(yi: string, count: number): string[] {
  const total = Math.round(Number(yi) * 10_000);
  if (count === 0) return [];
  const parts = Array.from({ length: count }, () => Math.floor(total / count));
  parts[0] = (parts[0] ?? 0) + total - parts.reduce((sum, part) => sum + part, 0);
  return parts.map(String);
}
/** 亿元, as printed, from 万元 as answered. */
const yi = (amount: string | null | undefined): string | null =>
  amount === null || amount === undefined ? null : String(Math.round(Number(amount)) / 10_000);

const FUNDS: Stage[] = [
  { name: '申报', counts: 'requested' },
  { name: '省审核通过', counts: 'requested' },
  { name: '国家审核通过', counts: 'requested' },
  { name: '资金到位', counts: 'obtained', base: '申报' },
  { name: '储备', counts: 'requested', aside: true },
];

interface Printed {
  kind: string;
  submitted: number;
  totalInvestment?: string;
  requested: string;
  provincial?: number;
  provincialRate?: string;
  national?: number;
  nationalRate?: string;
  issued?: number;
  obtained?: string;
  reserve?: [number, string, string];
}

/** As the zone printed them for 2024, 亿元. */
const PRINTED: Printed[] = [
  {
    kind: '中央预算内资金',
    submitted: 5,
    totalInvestment: '3.56',
    requested: '1.58',
    national: 2,
    issued: 2,
    obtained: '0.5987',
    reserve: [16, '16.84', '8.67'],
  },
  {
    kind: '地方政府专项债 2024 第一批',
    submitted: 24,
    totalInvestment: '142.39',
    requested: '28.22',
    provincial: 22,
    provincialRate: '92',
    national: 18,
    nationalRate: '82',
    issued: 2,
    obtained: '1.12',
    reserve: [58, '152.93', '80.48'],
  },
  {
    kind: '超长期特别国债 2024 第二批',
    submitted: 10,
    totalInvestment: '23.2163',
    requested: '4.431',
    issued: 1,
    obtained: '1.022',
  },
  {
    kind: '超长期特别国债 2024 第三批',
    submitted: 2,
    requested: '0.4764',
    national: 2,
    reserve: [26, '50.35', '10.61'],
  },
];

describe('what the zone printed in 2024', () => {
  it.each(PRINTED)('$kind, from its items', async (printed) => {
    const stages = FUNDS.filter(({ name }) => name !== '省审核通过' || printed.provincial !== undefined);
    const of = await pipeline(stages, { name: printed.kind });
    const totals = printed.totalInvestment === undefined ? [] : split(printed.totalInvestment, printed.submitted);
    const obtained = printed.obtained === undefined ? [] : split(printed.obtained, printed.issued ?? 0);
    await fill(
      of,
      split(printed.requested, printed.submitted).map((requested, index) => ({
        total: totals[index],
        requested,
        stages: [
          ['申报'],
          ...(index < (printed.provincial ?? 0) ? [['省审核通过'] as [string]] : []),
          ...(index < (printed.national ?? 0) ? [['国家审核通过'] as [string]] : []),
          ...(obtained[index] === undefined ? [] : [['资金到位', obtained[index]] as [string, string]]),
        ],
      })),
    );
    const [reserved, investment, wanted] = printed.reserve ?? [0, '0', '0'];
    const asked = split(wanted, reserved);
    await fill(
      of,
      split(investment, reserved).map((total, index) => ({ total, requested: asked[index], stages: [['储备']] })),
    );
    const found = await figures(of);
    expect({
      submitted: found.申报?.count,
      totalInvestment: yi(found.申报?.totalInvestment) ?? undefined,
      requested: yi(found.申报?.requested),
      amount: yi(found.申报?.amount),
      provincial: found.省审核通过?.count,
      provincialRate: found.省审核通过?.rate,
      national: found.国家审核通过?.count,
      issued: found.资金到位?.count,
      obtained: yi(found.资金到位?.amount) ?? undefined,
      reserve: [found.储备?.count, yi(found.储备?.totalInvestment), yi(found.储备?.requested)],
    }).toEqual({
      submitted: printed.submitted,
      totalInvestment: printed.totalInvestment,
      requested: printed.requested,
      amount: printed.requested,
      provincial: printed.provincial,
      provincialRate: printed.provincialRate,
      national: printed.national ?? 0,
      issued: printed.issued ?? 0,
      obtained: printed.obtained,
      reserve: printed.reserve ?? [0, null, null],
    });
    if (printed.nationalRate !== undefined) expect(found.国家审核通过?.rate).toBe(printed.nationalRate);
    expect(found.储备?.rate).toBeNull();
  });

  const PROMOTION: Stage[] = [
    { name: '线索', counts: 'intended' },
    { name: '洽谈', counts: 'intended' },
    { name: '签约', counts: 'signed', digits: 2 },
  ];
  const SECTORS = { 城市经济: 21, 装备制造: 9, 绿色食品: 6, 新材料: 5 };

  it('promotion, from its items', async () => {
    const of = await pipeline(PROMOTION, { kind: 'promotion' });
    const sectors = Object.entries(SECTORS).flatMap(([sector, count]) => Array.from({ length: count }, () => sector));
    const [intended, signed] = [split('454.16', 158), split('129.53', 41)];
    await fill(
      of,
      Array.from({ length: 232 }, (_, index) => ({
        sector: sectors[index] ?? '',
        unit: index,
        stages: [
          ['线索'],
          ...(index < 158 ? [['洽谈', intended[index]] as [string, string]] : []),
          ...(index < 41 ? [['签约', signed[index]] as [string, string]] : []),
        ],
      })),
    );
    const { 线索: leads, 洽谈: talks, 签约: contracts } = await figures(of, '2024-09');
    expect([leads?.count, leads?.units, talks?.count, yi(talks?.amount)]).toEqual([232, 33, 158, '454.16']);
    expect([contracts?.count, yi(contracts?.amount), contracts?.baseCount]).toEqual([41, '129.53', 158]);
    expect(contracts?.rate).toBe('25.95');
    expect(Object.fromEntries(contracts?.sectors.map(({ sector, count }) => [sector, count]) ?? [])).toEqual(SECTORS);
    expect((await figures(of, '2024-08')).线索?.count).toBe(0);
  });

  it('promotion, from totals where the items are not known', async () => {
    const of = await pipeline(PROMOTION, { kind: 'promotion' });
    await must(tally(of, '线索', '2024-08', { count: 100, units: 20 }));
    await must(tally(of, '线索', '2024-09', { count: 232, units: 33 }));
    await must(tally(of, '洽谈', '2024-09', { count: 158, amount: '4541600' }));
    const sectors = Object.entries(SECTORS).map(([sector, count]) => ({ sector, count }));
    await must(tally(of, '签约', '2024-09', { count: 41, amount: '1295300', sectors }));
    const { 线索: leads, 洽谈: talks, 签约: contracts } = await figures(of, '2024-10');
    expect([leads?.count, leads?.units, leads?.tallyMonth, talks?.count, yi(talks?.amount)]).toEqual([
      232,
      33,
      '2024-09',
      158,
      '454.16',
    ]);
    expect([contracts?.count, yi(contracts?.amount), contracts?.rate]).toEqual([41, '129.53', '25.95']);
    expect(contracts?.sectors.map(({ sector, count }) => [sector, count])).toEqual(Object.entries(SECTORS));
    expect((await figures(of, '2024-08')).线索?.count).toBe(100);
    expect((await figures(of, '2024-07')).线索?.tallyMonth).toBeNull();
  });

  it('the same sums in one reading for all pipelines of the year', async () => {
    const rows = await sumPipelines(t.database.manager, '2024-12');
    const of = (name: string, stage: string) =>
      rows.find((row) => row.pipelineName === name && row.stageName === stage && row.sector === null);
    expect(of('地方政府专项债 2024 第一批', '国家审核通过')).toMatchObject({ count: 18, baseCount: 22, digits: 0 });
    expect(of('超长期特别国债 2024 第二批', '资金到位')).toMatchObject({ amount: '10220', counts: 'obtained' });
    expect(rows.filter(({ sector }) => sector === '城市经济').map(({ count }) => count)).toContain(21);
    expect(await sumPipelines(t.database.manager, '2023-12')).toEqual([]);
  });
});

describe('figures of the month', () => {
  /** `stage` or pipeline → measure → [value, numerator, denominator]. */
  async function told(name: string, kind: 'stage' | 'pipeline', month = '2024-12'): Promise<Record<string, unknown>> {
    const found: Record<string, Record<string, unknown>> = {};
    for (const measure of ['count', 'amount', 'obtained', 'rate']) {
      const url = `/api/rollups/${month}/figures?measure=pipeline.${measure}&scopeKind=${kind}&pageSize=200`;
      for (const one of (await must(supervisor.get<Page<FigureView>>(url))).items) {
        if (kind === 'pipeline' ? one.scopeName !== name : !one.scopeName.startsWith(`${name} · `)) continue;
        const of = one.scopeName.slice(name.length + 3);
        (found[of] ??= {})[measure] =
          measure === 'rate' ? [one.value, one.numerator, one.denominator].join(' ') : one.value;
      }
    }
    return kind === 'pipeline' ? (found[''] ?? {}) : found;
  }

  it('tell each stage as it was printed: 92, 82, 11200 万元', async () => {
    expect(await told('地方政府专项债 2024 第一批', 'stage')).toEqual({
      申报: { count: '24', amount: '282200' },
      省审核通过: { count: '22', amount: expect.any(String) as string, rate: '92 22 24' },
      国家审核通过: { count: '18', amount: expect.any(String) as string, rate: '82 18 22' },
      资金到位: { count: '2', amount: '11200', obtained: '11200', rate: '8 2 24' },
      储备: { count: '58', amount: '804800' },
    });
    expect(await told('中央预算内资金', 'stage')).toMatchObject({
      申报: { count: '5', amount: '15800' },
      资金到位: { count: '2', obtained: '5987', rate: '40 2 5' },
      储备: { count: '16', amount: '86700' },
    });
  });

  it('tell a pipeline by its first step, what was obtained, and what came through; the reserve is no step', async () => {
    const rate = (text: string) => ({ rate: text });
    expect(await told('中央预算内资金', 'pipeline')).toEqual({
      ...{ count: '5', amount: '15800', obtained: '5987' },
      ...rate('40 2 5'),
    });
    expect(await told('地方政府专项债 2024 第一批', 'pipeline')).toEqual({
      ...{ count: '24', amount: '282200', obtained: '11200' },
      ...rate('8 2 24'),
    });
    expect(await told('超长期特别国债 2024 第二批', 'pipeline')).toEqual({
      ...{ count: '10', amount: '44310', obtained: '10220' },
      ...rate('10 1 10'),
    });
    // Nothing has been obtained yet, where something could be: that is nought, and not unknown.
    expect(await told('超长期特别国债 2024 第三批', 'pipeline')).toEqual({
      ...{ count: '2', amount: '4764', obtained: '0' },
      ...rate('0 0 2'),
    });
    // Nobody has said how much: leads have no amount, promotion obtains none.
    const promotion = await pipeline(
      [
        { name: '线索', counts: 'intended' },
        { name: '洽谈', counts: 'intended' },
        { name: '签约', counts: 'signed', digits: 2 },
      ],
      { kind: 'promotion' },
    );
    await must(tally(promotion, '线索', '2024-09', { count: 232, units: 33 }));
    await must(tally(promotion, '洽谈', '2024-09', { count: 158, amount: '4541600' }));
    await must(tally(promotion, '签约', '2024-09', { count: 41, amount: '1295300' }));
    expect(await told(promotion.name, 'pipeline', '2024-09')).toEqual({
      ...{ count: '232', amount: null, obtained: null },
      ...rate('25.95 41 158'),
    });
    expect(await told(promotion.name, 'stage', '2024-09')).toEqual({
      线索: { count: '232' },
      洽谈: { count: '158', amount: '4541600', rate: '68 158 232' },
      签约: { count: '41', amount: '1295300', rate: '25.95 41 158' },
    });
    // Issued, but nobody has told the amount; and a base that is empty.
    const silent = await pipeline([
      { name: '申报', counts: 'requested' },
      { name: '到位', counts: 'obtained' },
    ]);
    await must(tally(silent, '到位', '2024-09', { count: 1 }));
    expect(await told(silent.name, 'pipeline', '2024-09')).toEqual({
      ...{ count: '0', amount: null, obtained: null },
      ...rate(' 1 0'),
    });
  });
});

describe('a figure opened', () => {
  const open = (measure: string, id: string, voice = supervisor, kind = 'stage'): Promise<OpenedFigure> =>
    must(
      voice.get<OpenedFigure>(
        `/api/rollups/2024-12/figures/open?measure=pipeline.${measure}&scopeKind=${kind}&scopeId=${id}&pageSize=200`,
      ),
    );

  it('shows the items that it counts, which make it up to the last digit', async () => {
    const named = (await must(supervisor.get<Page<PipelineView>>('/api/pipelines?year=2024&pageSize=200'))).items;
    const bond = named.find(({ name }) => name === '地方政府专项债 2024 第一批');
    const of = await must(supervisor.get<PipelineView>(`/api/pipelines/${bond?.id}`));
    for (const [measure, stage, value, rows] of [
      ['rate', '国家审核通过', '82', 22],
      ['count', '申报', '24', 24],
      ['amount', '申报', '282200', 24],
      ['obtained', '资金到位', '11200', 2],
      ['count', '储备', '58', 58],
    ] as const) {
      const { figure, rowsNote, rows: shown } = await open(measure, stageOf(of, stage));
      const adding = shown.filter(({ numerator }) => Number(numerator) > 0).length;
      expect([stage, figure.value, rowsNote, adding]).toEqual([stage, value, null, measure === 'rate' ? 18 : rows]);
    }
    const whole = await open('rate', of.id, supervisor, 'pipeline');
    expect([whole.figure.value, whole.rowsNote, whole.total]).toEqual(['8', null, 24]);
    // Whose items are not theirs hear how many there are.
    const hidden = await open('count', stageOf(of, '申报'), await t.as('head'));
    expect([hidden.total, hidden.hidden]).toEqual([0, 24]);
  });

  it('shows totals beside single items', async () => {
    const of = await pipeline([
      { name: '洽谈', counts: 'intended' },
      { name: '签约', counts: 'signed', digits: 2 },
    ]);
    await must(tally(of, '洽谈', '2024-09', { count: 4, amount: '900' }));
    for (let n = 0; n < 3; n += 1) {
      await must(pass(of, await item(of), '签约', { passedOn: '2024-10-01', amount: '7.5' }));
    }
    const rate = await open('rate', stageOf(of, '签约'));
    expect([rate.figure.value, rate.rowsNote, rate.total]).toEqual(['75', null, 4]);
    const told = rate.rows.find(({ kind }) => kind === 'tally');
    expect(told).toMatchObject({ name: '洽谈', denominator: '4', detail: '2024-09' });
  });
});

describe('the sheet', () => {
  it('holds what the stages count, each item with its days and amounts as numbers, and no formula', async () => {
    const of = await pipeline(
      [
        { name: '申报', counts: 'requested' },
        { name: '=资金到位', counts: 'obtained' },
      ],
      { name: '-导出试' },
    );
    const unitId = t.cast.units.power;
    const facts = { sector: '@电力', unitId, totalInvestment: '123456.7891', requested: '98765.4321' };
    const one = await item(of, { name: '=HYPERLINK("http://x","点我")', ...facts, note: '+8613900000000' });
    await item(of, { name: '乙项目' });
    await must(pass(of, one, '申报', { passedOn: '2024-02-29' }));
    await must(pass(of, one, '=资金到位', { passedOn: '2024-09-30', amount: '5987' }));
    const open = async (query: string): Promise<{ name: string; book: Workbook }> => {
      const { bytes, headers } = await supervisor.bytes(`/api/pipelines/${of.id}/export?${query}`, 'POST');
      const book = new Workbook();
      await book.xlsx.load(bytes as never);
      return { name: decodeURIComponent(String(headers['content-disposition'])), book };
    };
    const { name, book } = await open('month=2024-10');
    expect(name).toContain('2024年-导出试_2024-12-05.xlsx');
    const sheet = book.getWorksheet('条目');
    if (!sheet) throw new Error('no sheet');
    const texts = (row: number): unknown[] => (sheet.getRow(row).values as unknown[]).slice(1);
    expect(sheet.getCell('A1').value).toContain('2024年-导出试');
    expect(sheet.getCell('A2').value).toBe(
      '申报 1 个，申请资金 98765.4321 万元，总投资 123456.7891 万元；=资金到位 1 个，到位资金 5987 万元，总投资 123456.7891 万元，占申报 100%（1÷1）',
    );
    expect(sheet.getCell('A3').value).toContain('截至 2024-10 月末；金额单位：万元');
    expect(texts(4)).toEqual([
      ...['名称', '行业', '责任单位', '关联项目', '总投资（万元）', '申请资金（万元）', '备注'],
      ...['申报', '申报申请资金（万元）', "'=资金到位", "'=资金到位到位资金（万元）"],
    ]);
    const rows = [5, 6].map(texts);
    const mine = rows.find(([cell]) => String(cell).startsWith("'=")) ?? [];
    expect(
      Array.from(mine, (cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? null))),
    ).toEqual([
      ...[`'=HYPERLINK("http://x","点我")`, "'@电力", '供电公司', null, 123456.7891, 98765.4321, "'+8613900000000"],
      ...['2024-02-29', null, '2024-09-30', 5987],
    ]);
    expect(rows.filter(([cell]) => cell === '乙项目')).toHaveLength(1);
    const at = rows.indexOf(mine) + 5;
    expect(['E', 'F', 'H', 'J', 'K'].map((column) => sheet.getCell(`${column}${at}`).numFmt)).toEqual([
      ...['#,##0.####', '#,##0.####', 'yyyy-mm-dd', 'yyyy-mm-dd', '#,##0.####'],
    ]);
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()));
    // Filtered as the page is.
    const filtered = await open(`month=2024-10&stageId=${stageOf(of, '申报')}`);
    expect(filtered.book.getWorksheet('条目')?.rowCount).toBe(5);
  });
});

describe('stages', () => {
  it('are based on the step before, on a stage that is named, or on none', async () => {
    const of = await pipeline([
      { name: '储备', counts: 'requested', aside: true },
      { name: '申报', counts: 'requested' },
      { name: '审核', counts: 'requested' },
      { name: '到位', counts: 'obtained', base: '申报', digits: 1 },
      { name: '验收', counts: 'obtained', base: null },
    ]);
    expect(of.stages.map(({ base }) => base)).toEqual([null, null, '申报', '申报', null]);
  });

  it.each<[string, Stage[], string]>([
    [
      'two of a name',
      [
        { name: '申报', counts: 'requested' },
        { name: '申报', counts: 'obtained' },
      ],
      '出现了两次',
    ],
    ['a base that is not there', [{ name: '申报', counts: 'requested', base: '审核' }], '不在这个漏斗中'],
    ['its own base', [{ name: '申报', counts: 'requested', base: '申报' }], '不能以自己为基数'],
    [
      'a circle',
      [
        { name: '甲', counts: 'requested', base: '乙' },
        { name: '乙', counts: 'requested', base: '甲' },
      ],
      '绕了一圈',
    ],
    ['none', [], '至少填写一个环节'],
  ])('are refused with %s', async (_, stages, sentence) => {
    const answer = await supervisor.post<Refused>('/api/pipelines', {
      year: 2024,
      name: `漏斗${++counter}`,
      kind: 'funds',
      stages,
    });
    expect([answer.status, answer.body.details?.[0]?.field]).toEqual([400, 'stages']);
    expect(answer.body.message).toContain(sentence);
  });

  it('change places and names, are added, and go only while nothing was entered for them', async () => {
    const of = await pipeline([
      { name: '申报', counts: 'requested' },
      { name: '审核', counts: 'requested' },
      { name: '到位', counts: 'obtained' },
    ]);
    const [first, second, third] = of.stages;
    const one = await item(of);
    await must(pass(of, one, '审核', { passedOn: '2024-05-01' }));
    const swapped = await must(
      supervisor.patch<PipelineView>(`/api/pipelines/${of.id}`, {
        version: of.version,
        stages: [
          { id: second?.id, name: '申报', counts: 'requested' },
          { id: first?.id, name: '审核', counts: 'requested', digits: 2 },
          { name: '验收', counts: 'obtained' },
        ],
      }),
    );
    expect(swapped.version).toBe(of.version + 1);
    expect(swapped.stages.map(({ id, name, base, digits }) => [id === second?.id, name, base, digits])).toEqual([
      [true, '申报', null, 0],
      [false, '审核', '申报', 2],
      [false, '验收', '审核', 0],
    ]);
    expect(swapped.stages.some(({ id }) => id === third?.id)).toBe(false);
    expect((await figures(of)).申报?.count).toBe(1);
    const refused = await supervisor.patch<Refused>(`/api/pipelines/${of.id}`, {
      stages: [{ name: '验收', counts: 'obtained' }],
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'pipeline.stage-in-use']);
    // An old version, and something new: refused with what is there.
    const stale = await supervisor.patch<Refused>(`/api/pipelines/${of.id}`, { name: '改名', version: of.version });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale']);
  });
});

describe('items', () => {
  let of: PipelineView;
  beforeAll(async () => {
    of = await pipeline([
      { name: '申报', counts: 'requested' },
      { name: '审核', counts: 'investment' },
      { name: '到位', counts: 'obtained' },
    ]);
  });

  it('are entered once, however often they are sent', async () => {
    const body = { id: randomUUID(), name: '污水处理厂', requested: '1200.5', totalInvestment: '9000' };
    const url = `/api/pipelines/${of.id}/items`;
    const [one, again] = [await supervisor.post(url, body), await supervisor.post(url, body)];
    expect([one.status, again.status, again.body]).toEqual([201, 201, one.body]);
    const { id: _, ...unnamed } = body;
    expect((await must(supervisor.post<PipelineItemView>(url, unnamed))).id).toBe(body.id);
    const other = await supervisor.post<Refused>(url, { ...body, requested: '1' });
    expect([other.status, other.body.code]).toEqual([409, 'same-id-other-body']);
    const name = await supervisor.post<Refused>(url, { ...unnamed, requested: '1' });
    expect([name.status, name.body.message]).toEqual([409, '漏斗中已有同名的条目，请核对后换一个名称。']);
    const whole = { year: 2024, name: '另一个漏斗', kind: 'reserve', stages: [{ name: '谋划', counts: 'investment' }] };
    const made = await must(supervisor.post<PipelineView>('/api/pipelines', whole));
    expect((await must(supervisor.post<PipelineView>('/api/pipelines', whole))).id).toBe(made.id);
    expect((await supervisor.post('/api/pipelines', { ...whole, kind: 'funds' })).status).toBe(409);
  });

  it('count in a stage from the month in which they pass, with the amount of the stage', async () => {
    const mine = await pipeline([
      { name: '申报', counts: 'requested' },
      { name: '审核', counts: 'investment' },
      { name: '到位', counts: 'obtained', digits: 1 },
    ]);
    const one = await item(mine, { requested: '300', totalInvestment: '1000.25' });
    const two = await item(mine, { requested: '200' });
    const three = await item(mine, {});
    for (const each of [one, two, three]) await must(pass(mine, each, '申报', { passedOn: '2024-03-31' }));
    await must(pass(mine, one, '审核', { passedOn: '2024-04-01' }));
    await must(pass(mine, two, '审核', { passedOn: '2024-05-02', amount: '77.7777' }));
    await must(pass(mine, one, '到位', { passedOn: '2024-10-31', amount: '0.0001' }));
    const march = await figures(mine, '2024-03');
    expect(march.申报).toMatchObject({ count: 3, amount: '500', withoutAmount: 1, totalInvestment: '1000.25' });
    expect(march.审核).toMatchObject({ count: 0, amount: null, rate: '0' });
    const october = await figures(mine, '2024-10');
    expect(october.审核).toMatchObject({ count: 2, amount: '1078.0277', baseCount: 3, rate: '67' });
    expect(october.到位).toMatchObject({ count: 1, amount: '0.0001', rate: '50' });
    expect((await figures(mine, '2024-09')).到位).toMatchObject({ count: 0, rate: '0' });
  });

  it('pass in order of days, not ahead of today, and twice the same is once', async () => {
    const one = await item(of);
    const day = { passedOn: '2024-06-10' };
    const first = await must(pass(of, one, '审核', day));
    expect(await must(pass(of, one, '审核', day))).toEqual(first);
    for (const [stage, passedOn, sentence] of [
      ['申报', '2024-06-11', '不能晚于环节“审核”'],
      ['到位', '2024-06-09', '不能早于环节“审核”'],
      ['到位', '2024-12-06', '不能晚于今天'],
    ] as const) {
      const { status, body } = await pass(of, one, stage, { passedOn });
      expect([status, (body as unknown as Refused).message]).toEqual([400, expect.stringContaining(sentence)]);
    }
    const moved = await must(pass(of, one, '审核', { passedOn: '2024-07-01', version: first.version }));
    expect(moved.version).toBe(2);
    expect((await pass(of, one, '审核', { passedOn: '2024-07-02', version: first.version })).status).toBe(409);
    const strange = await pipeline([{ name: '申报', counts: 'requested' }]);
    const url = `/api/pipelines/${of.id}/items/${one.id}/passages/${stageOf(strange, '申报')}`;
    expect((await supervisor.put(url, day)).status).toBe(404);
  });

  it('lose a stage from a day on, or as if they had never passed it, and say why', async () => {
    const mine = await pipeline([
      { name: '洽谈', counts: 'intended' },
      { name: '签约', counts: 'signed' },
    ]);
    const [one, two] = [await item(mine), await item(mine)];
    for (const each of [one, two]) await must(pass(mine, each, '签约', { passedOn: '2024-08-08', amount: '500' }));
    expect((await withdraw(mine, one, '签约', '')).status).toBe(400);
    expect((await withdraw(mine, one, '签约', 'reason=投资方退出&withdrawnOn=2024-08-01')).status).toBe(400);
    await must(withdraw(mine, one, '签约', `reason=${encodeURIComponent('投资方退出')}&withdrawnOn=2024-10-09`));
    await must(withdraw(mine, two, '签约', `reason=${encodeURIComponent('登记有误')}`));
    await must(withdraw(mine, two, '签约', `reason=${encodeURIComponent('登记有误')}`));
    expect((await withdraw(mine, two, '签约', `reason=${encodeURIComponent('另一个')}`)).status).toBe(404);
    const counts = ['2024-08', '2024-09', '2024-10'].map(async (month) => (await figures(mine, month)).签约?.count);
    expect(await Promise.all(counts)).toEqual([1, 1, 0]);
    const seen = await must(supervisor.get<PipelineItemView>(`/api/pipelines/${mine.id}/items/${one.id}`));
    expect([seen.passages, seen.withdrawn[0]?.reason, seen.withdrawn[0]?.withdrawnOn]).toEqual([
      [],
      '投资方退出',
      '2024-10-09',
    ]);
    // Signed again in November: both times are kept, and count in their months.
    await must(pass(mine, one, '签约', { passedOn: '2024-11-11', amount: '600' }));
    expect((await figures(mine, '2024-09')).签约).toMatchObject({ count: 1, amount: '500' });
    expect((await figures(mine, '2024-11')).签约).toMatchObject({ count: 1, amount: '600' });
    const [change] = (await t.database.query(
      `select reason, actor_id from change_record where subject_kind = 'pipeline-passage' and action = 'delete'
         and subject_id = $1`,
      [one.id],
    )) as { reason: string; actor_id: string }[];
    expect(change).toEqual({ reason: '投资方退出', actor_id: t.cast.people.supervisor });
  });

  it('change from a month on, and the months before stay as they were', async () => {
    const mine = await pipeline([{ name: '申报', counts: 'requested' }]);
    const one = await item(mine, { requested: '100', sector: '新材料' });
    await must(pass(mine, one, '申报', { passedOn: '2024-02-02' }));
    const url = `/api/pipelines/${mine.id}/items/${one.id}`;
    const changed = await must(
      supervisor.patch<PipelineItemView>(url, { requested: '150', from: '2024-06', version: one.version }),
    );
    expect([changed.requested, changed.version]).toEqual(['150', 2]);
    const amounts = async (): Promise<unknown> => [
      (await figures(mine, '2024-05')).申报?.amount,
      (await figures(mine, '2024-06')).申报?.amount,
    ];
    expect(await amounts()).toEqual(['100', '150']);
    // Said without a month it counts in all that are open, beside what was said of others.
    await must(supervisor.patch(url, { sector: '装备制造' }));
    expect(await amounts()).toEqual(['100', '150']);
    expect((await figures(mine, '2024-02')).申报?.sectors).toMatchObject([{ sector: '装备制造', count: 1 }]);
    expect((await supervisor.patch(url, { name: '改名', version: 1 })).status).toBe(409);
    expect((await supervisor.patch(url, { unitId: randomUUID() })).status).toBe(400);
    expect((await supervisor.patch(url, { projectId: randomUUID() })).status).toBe(400);
  });

  it('are found by words, stage, sector and unit, page by page', async () => {
    const mine = await pipeline([
      { name: '申报', counts: 'requested' },
      { name: '审核', counts: 'requested' },
    ]);
    const power = t.cast.units.power;
    const one = await item(mine, { name: '变电站', sector: '电力', unitId: power });
    await item(mine, { name: '管网', note: '与变电站同步' });
    await must(pass(mine, one, '审核', { passedOn: '2024-09-30' }));
    const found = async (query: string): Promise<string[]> => {
      const page = await must(
        supervisor.get<Page<PipelineItemView>>(`/api/pipelines/${mine.id}/items?${encodeURI(query)}`),
      );
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ name }) => name);
    };
    expect(await found('q=变电')).toEqual(['变电站', '管网']);
    expect(await found('sector=电力')).toEqual(['变电站']);
    expect(await found('sector=')).toEqual(['管网']);
    expect(await found(`unitId=${power}`)).toEqual(['变电站']);
    expect(await found(`stageId=${stageOf(mine, '审核')}&month=2024-09`)).toEqual(['变电站']);
    expect(await found(`stageId=${stageOf(mine, '审核')}&month=2024-08`)).toEqual([]);
    const second = await must(
      supervisor.get<Page<PipelineItemView>>(`/api/pipelines/${mine.id}/items?page=2&pageSize=1`),
    );
    expect([second.total, second.items.map(({ name }) => name)]).toEqual([2, ['管网']]);
    expect((await must(supervisor.get<PipelineView>(`/api/pipelines/${mine.id}`))).sectors).toEqual(['电力']);
  });
});

describe('totals', () => {
  it('are corrected under their version, checked, and taken back with a reason', async () => {
    const of = await pipeline([{ name: '线索', counts: 'intended' }], { kind: 'promotion' });
    await must(pass(of, await item(of), '线索', { passedOn: '2024-01-05', amount: '9' }));
    const first = await must(tally(of, '线索', '2024-09', { count: 3, amount: '30.5' }));
    expect(await must(tally(of, '线索', '2024-09', { count: 3, amount: '30.50' }))).toEqual(first);
    expect((await tally(of, '线索', '2024-09', { count: 4, version: 2 })).status).toBe(409);
    expect((await must(tally(of, '线索', '2024-09', { count: 4, version: 1 }))).version).toBe(2);
    const sectors = [
      { sector: '甲', count: 3 },
      { sector: '乙', count: 2 },
    ];
    for (const [month, body, sentence] of [
      ['2025-01', { count: 1 }, '尚未到来'],
      ['2024-09', { count: 4, sectors }, '多于总数'],
      ['2024-09', { count: -1 }, '个数应为'],
    ] as const) {
      const { status, body: told } = await tally(of, '线索', month, body);
      expect([status, (told as unknown as Refused).message]).toEqual([400, expect.stringContaining(sentence)]);
    }
    expect((await figures(of, '2024-10')).线索?.count).toBe(4);
    const url = `/api/pipelines/stages/${stageOf(of, '线索')}/tallies/2024-09`;
    expect((await supervisor.request('DELETE', url)).status).toBe(400);
    const why = `?reason=${encodeURIComponent('改为逐项填报')}`;
    expect((await supervisor.request('DELETE', url + why)).status).toBe(204);
    expect((await supervisor.request('DELETE', url + why)).status).toBe(204);
    expect((await figures(of, '2024-10')).线索).toMatchObject({ count: 1, amount: '9', tallyMonth: null });
  });
});

describe('a closed month', () => {
  it('keeps what counted in it; what changes later months only goes through', async () => {
    t.clock.set('2024-10-20T10:00:00+08:00');
    const of = await pipeline([{ name: '申报', counts: 'requested' }]);
    const [one, two] = [await item(of, { requested: '100' }), await item(of, { requested: '10' })];
    for (const each of [one, two]) await must(pass(of, each, '申报', { passedOn: '2024-08-20' }));
    const other = await pipeline([{ name: '线索', counts: 'intended' }]);
    await must(supervisor.post('/api/rollups/2024-09/close'));
    const url = `/api/pipelines/${of.id}/items/${one.id}`;
    const reason = (text: string): string => `reason=${encodeURIComponent(text)}`;
    const refused: Answer[] = [
      (await pass(of, one, '申报', { passedOn: '2024-10-01' })) as unknown as Answer,
      (await pass(of, one, '申报', { passedOn: '2024-08-20', amount: '5' })) as unknown as Answer,
      (await pass(of, await item(of), '申报', { passedOn: '2024-09-30' })) as unknown as Answer,
      await withdraw(of, one, '申报', reason('登记有误')),
      await withdraw(of, one, '申报', `${reason('已退出')}&withdrawnOn=2024-09-30`),
      await supervisor.patch(url, { requested: '200', from: '2024-09' }),
      (await tally(other, '线索', '2024-09', { count: 5 })) as unknown as Answer,
    ];
    expect(refused.map(({ status, body }) => [status, (body as unknown as Refused).code])).toEqual(
      refused.map(() => [409, 'month-closed']),
    );
    await must(supervisor.patch(url, { requested: '200' }));
    await must(withdraw(of, two, '申报', `${reason('已退出')}&withdrawnOn=2024-10-01`));
    await must(tally(other, '线索', '2024-10', { count: 5 }));
    expect((await figures(of, '2024-09')).申报).toMatchObject({ count: 2, amount: '110' });
    expect((await figures(of, '2024-10')).申报).toMatchObject({ count: 1, amount: '200' });
    // A supervisor may correct it, with a reason that is kept; the figures of the month follow when it is restated.
    const corrected = { passedOn: '2024-08-20', amount: '105', correctionReason: '漏填批复金额' };
    expect((await (await t.as('admin')).put(`${url}/passages/${stageOf(of, '申报')}`, corrected)).status).toBe(403);
    await must(pass(of, one, '申报', corrected));
    expect((await figures(of, '2024-09')).申报?.amount).toBe('115');
    const kept = (await t.database.query(`select reason from month_exception where kind = 'correction'`)) as unknown[];
    expect(kept).toEqual([{ reason: '漏填批复金额' }]);
    await t.empty('rollup_revision');
  });
});

describe('what a stage counts', () => {
  it('is a fact of the months that used it: closed ones keep it, unless a supervisor says why', async () => {
    t.clock.set('2024-10-20T10:00:00+08:00');
    const of = await pipeline([
      { name: '申报', counts: 'requested' },
      { name: '审核', counts: 'requested' },
      { name: '下达', counts: 'obtained' },
      { name: '验收', counts: 'obtained', base: null },
    ]);
    const one = await item(of, { requested: '100' });
    for (const stage of ['申报', '审核']) await must(pass(of, one, stage, { passedOn: '2024-08-20' }));
    await must(supervisor.post('/api/rollups/2024-09/close'));
    await must(pass(of, one, '下达', { passedOn: '2024-10-08', amount: '80' }));
    await must(pass(of, one, '验收', { passedOn: '2024-10-18', amount: '80' }));
    const url = `/api/pipelines/${of.id}`;
    const told = async (change: (stage: Record<string, unknown>) => object, voice = supervisor, more = {}) => {
      const { stages } = await must(supervisor.get<PipelineView>(url));
      const body = stages.map(({ id, name, base, counts, digits, aside }) => ({
        ...{ id, name, base, counts, digits, aside },
        ...change({ name }),
      }));
      return voice.patch<PipelineView & Refused>(url, { stages: body, ...more });
    };
    const only = (wanted: string, change: object) => (stage: Record<string, unknown>) =>
      stage.name === wanted ? change : {};
    const version = async () => (await must(supervisor.get<PipelineView>(url))).version;
    const before = await version();
    for (const change of [{ counts: 'investment' }, { digits: 2 }, { base: null }, { aside: true }]) {
      const { status, body } = await told(only('审核', change));
      expect([change, status, body.code]).toEqual([change, 409, 'month-closed']);
      expect(body.message).toContain('2024-09');
    }
    // Nothing came through in September, but the base had something: 0 % was published.
    expect((await told(only('下达', { base: '申报' }))).status).toBe(409);
    expect(await version()).toBe(before);
    // A name is no fact; nor is a stage that nobody used in a closed month.
    await must(told(only('下达', { name: '资金下达' })));
    await must(told(only('验收', { digits: 1 })));
    const reason = { correctionReason: '通过率应保留两位小数' };
    expect((await told(only('审核', { digits: 2 }), await t.as('admin'), reason)).status).toBe(403);
    await must(told(only('审核', { digits: 2 }), supervisor, reason));
    expect((await figures(of)).审核?.digits).toBe(2);
    const [kept] = (await t.database.query(
      `select e.reason, u.month, u.fact from month_exception e join month_exception_use u on u.exception_id = e.id
        where e.reason = $1`,
      [reason.correctionReason],
    )) as unknown[];
    expect(kept).toEqual({ reason: reason.correctionReason, month: '2024-09', fact: 'pipeline_stage' });
    await t.empty('rollup_revision');
  });
});

describe('who', () => {
  it('writes what: the bureau all, a department its own items, leaders and officers nothing', async () => {
    const of = await pipeline([{ name: '申报', counts: 'requested' }]);
    const [head, handler2, leader, officer] = await Promise.all(
      (['head', 'handler2', 'leader', 'officer'] as Actor[]).map((actor) => t.as(actor)),
    );
    const theirs = await item(of, { name: '变电所' }, head);
    expect([theirs.unitName, theirs.allowedActions]).toEqual(['供电公司', ['edit', 'pass']]);
    const items = `/api/pipelines/${of.id}/items`;
    const names = async (voice?: Voice): Promise<unknown> => {
      const page = await must((voice as Voice).get<Page<PipelineItemView>>(items));
      return page.items.map(({ name, allowedActions }) => [name, allowedActions.length]);
    };
    expect([await names(head), await names(handler2), await names(leader)]).toEqual([
      [['变电所', 2]],
      [],
      [['变电所', 0]],
    ]);
    const url = `${items}/${theirs.id}`;
    const stage = `${url}/passages/${stageOf(of, '申报')}`;
    const day = { passedOn: '2024-05-01' };
    const stages = [{ name: '申报', counts: 'requested' }];
    const allowed = async (voice: Voice | undefined): Promise<number[]> => {
      const answers = [
        await (voice as Voice).get('/api/pipelines'),
        await (voice as Voice).get(`/api/pipelines/${of.id}/figures`),
        await (voice as Voice).get(url),
        await (voice as Voice).put(stage, day),
        await (voice as Voice).patch(url, { note: '新' }),
        await (voice as Voice).patch(url, { unitId: t.cast.units.bureau }),
        await (voice as Voice).post('/api/pipelines', { year: 2024, name: '试', kind: 'funds', stages }),
        await (voice as Voice).put(`/api/pipelines/stages/${stageOf(of, '申报')}/tallies/2024-01`, { count: 1 }),
      ];
      return answers.map(({ status }) => status);
    };
    expect(await allowed(head)).toEqual([200, 200, 200, 200, 200, 403, 403, 403]);
    expect(await allowed(handler2)).toEqual([200, 200, 404, 404, 404, 404, 403, 403]);
    expect(await allowed(leader)).toEqual([200, 200, 200, 403, 403, 403, 403, 403]);
    expect(await allowed(officer)).toEqual([403, 403, 403, 403, 403, 403, 403, 403]);
    expect(await allowed(await t.as('admin'))).toEqual([200, 200, 200, 200, 200, 200, 201, 200]);
    const project = await must(
      supervisor.post<{ id: string }>('/api/projects', { name: '别家的项目', totalInvestment: '1' }),
    );
    expect((await (head as Voice).post(items, { name: '挂别家', projectId: project.id })).status).toBe(400);
  });
});
