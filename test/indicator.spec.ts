import type { IndicatorBoardGroup, IndicatorBoardRow, IndicatorBoard, IndicatorDetail } from '@app/indicator';
import type { IndicatorImportView } from '@app/exchange';
import type { Page } from '@app/platform';
import { Workbook } from 'exceljs';
import fc from 'fast-check';
import { type Actor, type Answer, startApp, type TestApp, type Voice } from './support';

interface Refused {
  code: string;
  message: string;
  details?: { field: string; message: string }[] & Record<string, unknown>;
}

let t: TestApp;
let supervisor: Voice;

beforeAll(async () => {
  t = await startApp({ SESSION_HOURS: 24 * 366 * 100 });
  supervisor = await t.as('supervisor');
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-11-05T10:00:00+08:00'));

async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body;
}

let counter = 0;
const groups = new Map<number, Promise<IndicatorDetail>>();
/** The first-level indicator of a year that the others stand under. */
const group = (year: number): Promise<IndicatorDetail> => {
  const made =
    groups.get(year) ??
    must(
      supervisor.post<IndicatorDetail>('/api/indicators', {
        ...{ year, code: '1', name: '经济发展', level: 1, kind: 'share' },
      }),
    );
  groups.set(year, made);
  return made;
};
async function indicator(more: object = {}, year = 2024): Promise<IndicatorDetail> {
  const parentId = (await group(year)).id;
  const code = `1.${++counter}`;
  const body = { year, code, name: `指标${code}`, level: 2, parentId, kind: 'amount', unit: '亿元', ...more };
  return must(supervisor.post<IndicatorDetail>('/api/indicators', body));
}
const enter = (id: string, month: string, value: string, more: object = {}, voice = supervisor) =>
  voice.put<Record<string, unknown> & Refused>(`/api/indicators/${id}/actuals/${month}`, { value, ...more });
const split = (id: string, items: object[], more: object = {}) =>
  supervisor.put<IndicatorDetail & Refused>(`/api/indicators/${id}/split`, { items, ...more });
const board = (query: string, voice = supervisor): Promise<IndicatorBoard> =>
  must(voice.get<IndicatorBoard>(`/api/indicators/board?${query}`));
const rowsOf = ({ items }: IndicatorBoard): IndicatorBoardRow[] =>
  items.flatMap((one) => [one as IndicatorBoardRow, ...one.children]);
async function row(id: string, month: string, voice = supervisor): Promise<IndicatorBoardRow> {
  const found = rowsOf(await board(`month=${month}`, voice)).find((one) => one.id === id);
  if (!found) throw new Error(`not on the board of ${month}`);
  return found;
}

describe('the arithmetic', () => {
  type Case = [
    name: string,
    facts: object,
    actual: { value: string; yearBefore?: string; statedShare?: string },
    figures: Partial<IndicatorBoardRow>,
  ];
  const cases: Case[] = [
    [
      'village works: 81 of 104',
      { kind: 'count', unit: '个', target: '104' },
      { value: '81' },
      {
        ...{ actual: '81', target: '104', remaining: '23', completionRate: '77.88', reached: false, light: 'green' },
      },
    ],
    [
      '460 km, stated as 87 % of a whole that nobody tells',
      { kind: 'count', unit: '公里' },
      { value: '460', statedShare: '87' },
      {
        ...{ actual: '460', target: null, completionRate: '87', rateStated: true, remaining: null, light: 'none' },
      },
    ],
    ['half up, not half even', { target: '800' }, { value: '1' }, { completionRate: '0.13' }],
    ['to the digits of the indicator', { target: '57', digits: 0 }, { value: '44' }, { completionRate: '77' }],
    ['decimals are exact', { target: '0.3' }, { value: '0.1' }, { completionRate: '33.33', remaining: '0.2' }],
    ['a target of zero has no rate', { target: '0' }, { value: '5' }, { completionRate: null, reached: true }],
    ['no target', {}, { value: '5' }, { completionRate: null, reached: null, light: 'none', difference: null }],
    ['growth of a total', { target: '100' }, { value: '63', yearBefore: '60' }, { growth: '5.00', change: '3' }],
    ['a base of zero says nothing of growth', {}, { value: '63', yearBefore: '0' }, { growth: null, change: '63' }],
    ['a negative base neither', {}, { value: '63', yearBefore: '-5' }, { growth: null, change: '68' }],
    ['no base', {}, { value: '63' }, { growth: null, change: null, yearBefore: null }],
    [
      'a growth reaches its target in percentage points',
      { kind: 'growth', unit: '%', target: '9.5' },
      { value: '9.8' },
      {
        ...{ completionRate: null, difference: '0.3', reached: true, light: 'green', growth: null },
      },
    ],
    [
      'half a point below',
      { kind: 'growth', unit: '%', target: '9.5' },
      { value: '9' },
      {
        ...{ difference: '-0.5', reached: false, light: 'yellow' },
      },
    ],
    ['two points below', { kind: 'growth', unit: '%', target: '9.5' }, { value: '7.5' }, { light: 'red' }],
    [
      'a rank: less is better',
      { kind: 'rank', unit: '位', target: '3' },
      { value: '2' },
      {
        ...{ completionRate: null, difference: '-1', reached: true, light: 'green' },
      },
    ],
    [
      'a rank that is not reached',
      { kind: 'rank', unit: '位', target: '3' },
      { value: '7' },
      {
        ...{ difference: '4', reached: false, light: 'red' },
      },
    ],
    [
      'less is better: within the limit',
      { direction: 'less', target: '46' },
      { value: '44.2' },
      {
        ...{ completionRate: '96.09', reached: true, remaining: null, light: 'green' },
      },
    ],
    [
      'less is better: above the limit',
      { direction: 'less', target: '46' },
      { value: '52' },
      {
        ...{ reached: false, light: 'red' },
      },
    ],
    [
      'a share is a level, not time’s matter',
      { kind: 'share', unit: '%', target: '2.5' },
      { value: '2.4' },
      {
        ...{ completionRate: '96.00', light: 'yellow', remaining: null },
      },
    ],
    ['more than asked for', { target: '100' }, { value: '120' }, { remaining: '0', completionRate: '120.00' }],
    // 75 of 100 in September would be on time; 74.9 is not.
    ['behind the time that has passed', { target: '100' }, { value: '74.9' }, { light: 'yellow' }],
  ];
  test.each(cases)('%s', async (_, facts, actual, figures) => {
    const { id } = await indicator(facts);
    await must(enter(id, '2024-09', actual.value, actual));
    expect(await row(id, '2024-09')).toMatchObject(figures);
  });

  test('the year before is the entry of the same code, unit and kind; the source’s own number goes first', async () => {
    const last = await indicator({ code: '1.901' }, 2023);
    const other = await indicator({ code: '1.902', unit: '万元' }, 2023);
    await must(enter(last.id, '2023-10', '80'));
    await must(enter(last.id, '2023-09', '70'));
    await must(enter(other.id, '2023-10', '800000'));
    const [now, apart] = [await indicator({ code: '1.901' }), await indicator({ code: '1.902' })];
    for (const { id } of [now, apart]) await must(enter(id, '2024-10', '88'));
    expect(await row(now.id, '2024-10')).toMatchObject({ yearBefore: '80', growth: '10.00' });
    expect(await row(apart.id, '2024-10')).toMatchObject({ yearBefore: null, growth: null });
    await must(enter(now.id, '2024-10', '88', { yearBefore: '77' }));
    expect(await row(now.id, '2024-10')).toMatchObject({ yearBefore: '77', growth: '14.29' });
    await must(enter(now.id, '2024-10', '88', { yearBefore: null }));
    expect(await row(now.id, '2024-10')).toMatchObject({ yearBefore: '80' });
  });

  test('a month without an entry shows the last one and says of when it is', async () => {
    const { id } = await indicator({ target: '120' });
    await must(enter(id, '2024-09', '90'));
    await must(
      split(id, [
        { month: '2024-09', target: '80' },
        { month: '2024-10', target: '100' },
      ]),
    );
    const october = await row(id, '2024-10');
    expect(october).toMatchObject({ actual: '90', actualMonth: '2024-09', split: '80', splitMonth: '2024-09' });
    expect(october).toMatchObject({ progressRate: '112.50', light: 'green' });
    expect(await row(id, '2024-08')).toMatchObject({ actual: null, actualMonth: null, light: 'none' });
  });

  test('what all units have reported makes the whole, and not before', async () => {
    const { power, land } = t.cast.units;
    const { id } = await indicator({ target: '100' });
    await must(
      split(id, [
        { unitId: power, target: '60' },
        { unitId: land, target: '50' },
      ]),
    );
    await must(enter(id, '2024-10', '30', { unitId: power }));
    expect(await row(id, '2024-10')).toMatchObject({ actual: null, light: 'none' });
    await must(enter(id, '2024-10', '40.5', { unitId: land }));
    const sum = await row(id, '2024-10');
    expect(sum).toMatchObject({ actual: '70.5', actualFrom: 'units', completionRate: '70.50' });
    expect(
      sum.units.map(({ unitName, target, actual, completionRate }) => [unitName, target, actual, completionRate]),
    ).toEqual(
      expect.arrayContaining([
        ['供电公司', '60', '30', '50.00'],
        ['自然资源和规划局', '50', '40.5', '81.00'],
      ]),
    );
    await must(enter(id, '2024-10', '69'));
    expect(await row(id, '2024-10')).toMatchObject({ actual: '69', actualFrom: 'entered' });
  });

  test('a target revised within the year leaves the months before as they were', async () => {
    const { id, version } = await indicator({ target: '100' });
    for (const [month, value] of [
      ['2024-08', '50'],
      ['2024-10', '90'],
    ] as const)
      await must(enter(id, month, value));
    await must(supervisor.patch(`/api/indicators/${id}`, { target: '120', targetFrom: '2024-09', version }));
    expect(await row(id, '2024-08')).toMatchObject({ target: '100', completionRate: '50.00' });
    expect(await row(id, '2024-10')).toMatchObject({ target: '120', completionRate: '75.00' });
    const { targets, target } = await must(supervisor.get<IndicatorDetail>(`/api/indicators/${id}`));
    expect([target, ...targets.map(({ from }) => from)]).toEqual(['120', '2024-09', '2024-01']);
  });

  test('rates and growth of any numbers are those of exact fractions', async () => {
    const { id } = await indicator({ digits: 3 });
    const four = fc.integer({ min: 1, max: 10 ** 9 });
    const text = (n: number): string => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`;
    // Half up in whole numbers, the long way round.
    const percent = (part: bigint, whole: bigint): string => {
      const sign = part < 0n ? '-' : '';
      const size = part < 0n ? -part : part;
      const thousandths = (size * 100_000n * 2n + whole) / (whole * 2n);
      const digits = String(thousandths).padStart(4, '0');
      return `${thousandths === 0n ? '' : sign}${digits.slice(0, -3)}.${digits.slice(-3)}`;
    };
    await fc.assert(
      fc.asyncProperty(four, four, four, async (actual, target, before) => {
        await must(supervisor.patch(`/api/indicators/${id}`, { target: text(target), targetFrom: '2024-01' }));
        await must(enter(id, '2024-10', text(actual), { yearBefore: text(before) }));
        const { completionRate, growth } = await row(id, '2024-10');
        expect(completionRate).toBe(percent(BigInt(actual), BigInt(target)));
        expect(growth).toBe(percent(BigInt(actual - before), BigInt(before)));
      }),
      { numRuns: 12 },
    );
  });
});

describe('the split', () => {
  test('months since January never fall, and December is the target of the year', async () => {
    const { id } = await indicator({ target: '100' });
    const refused = await split(id, [
      { month: '2024-03', target: '30' },
      { month: '2024-06', target: '29' },
    ]);
    expect([refused.status, refused.body.details?.[0]?.field]).toEqual([400, 'items.1.target']);
    expect(refused.body.message).toContain('6 月的 29 不能小于 3 月的 30');
    expect((await split(id, [{ month: '2024-12', target: '99' }])).body.message).toContain('应等于全年目标 100');
    expect((await split(id, [{ month: '2023-12', target: '100' }])).status).toBe(400);
    expect(
      (
        await split(id, [
          { month: '2024-06', target: '5' },
          { month: '2024-06', target: '6' },
        ])
      ).status,
    ).toBe(400);
    expect((await split(id, [{ target: '5' }])).status).toBe(400);
    expect((await must(supervisor.get<IndicatorDetail>(`/api/indicators/${id}`))).split).toEqual([]);
  });

  test('any rising months are kept as they are, any falling ones refused', async () => {
    const { id } = await indicator({ target: '1000' });
    const months = Array.from({ length: 11 }, (_, index) => `2024-${String(index + 1).padStart(2, '0')}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 11, maxLength: 11 }),
        async (numbers) => {
          const items = (values: number[]) => values.map((value, at) => ({ month: months[at], target: String(value) }));
          const rising = [...numbers].sort((a, b) => a - b);
          const kept = await must(split(id, items(rising)));
          expect(kept.split.map(({ month, target }) => [month, target])).toEqual(
            rising.map((value, at) => [months[at], String(value)]),
          );
          const falls = numbers.some((value, at) => at > 0 && value < (numbers[at - 1] as number));
          expect((await split(id, items(numbers))).status).toBe(falls ? 400 : 200);
        },
      ),
      { numRuns: 10 },
    );
  });

  test('a growth may fall from month to month', async () => {
    const { id } = await indicator({ kind: 'growth', unit: '%', target: '8' });
    await must(
      split(id, [
        { month: '2024-03', target: '9' },
        { month: '2024-06', target: '8.5' },
      ]),
    );
    await must(enter(id, '2024-06', '8.2'));
    expect(await row(id, '2024-06')).toMatchObject({ split: '8.5', light: 'yellow', reached: true });
  });

  test('says where units together do not make the whole', async () => {
    const { id } = await indicator({ target: '100' });
    const { splitNote } = await must(
      split(id, [
        { unitId: t.cast.units.power, target: '60' },
        { unitId: t.cast.units.land, target: '50' },
      ]),
    );
    expect(splitNote).toBe('各单位目标合计 110亿元，比年度目标多 10亿元。');
  });
});

