import type { Browser, BrowserContext, Page } from 'playwright-core';
import { databaseOptions } from '@app/platform';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase, PASSWORD } from './support';
import { barriers, IN_THE_SUN } from './support/axe';
import { describeInBrowser, launchBrowser, PHONE } from './support/browser';
import { freePort, Program } from './support/process';

// The phone's pages as a new officer meets them: every screen fits, reads in the sun, and a visit is a few taps.

const LONG = '河南省高端装备智能制造产业园（二期）及配套基础设施提升改造工程项目';
const SIZES = [
  { width: 360, height: 640 },
  { width: 430, height: 932 },
  { width: 1440, height: 900 },
];

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let drop: () => Promise<void>;
let photo: Buffer;
let supervisor: BrowserContext | undefined;
const projects: Record<'plain' | 'long' | 'third' | 'elsewhere', string> = {
  plain: '',
  long: '',
  third: '',
  elsewhere: '',
};

describeInBrowser('the phone', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    await database.query(`insert into phrase (action, text) values ('visit', '现场施工正常，进度与计划相符。')`);
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
    photo = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#788', noise } })
      .jpeg({ quality: 80 })
      .toBuffer();
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
    await api.start();
    browser = await launchBrowser();
    projects.plain = await project('磐升机械产业园', [36.02, 114.38]);
    projects.long = await project(LONG, [36.05, 114.41]);
    projects.third = await project('天海电器汽车连接器', [36.07, 114.35]);
    projects.elsewhere = await project('另一位专员的项目', null, cast.people.officer2);
    await list('省重点', false, projects.plain);
    await list('市重点', true, projects.long);
    await list('区重点', false, projects.third);
    // Two stay open whatever the stories visit, so that there is an order to change.
    await list('三十工程', false, await project('中科曙光数据中心', [36.0, 114.36]));
    for (let n = 1; n <= 20; n++) await issue(projects.long, n);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
  });

  /** The supervisor at the desk: through the API, so that duties are made as in life. */
  async function desk(method: 'post' | 'put', address: string, data: object): Promise<{ id: string }> {
    supervisor ??= await browser.newContext({ baseURL: origin });
    if ((await supervisor.cookies()).length === 0) {
      await supervisor.request.post('/api/auth/login', { data: { username: 'supervisor', password: PASSWORD } });
    }
    const answer = await supervisor.request[method](address, { data });
    if (!answer.ok()) throw new Error(`${address}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  }

  async function project(name: string, place: [number, number] | null, officerId = cast.people.officer) {
    const { id } = await desk('post', '/api/projects', {
      name,
      ownerName: '磐升公司',
      address: '神州路 18 号',
      totalInvestment: '100000',
      unitId: cast.units.bureau,
      officerId,
      latitude: place?.[0] ?? null,
      longitude: place?.[1] ?? null,
    });
    return id;
  }

  async function list(name: string, photoRequired: boolean, member: string) {
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    const photo = photoRequired ? { photoRequired, photoPurpose: '核对主体结构封顶节点' } : {};
    const { id } = await desk('post', '/api/project-lists', {
      name,
      year,
      kind: 'other',
      visitEvery: 'week',
      ...photo,
    });
    await desk('put', `/api/project-lists/${id}/members/${member}`, { from: `${year}-01` });
  }

  const issue = (projectId: string, n: number) =>
    desk('post', '/api/issues', { projectId, title: `施工用电不足，第 ${n} 台打桩机停工`, categoryCode: 'power' });

  async function phone(viewport = PHONE, language?: 'en') {
    const context = await browser.newContext({
      baseURL: origin,
      viewport,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      hasTouch: true,
      geolocation: { latitude: 36.03, longitude: 114.38, accuracy: 15 },
      permissions: ['geolocation'],
    });
    if (language) await context.addInitScript(`localStorage.setItem('xiaohao.language', '${language}')`);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    return { context, page, faults };
  }

  async function signIn(page: Page, actor = 'officer', address = '/field') {
    await page.goto(address);
    await page.getByLabel('用户名').fill(actor);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
  }

  /** What is tapped and smaller than a thumb (48 px; half a pixel is rounding). */
  const smallTargets = (page: Page): Promise<string[]> =>
    page.evaluate<string[]>(`[...document.querySelectorAll('a[href], button, .input, label.file')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
      .map(({ element, box }) => element.textContent.slice(0, 30) + ' ' + box.width + '×' + box.height)`);

  /** What every screen must hold, whatever it shows. */
  async function holds(page: Page, screen: string) {
    await page.waitForTimeout(150);
    expect([screen, await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')]).toEqual([
      screen,
      0,
    ]);
    expect([screen, await barriers(page, IN_THE_SUN)]).toEqual([screen, []]);
    expect([screen, await smallTargets(page)]).toEqual([screen, []]);
    const text = await page.locator('body').innerText();
    expect([screen, text.match(RAW)]).toEqual([screen, null]);
  }
  const RAW = /\b(undefined|null|NaN|needs-attention|pending-verification|registered|[0-9a-f]{8}-[0-9a-f]{4})\b|\{\{/;

  it('a newcomer signs in on the phone and has the first visit sent in a few taps', async () => {
    const { context, page, faults } = await phone();
    await signIn(page);
    await page.getByRole('heading', { name: '本周走访' }).waitFor();
    let taps = 0;
    const tap = async (name: RegExp | string, exact = true) => {
      await page.getByRole('button', { name, exact }).first().click();
      taps += 1;
    };
    const started = Date.now();
    await tap(/^开始走访 磐升/);
    await page.getByRole('heading', { name: '磐升机械产业园' }).waitFor();
    await tap(/^现场施工正常/);
    await tap('完成');
    await page.getByRole('heading', { name: /已送达/ }).waitFor();
    // From the list to sent, without a problem to report.
    expect(taps).toBeLessThanOrEqual(8);
    expect(taps).toBe(3);
    expect(Date.now() - started).toBeLessThan(60_000);
    await page.getByText(/ZF-\d{8}-[0-9A-F]{6}/).waitFor();
    const [row] = (await database.query('select note, count(*) over ()::int as count from visit')) as [
      { note: string; count: number },
    ];
    expect(row).toEqual({ note: expect.stringMatching(/^现场施工正常/) as string, count: 1 });

    // The next project of the plan is one tap away.
    await page.getByRole('button', { name: /^走访下一个/ }).click();
    await page.getByRole('button', { name: '完成' }).waitFor();
    await page.getByRole('link', { name: '返回' }).click();

    // Where a photo is required the reason is said; nothing typed is lost by going away.
    await page
      .getByRole('button', { name: new RegExp(`^(开始走访|继续填写) ${LONG}`) })
      .last()
      .click();
    await page.waitForURL(/\/field\/visit\//);
    await page.getByText('须拍照：核对主体结构封顶节点').waitFor();
    await page.getByRole('button', { name: /^现场施工正常/ }).click();
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByText(/走访需要照片/).waitFor();
    await page.getByRole('link', { name: '返回' }).click();
    await page.getByRole('heading', { name: '没有写完的' }).waitFor();
    await page.reload();
    await page
      .getByRole('button', { name: /^继续填写/ })
      .first()
      .click();
    expect(await page.getByLabel('现场进展').inputValue()).toMatch(/^现场施工正常/);

    // A problem still there, a new one, and the photo: then it may go.
    const rechecks = page.getByRole('group', { name: /：复核$/ });
    await rechecks.first().waitFor();
    expect(await rechecks.count()).toBe(20);
    await rechecks.first().getByRole('button', { name: '仍存在' }).click();
    await page.getByRole('button', { name: '发现新问题' }).click();
    await page
      .getByRole('button', { name: /用\s?电/ })
      .first()
      .click();
    await page.getByLabel('一句话说明问题').fill('临时变压器漏油');
    await page.locator('input[capture]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByText(/距项目约/).waitFor();
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('heading', { name: /已送达/ }).waitFor({ timeout: 30_000 });
    await page.getByText('已登记 1 个问题').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  }, 240_000);

  it('offline everything opens, waits in words, and goes by itself when the network is back', async () => {
    const { context, page, faults } = await phone();
    await signIn(page);
    await page.getByRole('heading', { name: '本周走访' }).waitFor();
    await page.getByText(LONG).first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await context.setOffline(true);
    for (const address of ['/field', '/field/map', '/field/about', '/field/outbox', `/field/p/${projects.elsewhere}`]) {
      await page.goto(address);
      await page.getByText('离线').first().waitFor();
      await holds(page, `${address} offline`);
    }
    await page.getByText('本机还没有这个项目的资料').waitFor();
    await page.goto('/field');
    await page
      .getByRole('button', { name: /(走访|一次|填写) 磐升/ })
      .first()
      .click();
    await page.getByLabel('现场进展').fill('二期基础已浇筑完成');
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('heading', { name: '已保存，等待网络' }).waitFor();
    await holds(page, 'waiting');
    await page
      .getByRole('link', { name: /待发送 1/ })
      .first()
      .click();
    await page.getByText('二期').or(page.getByText('等待网络，网络恢复后自动发送。')).first().waitFor();
    await context.setOffline(false);
    await page.getByRole('heading', { name: /最近送达/ }).waitFor({ timeout: 30_000 });
    const rows = (await database.query(`select 1 from visit where note = '二期基础已浇筑完成'`)) as unknown[];
    expect(rows).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  }, 240_000);

  it.each(SIZES)(
    'each screen fits $width × $height, reads in the sun and has targets for a thumb',
    async (viewport) => {
      const { context, page, faults } = await phone(viewport);
      await page.goto('/field/about');
      await page.getByText('不打卡', { exact: false }).first().waitFor();
      await holds(page, 'about, signed out');
      await page.goto('/field');
      await page.getByRole('heading', { name: '登录' }).waitFor();
      await page.getByRole('button', { name: '登录' }).click();
      await page.getByText('请填写用户名和密码。').waitFor();
      await holds(page, 'sign-in');
      await signIn(page);
      await page.getByRole('heading', { name: '本周走访' }).waitFor();
      await page.getByText(LONG).first().waitFor();
      await holds(page, 'week');
      await page.getByRole('button', { name: '调整顺序' }).click();
      await holds(page, 'order');
      for (const address of ['/field/map', '/field/outbox', `/field/p/${projects.long}`, '/field/nowhere']) {
        await page.goto(address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await holds(page, address);
      }
      await page.goto(`/field/p/${projects.elsewhere}`);
      await page.getByText('没有找到这个项目').waitFor();
      await page.goto(`/field/p/${projects.long}`);
      await page
        .getByRole('button', { name: /走访|填写/ })
        .last()
        .click();
      await page.getByRole('button', { name: '发现新问题' }).click();
      await page.locator('input[multiple]').setInputFiles({ name: 'b.jpg', mimeType: 'image/jpeg', buffer: photo });
      await page.getByText('相册选取').waitFor();
      await page.getByRole('button', { name: '完成' }).click();
      await page.getByText('请选择问题类别。').waitFor();
      await holds(page, 'visit with faults');
      await page.getByRole('button', { name: '删除这次走访' }).click();
      await holds(page, 'question');
      expect(faults).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it('the order is changed by keyboard and is told to the server', async () => {
    const { context, page } = await phone();
    await signIn(page);
    await page.getByRole('button', { name: '调整顺序' }).press('Enter');
    const down = page.getByRole('button', { name: /^下移/ }).first();
    const name = (await down.getAttribute('aria-label'))?.replace('下移 ', '') ?? '';
    await down.press('Enter');
    const first = page.getByRole('listitem').first();
    await page.getByText(`2. ${name}`).waitFor();
    expect(await first.innerText()).not.toContain(name);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(`下移 ${name}`);
    const plan = async () =>
      (await (await context.request.get('/api/duties/plan')).json()) as {
        reordered: boolean;
        items: { projectName: string }[];
      };
    for (let tries = 0; tries < 50 && !(await plan()).reordered; tries++) await page.waitForTimeout(100);
    const { reordered, items } = await plan();
    expect([reordered, items[1]?.projectName]).toEqual([true, name]);
    await context.close();
  }, 180_000);

  it('without projects it says what to do, and in English it speaks English', async () => {
    const { context, page } = await phone(PHONE, 'en');
    await page.goto('/field');
    await page.getByLabel('User name').fill('officer2');
    await page.getByLabel('Password').fill(PASSWORD);
    await database.query('update project set officer_id = $1 where id = $2', [cast.people.officer, projects.elsewhere]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No project is yours yet').waitFor();
    await holds(page, 'empty week');
    for (const address of ['/field/map', '/field/outbox', '/field/about']) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await holds(page, `${address} in English`);
      expect(await page.getByRole('navigation').innerText()).toMatch(/This week[\s\S]*Outbox/);
    }
    await database.query('update project set officer_id = $1 where id = $2', [
      cast.people.officer2,
      projects.elsewhere,
    ]);
    await context.close();
  }, 180_000);

  it('the session that ends is asked for over the page, and nothing typed is lost', async () => {
    const { context, page } = await phone();
    await signIn(page);
    await page
      .getByRole('button', { name: /(走访|一次|填写) 磐升/ })
      .first()
      .click();
    await page.getByLabel('现场进展').fill('登录过期时写的一句话');
    await context.clearCookies();
    await page.getByRole('button', { name: '完成' }).click();
    const sheet = page.getByRole('dialog', { name: '登录已过期' });
    await sheet.waitFor();
    await holds(page, 'expired');
    await sheet.getByLabel('密码').fill(PASSWORD);
    await sheet.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: /已送达/ }).waitFor({ timeout: 30_000 });
    const rows = (await database.query(`select 1 from visit where note = '登录过期时写的一句话'`)) as unknown[];
    expect(rows).toHaveLength(1);
    await context.close();
  }, 180_000);

  it('the old addresses of the desk lead to the phone’s pages', async () => {
    const { context, page } = await phone();
    await signIn(page);
    await page.getByRole('heading', { name: '本周走访' }).waitFor();
    await page.goto(`/projects/${projects.plain}/visit`);
    await page.waitForURL(`**/field/p/${projects.plain}`);
    await page.goto('/visits/new');
    await page.waitForURL('**/field');
    await context.close();
  }, 180_000);
});
