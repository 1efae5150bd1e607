import { type FigureAddress, figureCode, figureCodes, codeFor, type FigureKey } from '@app/rollup';
import { startApp, type TestApp } from './support';

let t: TestApp;
beforeAll(async () => {
  t = await startApp({ SESSION_HOURS: 24 * 366 * 10 });
});
afterAll(() => t.close());

const figure = (more: Partial<FigureKey> = {}): FigureKey => ({
  month: '2024-10',
  revision: 1,
  measure: 'investment.rate',
  scopeKind: 'total',
  scopeId: '',
  ...more,
});
const make = (figures: FigureKey[]): Promise<string[]> => t.database.transaction((tx) => figureCodes(tx, figures));

describe('the codes of figures', () => {
  it('are made once, however many ask at the same time', async () => {
    const many = Array.from({ length: 300 }, (_, index) => figure({ scopeKind: 'unit', scopeId: String(index) }));
    const backward = [...many].reverse();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => make(n % 2 === 0 ? many : backward)));
    const [first = []] = answers;
    for (const [n, codes] of answers.entries()) expect(n % 2 === 0 ? codes : [...codes].reverse()).toEqual(first);
    expect(new Set(first).size).toBe(300);
    for (const code of first) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
    const [{ count }] = (await t.database.query('select count(*)::int as count from figure_code')) as [
      { count: number },
    ];
    expect(count).toBe(300);
  });

  it('tell months, revisions, measures and scopes apart, and repeat themselves', async () => {
    const figures = [
      figure(),
      figure({ month: '2024-09' }),
      figure({ revision: 2 }),
      figure({ measure: 'investment.plan' }),
      figure({ scopeKind: 'list', scopeId: 'x' }),
    ];
    const codes = await make(figures);
    expect(new Set(codes).size).toBe(figures.length);
    expect(await make([...figures, ...figures])).toEqual([...codes, ...codes]);
    expect(
      await t.database.transaction((tx) => figureCode(tx, '2024-10', 2, 'investment.rate', { kind: 'total', id: '' })),
    ).toBe(codes[2]);
  });

  it('step aside where another figure has the code', async () => {
    const [mine, other] = [figure({ scopeKind: 'list', scopeId: 'a' }), figure({ scopeKind: 'list', scopeId: 'b' })];
    await t.database.query(
      `insert into figure_code (code, month, revision, measure, scope_kind, scope_id) values ($1, '2020-01', 1, 'm', 'total', '')`,
      [codeFor(mine, 0)],
    );
    expect(await make([mine, other])).toEqual([codeFor(mine, 1), codeFor(other, 0)]);
  });

  it('stay: the record refuses changes', async () => {
    for (const sql of [`update figure_code set measure = 'x'`, 'delete from figure_code', 'truncate figure_code'])
      await expect(t.database.query(sql)).rejects.toMatchObject({ constraint: 'append_only' });
  });

  it('lead to their figure, as typed by hand; others are told what a code looks like', async () => {
    const leader = await t.as('leader');
    const [code = ''] = await make([figure()]);
    const typed = encodeURIComponent(` ${code.toLowerCase().slice(0, 3)} ${code.slice(3)} `);
    expect((await leader.get<FigureAddress>(`/api/figures/${typed}`)).body).toEqual({ code, ...figure() });
    for (const wrong of ['222222', 'O0I1O0', 'zzz', '%00']) {
      const { status, body } = await leader.get<{ code: string; message: string }>(`/api/figures/${wrong}`);
      expect([wrong, status < 500 && status >= 400]).toEqual([wrong, true]);
      expect(body.message).toMatch(/编码/);
    }
    expect((await leader.get('/api/figures/222222')).status).toBe(404);
  });

  it('are not for those who do not read the month', async () => {
    const [code = ''] = await make([figure()]);
    for (const actor of ['officer', 'handler'] as const)
      expect((await (await t.as(actor)).get(`/api/figures/${code}`)).status).toBe(403);
    expect((await t.anonymous.get(`/api/figures/${code}`)).status).toBe(401);
  });
});