describe('writing', () => {
  test('the same again changes nothing; a stale version is told what is there', async () => {
    const made = await indicator({ target: '10' });
    const again = { year: 2024, code: made.code, name: made.name, level: 2, parentId: made.parentId };
    const body = { ...again, kind: 'amount', unit: '亿元', target: '10' };
    expect((await must(supervisor.post<IndicatorDetail>('/api/indicators', body))).id).toBe(made.id);
    const clash = await supervisor.post<Refused>('/api/indicators', { ...body, name: '另一个' });
    expect([clash.status, clash.body.code]).toEqual([409, 'indicator.code-taken']);

    const path = `/api/indicators/${made.id}`;
    const changed = await must(supervisor.patch<IndicatorDetail>(path, { name: '新名称', version: 1 }));
    expect(changed.version).toBe(2);
    expect((await must(supervisor.patch<IndicatorDetail>(path, { name: '新名称', version: 1 }))).version).toBe(2);
    const stale = await supervisor.patch<Refused>(path, { name: '第三个', version: 1 });
    expect([stale.status, stale.body.details?.version, stale.body.details?.name]).toEqual([409, 2, '新名称']);

    const items = [{ month: '2024-06', target: '5' }];
    expect((await must(split(made.id, items, { version: 2 }))).version).toBe(3);
    expect((await must(split(made.id, items, { version: 2 }))).version).toBe(3);
    expect((await split(made.id, [], { version: 2 })).status).toBe(409);

    expect((await must(enter(made.id, '2024-10', '7'))).version).toBe(1);
    expect((await must(enter(made.id, '2024-10', '7.00', { version: 9 }))).version).toBe(1);
    expect((await must(enter(made.id, '2024-10', '8', { version: 1 }))).version).toBe(2);
    const late = await enter(made.id, '2024-10', '9', { version: 1 });
    expect([late.status, late.body.details?.value]).toEqual([409, '8']);
    const { items: changes } = await must(
      supervisor.get<Page<{ kind: string; action: string; actorName: string }>>(`${path}/changes`),
    );
    expect(changes.map(({ kind, action }) => `${kind} ${action}`)).toEqual([
      ...['indicator-actual update', 'indicator-actual create', 'indicator-split update', 'indicator update'],
      'indicator create',
    ]);
    expect(new Set(changes.map(({ actorName }) => actorName))).toEqual(new Set(['赵督办']));
  });

  test.each<[string, (id: string) => Promise<Answer<Refused>>, string]>([
    ['a month of another year', (id) => enter(id, '2023-10', '1'), 'month'],
    ['a month that has not come', (id) => enter(id, '2024-12', '1'), 'month'],
    ['a float', (id) => supervisor.put(`/api/indicators/${id}/actuals/2024-10`, { value: 1.5 }), 'value'],
    ['five decimals', (id) => enter(id, '2024-10', '1.00001'), 'value'],
    ['a unit that is not there', (id) => enter(id, '2024-10', '1', { unitId: id }), 'unitId'],
    ['a stated share beside a target', (id) => enter(id, '2024-10', '1', { statedShare: '5' }), 'statedShare'],
    ['a parent of the second level', (id) => supervisor.patch(`/api/indicators/${id}`, { parentId: id }), 'parentId'],
    ['a rank that grows', (id) => supervisor.patch(`/api/indicators/${id}`, { kind: 'rank' }), 'direction'],
  ])('%s is refused with its field', async (_, write, field) => {
    const { id } = await indicator({ target: '10' });
    const { status, body } = await write(id);
    expect([status, body.details?.[0]?.field]).toEqual([400, field]);
    expect(body.message).toMatch(/[一-龥]/);
  });

  test('a place of a rank is a whole number', async () => {
    const { id } = await indicator({ kind: 'rank', unit: '位', target: '3' });
    expect((await enter(id, '2024-10', '2.5')).body.message).toBe('位次应为正整数。');
    expect((await enter(id, '2024-10', '0')).status).toBe(400);
  });

  test('one made by mistake goes, but not while something hangs on it', async () => {
    const { id } = await indicator();
    const remove = (path: string, voice = supervisor) => voice.request<Refused>('DELETE', path);
    await must(enter(id, '2024-10', '7', { unitId: t.cast.units.power }));
    expect((await remove(`/api/indicators/${id}`)).body.code).toBe('indicator.has-actuals');
    expect((await remove(`/api/indicators/${(await group(2024)).id}`)).body.code).toBe('indicator.has-children');
    const entry = `/api/indicators/${id}/actuals/2024-10?unitId=${t.cast.units.power}`;
    expect((await remove(`${entry}&version=2`)).status).toBe(409);
    for (let time = 0; time < 2; time++) expect((await remove(entry)).status).toBe(204);
    for (let time = 0; time < 2; time++) expect((await remove(`/api/indicators/${id}`)).status).toBe(204);
    expect((await supervisor.get(`/api/indicators/${id}`)).status).toBe(404);
  });
});

