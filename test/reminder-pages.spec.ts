import { databaseOptions } from '@app/platform';
import type { APIResponse, Browser } from 'playwright-core';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase } from './support';
import { barriers } from './support/axe';
import { describeInBrowser, launchBrowser, PHONE, Seat } from './support/browser';
import { freePort, Program } from './support/process';

const TITLE = '施工用电容量不足，两台打桩机无法同时作业，影响桩基施工进度';
const NAME = '到期当天再提醒';

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let drop: () => Promise<void>;
let issueId: string;

const one = async <T>(sql: string, values: unknown[] = []): Promise<T> => {
  const [row] = (await database.query(sql, values)) as [T];
  return row;
};

async function answered<T>(answer: Promise<APIResponse>): Promise<T> {
  const response = await answer;
  if (!response.ok()) throw new Error(`${response.url()} ${response.status()} ${await response.text()}`);
  return (await response.json()) as T;
}

/** What is refused is no fault of the page, but the browser tells of every 400 and 409. */
const withoutRefusals = (faults: string[]): string[] => faults.filter((fault) => !/status of (400|409)/.test(fault));

/** An issue of the power company that falls due within the days that a preview looks at. */
async function dueSoon(): Promise<void> {
  const seat = await Seat.take(browser, origin, 'supervisor');
  const { request } = seat.context;
  const project = await one<{ id: string }>(
    `insert into project (name, total_investment, officer_id) values ('磐升机械产业园', 100000, $1) returning id`,
    [cast.people.officer],
  );
  const issue = await answered<{ id: string; version: number }>(
    request.post('/api/issues', { data: { projectId: project.id, title: TITLE, categoryCode: 'power' } }),
  );
  issueId = issue.id;
  await answered(
    request.post(`/api/issues/${issueId}/actions/assign`, {
      data: { version: issue.version, leadUnitId: cast.units.power },
    }),
  );
  await database.query('update issue set due_on = current_date + 4 where id = $1', [issueId]);
  await seat.context.close();
}

/** What a worker would have left behind: a sweep, and a reminder that did not go through. */
async function failed(): Promise<void> {
  await database.query(
    `insert into heartbeat (name, at, took_ms, made, faults) values ('sweep', now(), 240, 3, 0)
     on conflict (name) do update set at = now(), took_ms = 240, made = 3, faults = 0`,
  );
  const channel = await one<{ id: string }>(
    `insert into channel (kind, name, active, sealed, created_at) values ('email', '单位邮箱', true, '', now()) returning id`,
  );
  const reminder = await one<{ id: string }>(
    `insert into reminder (rule, subject_kind, subject_id, occurrence, person_id, title, body, created_at)
     values ('issue-due-soon', 'issue', $1, 'then', $2, $3, '', now()) returning id`,
    [issueId, cast.people.handler, `3 个工作日内到期：${TITLE}`],
  );
  await database.query(
    `insert into delivery (reminder_id, channel_id, key, receiver, state, attempt, next_at, started_at, settled_at, fault, sentence)
     values ($1, $2, 'then', $3, 'unknown', 1, now(), now(), now(), 'timeout', '邮件服务器没有答复，不能确定是否收下。')`,
    [reminder.id, channel.id, cast.people.handler],
  );
}

