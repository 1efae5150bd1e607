import type { Browser } from 'playwright-core';
import { databaseOptions } from '@app/platform';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase, PASSWORD } from './support';
import { describeInBrowser, launchBrowser, PHONE, Seat, spaced } from './support/browser';
import { freePort, Program } from './support/process';

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let drop: () => Promise<void>;
let projectId: string;

describeInBrowser('in the browser', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    await database.query(`insert into phrase (action, text) values ('visit', '现场施工正常，进度与计划相符。')`);
    [{ id: projectId }] = (await database.query(
      `insert into project (name, owner_name, address, total_investment, unit_id, officer_id)
       values ('磐升机械产业园', '磐升公司', '神州路 18 号', 100000, $1, $2) returning id`,
      [cast.units.bureau, cast.people.officer],
    )) as [{ id: string }];
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
    await api.start();
    browser = await launchBrowser();
    // Through the API, so that the duty of the week is made as in life.
    const desk = await browser.newContext({ baseURL: origin });
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    await desk.request.post('/api/auth/login', { data: { username: 'supervisor', password: PASSWORD } });
    const list = await desk.request.post('/api/project-lists', {
      data: { name: '省重点', year, kind: 'provincial-key', visitEvery: 'week' },
    });
    const { id } = (await list.json()) as { id: string };
    const member = await desk.request.put(`/api/project-lists/${id}/members/${projectId}`, {
      data: { from: `${year}-01` },
    });
    if (!member.ok()) throw new Error(await member.text());
    await desk.close();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
  });

  /** The month's closures, as the page shows them. */
  async function closedThisMonth(seat: Seat): Promise<number> {
    const district = (await (await seat.context.request.get('/api/district')).json()) as { today: string };
    await seat.page.goto(`/months/${district.today.slice(0, 7)}`);
    const card = seat.page.getByText('本月登记 / 销号').first();
    await card.waitFor();
    const text = await card.locator('xpath=ancestor::*[contains(@class, "card")][1]').innerText();
    const [, closed] = /(\d+)\s*\/\s*(\d+)/.exec(text.replace('本月登记 / 销号', ''))?.slice(1) ?? [];
    return Number(closed);
  }

  it('officer → supervisor → handler → another person verifies → closed, and the month counts one more', async () => {
    const supervisor = await Seat.take(browser, origin, 'supervisor');
    const before = await closedThisMonth(supervisor);

    const officer = await Seat.take(browser, origin, 'officer', PHONE);
    // From the list to sent: count what the thumb does.
    let taps = 0;
    const tap = async (name: RegExp | string) => {
      // The phone's main action stands below the page, at the thumb.
      const { page } = officer;
      await page.getByRole('button', { name }).or(page.getByRole('main').getByRole('link', { name })).first().click();
      taps += 1;
    };
    await tap(/^走访 磐升/);
    await officer.page.waitForURL(/\/field\/p\//);
    await tap(/^开始走访/);
    await officer.page.waitForURL(/\/field\/visit\//);
    await tap(/现场施工正常/);
    expect(await officer.wider()).toBeLessThanOrEqual(0);
    await tap(/发现新问题/);
    await tap(/用\s?电/);
    await tap(/^严\s?重/);
    await officer.page.getByLabel('一句话说明问题').fill('施工用电容量不足，打桩机无法同时作业');
    await tap('完成');
    await officer.page.getByRole('heading', { name: /已送达/ }).waitFor();
    expect(taps).toBeLessThanOrEqual(8);

    await supervisor.page.goto('/');
    await supervisor.page.getByText('施工用电容量不足，打桩机无法同时作业').first().click();
    await supervisor.page.waitForURL(/\/issues\//);
    const address = new URL(supervisor.page.url()).pathname;
    // The department that usually solves this kind is filled in already.
    await supervisor.act('交办', '请供电公司尽快踏勘');
    await supervisor.page.getByText('待签收').first().waitFor();

    const handler = await Seat.take(browser, origin, 'handler');
    await handler.page.getByText('施工用电容量不足，打桩机无法同时作业').first().waitFor();
    await handler.page.goto(address);
    await handler.act('签收');
    await handler.act('申请销号', '已增容至 630 千伏安并通电');
    await handler.page.getByText('待核验').first().waitFor();
    expect(await handler.page.getByRole('button', { name: spaced('核验销号') }).count()).toBe(0);

    const another = await Seat.take(browser, origin, 'supervisor2');
    await another.page.goto(address);
    await another.act('核验销号', '现场已通电，三台打桩机同时作业正常');
    await another.page.getByText('已销号').first().waitFor();

    expect(await closedThisMonth(supervisor)).toBe(before + 1);
    for (const seat of [officer, supervisor, handler, another]) {
      expect(seat.faults).toEqual([]);
      await seat.context.close();
    }
  }, 240_000);

  it('a visit typed without network survives a reload and arrives once', async () => {
    const officer = await Seat.take(browser, origin, 'officer', PHONE);
    const { page, context } = officer;
    await page.goto(`/projects/${projectId}/visit`);
    await page.getByRole('button', { name: /^开始走访/ }).click();
    await page.getByLabel('现场进展').fill('二期基础已浇筑完成');
    await context.setOffline(true);
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('heading', { name: '已保存，等待网络' }).waitFor();
    await page.getByRole('button', { name: '修改后再发' }).click();
    await context.setOffline(false);
    await page.reload();
    expect(await page.getByLabel('现场进展').inputValue()).toBe('二期基础已浇筑完成');
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('heading', { name: /已送达/ }).waitFor();
    const [{ count }] = (await database.query(
      `select count(*)::int as count from visit where note = '二期基础已浇筑完成'`,
    )) as [{ count: number }];
    expect(count).toBe(1);
    await context.close();
  }, 180_000);

  it('somebody who was faster is shown, and what was typed stays', async () => {
    const [one, other] = [
      await Seat.take(browser, origin, 'supervisor'),
      await Seat.take(browser, origin, 'supervisor2'),
    ];
    const registered = await other.context.request.post('/api/issues', {
      data: { projectId, title: '围挡外侧排水不畅', categoryCode: 'land' },
    });
    const { id } = (await registered.json()) as { id: string };
    await one.page.goto(`/issues/${id}`);
    await other.page.goto(`/issues/${id}`);
    await database.query(
      `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
       values ('issue-urged', 'issue', $1, 'live', $2, '催办', '', now())`,
      [id, cast.people.supervisor],
    );
    // Told at once: the page asks by itself only after a minute.
    await one.page.getByRole('link', { name: '通知，1 条未读' }).waitFor({ timeout: 20_000 });
    await one.page.getByRole('button', { name: spaced('交办') }).click();
    await one.page.getByRole('dialog').getByRole('textbox').last().fill('请先行踏勘');
    await other.act('交办', '请三日内办结');
    await one.page
      .getByRole('dialog')
      .getByRole('button', { name: spaced('确定交办') })
      .click();
    await one.page.getByRole('dialog').getByText('刚被他人处理').first().waitFor();
    expect(await one.page.getByRole('dialog').getByRole('textbox').last().inputValue()).toBe('请先行踏勘');
    await one.context.close();
    await other.context.close();
  }, 180_000);

  const PAGES: [string, string[]][] = [
    ['officer', ['/', '/inbox', '/issues', '/projects', '/visits', '/notifications', '/calendar', '/me']],
    ['handler', ['/', '/inbox', '/inbox?tab=started', '/inbox?tab=done', '/issues', '/notifications', '/orders']],
    [
      'supervisor',
      [
        ...['/', '/inbox', '/board', '/issues', '/issues/new', '/projects', '/visits', '/months', '/lists', '/orders'],
        ...['/ledger-time', '/record', '/ledgers/livelihood-item/schedule'],
      ],
    ],
    ['leader', ['/', '/inbox', '/board', '/months', '/issues', '/orders', '/ledger-time']],
    ['admin', ['/', '/people', '/ledgers', '/record', '/calendar', '/calendar/notice']],
  ];
  it.each(PAGES)(
    'the pages of %s fit a phone, without fault and without raw codes',
    async (actor, paths) => {
      const seat = await Seat.take(browser, origin, actor as 'officer', PHONE);
      for (const path of paths) {
        await seat.page.goto(path);
        await seat.page.waitForLoadState('networkidle');
        expect([path, await seat.wider()]).toEqual([path, 0]);
        const text = await seat.page.locator('body').innerText();
        expect([
          path,
          text.match(/\b(undefined|null|NaN|in-progress|pending-verification|[0-9a-f]{8}-[0-9a-f]{4})\b/),
        ]).toEqual([path, null]);
      }
      expect(seat.faults).toEqual([]);
      await seat.context.close();
    },
    90_000,
  );
});