describe('who may', () => {
  let own: IndicatorDetail;
  let others: IndicatorDetail;
  beforeAll(async () => {
    own = await indicator({ target: '10', unitId: t.cast.units.power });
    others = await indicator({ target: '10', unitId: t.cast.units.bureau });
  });

  test.each<[Actor, set: number, enterOwn: number, enterOther: number, seeOther: number]>([
    ['supervisor', 200, 200, 200, 200],
    ['admin', 200, 200, 200, 200],
    ['leader', 403, 403, 403, 200],
    ['head', 403, 200, 403, 200],
    ['handler', 403, 200, 404, 404],
    ['handler2', 403, 404, 404, 404],
    ['officer', 403, 403, 403, 403],
  ])('%s', async (actor, ...statuses) => {
    const voice = await t.as(actor);
    const answers = [
      await voice.patch(`/api/indicators/${own.id}`, { source: `${actor}说` }),
      await enter(own.id, '2024-10', '5', { note: actor }, voice),
      await enter(others.id, '2024-10', '5', { note: actor }, voice),
      await voice.get(`/api/indicators/${others.id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  test('a unit with a part of it sees it and enters its own part, not the whole', async () => {
    const [handler, { units }] = [await t.as('handler2'), t.cast];
    await must(split(others.id, [{ unitId: units.land, target: '4' }]));
    expect((await enter(others.id, '2024-10', '3', { unitId: units.land }, handler)).status).toBe(200);
    expect((await enter(others.id, '2024-10', '3', {}, handler)).body.code).toBe('not-your-indicator');
    expect((await enter(others.id, '2024-10', '3', { unitId: units.power }, handler)).status).toBe(403);
    const seen = await board('month=2024-10', handler);
    const mine = seen.items.find((one: IndicatorBoardGroup) => one.id === others.parentId);
    expect(mine?.children.map(({ id, allowedActions }) => [id, allowedActions])).toContainEqual([others.id, ['enter']]);
    expect(rowsOf(seen).some(({ id }) => id === own.id)).toBe(false);
  });
});

describe('a closed month', () => {
  let made: IndicatorDetail;
  const close = (month: string) => must(supervisor.post(`/api/rollups/${month}/close`));
  beforeAll(async () => {
    const { power, land } = t.cast.units;
    const facts = { target: '100', unitId: power };
    const before = await indicator({ code: '1.950', ...facts }, 2021);
    await must(enter(before.id, '2021-08', '40'));
    made = await indicator({ code: '1.950', ...facts }, 2022);
    await must(
      split(made.id, [
        { month: '2022-08', target: '60' },
        { unitId: land, target: '70' },
      ]),
    );
    await must(enter(made.id, '2022-08', '50'));
    await close('2022-09');
  });

  test.each<[string, () => Promise<Answer<Refused>>]>([
    ['its own entry', () => enter(made.id, '2022-09', '60')],
    ['the entry that still counts in it', () => enter(made.id, '2022-08', '51')],
    [
      'an entry of the year before that its growth rests on',
      async () => {
        const { items } = await must(supervisor.get<Page<IndicatorDetail>>('/api/indicators?year=2021&q=1.950'));
        return enter(items[0]?.id ?? '', '2021-08', '41');
      },
    ],
    [
      'the target that counted',
      () => supervisor.patch(`/api/indicators/${made.id}`, { target: '120', targetFrom: '2022-05' }),
    ],
    [
      'the split that counted',
      () =>
        split(made.id, [
          { month: '2022-08', target: '61' },
          { unitId: t.cast.units.land, target: '70' },
        ]),
    ],
    ['that there is an entry', () => supervisor.request('DELETE', `/api/indicators/${made.id}/actuals/2022-08`)],
  ])('keeps %s', async (_, write) => {
    const { status, body } = await write();
    expect([status, body.code]).toEqual([409, 'month-closed']);
    expect(body.message).toContain('2022-09 已月结');
    expect(await row(made.id, '2022-09')).toMatchObject({ actual: '50', target: '100', growth: '25.00', split: '60' });
  });

  test('what comes after it is free, and a new target counts from there', async () => {
    await must(enter(made.id, '2022-10', '70'));
    await must(supervisor.patch(`/api/indicators/${made.id}`, { target: '120' }));
    await must(
      split(made.id, [
        ...[
          { month: '2022-08', target: '60' },
          { month: '2022-11', target: '110' },
        ],
        { unitId: t.cast.units.land, target: '90' },
      ]),
    );
    expect(await row(made.id, '2022-09')).toMatchObject({ target: '100', actual: '50' });
    expect(await row(made.id, '2022-12')).toMatchObject({ target: '120', actual: '70' });
    const units = ({ units }: IndicatorBoardRow) => units.map(({ unitName, target }) => [unitName, target]);
    expect(units(await row(made.id, '2022-09'))).toEqual([['自然资源和规划局', '70']]);
    expect(units(await row(made.id, '2022-12'))).toEqual([['自然资源和规划局', '90']]);
    const { targets } = await indicator({ target: '5' }, 2022);
    expect(targets.map(({ from }) => from)).toEqual(['2022-10']);
  });

  test('a supervisor corrects it with a reason that stays, nobody else does', async () => {
    const reason = { correctionReason: '统计局核减，数据已更正。' };
    expect((await enter(made.id, '2022-09', '52', reason, await t.as('head'))).status).toBe(403);
    await must(enter(made.id, '2022-09', '52', reason));
    expect(await row(made.id, '2022-09')).toMatchObject({ actual: '52' });
    const { items } = await must(
      supervisor.get<Page<{ kind: string; reason: string }>>(`/api/indicators/${made.id}/changes`),
    );
    expect(items[0]).toMatchObject({ kind: 'indicator-actual', reason: reason.correctionReason });
    expect((await enter(made.id, '2022-09', '53')).status).toBe(409);
  });

  test('holds also against SQL', async () => {
    await expect(
      t.database.query('update indicator_actual set value = 1 where indicator_id = $1', [made.id]),
    ).rejects.toThrow('closed: ');
    await expect(t.database.query('truncate indicator_actual')).rejects.toThrow('closed: ');
  });
});

describe('a workbook', () => {
  type Rows = (string | number | null | object)[][];
  const HEAD = [
    '编号',
    '上级编号',
    '指标名称',
    '计量单位',
    '类型',
    '方向',
    '小数位',
    '年度目标',
    '责任单位',
    '数据来源',
  ];
  const MONTHS = ['编号', '指标名称', '单位', ...Array.from({ length: 12 }, (_, index) => `${index + 1}月`)];
  const months = (code: string, unit: string | null, values: Record<number, unknown>): Rows[number] => [
    ...[code, null, unit],
    ...Array.from({ length: 12 }, (_, index) => (values[index + 1] as string | undefined) ?? null),
  ];
  async function bookOf(sheets: Record<string, Rows>): Promise<Buffer> {
    const book = new Workbook();
    for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
    return Buffer.from(await book.xlsx.writeBuffer());
  }
  const send = (bytes: Buffer, voice = supervisor, year = 2020) => {
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n';
    const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]);
    return voice.request<IndicatorImportView & Refused>('POST', `/api/indicators/import?year=${year}`, payload, {
      'content-type': 'multipart/form-data; boundary=x',
    });
  };
  const counts = ({ created, changed, unchanged, failed }: IndicatorImportView) => [
    created,
    changed,
    unchanged,
    failed,
  ];
  const record = async (): Promise<number> => {
    const [row] = (await t.database.query('select count(*)::int as count from change_record')) as [{ count: number }];
    return row.count;
  };
  let good: Buffer;

  beforeAll(async () => {
    good = await bookOf({
      指标: [
        ['2020年指标'],
        HEAD,
        ['2.1', '2', '固定资产投资', '亿元', '总量', null, 1, 150, '供电公司', '统计局'],
        ['2', null, '项目建设', null, '占比', '越高越好', null, null, null, null],
        ['2.2', '2', '投资增速', '%', '增速', '越高越好', 2, { formula: '4+8', result: 12 }, null, null],
      ],
      目标分解: [
        ['编号', '指标名称', '单位', '全年', ...MONTHS.slice(3)],
        ['2.1', null, null, null, null, null, 30, null, null, 70],
        ['2.1', null, '自然资源和规划局', 60, null, null, 12],
      ],
      // A sum of binary fractions, full-width digits, a percent format's text.
      完成情况: [MONTHS, months('2.1', null, { 3: 0.1 + 0.2, 6: '８０．５' }), months('2.2', null, { 3: '12.5%' })],
      上年同期: [MONTHS, months('2.1', null, { 6: 70 })],
    });
  });

  test('makes indicators, splits and actuals; the same again changes nothing', async () => {
    const first = await must(send(good));
    expect([first.faults, counts(first)]).toEqual([[], [5, 3, 0, 0]]);
    const [invest, growth] = (await board('month=2020-06')).items.flatMap(({ children }) => children);
    expect(invest).toMatchObject({
      ...{ code: '2.1', name: '固定资产投资', unitName: '供电公司', target: '150', split: '70', actual: '80.5' },
      ...{ completionRate: '53.7', growth: '15.0', yearBefore: '70' },
    });
    expect(invest?.units).toMatchObject([{ unitName: '自然资源和规划局', target: '60', split: '12' }]);
    expect(growth).toMatchObject({ code: '2.2', direction: 'more', target: '12', actual: '12.5', reached: true });
    const before = await record();
    expect(counts(await must(send(good)))).toEqual([0, 0, 8, 0]);
    expect(await record()).toBe(before);
  });

  test('as the template comes out it goes in again', async () => {
    const template = await supervisor.bytes('/api/indicators/template?year=2020');
    expect(template.status).toBe(200);
    const before = await record();
    const again = await must(send(template.bytes));
    expect([again.faults, again.created, again.changed, again.failed]).toEqual([[], 0, 0, 0]);
    expect(again.unchanged).toBeGreaterThan(7);
    expect(await record()).toBe(before);
  });

  test('names each bad row with sheet, row and column, and keeps what is right', async () => {
    const { body } = await send(
      await bookOf({
        指标: [
          HEAD,
          ['2.3', '2', '对的一行', '个', '数量', null, 0, 104, null, null],
          ['2.4', '9', '上级不存在', '个', '数量', null, 0, 1, null, null],
          ['2.5', '2', '类型不对', '个', '多少', null, 0, 1, null, null],
          ['2.6', '2', '目标不是数', '个', '数量', null, 0, '一百', null, null],
          ['2.7', '2', '没有这个单位', '个', '数量', null, 0, 1, '某局', null],
          ['', '2', '没有编号', '个', '数量', null, 0, 1, null, null],
          ['2.8', '2', '位次越高越好', '位', '位次', '越高越好', 0, 1, null, null],
        ],
        目标分解: [
          ['编号', '单位', ...MONTHS.slice(3)],
          ['2.3', null, 50, 40],
        ],
        完成情况: [MONTHS, months('2.3', null, { 8: 80, 9: 81, 10: 'x', 11: 1.23456 }), months('2.99', null, { 9: 1 })],
      }),
    );
    expect(body.faults.map(({ sheet, row, column, message }) => [sheet, row, column, message])).toEqual([
      ['指标', 3, '上级编号', '没有编号为“9”的一级指标，请先建立。'],
      ['指标', 4, '类型', '类型“多少”不在可选范围内，请填 总量、增速、位次、数量、占比。'],
      ['指标', 5, '年度目标', '“一百”不是数字，请改正。'],
      ['指标', 6, '责任单位', '没有名为“某局”的单位，请核对名称。'],
      ['指标', 7, '编号', '编号为 1 至 20 位数字、字母、点或横线，以数字或字母开头。'],
      ['指标', 8, '方向', '位次类指标越低越好，请改正方向。'],
      ['目标分解', 2, '2月', '月份目标是 1 月以来的累计数：2 月的 40 不能小于 1 月的 50。'],
      ['完成情况', 2, '10月', '“x”不是数字，请改正。'],
      ['完成情况', 2, '11月', '“1.23456”超出范围：整数部分最多 12 位，小数最多 4 位。'],
      ['完成情况', 3, '编号', '2020 年没有编号为“2.99”的指标，请核对编号或先建立指标。'],
    ]);
    const kept = rowsOf(await board('month=2020-09')).find(({ code }) => code === '2.3');
    expect(kept).toMatchObject({ actual: '81', actualMonth: '2020-09', remaining: '23', completionRate: '78' });
    expect(kept?.split).toBeNull();
  });

  test('a department brings the actuals of its own and nothing else', async () => {
    const handler = await t.as('handler');
    const { body } = await send(
      await bookOf({
        指标: [HEAD, ['2.1', '2', '改名', null, '总量', null, null, 1, null, null]],
        完成情况: [MONTHS, months('2.1', null, { 7: 90 }), months('2.2', null, { 7: 9 })],
      }),
      handler,
    );
    expect(body.faults.map(({ sheet, row }) => [sheet, row])).toEqual([
      ['指标', 2],
      ['完成情况', 3],
    ]);
    expect(rowsOf(await board('month=2020-07')).find(({ code }) => code === '2.1')).toMatchObject({
      ...{ name: '固定资产投资', target: '150', actual: '90' },
    });
    expect((await send(good, await t.as('leader'))).status).toBe(403);
  });

  test.each<[string, () => Promise<Buffer>, string]>([
    ['no workbook', () => Promise.resolve(Buffer.from('编号,名称')), 'import.not-a-sheet'],
    ['a workbook of something else', () => bookOf({ 项目: [['名称']] }), 'import.nothing'],
  ])('%s is refused whole', async (_, bytes, code) => {
    const { status, body } = await send(await bytes());
    expect([status, body.code]).toEqual([400, code]);
  });

  test('the board leaves as a sheet with the same numbers, and nothing in it is a formula', async () => {
    await indicator({ name: '=1+1', target: '8' }, 2020);
    const { bytes, status } = await supervisor.bytes('/api/indicators/export?year=2020&month=2020-06');
    expect(status).toBe(200);
    const book = new Workbook();
    await book.xlsx.load(bytes as never);
    const rows = book.getWorksheet('指标')?.getRows(1, 20) ?? [];
    const texts = rows.map((line) => (line.values as unknown[]).slice(1).map(String));
    expect(texts[0]?.[0]).toContain('2020年指标完成情况（截至6月）');
    const invest = texts.find(([code]) => code === '2.1');
    expect(invest).toEqual(expect.arrayContaining(['150', '70', '80.5', '6月', '53.7%', '15.0%']));
    expect(texts.flat().filter((text) => text.includes('=1+1'))).toEqual(['\u3000=1+1']);
  });
});
