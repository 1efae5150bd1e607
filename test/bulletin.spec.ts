import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type BulletinFilePage,
  type BulletinFileView,
  type BulletinPreview,
  BulletinWorkService,
  type NoteView,
  type PlaceholderView,
  type TemplatePage,
  type TemplateView,
} from '@app/bulletin';
import { databaseOptions, FileStore } from '@app/platform';
import { Document, Packer, Paragraph, TextRun } from 'docx';
import { Workbook } from 'exceljs';
import JSZip from 'jszip';
import { DataSource } from 'typeorm';
import { type Actor, startApp, type TestApp } from './support';
import { describeInOffice, printed } from './support/office';
import { unzipped } from './support/unzip';

interface Refusal {
  code: string;
  message: string;
}

let t: TestApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-bulletin-'));
  t = await startApp({ FILES_DIR: folder, SESSION_HOURS: 24 * 365 });
  await t.database.query(`insert into setting (key, value) values ('district', '{"name":"高新区"}')`);
  await seed();
}, 240_000);
afterAll(async () => {
  await t.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => t.clock.set('2024-11-05T10:00:00+08:00'));

/** What the zone printed for 2024, split into equal parts with the rest on the first: put into the tables as it stands. */
async function seed(): Promise<void> {
  const list = async (year: number, name: string, kind: string, digits = 2): Promise<string> => {
    const [row] = (await t.database.query(
      `insert into project_list (name, year, kind, rate_digits, visit_every) values ($1, $2, $3, $4, 'none') returning id`,
      [name, year, kind, digits],
    )) as [{ id: string }];
    return row.id;
  };
  /** Projects with equal parts of the sums, in the order of {@link names}. */
  const projects = (prefix: string, count: number, total: number, unitId: string | null): Promise<{ id: string }[]> =>
    t.database.query(
      `insert into project (name, total_investment, unit_id)
       select $1 || n, floor($3::numeric / $2) + case when n = 1 then mod($3::numeric, $2) else 0 end, $4
         from generate_series(1, $2::int) n returning id`,
      [prefix, count, total, unitId],
    );
  const join = (
    listId: string,
    ids: string[],
    from = '2024-01',
    to: string | null = null,
    batch: string | null = null,
  ) =>
    t.database.query(
      `insert into list_member (list_id, project_id, from_month, to_month, batch) select $1, unnest($2::uuid[]), $3, $4, $5`,
      [listId, ids, from, to, batch],
    );
  const spread = (table: string, ids: string[], sum: number, columns: string, values: string) =>
    t.database.query(
      `insert into ${table} (project_id, ${columns}, entered_at)
       select id, ${values}, '2024-01-15' from (
         select id, floor($2::numeric / $3) + case when n = 1 then mod($2::numeric, $3) else 0 end as part
           from unnest($1::uuid[]) with ordinality as u (id, n)) parts`,
      [ids, sum, ids.length],
    );
  const plan = (ids: string[], sum: number, basis = 'with-preliminary') =>
    spread('annual_plan', ids, sum, 'year, from_month, amount, basis', `2024, '2024-01', part, '${basis}'`);
  const done = (ids: string[], month: string, sum: number, basis = 'with-preliminary') =>
    spread('progress_entry', ids, sum, 'month, completed, basis', `'${month}', part, '${basis}'`);
  const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);
  const { power, land } = t.cast.units;

  const provincial = await list(2024, '省重点', 'provincial-key');
  const city = await list(2024, '市重点', 'city-key');
  const district = await list(2024, '区重点', 'district-key', 0);
  const batches = await list(2024, '“三个一批”', 'three-batches');
  const earlier = await list(2023, '“三个一批”', 'three-batches');

  const three = idsOf(await projects('省', 3, 320_000, power));
  await join(provincial, three);
  await join(city, three);
  await plan(three, 100_500);
  await done(three, '2024-08', 105_200);
  await done(three, '2024-10', 28_500);
  const others = idsOf(await projects('市', 18, 1_722_600 - 320_000, land));
  await join(city, others);
  await plan(others, 564_900 - 100_500);
  await done(others, '2024-10', 743_100 - 133_700);
  const many = idsOf(await projects('区', 224, 8_861_900, null));
  await join(district, many);
  await plan(many, 1_729_800);
  await done(many, '2024-09', 1_504_900, 'without-preliminary');

  const batch = async (
    which: string,
    step: string,
    count: number,
    total: number,
    reached: number,
  ): Promise<string[]> => {
    const ids = idsOf(await projects(which, count, total, null));
    await join(batches, ids, '2024-01', null, which);
    await t.database.query(
      `insert into milestone (project_id, kind, actual_on) select unnest($1::uuid[]), $2, '2024-09-30'`,
      [ids.slice(0, reached), step],
    );
    return ids;
  };
  const all = [
    ...(await batch('signed', 'started', 7, 280_000, 7)),
    ...(await batch('started', 'production', 10, 767_000, 6)),
    ...(await batch('production', 'capacity', 4, 275_000, 4)),
  ];
  const old = idsOf(await projects('前', 36, 3600, null));
  await join(earlier, old, '2023-01', '2023-12', 'signed');
  await t.database.query(
    `update project set statistics_eligible_on = '2024-08-01',
            statistics_entered_on = case when array_position($1::uuid[], id) <= 44 then '2024-09-30'::date end
      where id = any ($1::uuid[])`,
    [[...all, ...old]],
  );
}

