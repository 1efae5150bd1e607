import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, databaseOptions, dayOf, mondayOf } from '@app/platform';
import type { APIRequestContext, APIResponse, Browser } from 'playwright-core';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { type Actor, type Cast, castInto, freshDatabase } from './support';
import { barriers } from './support/axe';
import { describeInBrowser, DESK, launchBrowser, PHONE, Seat, spaced } from './support/browser';
import { freePort, Program } from './support/process';

const LONG = '南阳卧龙综合保税区智能光电产业园三期标准化厂房及配套基础设施建设项目（含110kV专用变电站）';
const SHORT = '磐升机械产业园';
// The program has the machine's clock: weeks are counted from today.
const today = dayOf(new Date());
const monday = mondayOf(today);

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let folder: string;
let drop: () => Promise<void>;
const seats = new Map<string, Seat>();
const projects: Record<string, string> = {};
let visitId: string;
let issueId: string;

/** A signed-in person at their desk or phone; each signs in once. */
async function seat(actor: Actor, viewport = DESK): Promise<Seat> {
  const key = `${actor} ${viewport.width}`;
  const taken = seats.get(key) ?? (await Seat.take(browser, origin, actor, viewport));
  seats.set(key, taken);
  return taken;
}

const voice = async (actor: Actor): Promise<APIRequestContext> => (await seat(actor)).context.request;

async function answered<T>(answer: Promise<APIResponse>): Promise<T> {
  const response = await answer;
  if (!response.ok()) throw new Error(`${response.url()} ${response.status()} ${await response.text()}`);
  return (await response.json()) as T;
}
const post = async <T = { id: string }>(actor: Actor, url: string, data: object): Promise<T> =>
  answered<T>((await voice(actor)).post(url, { data }));

/** A photo of its own, sent as a phone sends it. */
async function photo(actor: Actor, owner: string, projectId: string, colour: string): Promise<string> {
  const bytes = await sharp({ create: { width: 800, height: 600, channels: 3, background: colour } })
    .composite([
      { input: Buffer.from('<svg width="300" height="200"><rect width="300" height="200" fill="#fff"/></svg>') },
    ])
    .jpeg()
    .toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await post(actor, '/api/uploads', { sha256, size: bytes.length });
  await answered(
    (await voice(actor)).patch(`/api/uploads/${sha256}?from=0`, {
      data: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    }),
  );
  const id = randomUUID();
  await answered(
    (await voice(actor)).put(`/api/photos/${id}`, {
      data: { visitId: owner, projectId, sha256, source: 'gallery', takenAt: new Date().toISOString() },
    }),
  );
  return id;
}

const at = (day: string, time = '08:00'): string => `${day}T${time}:00+08:00`;
const now = (): string => new Date(Date.now() - 60_000).toISOString();

const act = async (actor: Actor, action: string, more: object = {}): Promise<void> => {
  const [{ version }] = (await database.query('select version from issue where id = $1', [issueId])) as [
    { version: number },
  ];
  await post(actor, `/api/issues/${issueId}/actions/${action}`, { version, ...more });
};

/** Projects on a weekly list, visits with a photo and a recheck, an issue that waits for verification. */
async function prepare(): Promise<void> {
  for (const name of [SHORT, LONG]) {
    const [row] = (await database.query(
      `insert into project (name, owner_name, address, total_investment, officer_id, unit_id)
       values ($1, '某某智能光电科技有限公司', '园区路 1 号', 100000, $2, $3) returning id`,
      [name, cast.people.officer, cast.units.bureau],
    )) as [{ id: string }];
    projects[name] = row.id;
  }
  const year = Number(today.slice(0, 4));
  const list = await post('supervisor', '/api/project-lists', {
    name: '市重点项目',
    kind: 'city-key',
    year,
    visitEvery: 'week',
    rateDigits: 2,
  });
  for (const name of [SHORT, LONG]) {
    const member = (await voice('supervisor')).put(`/api/project-lists/${list.id}/members/${projects[name] ?? ''}`, {
      data: { from: `${year}-01`, to: null, batch: null },
    });
    await answered(member);
  }
  for (const weeks of [3, 2, 1]) {
    await post('officer', '/api/visits', {
      projectId: projects[LONG],
      visitedAt: at(addDays(monday, -7 * weeks)),
      note: '现场施工正常，进度与计划相符。',
    });
  }
  const issue = await post('officer', '/api/issues', {
    projectId: projects[SHORT],
    title: '施工用电容量不足',
    categoryCode: 'power',
    severity: 'medium',
  });
  issueId = issue.id;
  await act('supervisor', 'assign', { leadUnitId: cast.units.power });
  await act('handler', 'sign');
  await act('handler', 'apply-closure', { note: '已增容至 630 kVA' });
  visitId = randomUUID();
  const photoId = await photo('officer', visitId, projects[SHORT] as string, '#2a6');
  await post('officer', '/api/visits', {
    id: visitId,
    projectId: projects[SHORT],
    visitedAt: now(),
    note: '三号楼主体封顶，正在砌筑。',
    completed: '320.5',
    physicalProgress: '三号楼主体封顶',
    rechecks: [{ issueId, finding: 'solved', note: '新变压器已送电' }],
    photoIds: [photoId],
    issues: [{ title: '场内道路积水', categoryCode: 'other' }],
  });
}

