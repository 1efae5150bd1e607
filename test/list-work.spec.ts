import { randomUUID } from 'node:crypto';
import type { BatchResults } from '@app/desk';
import type { IssueView } from '@app/ledger';
import { Workbook } from 'exceljs';
import { type Actor, type Answer, PASSWORD, startApp, type TestApp } from './support';
import { unzipped } from './support/unzip';

// What is done with many rows of the list at once: batches, and the export.

let t: TestApp;
let projectId: string;

beforeAll(async () => {
  t = await startApp();
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [t.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
});
afterAll(() => t.close());

async function registered(title = '施工用电容量不足', actor: Actor = 'officer'): Promise<IssueView> {
  const answer = await (await t.as(actor)).post<IssueView>('/api/issues', { projectId, title, categoryCode: 'power' });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}
const read = async (id: string): Promise<IssueView> =>
  (await (await t.as('supervisor')).get<IssueView>(`/api/issues/${id}`)).body;

describe('a batch', () => {
  const batch = async (actor: Actor, body: object): Promise<Answer<BatchResults>> =>
    (await t.as(actor)).post<BatchResults>('/api/issues/batch', { id: randomUUID(), body: {}, ...body });
  const assign = (...issues: { id: string; version: number }[]) => ({
    action: 'assign',
    items: issues.map(({ id, version }) => ({ id, version })),
    body: { leadUnitId: t.cast.units.power, note: '请按期办理。' },
  });

  test('does what it can and says of each row what became of it', async () => {
    const [good, done, stale] = [await registered(), await registered(), await registered()];
    await batch('supervisor', assign(done));
    const unknown = { id: randomUUID(), version: 1 };
    const { status, body } = await batch('supervisor', assign(good, done, { ...stale, version: 7 }, unknown));
    expect(status).toBe(200);
    expect(body.items.map(({ id, number, ok }) => ({ id, number, ok }))).toEqual([
      { id: good.id, number: good.number, ok: true },
      { id: done.id, number: done.number, ok: false },
      { id: stale.id, number: stale.number, ok: false },
      { id: unknown.id, number: null, ok: false },
    ]);
    for (const { message } of body.items) expect(message).toMatch(/[一-鿿].*。$/);
    expect(await read(good.id)).toMatchObject({ state: 'assigned', leadUnitName: '供电公司', version: 2 });
    expect(await read(stale.id)).toMatchObject({ state: 'registered', version: 1 });
  });

  test('sent again does nothing twice and answers the same, also when sent together', async () => {
    const issues = [await registered(), await registered()];
    const body = { ...assign(...issues), id: randomUUID() };
    const [first, second] = await Promise.all([batch('supervisor', body), batch('supervisor', body)]);
    const third = await batch('supervisor', body);
    expect(first.body.items.every(({ ok }) => ok)).toBe(true);
    expect([second.body, third.body]).toEqual([first.body, first.body]);
    for (const { id } of issues) expect((await read(id)).events).toHaveLength(2);
    const other = await batch('supervisor', { ...body, body: { ...body.body, note: '另一句话' } });
    expect(other.body.items.map(({ ok }) => ok)).toEqual([false, false]);
  });

  test('urges those on their way, as supervisor or leader', async () => {
    const [assigned, fresh] = [await registered(), await registered()];
    await batch('supervisor', assign(assigned));
    const { body } = await batch('leader', {
      action: 'urge',
      items: [{ id: assigned.id, version: 2 }, fresh].map(({ id, version }) => ({ id, version })),
      body: { note: '请抓紧办理。' },
    });
    expect(body.items.map(({ ok }) => ok)).toEqual([true, false]);
    expect(await read(assigned.id)).toMatchObject({ urged: 1 });
  });

  test('is refused where the action is nobody’s, the rows are none, too many or double', async () => {
    const issue = await registered();
    expect((await batch('handler', assign(issue))).status).toBe(403);
    const wrong: object[] = [
      { ...assign(issue), action: 'verify' },
      { ...assign(), items: [] },
      assign(issue, issue),
      assign(...Array.from({ length: 201 }, () => ({ id: randomUUID(), version: 1 }))),
      { ...assign(issue), body: { colour: 'red' } },
      { ...assign(issue), body: { dueOn: '2024-02-31' } },
      { ...assign(issue), id: 'mine' },
      { ...assign(issue), items: [{ id: issue.id }] },
    ];
    for (const body of wrong) {
      const answer = await batch('supervisor', body);
      expect([body, answer.status]).toEqual([body, 400]);
    }
    expect(await read(issue.id)).toMatchObject({ state: 'registered' });
  });
});

describe('the export', () => {
  async function exported(
    actor: Actor,
    body: object,
  ): Promise<{ status: number; file: Buffer; headers: Record<string, unknown> }> {
    const signIn = await t.anonymous.post<{ accessToken: string }>('/api/auth/login', {
      username: actor,
      password: PASSWORD,
    });
    const answer = await t.app.inject({
      method: 'POST',
      url: '/api/issues/export',
      payload: body,
      headers: { authorization: `Bearer ${signIn.body.accessToken}` },
    });
    return { status: answer.statusCode, file: answer.rawPayload, headers: answer.headers };
  }
  async function sheetOf(file: Buffer): Promise<unknown[][]> {
    const book = new Workbook();
    await book.xlsx.load(file as unknown as ArrayBuffer);
    const rows: unknown[][] = [];
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
    return rows;
  }
  const HEAD = 4;

  test('holds all pages of the filter, in its order, with the columns as seen', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => registered(`导出的问题第 ${index + 1} 个`)));
    const columns = ['title', 'number', 'registered', 'due', 'state', 'urged'];
    const { status, file, headers } = await exported('supervisor', { q: '导出的', sort: 'number', columns });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('spreadsheetml');
    expect(decodeURIComponent(String(headers['content-disposition']))).toBe(
      `attachment; filename*=UTF-8''问题台账_2024-10-16.xlsx`,
    );
    const [title, filter, taken, head, ...rows] = await sheetOf(file);
    expect(title?.[0]).toBe('开发区问题台账');
    expect(filter?.[0]).toBe('条件：含有“导出的”');
    expect(taken?.[0]).toBe('截至 2024-10-16 10:00，共 30 个；导出人：赵督办');
    expect(head).toEqual(['问题', '编号', '登记时间', '办理期限', '状态', '催办次数']);
    const list = await (
      await t.as('supervisor')
    ).get<{ items: IssueView[] }>(`/api/issues?q=${encodeURIComponent('导出的')}&sort=number&pageSize=200`);
    expect(rows.map((row) => [row[0], row[1]])).toEqual(list.body.items.map((row) => [row.title, row.number]));
    expect(rows[0]?.[2]).toEqual(new Date('2024-10-16T10:00:00Z'));
    expect(rows[0]?.slice(4)).toEqual(['待交办', 0]);
  });

  test('text stays text: no formula, whatever it begins with', async () => {
    const bad = ['=1+1', '+86 391', '-5 ℃ 冻裂', '@甲方', '=HYPERLINK("http://x.cn","点我")', '<b>&"尖括号"'];
    for (const title of bad) await registered(title);
    const { file } = await exported('supervisor', { registeredIn: 'today', columns: ['title'] });
    const texts = (await sheetOf(file)).slice(HEAD).map(([text]) => text);
    for (const title of bad.slice(0, 5)) expect(texts).toContain(`'${title}`);
    expect(texts).toContain('<b>&"尖括号"');
    expect(texts.every((text) => typeof text === 'string')).toBe(true);
    const xml = unzipped(file, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('HYPERLINK');
    expect(xml).not.toMatch(/<f[ >]/);
  });

  test('is cut to what the person may see, and to the rows that were chosen', async () => {
    const [mine, other] = [await registered('供电的事'), await registered('国土的事')];
    await t.database.query(
      `update issue set state = 'assigned', due_on = '2024-11-01', lead_unit_id = $2 where id = $1`,
      [mine.id, t.cast.units.power],
    );
    const titles = async (actor: Actor, body: object) =>
      (await sheetOf((await exported(actor, { columns: ['title', 'due'], ...body })).file)).slice(HEAD);
    expect(await titles('handler', { ids: [mine.id, other.id] })).toEqual([
      ['供电的事', new Date('2024-11-01T00:00:00Z')],
    ]);
    expect((await titles('supervisor', { ids: [mine.id, other.id], sort: 'due' })).map(([title]) => title)).toEqual([
      '供电的事',
      '国土的事',
    ]);
    expect((await exported('handler2', { q: '供电的事' })).status).toBe(409);
  });

  test('is on the record: who took what, and how many', async () => {
    await exported('head', { light: 'green', columns: ['number'] });
    const [row] = (await t.database.query(
      `select actor_id as actor, after from change_record where subject_kind = 'issue-export' order by id desc limit 1`,
    )) as [{ actor: string; after: unknown }];
    expect(row).toMatchObject({
      actor: t.cast.people.head,
      after: {
        filter: { light: 'green' },
        words: '红黄绿灯：正常',
        columns: ['number'],
        rows: expect.any(Number) as number,
      },
    });
  });

  test.each([{ light: 'blue' }, { columns: ['secret'] }, { columns: [] }, { page: 2 }, { ids: [] }, { sort: 'x' }])(
    'refuses %j',
    async (body) => expect((await exported('supervisor', body)).status).toBe(400),
  );

  test('is for those who are signed in', async () => {
    expect((await t.anonymous.post('/api/issues/export', {})).status).toBe(401);
  });

  test('more than a batch of rows comes in order and whole', async () => {
    await t.database.query(
      `insert into issue (id, ledger_id, number, year, sequence, project_id, title, description, category_code, severity, state,
                          registered_by, registered_at, touched_at, body_hash)
       select uuidv7(), id, 'WT-2023-' || lpad(n::text, 4, '0'), 2023, n, $1, '旧问题' || n, '', 'other', 'low', 'registered',
              $2, '2023-05-01', '2023-05-01', 'x' from ledger, generate_series(1, 1234) n where code = 'project-issue'`,
      [projectId, t.cast.people.officer],
    );
    const { file } = await exported('leader', { registeredTo: '2023-12-31', sort: '-number', columns: ['number'] });
    const numbers = (await sheetOf(file)).slice(HEAD).map(([number]) => number);
    expect(numbers).toHaveLength(1234);
    expect(numbers).toEqual([...numbers].sort().reverse());
  });
});