const voice = (actor: Actor = 'supervisor') => t.as(actor);
/** The worker's turn. */
const work = (): Promise<number> =>
  t.app.get(BulletinWorkService).run(t.app.get(DataSource), async () => t.clock.now());

async function ask(body: object, actor: Actor = 'supervisor'): Promise<BulletinFileView> {
  const answer = await (await voice(actor)).post<BulletinFileView>('/api/bulletins', body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body;
}

async function one(id: string): Promise<BulletinFileView> {
  return (await (await voice()).get<BulletinFileView>(`/api/bulletins/${id}`)).body;
}

/** Asks for a file, has it made, and fetches it. */
async function file(
  body: object,
): Promise<{ view: BulletinFileView; bytes: Buffer; headers: Record<string, unknown> }> {
  const { id } = await ask(body);
  await work();
  const view = await one(id);
  expect(view).toMatchObject({ state: 'ready', progress: 100, fault: null });
  const { status, bytes, headers } = await (await voice()).bytes(`/api/bulletins/${id}/file`);
  expect(status).toBe(200);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(view.sha256);
  expect(bytes).toHaveLength(view.size!);
  return { view, bytes, headers };
}

/** Waits until the server has ended a session. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    const left: unknown[] = await t.database.query('select 1 from pg_stat_activity where pid = $1', [pid]);
    if (left.length === 0) return;
    await wait(20);
  }
}

const preview = async (month: string, query = ''): Promise<BulletinPreview> => {
  const { status, body } = await (await voice()).get<BulletinPreview>(`/api/bulletins/preview?month=${month}${query}`);
  expect(status).toBe(200);
  return body;
};
const words = ({ blocks }: BulletinPreview): string => blocks.map(({ text }) => text ?? '').join('\n');

const PROVINCIAL =
  '截至10月底，省重点项目3个，总投资32亿元，年度计划投资10.05亿元，已完成13.37亿元，占年度投资计划的133.03%。';
const CITY =
  '截至10月底，市重点项目21个，总投资172.26亿元，年度计划投资56.49亿元，已完成74.31亿元，占年度投资计划的131.55%。';
const DISTRICT =
  '截至9月底，区重点项目224个，总投资886.19亿元，年度计划投资172.98亿元（含前期），已完成150.49亿元（不含前期），占年度投资计划的87%。';
const BATCHES =
  '截至9月底，“三个一批”项目共21个，其中，签约一批项目7个，总投资28亿元，已开工7个，开工率100%；开工一批项目10个，总投资76.7亿元，已投产6个，投产率60%；投产一批项目4个，总投资27.5亿元，已达效4个，达效率100%。';
const REGISTRY = '达到入库标准的“三个一批”项目57个，已入库44个，入库率77.19%。';

describe('the words of a bulletin', () => {
  test('are those that officials print, digit for digit', async () => {
    const october = words(await preview('2024-10'));
    for (const sentence of [PROVINCIAL, CITY]) expect(october).toContain(sentence);
    expect(october).toContain('投资完成率高于时间进度（83.33%）49.70个百分点');
    const september = words(await preview('2024-09'));
    for (const sentence of [DISTRICT, BATCHES, REGISTRY]) expect(september).toContain(sentence);
  });

  test('have no heading without something under it, and number those that are there', async () => {
    const { blocks } = await preview('2024-10');
    const first = blocks.filter(({ level }) => level === 1).map(({ text }) => text);
    expect(first.map((text) => text?.split('、')[0])).toEqual(['一', '二', '三', '四', '五'].slice(0, first.length));
    expect(first.join()).not.toMatch(/民生|资金|指标|招商/);
    blocks.forEach(({ kind }, index) => {
      if (kind === 'heading') expect(blocks[index + 1]).toBeDefined();
    });
    expect(JSON.stringify(blocks)).not.toMatch(/undefined|NaN|Infinity|"text":""|null[^,\]]/);
  });

  test('a month without anything has a bulletin without sections', async () => {
    const { blocks, opening, mark } = await preview('2022-03');
    expect(blocks).toEqual([]);
    expect(opening).toBe('现将高新区2022年3月份重点项目建设情况通报如下。');
    expect(mark).toBe('（未月结，数据截至2022年3月31日）');
  });

  test('a month that has not begun has none', async () => {
    const { status, body } = await (await voice()).get<Refusal>('/api/bulletins/preview?month=2024-12');
    expect([status, body.code]).toEqual([404, 'month-not-begun']);
  });

  test('say that the running month is not closed, and until which day it counts', async () => {
    const { mark, revision, asOf, date } = await preview('2024-11');
    expect({ mark, revision, asOf, date }).toEqual({
      mark: '（未月结，数据截至2024年11月5日）',
      revision: 0,
      asOf: '2024-11-05',
      date: '2024-11-05',
    });
  });

  test('units stand by completion rate; who has no unit takes no part', async () => {
    const { blocks } = await preview('2024-10');
    const ranking = blocks.find(({ table }) => table?.name === '单位排名')?.table;
    expect(ranking?.rows.map((row) => row.slice(0, 6))).toEqual([
      ['1', '供电公司', '3', '10.05', '13.37', '133.03'],
      ['2', '自然资源和规划局', '18', '46.44', '60.94', '131.22'],
      [null, '未明确责任单位', '245', '172.98', '150.49', '87.00'],
    ]);
    expect(ranking?.rows[0]?.[7]).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
    const code = ranking?.rows[0]?.[7] ?? '';
    const { body } = await (await voice()).get<object>(`/api/figures/${code}`);
    expect(body).toMatchObject({ month: '2024-10', measure: 'investment.rate', scopeKind: 'unit' });
  });
});

describe('the files', () => {
  test('Word: the form of GB/T 9704', async () => {
    const { view, bytes, headers } = await file({ month: '2024-10', format: 'docx' });
    expect(view).toMatchObject({ month: '2024-10', revision: 0, asOf: '2024-10-31', templateId: null });
    expect(view.name).toBe('2024年10月份重点项目建设情况通报（未月结，截至2024-10-31）.docx');
    expect(headers['content-type']).toContain('wordprocessingml.document');
    expect(String(headers['content-disposition'])).toContain(encodeURIComponent('重点项目建设情况通报'));
    const xml = unzipped(bytes, 'word/document.xml');
    const attributes = (tag: string): Record<string, string> =>
      Object.fromEntries(
        [...(new RegExp(`<w:${tag} ([^>]*)/>`).exec(xml)?.[1] ?? '').matchAll(/w:(\w+)="([^"]*)"/g)].map(
          ([, name, value]) => [name, value],
        ),
      );
    // Millimetres in twentieths of a point: 37 above, 35 below, 28 left, 26 right.
    expect(attributes('pgMar')).toMatchObject({ top: '2098', bottom: '1984', left: '1587', right: '1474' });
    expect(attributes('pgSz')).toMatchObject({ w: '11906', h: '16838' });
    const grid = attributes('docGrid');
    expect(grid).toEqual({ type: 'lines', linePitch: '579' });
    expect(Math.floor((16838 - 2098 - 1984) / 579)).toBe(22);
    expect(xml.match(/w:line="579"/g)?.length).toBeGreaterThan(10);
    // 28 characters a line: a quarter of a point closer than their 16 points.
    const body = /<w:spacing w:val="(-\d+)"\/><w:sz w:val="32"\/>/.exec(xml)?.[1];
    const width = 11906 - 1587 - 1474;
    expect(Math.floor(width / (320 + Number(body)))).toBe(28);
    // 仿宋 of 16 points, title in 小标宋 of 22, headings in 黑体 and 楷体.
    const run = (text: string): string =>
      xml
        .slice(0, xml.indexOf(`>${text}<`))
        .split('<w:r>')
        .at(-1) ?? '';
    expect(run('重点项目建设情况的通报')).toMatch(/方正小标宋简体.*w:sz w:val="44"/);
    expect(run('一、总体情况')).toMatch(/黑体.*w:sz w:val="32"/);
    expect(run('（一）省重点项目')).toMatch(/楷体_GB2312.*w:sz w:val="32"/);
    expect(unzipped(bytes, 'word/styles.xml')).toMatch(/仿宋_GB2312/);
    expect(unzipped(bytes, 'word/fontTable.xml')).toMatch(/w:name="仿宋_GB2312"><w:altName/);
    expect((await JSZip.loadAsync(bytes)).file(/fonts?\//)).toEqual([]);
  });

  test('Excel: heads merged, numbers as numbers, panes and print set up', async () => {
    const { bytes } = await file({ month: '2024-10', format: 'xlsx' });
    const book = new Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const page = book.getWorksheet('项目清单')!;
    expect(page.getCell('A1').value).toBe('2024年10月份重点项目投资完成情况表');
    expect(page.getCell('C3').value).toBe('投资（亿元）');
    expect(page.getCell('E3').master.address).toBe('C3');
    expect(page.getCell('A4').master.address).toBe('A3');
    expect([5, 6].map((row) => page.getCell(row, 6).value)).toEqual([133.03, 131.55]);
    expect(page.getCell('E5')).toMatchObject({ value: 13.37, numFmt: '0.00' });
    expect(page.getCell('A9').value).toBe('合计');
    expect(page.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 4 });
    expect(page.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    });
  });

  test('the same asked for twice, and by many at once, is one file that is made once', async () => {
    const body = { month: '2024-09', format: 'docx' };
    const first = await ask(body);
    const again = await Promise.all(Array.from({ length: 8 }, () => ask(body, 'admin')));
    expect(new Set([first, ...again].map(({ id }) => id)).size).toBe(1);
    const before = (await readdir(folder, { recursive: true })).length;
    const made = await Promise.all([work(), work(), work()]);
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);
    const kept = await one(first.id);
    expect(await work()).toBe(0);
    expect(await ask(body)).toEqual(kept);
    // One file more, in a folder that may be new.
    expect((await readdir(folder, { recursive: true })).length - before).toBeLessThanOrEqual(2);
  });

  test('what changes in between is another file; the first stays as it was', async () => {
    const old = await file({ month: '2024-10', format: 'pdf' });
    const note = {
      version: 0,
      note: '市重点项目9月起按调整后的清单统计。',
      closing: '加快推进。',
      sequence: 10,
      issuedOn: '2024-11-06',
    };
    await (await voice()).put('/api/bulletins/notes/2024-10', note);
    const { id } = await ask({ month: '2024-10', format: 'pdf' });
    expect(id).not.toBe(old.view.id);
    expect(await one(old.view.id)).toEqual(old.view);
    await expect(t.database.query(`update bulletin_file set name = 'x' where id = $1`, [old.view.id])).rejects.toThrow(
      /append only/,
    );
    await expect(t.database.query('delete from bulletin_file where id = $1', [old.view.id])).rejects.toThrow(
      /append only/,
    );
    await expect(t.database.query('truncate bulletin_file')).rejects.toThrow(/append only/);
    await work();
  });

  test('a worker that dies leaves its file to the next; one that lives is left alone', async () => {
    const { id } = await ask({ month: '2024-07', format: 'docx' });
    const other = await new DataSource(
      databaseOptions({ DATABASE_URL: t.databaseUrl, DATABASE_POOL_SIZE: 2 }),
    ).initialize();
    const runner = other.createQueryRunner();
    await runner.startTransaction();
    const [{ pid }] = (await runner.query('select pg_backend_pid() as pid')) as [{ pid: number }];
    await runner.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bulletin ${id}`]);
    await t.database.query(`update bulletin_file set state = 'running', progress = 40, attempts = 1 where id = $1`, [
      id,
    ]);
    expect(await work()).toBe(0);
    expect(await one(id)).toMatchObject({ state: 'running', progress: 40 });
    await t.database.query('select pg_terminate_backend($1)', [pid]);
    await gone(pid);
    expect(await work()).toBe(1);
    expect(await one(id)).toMatchObject({ state: 'ready', progress: 100 });
    await runner.release().catch(() => undefined);
    await other.destroy().catch(() => undefined);
  });

  test('one that cannot be made says so, and is tried again when it is asked for again', async () => {
    const body = { month: '2024-06', format: 'xlsx' };
    const { id } = await ask(body);
    await t.database.query(`update bulletin_file set state = 'running', attempts = 5 where id = $1`, [id]);
    expect(await work()).toBe(0);
    expect(await one(id)).toMatchObject({ state: 'failed', fault: '多次生成都没有完成，请联系管理员查看后台日志。' });
    const refused = await (await voice()).get<Refusal>(`/api/bulletins/${id}/file`);
    expect([refused.status, refused.body.code]).toEqual([409, 'bulletin.failed']);
    expect(await ask(body)).toMatchObject({ id, state: 'waiting', fault: null });
    expect(await work()).toBe(1);
  });

  test('what is not ready cannot be fetched, and what is gone from the store is said', async () => {
    const { id } = await ask({ month: '2024-05', format: 'docx' });
    const early = await (await voice()).get<Refusal>(`/api/bulletins/${id}/file`);
    expect([early.status, early.body.code]).toEqual([409, 'bulletin.not-ready']);
    await work();
    const [{ key }] = (await t.database.query('select storage_key as key from bulletin_file where id = $1', [id])) as [
      { key: string },
    ];
    await t.app.get(FileStore).remove(key);
    const gone = await (await voice()).get<Refusal>(`/api/bulletins/${id}/file`);
    expect([gone.status, gone.body.code]).toEqual([503, 'bulletin.file-gone']);
  });

  test('an older revision tells funds and indicators as they were published', async () => {
    const supervisor = await voice();
    const must = async <T>(answer: Promise<{ status: number; body: T }>): Promise<T> => {
      const { status, body } = await answer;
      if (status >= 300) throw new Error(JSON.stringify(body));
      return body;
    };
    const { stages } = await must(
      supervisor.post<{ stages: { id: string }[] }>('/api/pipelines', {
        ...{ year: 2024, name: '专项债券', kind: 'funds' },
        stages: [
          { name: '申报', counts: 'requested' },
          { name: '通过审核', counts: 'requested', base: '申报' },
        ],
      }),
    );
    const [asked, passed] = stages.map(({ id }) => `/api/pipelines/stages/${id}/tallies/2024-02`) as [string, string];
    await must(supervisor.put(asked, { count: 24, amount: '100000' }));
    await must(supervisor.put(passed, { count: 22, amount: '90000' }));
    const { id } = await must(
      supervisor.post<{ id: string }>('/api/indicators', {
        ...{ year: 2024, code: '8', name: '工业投资', level: 1, kind: 'amount', unit: '亿元' },
        target: '1000',
      }),
    );
    const actual = `/api/indicators/${id}/actuals/2024-02`;
    await must(supervisor.put(actual, { value: '150' }));
    await must(supervisor.post('/api/rollups/2024-02/close'));
    const told = async (query = '') => JSON.stringify((await preview('2024-02', query)).blocks);
    const published = await told();
    expect(published).toContain('通过审核22个，申请资金9亿元，占申报的92%');
    expect(published).toContain('"150.00","15.00"');

    await must(supervisor.put(passed, { count: 18, amount: '70000', correctionReason: '更正' }));
    await must(supervisor.put(actual, { value: '140', correctionReason: '更正' }));
    expect(await told()).toBe(published);
    await must(supervisor.post('/api/rollups/2024-02/restate', { reason: '核对后更正' }));
    const restated = await told();
    expect(restated).toContain('通过审核18个，申请资金7亿元，占申报的75%');
    expect(restated).toContain('"140.00","14.00"');
    expect(await told('&revision=1')).toBe(published);
  });

  test('of a closed month: bound to its revision, whatever is entered later', async () => {
    t.clock.set('2024-04-08T10:00:00+08:00');
    await (await voice()).post('/api/rollups/2024-03/close');
    const { bytes, view } = await file({ month: '2024-03', format: 'docx' });
    expect(view).toMatchObject({ revision: 1, name: '2024年3月份重点项目建设情况通报.docx' });
    const before = unzipped(bytes, 'word/document.xml');
    expect(before).not.toContain('未月结');
    expect(before).toContain('2024年4月8日');
    t.clock.set('2024-11-05T10:00:00+08:00');
    expect(await ask({ month: '2024-03', revision: 1, format: 'docx' })).toEqual(view);
    const { status } = await (await voice()).post('/api/bulletins', { month: '2024-03', revision: 2, format: 'docx' });
    expect(status).toBe(404);
    await (await voice()).post('/api/rollups/2024-03/restate', { reason: '核对后更正' });
    const restated = await ask({ month: '2024-03', format: 'docx' });
    expect(restated).toMatchObject({ revision: 2, name: '2024年3月份重点项目建设情况通报（第2版）.docx' });
    expect(await one(view.id)).toEqual(view);
    await work();
  });

  test('are listed newest first, by month and format', async () => {
    const { body } = await (await voice('head')).get<BulletinFilePage>('/api/bulletins?month=2024-03&format=docx');
    expect(body.items.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(body).toMatchObject({ total: 2, page: 1, pageSize: 20 });
  });
});

describe('who may', () => {
  test.each([
    ['supervisor', 201, 200, 200],
    ['admin', 201, 200, 200],
    ['leader', 403, 200, 200],
    ['head', 403, 403, 200],
    ['handler', 403, 403, 403],
    ['officer', 403, 403, 403],
  ] as const)('%s', async (actor, make, read, list) => {
    const own = await voice(actor);
    const answers = [
      await own.post('/api/bulletins', { month: '2024-02', format: 'docx' }),
      await own.get('/api/bulletins/preview?month=2024-02'),
      await own.get('/api/bulletins'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([make, read, list]);
  });

  test.each([
    [{ month: '2024-13', format: 'docx' }, '月份应写作 2024-10。'],
    [{ month: '2024-10', format: 'doc' }, '格式应为 docx（Word）、xlsx（Excel）或 pdf。'],
    [{ month: '2024-10', format: 'docx', revision: 0 }, '版次从 1 开始。'],
    [{ month: '2024-10', format: 'docx', templateId: 'x' }, '模板的编号格式不对。'],
  ])('%j is refused', async (body, message) => {
    const answer = await (await voice()).post<{ details: { message: string }[] }>('/api/bulletins', body);
    expect(answer.status).toBe(400);
    expect(answer.body.details.map((fault) => fault.message)).toEqual([message]);
  });

  test('a note is written by one at a time, and its change is on record', async () => {
    const write = async (body: object) => (await voice()).put<NoteView & Refusal>('/api/bulletins/notes/2024-08', body);
    const note = { version: 0, note: '说明', closing: '要求', sequence: 9, issuedOn: null };
    const both = await Promise.all([write(note), write(note)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await write({ ...note, version: 1, sequence: 0 })).status).toBe(400);
    const { body } = await write({ ...note, version: 1, closing: '第一条\n第二条' });
    expect(body).toMatchObject({ version: 2, updatedByName: '赵督办' });
    const shown = await preview('2024-08');
    expect(shown.blocks.slice(-3).map(({ text }) => text?.replace(/^.*、/, ''))).toEqual([
      '下步工作要求',
      '第一条',
      '第二条',
    ]);
    expect((await (await voice('leader')).put('/api/bulletins/notes/2024-08', note)).status).toBe(403);
    const [{ count }] = (await t.database.query(
      `select count(*)::int as count from change_record where subject_kind = 'bulletin-note' and after ->> 'month' = '2024-08'`,
    )) as [{ count: number }];
    expect(count).toBe(2);
  });

  test('the letterhead is the bureau’s own until somebody sets it', async () => {
    const own = await voice();
    const before = (await own.get<BulletinPreview['letterhead']>('/api/bulletins/letterhead')).body;
    expect(before).toEqual({
      head: '高新区经济发展局',
      mark: '',
      recipients: '各有关单位',
      issuer: '高新区经济发展局',
      copies: '',
      printer: '高新区经济发展局',
    });
    const set = { ...before, head: '高新区经济发展局文件', mark: '高经发', copies: '区管委会领导' };
    expect((await own.put('/api/bulletins/letterhead', set)).status).toBe(200);
    expect(await preview('2024-10')).toMatchObject({
      number: '高经发〔2024〕10号',
      letterhead: set,
      date: '2024-11-06',
    });
    expect((await own.put('/api/bulletins/letterhead', { ...set, head: undefined })).status).toBe(400);
  });
});

/** A multipart body with one file, and a name before it. */
async function upload<T>(bytes: Buffer, fileName: string, name?: string, actor: Actor = 'supervisor') {
  const edge = '----bulletin';
  const part = (disposition: string, content: Buffer | string): Buffer =>
    Buffer.concat([
      Buffer.from(`--${edge}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  const payload = Buffer.concat([
    ...(name === undefined ? [] : [part('name="name"', name)]),
    part(`name="file"; filename="${fileName}"`, bytes),
    Buffer.from(`--${edge}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${edge}` };
  return (await voice(actor)).request<T>('POST', '/api/bulletin-templates', payload, headers);
}

/** A Word file with a paragraph for each text. */
const wordOf = (...texts: string[]): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({ sections: [{ children: texts.map((text) => new Paragraph({ children: [new TextRun(text)] })) }] }),
  );

async function changed(archive: Buffer, change: (zip: JSZip) => void): Promise<Buffer> {
  const zip = await JSZip.loadAsync(archive);
  change(zip);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

describe('templates', () => {
  let sample: Buffer;

  beforeAll(async () => {
    const { status, bytes } = await (await voice()).bytes('/api/bulletin-templates/sample');
    expect(status).toBe(200);
    sample = bytes;
  });

  test('the sample is taken as it is, and filled it says what the bulletin says', async () => {
    const { status, body } = await upload<TemplateView>(sample, '局模板.docx', '本局通报');
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: '本局通报', version: 1, fileName: '局模板.docx' });
    expect(body.placeholders).toEqual(expect.arrayContaining(['{标题}', '{#清单}', '{完成率}']));
    const { bytes, view } = await file({ month: '2024-10', format: 'docx', templateId: body.id });
    expect(view).toMatchObject({ templateName: '本局通报', templateVersion: 1 });
    const text = unzipped(bytes, 'word/document.xml').replace(/<[^>]+>/g, '');
    for (const sentence of [PROVINCIAL, CITY]) expect(text).toContain(sentence);
    expect(text).toContain('133.03');
    expect(text).not.toMatch(/[{}]|undefined|\[object/);
  });

  test('every placeholder is explained, and one template may use them all', async () => {
    const { body } = await (await voice()).get<PlaceholderView[]>('/api/bulletin-templates/placeholders');
    const groups = [...new Set(body.flatMap(({ group }) => (group === null ? [] : [group])))];
    const lines = [
      ...body.filter(({ tag, group }) => group === null && !tag.startsWith('{#')).map(({ tag }) => tag),
      ...groups.flatMap((group) => [
        `{#${group}}`,
        ...body.filter((one) => one.group === group).map(({ tag }) => tag),
        `{/${group}}`,
      ]),
    ];
    const { status, body: made } = await upload<TemplateView>(await wordOf(...lines), '全部.docx');
    expect([status, made.name]).toEqual([201, '全部']);
    const { bytes } = await file({ month: '2024-09', format: 'docx', templateId: made.id });
    const text = unzipped(bytes, 'word/document.xml').replace(/<[^>]+>/g, '');
    expect(text).toContain('开工一批');
    expect(text).not.toMatch(/[{}]|undefined|\[object/);
  });

  test('the same file again is the same version, another one the next; taken out of use it is gone from the list', async () => {
    const again = await upload<TemplateView>(sample, '局模板.docx', '本局通报');
    expect(again.body.version).toBe(1);
    const next = await upload<TemplateView>(await wordOf('{标题}', '{总体情况}'), 'x.docx', '本局通报');
    expect(next.body.version).toBe(2);
    const own = await voice();
    const listed = (await own.get<TemplatePage>('/api/bulletin-templates')).body.items;
    expect(listed.filter(({ name }) => name === '本局通报').map(({ version }) => version)).toEqual([2]);
    const { bytes } = await own.bytes(`/api/bulletin-templates/${again.body.id}/file`);
    expect(bytes.equals(sample)).toBe(true);
    expect((await own.request('DELETE', `/api/bulletin-templates/${next.body.id}`)).status).toBe(204);
    const left = (await own.get<TemplatePage>('/api/bulletin-templates')).body.items;
    expect(left.map(({ name }) => name)).not.toContain('本局通报');
    expect(
      (await own.post('/api/bulletins', { month: '2024-10', format: 'docx', templateId: next.body.id })).status,
    ).toBe(404);
  });

  test.each<[string, () => Promise<Buffer> | Buffer, number, RegExp]>([
    ['no archive', () => Buffer.from('{标题}'), 400, /不是 \.docx 文件/],
    ['a sheet', async () => Buffer.from(await new Workbook().xlsx.writeBuffer()), 400, /不是 \.docx 文件/],
    [
      'unknown placeholders',
      () => wordOf('{标题}', '{完成率}', '{#清单}', '{别的}', '{/清单}', '{@正文}'),
      400,
      /不认识的占位符：\{完成率\}、\{别的\}、\{@正文\}。/,
    ],
    [
      'a group that is not closed',
      () => wordOf('{标题}', '{#清单}', '{名称}'),
      400,
      /“\{#清单\}”没有对应的“\{\/清单\}”/,
    ],
    ['a brace that is not closed', () => wordOf('{标题'), 400, /“\{标题”缺少右花括号/],
    ['no placeholder', () => wordOf('标题'), 400, /没有占位符/],
    ['a macro', async () => changed(await wordOf('{标题}'), (zip) => zip.file('word/vbaProject.bin', 'x')), 400, /宏/],
    [
      'an entity',
      async () =>
        changed(await wordOf('{标题}'), (zip) => zip.file('word/footer9.xml', '<!DOCTYPE x [<!ENTITY a "b">]><x/>')),
      400,
      /不是 \.docx 文件/,
    ],
    [
      'a picture from outside',
      async () =>
        changed(await wordOf('{标题}'), (zip) =>
          zip.file(
            'word/_rels/document.xml.rels',
            '<Relationships><Relationship Id="r1" Type="http://x/image" Target="http://evil/x.png" TargetMode="External"/></Relationships>',
          ),
        ),
      400,
      /外部链接/,
    ],
    [
      'a bomb',
      async () => changed(await wordOf('{标题}'), (zip) => zip.file('word/media/x.bin', Buffer.alloc(40_000_000))),
      400,
      /解压后过大/,
    ],
    [
      'too many parts',
      async () =>
        changed(await wordOf('{标题}'), (zip) => {
          for (let n = 0; n < 400; n++) zip.file(`word/x${n}.xml`, '<x/>');
        }),
      400,
      /部件过多/,
    ],
    [
      'a path upwards',
      async () => changed(await wordOf('{标题}'), (zip) => zip.file('word/../../x.xml', '<x/>')),
      400,
      /不是 \.docx 文件/,
    ],
    ['an archive that is cut off', async () => (await wordOf('{标题}')).subarray(0, 900), 400, /不是 \.docx 文件/],
  ])('%s is refused with the way out', async (_, make, status, message) => {
    const answer = await upload<Refusal>(await make(), '模板.docx');
    expect([answer.status, answer.body.message]).toEqual([status, expect.stringMatching(message)]);
  });

  test('an archive that lies about its sizes is given up at the bound', async () => {
    const bomb = await changed(await wordOf('{标题}'), (zip) => zip.file('word/media/x.bin', Buffer.alloc(40_000_000)));
    // Sizes in the directory: a few bytes each.
    for (let at = bomb.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bomb.indexOf('PK\x01\x02', at + 4, 'latin1'))
      bomb.writeUInt32LE(10, at + 24);
    const answer = await upload<Refusal>(bomb, '模板.docx');
    expect([answer.status, answer.body.code]).toEqual([400, 'bulletin.template-too-deep']);
  });

  test('templates are for Word and for those who make bulletins', async () => {
    const [{ id }] = (await t.database.query('select id from bulletin_template limit 1')) as [{ id: string }];
    const answer = await (
      await voice()
    ).post<Refusal>('/api/bulletins', { month: '2024-10', format: 'pdf', templateId: id });
    expect([answer.status, answer.body.code]).toEqual([400, 'bulletin.template-for-word']);
    expect((await upload(sample, 'x.docx', undefined, 'leader')).status).toBe(403);
  });
});

describeInOffice('opened by LibreOffice', () => {
  test.each(['docx', 'pdf'] as const)(
    'the %s of October and of September hold what was published',
    async (format) => {
      const october = await printed((await file({ month: '2024-10', format })).bytes, format);
      for (const sentence of [PROVINCIAL, CITY]) expect(october.text).toContain(sentence);
      expect(october.text).toContain('高经发〔2024〕10号');
      const september = await printed((await file({ month: '2024-09', format })).bytes, format);
      // A page number may stand within a sentence that goes over to the next page.
      const text = september.text.replace(/—\d+—/g, '');
      for (const sentence of [DISTRICT, BATCHES, REGISTRY]) expect(text).toContain(sentence);
      october.pages.forEach((page, index) => expect(page).toContain(`—${index + 1}—`));
      // The last paragraph, the signature and 版记 share the last page.
      for (const { pages } of [october, september]) expect(pages.at(-1)).toMatch(/。.*月\d+日.*月\d+日印发/);
    },
    180_000,
  );

  test('the Excel file prints its tables', async () => {
    const { text } = await printed((await file({ month: '2024-10', format: 'xlsx' })).bytes, 'xlsx');
    for (const cell of ['133.03', '131.55', '172.26', '合计']) expect(text).toContain(cell);
  }, 240_000);
});
