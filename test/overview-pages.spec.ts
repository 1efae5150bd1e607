import { randomUUID } from 'node:crypto';
import { databaseOptions } from '@app/platform';
import type { Browser } from 'playwright-core';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase } from './support';
import { describeInBrowser, DESK, launchBrowser, PHONE, Seat } from './support/browser';
import { freePort, Program } from './support/process';

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let drop: () => Promise<void>;
let month: string;
let issueTitle: string;

/** Twelve months before now, `YYYY-MM`, by the database's clock, which is the program's. */
async function lastMonth(): Promise<string> {
  const [{ at }] = (await database.query(
    `select to_char(now() at time zone 'Asia/Shanghai' - interval '1 month', 'YYYY-MM') as at`,
  )) as [{ at: string }];
  return at;
}

describeInBrowser('the district on one page, in the browser', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    month = await lastMonth();
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
    await api.start();
    browser = await launchBrowser();

    const year = month.slice(0, 4);
    const [project] = (await database.query(
      `insert into project (name, total_investment, officer_id, longitude, latitude)
       values ('磐升机械产业园（一个名字很长、长到一行写不下的重点项目的三期工程）', 100000, $1, 113.25, 35.2) returning id`,
      [cast.people.officer],
    )) as [{ id: string }];
    const seat = await Seat.take(browser, origin, 'supervisor');
    const { request } = seat.context;
    const list = await request.post('/api/project-lists', {
      data: { name: '省重点', year: Number(year), kind: 'provincial-key' },
    });
    const { id } = (await list.json()) as { id: string };
    await request.put(`/api/project-lists/${id}/members/${project.id}`, { data: { from: `${year}-01` } });
    const amounts = { basis: 'with-preliminary' };
    await request.put(`/api/projects/${project.id}/plans/${year}`, {
      data: { ...amounts, amount: '50000', from: `${year}-01` },
    });
    for (let at = 1; at <= Number(month.slice(5)); at++) {
      const entry = `${year}-${String(at).padStart(2, '0')}`;
      await request.put(`/api/projects/${project.id}/progress/${entry}`, { data: { ...amounts, completed: '3000' } });
    }
    issueTitle = '110kV 专线未通';
    const issue = await request.post('/api/issues', {
      data: { projectId: project.id, title: issueTitle, categoryCode: 'power' },
    });
    const registered = (await issue.json()) as { id: string; version: number };
    await request.post(`/api/issues/${registered.id}/actions/assign`, {
      data: { version: registered.version, leadUnitId: cast.units.power },
    });
    // Late since three weeks ago: nobody waits that long in a test.
    await database.query(
      `update issue set due_on = current_date - 21, first_due_on = current_date - 21, sign_due_on = current_date - 28`,
    );
    await seat.context.close();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
  });

  it.each([
    ['desk', DESK],
    ['phone', PHONE],
  ] as const)('a leader at the %s reads it and writes an instruction right there', async (place, viewport) => {
    const seat = await Seat.take(browser, origin, 'leader', viewport);
    const { page } = seat;
    await page.goto('/overview');
    await page.getByRole('heading', { name: /全区一页/ }).waitFor();
    await page.getByText('什么卡住了投资').waitFor();
    await page.getByText('1 个项目、5 亿元 年度计划受阻').waitFor();
    await page.getByRole('img', { name: /^项目位置图/ }).waitFor();
    await page
      .getByText(/^快于|^慢于|^与时间进度持平/)
      .first()
      .waitFor();
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    // No code, no number of a machine, no person's name.
    const text = await page.evaluate<string>('document.getElementById("main").innerText');
    expect(text).not.toMatch(/undefined|NaN|null|overview\.|\{\{|investment\.|batches\./);
    expect(text).not.toContain('李专员');

    await page.getByRole('button', { name: `批示：${issueTitle}` }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('批示内容').fill(`请供电公司周五前通电（${place}）`);
    await form.getByRole('button', { name: /确定批示/ }).click();
    await form.waitFor({ state: 'hidden' });
    const [{ count }] = (await database.query(
      `select count(*)::int as count from issue_event where action = 'instruct' and note like $1`,
      [`%（${place}）`],
    )) as [{ count: number }];
    expect(count).toBe(1);
    expect(seat.faults).toEqual([]);
    await seat.context.close();
  });

  it('a big screen fills 1920 × 1080 without scrolling, hides its token, outlives the network and starts anew with a new version', async () => {
    const admin = await Seat.take(browser, origin, 'admin');
    const made = await admin.context.request.post('/api/screen-tokens', {
      data: { id: randomUUID(), name: '大厅', expiresOn: `${Number(month.slice(0, 4)) + 1}-01-31` },
    });
    const { address } = (await made.json()) as { address: string };
    await admin.context.close();
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width: 1920, height: 1080 },
      locale: 'zh-CN',
    });
    const page = await context.newPage();
    await page.clock.install();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).host !== new URL(origin).host) faults.push(`asks ${request.url()}`);
    });
    const { search } = new URL(address);
    await page.goto(`/screen${search}`);
    await page.getByText('三个一批').first().waitFor();
    await page.getByText('省重点').first().waitFor();
    expect(page.url()).toBe(`${origin}/screen`);
    const size = () =>
      page.evaluate<number[]>(
        `[document.documentElement.scrollWidth, document.documentElement.scrollHeight, document.querySelector('.sheet').getBoundingClientRect().width]`,
      );
    expect(await size()).toEqual([1920, 1080, 1920]);
    // Nothing of a panel is cut off below it.
    const cut = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.panel > .fill, .number')].filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.parentElement.textContent.slice(0, 20))`,
    );
    expect(cut).toEqual([]);
    const text = await page.evaluate<string>('document.body.innerText');
    expect(text).not.toMatch(/undefined|NaN|null|\{\{|磐升|专员|110kV/);
    expect(faults).toEqual([]);

    // The network goes: the figures stay, and say that they are old. It comes back: they are new again.
    await page.route('**/api/screen', (route) => route.abort());
    await page.clock.runFor(31_000);
    await page.getByText(/网络中断，显示/).waitFor();
    expect(await page.getByText('省重点').first().isVisible()).toBe(true);
    await page.unroute('**/api/screen');
    await page.clock.runFor(31_000);
    await page.getByText(/数据更新于/).waitFor();

    // Another version of the page: its script has another name.
    await page.route('**/screen', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replace(/(screen-)[\w-]+(\.js)/, '$1other$2'),
      });
    });
    const loaded = page.waitForEvent('load');
    for (let turn = 0; turn < 25; turn++) await page.clock.runFor(31_000);
    await loaded;
    await page.unroute('**/screen');
    // Its token is still there for this tab.
    await page.reload();
    await page.getByText('省重点').first().waitFor();

    await database.query('update screen_token set revoked_at = now(), revoked_by = created_by');
    await page.clock.runFor(31_000);
    await page.getByText('大屏链接无效、已撤销或已过期').waitFor();
    expect(await page.getByText('省重点').count()).toBe(0);
    await context.close();
  });
});
