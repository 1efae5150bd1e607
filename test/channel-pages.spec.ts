import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { databaseOptions } from '@app/platform';
import type { Browser } from 'playwright-core';
import { DataSource } from 'typeorm';
import { castInto, freshDatabase } from './support';
import { barriers } from './support/axe';
import { describeInBrowser, launchBrowser, PHONE, Seat } from './support/browser';
import { freePort, Program } from './support/process';

let browser: Browser;
let database: DataSource;
let origin: string;
let api: Program;
let worker: Program;
let robot: ChildProcess;
let robotAddress: string;
let said = '';
let drop: () => Promise<void>;

/** Waits for something that the robot's stand-in prints. */
async function heard(words: RegExp): Promise<void> {
  for (const before = performance.now(); !words.test(said);) {
    if (performance.now() - before > 20_000) throw new Error(`the robot did not say ${String(words)}:\n${said}`);
    await once(robot.stdout as NodeJS.ReadableStream, 'data');
  }
}

/** A value that is refused is no fault of the page, but the browser tells of every 400. */
const withoutRefusals = (faults: string[]): string[] => faults.filter((fault) => !fault.includes('status of 400'));

describeInBrowser('channels and addresses, in the browser', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    await castInto(database);
    robot = spawn(process.execPath, [join(process.cwd(), 'scripts/robot-stand-in.mjs'), '--port', '0']);
    robot.stdout?.on('data', (text) => (said += String(text)));
    await heard(/key=\S+/);
    robotAddress = /http:\/\/\S+key=\S+/.exec(said)?.[0] ?? '';
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const env = {
      DATABASE_URL: fresh.url,
      SECRETS_KEY: 'only-for-this-test-0123456789abcdef',
      OUTBOUND_ALLOW: '127.0.0.1',
    };
    api = new Program('apps/api/main.js', { ...env, PORT: String(port) });
    worker = new Program('apps/worker/main.js', env);
    await api.start();
    browser = await launchBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([api?.stop(), worker?.stop()]);
    robot?.kill();
    await database?.destroy();
    await drop?.();
  });

  it('the administrator sets up a WeCom robot and tries it', async () => {
    const seat = await Seat.take(browser, origin, 'admin');
    const { page } = seat;
    await page.getByRole('menuitem', { name: '通知渠道' }).click();
    await page.getByRole('button', { name: '添加渠道' }).click();
    await page.getByRole('menuitem', { name: '企业微信群机器人' }).click();
    const form = page.getByRole('dialog');
    // The field says where to find its address.
    await form.getByText('复制 Webhook 地址').waitFor();
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.getByText('请填写机器人地址。').waitFor();
    await form.getByLabel('名称').fill('经发局工作群');
    await form.getByLabel('机器人地址').fill('http://127.0.0.1/nothing');
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.getByText('机器人地址应含有 key=').first().waitFor();
    await form.getByLabel('机器人地址').fill(robotAddress);
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.waitFor({ state: 'hidden' });

    const row = page.getByRole('row', { name: /经发局工作群/ });
    await row.getByText('未发过').waitFor();
    await row.getByRole('button', { name: /试发/ }).click();
    await page.getByText('已送达对方').waitFor();
    await heard(/群里会看到：\n\*\*这是一条测试消息\*\*/);
    await page.getByRole('dialog').getByRole('button').last().click();
    await row.getByText('正常').waitFor();
    expect(await page.content()).not.toContain('stand-in-0000');
    expect(await barriers(page)).toEqual([]);

    // A change that leaves the address out keeps it; a wrong one is refused by the robot, with what to do.
    await row.getByRole('button', { name: /修\s?改/ }).click();
    await form.getByLabel('名称').fill('工作群');
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.waitFor({ state: 'hidden' });
    const renamed = page.getByRole('row', { name: /工作群/ });
    await renamed.getByRole('button', { name: /修\s?改/ }).click();
    await form.getByLabel('机器人地址').fill(robotAddress.replace(/key=.*/, 'key=wrong'));
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.waitFor({ state: 'hidden' });
    await renamed.getByRole('button', { name: /试发/ }).click();
    await page.getByText('企业微信不认识这个机器人地址').first().waitFor();
    await page.getByRole('dialog').getByRole('button').last().click();
    await renamed.getByText('有故障').waitFor();
    expect(withoutRefusals(seat.faults)).toEqual([]);
    await seat.context.close();
  }, 120_000);

  it('the administrator lets a rule speak in the group: an issue is urged, and the group reads it', async () => {
    await database.query(
      `update reminder_rule set send_from = '00:00', send_until = '24:00', workdays_only = false where code = 'issue-urged'`,
    );
    const seat = await Seat.take(browser, origin, 'admin');
    const { page } = seat;
    await page.goto('/channels');
    const form = page.getByRole('dialog');
    await page
      .getByRole('row', { name: /工作群/ })
      .getByRole('button', { name: /修\s?改/ })
      .click();
    await form.getByLabel('机器人地址').fill(robotAddress);
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByRole('menuitem', { name: '提醒规则' }).click();
    await page.getByRole('button', { name: '修改：催办和批示' }).click();
    const rule = page.getByRole('dialog', { name: '修改：催办和批示' });
    await rule.getByRole('combobox', { name: '添加渠道' }).click();
    await page.getByTitle('工作群').click();
    await rule.getByRole('button', { name: '保存' }).click();
    await rule.waitFor({ state: 'hidden' });
    await page
      .getByRole('row', { name: /催办和批示/ })
      .getByText('站内 → 工作群')
      .waitFor();
    expect(seat.faults).toEqual([]);
    await seat.context.close();

    const [{ unit }] = (await database.query(`select unit_id as unit from person where username = 'handler'`)) as [
      { unit: string },
    ];
    const [project] = (await database.query(
      `insert into project (name, total_investment, officer_id) select '热力管网', 1000, id from person where username = 'officer'
       returning id`,
    )) as [{ id: string }];
    await worker.start();
    try {
      const supervisor = await Seat.take(browser, origin, 'supervisor');
      const handler = await Seat.take(browser, origin, 'handler');
      const act = async (who: Seat, path: string, data: object): Promise<{ id: string; version: number }> => {
        const answer = await who.context.request.post(`/api/issues${path}`, { data });
        expect([200, 201]).toContain(answer.status());
        return (await answer.json()) as { id: string; version: number };
      };
      const { id, version } = await act(supervisor, '', {
        ...{ ledger: 'project-issue', projectId: project.id, title: '蒸汽管线未移交', description: '管线未移交' },
        ...{ categoryCode: 'power', severity: 'high' },
      });
      const assigned = await act(supervisor, `/${id}/actions/assign`, { version, leadUnitId: unit, note: '请办理' });
      const signed = await act(handler, `/${id}/actions/sign`, { version: assigned.version, note: '' });
      await act(supervisor, `/${id}/actions/urge`, { version: signed.version, note: '请抓紧' });
      // The title and where to read on, and not what was written.
      await heard(/催办[^\n]*蒸汽管线未移交/);
      expect(said).not.toContain('请抓紧');
      for (const one of [supervisor, handler]) await one.context.close();
    } finally {
      await worker.stop();
    }
  }, 120_000);

  it('everything fits a phone', async () => {
    const seat = await Seat.take(browser, origin, 'admin', PHONE);
    const { page } = seat;
    await page.goto('/channels');
    await page.getByText('工作群').first().waitFor();
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: /修\s?改/ }).click();
    await page.getByRole('dialog').getByLabel('机器人地址').waitFor();
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    // Nobody has set up push yet: the page says so instead of offering it.
    await page.goto('/me');
    await page.getByText('管理员还没有开通浏览器推送').waitFor();
    expect(await page.getByRole('switch', { name: '在这个浏览器接收推送' }).isDisabled()).toBe(true);
    await page.goto('/people');
    await page.getByRole('button', { name: '接收地址' }).first().click();
    await page.getByRole('button', { name: '登记 企业微信账号' }).waitFor();
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    expect(seat.faults).toEqual([]);
    await seat.context.close();
  }, 120_000);

  it('a browser is pushed to once its owner turned that on, and shows what came', async () => {
    const admin = await Seat.take(browser, origin, 'admin');
    const data = { kind: 'web-push', name: '浏览器推送', settings: { contact: 'admin@example.cn' } };
    const made = await admin.context.request.post('/api/channels', { data });
    expect(made.status()).toBe(201);
    await admin.context.close();

    const seat = await Seat.take(browser, origin, 'head');
    const { context, page } = seat;
    await context.grantPermissions(['notifications'], { origin });
    // The push service of the browser's maker is not asked in a test: its answer stands here.
    await page.addInitScript(`{
      let subscription = null;
      const keys = { p256dh: '${'B'.repeat(87)}', auth: '${'A'.repeat(22)}' };
      PushManager.prototype.getSubscription = async () => subscription;
      PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
        if (key.length !== 65) throw new Error('no key');
        return (subscription = {
          toJSON: () => ({ endpoint: 'https://push.example.com/send/abcdef', keys }),
          unsubscribe: async () => ((subscription = null), true),
        });
      };
    }`);
    await page.goto('/me');
    const push = page.getByRole('switch', { name: '在这个浏览器接收推送' });
    await push.click();
    await page.getByText('已打开').waitFor();
    expect(await push.isChecked()).toBe(true);
    const kept = async (): Promise<unknown[]> =>
      database.query(`select masked from person_address where kind = 'push' and gone_at is null`);
    expect(await kept()).toEqual([{ masked: 'push.example.com …abcdef' }]);

    const devtools = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/push/'));
        if (ours) resolve(ours.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const content = { title: '今天到期：WT-2024-0001', body: '', link: `${origin}/issues`, tag: 'm1' };
    // The same once more: it takes the place of the first.
    for (let times = 0; times < 2; times += 1) {
      await devtools.send('ServiceWorker.deliverPushMessage', {
        origin,
        registrationId: await registered,
        data: JSON.stringify(content),
      });
    }
    const shown = `navigator.serviceWorker.getRegistration('/push/').then(async (registration) => {
      for (let tries = 0; tries < 100; tries += 1) {
        const notices = await registration.getNotifications();
        if (notices.length > 0) return notices.map(({ title, data, tag }) => [title, data.link, tag]);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return [];
    })`;
    expect(await page.evaluate(shown)).toEqual([[content.title, content.link, content.tag]]);

    await push.click();
    await page.getByText('已关闭').waitFor();
    expect(await push.isChecked()).toBe(false);
    expect(await kept()).toEqual([]);
    expect(seat.faults).toEqual([]);
    await context.close();
  }, 120_000);

  it('people enter where they are to be reached, and see only part of it again', async () => {
    const seat = await Seat.take(browser, origin, 'officer', PHONE);
    const { page } = seat;
    await page.goto('/me');
    await page.getByRole('button', { name: '登记 手机号' }).click();
    await page.getByLabel('手机号').fill('12345');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('手机号应为 11 位数字').waitFor();
    await page.getByLabel('手机号').fill('13800000001');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('138****0001').waitFor();
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '删除 手机号' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '删除' }).click();
    await page.getByText('138****0001').waitFor({ state: 'hidden' });
    expect(withoutRefusals(seat.faults)).toEqual([]);
    await seat.context.close();
  }, 120_000);
});