/** No barrier, nothing sticking out, no fault of the page, at the desk and on a phone. */
async function fine(actor: Actor, address: string, shows: string): Promise<void> {
  for (const viewport of [DESK, PHONE]) {
    const taken = await seat(actor, viewport);
    const { page, faults } = taken;
    await page.goto(address);
    await page.getByText(shows).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect({ address, viewport, barriers: await barriers(page) }).toEqual({ address, viewport, barriers: [] });
    expect(await taken.wider()).toBeLessThanOrEqual(0);
    expect({ address, faults: faults.splice(0) }).toEqual({ address, faults: [] });
  }
}

describeInBrowser('the pages of visits at the desk', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    folder = await mkdtemp(join(tmpdir(), 'xiaohao-visit-pages-'));
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port), FILES_DIR: folder });
    await api.start();
    browser = await launchBrowser();
    await prepare();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
    await rm(folder, { recursive: true, force: true });
  });

  it('leads from a cell of the matrix to the visit, whole', async () => {
    const { page } = await seat('supervisor');
    await page.goto('/visits?tab=matrix');
    await page.locator(`a[href="/visits/${visitId}"]`).click();
    await page.getByRole('heading', { name: SHORT }).waitFor();
    expect(page.url()).toBe(`${origin}/visits/${visitId}`);
    for (const words of ['三号楼主体封顶', '320.5 万元', '新变压器已送电', '场内道路积水', '已解决', '已走访']) {
      await page.getByText(words).first().waitFor();
    }
    await page.getByRole('img', { name: /放大照片 ZP-/ }).click();
    await page.locator('.ant-image-preview img').first().waitFor();
    const address = await page.getByRole('link', { name: /^下载原图/ }).getAttribute('href');
    const original = await page.request.get(address ?? '');
    expect([original.status(), original.headers()['content-disposition']]).toEqual([
      200,
      expect.stringContaining('attachment') as string,
    ]);
  });

  it('corrects a visit with a reason, and what was said first stays', async () => {
    const { page } = await seat('supervisor');
    await page.goto(`/visits/${visitId}`);
    await page.getByRole('button', { name: spaced('更正') }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('现场情况').fill('四号楼主体封顶，正在砌筑。');
    await form.getByRole('button', { name: spaced('保存') }).click();
    await form.getByText('请说明为什么更正。').waitFor();
    await form.getByLabel('更正原因').fill('楼栋号写错');
    await form.getByRole('button', { name: spaced('保存') }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByText('四号楼主体封顶，正在砌筑。').first().waitFor();
    await page.getByText('已更正 1 次').waitFor();
    await page.getByText(/由赵督办更正，原因：楼栋号写错/).waitFor();
    await page.getByText('三号楼主体封顶，正在砌筑。').waitFor();
    const [kept] = (await database.query('select completed::text, version from visit where id = $1', [visitId])) as [
      object,
    ];
    expect(kept).toEqual({ completed: '320.5000', version: 2 });
  });

  it('enters the progress that visits told, in one click', async () => {
    const { page } = await seat('supervisor');
    await page.goto('/visits?tab=progress');
    const row = page.getByRole('row', { name: new RegExp(SHORT) });
    await row.getByRole('button', { name: spaced('采用') }).click();
    await row.getByText('已采用').waitFor();
    const entries = await database.query(
      'select completed::text, physical_progress as words from progress_entry where project_id = $1',
      [projects[SHORT]],
    );
    expect(entries).toEqual([{ completed: '320.5000', words: '三号楼主体封顶' }]);
  });

  it('excuses a duty with a reason, shows it in the matrix, and takes it back', async () => {
    const { page } = await seat('supervisor');
    await page.goto('/visits');
    const row = page.getByRole('row', { name: new RegExp(LONG.slice(0, 12)) });
    await row.getByRole('button', { name: spaced('免访') }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: '项目整体停工，已报备' }).click();
    await form.getByRole('button', { name: spaced('保存') }).click();
    await form.waitFor({ state: 'hidden' });
    await row.getByText('免访原因：项目整体停工，已报备').waitFor();
    await page.goto('/visits?tab=matrix');
    await page.getByRole('button', { name: /免访，项目整体停工，已报备$/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销免访' }).click();
    await page.locator('.ant-popconfirm, .ant-popover').getByRole('button', { name: '撤销免访' }).click();
    await page.getByText('已撤销免访。').waitFor();
    expect(await database.query(`select excuse from visit_duty where excuse is not null`)).toEqual([]);
  });

  it('marks a question as looked into', async () => {
    const { page } = await seat('supervisor');
    await page.goto('/visits?tab=questions');
    const first = page.locator('.ant-tabs-content .ant-card').first();
    await first.getByText(LONG).first().waitFor();
    await first.getByRole('button', { name: '已了解' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('说明').fill('已电话核实');
    await form.getByRole('button', { name: spaced('保存') }).click();
    await form.waitFor({ state: 'hidden' });
    expect(await database.query('select note from question_seen')).toEqual([{ note: '已电话核实' }]);
    await page.locator('.ant-segmented-item', { hasText: '已了解' }).click();
    await page.getByText(/赵督办 .* 已了解：已电话核实/).waitFor();
  });

  it('enters a stand-in and cancels it', async () => {
    const { page } = await seat('supervisor');
    await page.goto('/visits?tab=people');
    await page.getByRole('button', { name: '登记代访' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('原走访人').click();
    await page.locator('.ant-select-item-option', { hasText: '李专员' }).last().click();
    await form.getByLabel('代访人').click();
    await page.locator('.ant-select-item-option', { hasText: '王专员' }).last().click();
    await form.getByRole('button', { name: spaced('保存') }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByText('李专员').first().waitFor();
    expect(
      await database.query('select person_id as person, stand_in_id as "standIn", cancelled_at from stand_in'),
    ).toEqual([{ person: cast.people.officer, standIn: cast.people.officer2, cancelled_at: null }]);
    await page.getByRole('button', { name: '取消代访' }).click();
    await page.locator('.ant-popconfirm, .ant-popover').getByRole('button', { name: '取消代访' }).click();
    await page.getByText('已取消。').waitFor();
    expect(await database.query('select 1 from stand_in where cancelled_at is null')).toEqual([]);
  });

  it('verifies an issue by the visit that found it solved, in one click, and the visit says so', async () => {
    const { page } = await seat('supervisor');
    await page.goto(`/issues/${issueId}`);
    await page.getByText('现场复核').first().waitFor();
    await page.getByRole('button', { name: spaced('核验销号') }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('radio', { name: /走访：已解决/ }).click();
    await form.getByRole('textbox').last().fill('现场查看，新变压器已送电');
    await form.getByRole('button', { name: spaced('确定核验销号') }).click();
    await form.waitFor({ state: 'hidden' });
    const [event] = (await database.query(
      `select data ->> 'visitId' as visit from issue_event where issue_id = $1 and action = 'verify'`,
      [issueId],
    )) as [object];
    expect(event).toEqual({ visit: visitId });
    await page.goto(`/visits/${visitId}`);
    await page.getByText('据此核验的问题').waitFor();
  });

  it('makes a calendar address, shown once, and stops it', async () => {
    const { page } = await seat('officer');
    await page.goto('/me');
    await page.getByRole('button', { name: '生成订阅地址' }).click();
    const shown = page.getByRole('dialog');
    const address = await shown.getByRole('textbox').inputValue();
    expect(address).toMatch(/\/api\/calendar-feeds\/.+\.ics$/);
    await shown
      .getByRole('button', { name: spaced('关闭') })
      .last()
      .click();
    const path = new URL(address).pathname;
    expect((await page.request.get(path)).status()).toBe(200);
    await page.getByRole('button', { name: spaced('停用') }).click();
    await page
      .locator('.ant-popconfirm, .ant-popover')
      .getByRole('button', { name: spaced('停用') })
      .click();
    await page.getByText('已停用。').waitFor();
    expect((await page.request.get(path)).status()).toBe(404);
  });

  it.each([
    ['/visits', SHORT],
    ['/visits?tab=visits', SHORT],
    ['/visits?tab=matrix', SHORT],
    ['/visits?tab=progress', SHORT],
    ['/visits?tab=questions', '待了解'],
    ['/visits?tab=people', '项目交接'],
    ['/lists', '市重点项目'],
  ])('has no barrier and nothing sticking out: %s', (address, shows) => fine('supervisor', address, shows), 60_000);

  it.each([
    ['one visit', 'supervisor', (): string => `/visits/${visitId}`, '现场照片'],
    ['a project with a long name', 'supervisor', (): string => `/projects/${projects[LONG] ?? ''}`, '每周走访'],
    ['its code', 'supervisor', (): string => `/projects/${projects[LONG] ?? ''}/code`, '项目专员扫码记录走访'],
    ['what is mine', 'officer', (): string => '/me', '日历订阅'],
  ] as const)(
    'has no barrier and nothing sticking out: %s',
    (_, actor, address, shows) => fine(actor, address(), shows),
    60_000,
  );
});