describeInBrowser('reminders, in the browser', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
    await api.start();
    browser = await launchBrowser();
    await dueSoon();
    await failed();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
  });

  it('an administrator makes a rule after seeing whom it tells, and changes it while somebody else does', async () => {
    const seat = await Seat.take(browser, origin, 'admin');
    const { page } = seat;
    await page.getByRole('menuitem', { name: '提醒规则' }).click();
    await page
      .getByRole('row', { name: /即将到期/ })
      .getByText('亮黄灯那天 08:30')
      .waitFor();
    await page
      .getByRole('row', { name: /超期 5 个工作日/ })
      .getByText('督办专员', { exact: true })
      .waitFor();
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);

    // What is usual for the matter is filled in; the name follows what is chosen until somebody writes one.
    await page.getByRole('button', { name: '新增规则' }).click();
    const form = page.getByRole('dialog', { name: '新增规则' });
    await form.getByLabel('提醒什么事').fill('临近');
    await page.getByTitle('办理期限临近').click();
    await form.getByLabel('提前还是推后').click();
    await page.getByTitle('到期当天', { exact: true }).click();
    const title = form.getByRole('textbox', { name: /标题$/ });
    await title.waitFor();
    expect(await form.getByLabel('规则名称').inputValue()).toBe('办理期限临近：到期当天 08:30');
    expect(await title.inputValue()).toBe('{剩余}：{编号} {标题}');
    await form.getByLabel('规则名称').fill('即将到期');
    await title.fill('今天到期：');
    await form.getByRole('button', { name: '插入 标题' }).click();
    expect(await title.inputValue()).toBe('今天到期：{标题}');
    await form.getByText('今天到期：施工用电容量不足').waitFor();
    expect(await barriers(page)).toEqual([]);

    await form.getByRole('button', { name: '未来 14 天谁会收到' }).click();
    // The handler and the head of the power company.
    const preview = page.getByRole('dialog', { name: '未来 14 天谁会收到' });
    await form.getByText('已有同名的提醒规则在用').or(preview).first().waitFor();
    expect(await form.getByText('已有同名的提醒规则在用').isVisible()).toBe(true);
    expect(await title.inputValue()).toBe('今天到期：{标题}');
    await form.getByLabel('规则名称').fill(NAME);
    await form.getByRole('button', { name: '未来 14 天谁会收到' }).click();
    await preview.getByText('会发出 2 条，2 人收到').waitFor();
    await preview.getByRole('row', { name: /孙承办.*供电公司.*今天到期：施工用电/ }).waitFor();
    await preview.getByRole('button', { name: '关闭' }).last().click();

    // Saving switches it on: what it sends is shown before.
    await form.getByRole('button', { name: '保存' }).click();
    await preview.getByText('启用后从现在起生效，不补发以前的。').waitFor();
    expect(await one('select count(*)::int as n from reminder_rule where name = $1', [NAME])).toEqual({ n: 0 });
    await preview.getByRole('button', { name: '启用并保存' }).click();
    await form.waitFor({ state: 'hidden' });
    const row = page.getByRole('row', { name: new RegExp(NAME) });
    await row.getByText('到期当天 08:30').waitFor();
    expect(
      await one(`select what, "offset", unit, title, active, whom from reminder_rule where name = $1`, [NAME]),
    ).toEqual({
      ...{ what: 'issue-due', offset: 0, unit: 'working-day', title: '今天到期：{标题}', active: true },
      whom: ['handler', 'head'],
    });

    // Somebody else is faster: what they did is shown, what was typed stays, and saving again makes it count.
    await row.getByRole('button', { name: `修改：${NAME}` }).click();
    const change = page.getByRole('dialog', { name: `修改：${NAME}` });
    await change.getByLabel('正文').fill('请今天办结。');
    await database.query('update reminder_rule set version = version + 1, mandatory = true where name = $1', [NAME]);
    await change.getByRole('button', { name: '保存' }).click();
    await change.getByText('别人刚刚修改了这条规则，您填写的还在。').waitFor();
    await change.getByText('您填写的：否').waitFor();
    await change.getByRole('button', { name: '保存' }).click();
    await change.waitFor({ state: 'hidden' });
    expect(await one('select body, mandatory from reminder_rule where name = $1', [NAME])).toEqual({
      body: '请今天办结。',
      mandatory: false,
    });

    await row.getByRole('switch').click();
    await page.getByRole('button', { name: '停用', exact: true }).click();
    await page.getByText('已停用。').waitFor();
    expect(await one('select active from reminder_rule where name = $1', [NAME])).toEqual({ active: false });
    expect(withoutRefusals(seat.faults)).toEqual([]);
    await seat.context.close();
  });

  it('a ledger gets steps of its own, and the general ones back', async () => {
    const seat = await Seat.take(browser, origin, 'admin');
    const { page } = seat;
    await page.goto('/reminder-rules?tab=ladders');
    await page.getByText('通用阶梯').waitFor();
    await page.getByText('超期 10 个工作日').waitFor();
    const own = `select count(*)::int as n from reminder_rule where ledger_id is not null and ladder and active`;
    await page.getByRole('button', { name: '为这本台账单独设置' }).click();
    await page.getByRole('button', { name: '单独设置', exact: true }).click();
    await page.getByText('已单独设置，点各级可以修改。').waitFor();
    expect(await one(own)).toEqual({ n: 4 });
    await page.getByRole('button', { name: '提醒：督办专员' }).click();
    await page.getByRole('dialog', { name: /修改：超期 5 个工作日：督办专员（项目问题台账）/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '恢复通用阶梯' }).click();
    await page.getByRole('button', { name: '恢复通用阶梯' }).last().click();
    await page.getByText('已恢复通用阶梯。').waitFor();
    expect(await one(own)).toEqual({ n: 0 });
    expect(await barriers(page)).toEqual([]);
    expect(seat.faults).toEqual([]);
    await seat.context.close();
  });

  it('an administrator sees how reminders run and sends one again, with the reason', async () => {
    const seat = await Seat.take(browser, origin, 'admin');
    const { page } = seat;
    await page.goto(`/issues/${issueId}`);
    await page.getByRole('link', { name: '发送记录' }).click();
    await page.getByText('提醒的发送记录').waitFor();
    await page.getByText('邮件服务器没有答复，不能确定是否收下。').waitFor();
    await page.getByRole('button', { name: '看全部' }).click();
    await page.getByText('用时 0.2 秒，生成 3 条，没有出错').waitFor();
    await page.getByText('失败 0，不能确定 1').waitFor();
    expect(await page.getByRole('link', { name: '任务队列' }).getAttribute('href')).toBe('/api/queue-board');
    expect(await seat.wider()).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);

    await page.getByRole('button', { name: '重发给孙承办' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByText('重发可能让对方收到两次').waitFor();
    await form.getByLabel('重发的理由').fill('电话核实，没有收到');
    await form.getByRole('button', { name: '重发', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
    expect(await one('select state from delivery')).toEqual({ state: 'due' });
    expect(await one(`select reason from change_record where subject_kind = 'delivery'`)).toEqual({
      reason: '电话核实，没有收到',
    });
    await page.getByText('没有失败的发送。').waitFor();
    await page.getByRole('searchbox', { name: '姓名、用户名或标题' }).fill('没有这个人');
    await page.keyboard.press('Enter');
    await page.getByText('没有符合条件的记录，请放宽条件。').waitFor();
    expect(seat.faults).toEqual([]);
    await seat.context.close();
  });

  it('on the phone a handler mutes one reminder and cannot mute a mandatory one; the pages fit', async () => {
    const handler = await Seat.take(browser, origin, 'handler', PHONE);
    await handler.page.goto('/me');
    await handler.page.getByRole('switch', { name: '接收“应反馈进展”' }).click();
    await handler.page.getByText('已关闭').waitFor();
    expect(await one('select rule, muted from reminder_tuning where person_id = $1', [cast.people.handler])).toEqual({
      rule: 'report-due',
      muted: true,
    });
    expect(await handler.page.getByRole('switch', { name: '接收“超期未签收”' }).isDisabled()).toBe(true);
    expect(await handler.wider()).toBeLessThanOrEqual(0);
    expect(await barriers(handler.page)).toEqual([]);
    // The rules are none of a handler's business.
    await handler.page.goto('/reminder-rules');
    await handler.page.getByText('没有权限').waitFor();
    expect(handler.faults).toEqual([]);
    await handler.context.close();

    const admin = await Seat.take(browser, origin, 'admin', PHONE);
    const fits = async (words: string) => {
      await admin.page.getByText(words).first().waitFor();
      expect([words, await admin.wider()]).toEqual([words, 0]);
    };
    await admin.page.goto('/reminder-rules');
    await fits('1 人关闭');
    await admin.page.getByRole('button', { name: '修改：超期 3 个工作日：部门负责人', exact: true }).click();
    await fits('作为升级阶梯的一级');
    await admin.page.keyboard.press('Escape');
    await admin.page.getByRole('tab', { name: '升级阶梯' }).click();
    await fits('超期 10 个工作日');
    await admin.page.goto('/reminder-run');
    await fits('各渠道的积压');
    // The second language has the same pages.
    await admin.page.evaluate(`localStorage.setItem('xiaohao.language', 'en')`);
    await admin.page.goto('/reminder-rules?rule=issue-due-soon');
    await admin.page.getByText('A change counts from the moment it is saved').first().waitFor();
    await admin.page.getByText('When the light turns yellow').waitFor();
    expect(await admin.page.evaluate<string>('document.body.innerText')).not.toMatch(/reminders\.|undefined|\{\{/);
    expect(admin.faults).toEqual([]);
    await admin.context.close();
  });
});
