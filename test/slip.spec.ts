import type { IssueView } from '@app/ledger';
import { databaseOptions } from '@app/platform';
import type { Browser } from 'playwright-core';
import { DataSource } from 'typeorm';
import { type Actor, type Cast, castInto, freshDatabase, PASSWORD } from './support';
import { describeInBrowser, launchBrowser, PHONE, Seat } from './support/browser';
import { freePort, Program } from './support/process';

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let drop: () => Promise<void>;
let issue: IssueView;

const tokens = new Map<Actor, string>();

async function send<T>(actor: Actor, path: string, body: object): Promise<T> {
  const post = async (url: string, payload: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(origin + url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(payload),
    });
  if (!tokens.has(actor)) {
    const answer = await post('/api/auth/login', { username: actor, password: PASSWORD });
    tokens.set(actor, ((await answer.json()) as { accessToken: string }).accessToken);
  }
  const answer = await post(path, body, { authorization: `Bearer ${tokens.get(actor) ?? ''}` });
  if (!answer.ok) throw new Error(`${actor} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const act = async (actor: Actor, action: string, more: object = {}): Promise<void> => {
  const body = { version: issue.version, note: '这一步写了很多说明文字。'.repeat(40), ...more };
  issue = await send<IssueView>(actor, `/api/issues/${issue.id}/actions/${action}`, body);
};

/** How many pages the printed sheet has. */
async function printed(seat: Seat): Promise<number> {
  const pdf = await seat.page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

describeInBrowser('the issue slip', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    const [{ id: projectId }] = (await database.query(
      `insert into project (name, total_investment, unit_id, officer_id) values ($1, 100000, $2, $3) returning id`,
      ['很长的项目名称'.repeat(12), cast.units.bureau, cast.people.officer],
    )) as [{ id: string }];
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
    await api.start();
    browser = await launchBrowser();
    issue = await send<IssueView>('officer', '/api/issues', {
      projectId,
      title: '施工用电容量不足，二期打桩受影响'.repeat(6),
      description: '临时用电 315 kVA，二期打桩后不够用。'.repeat(80),
      categoryCode: 'power',
    });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
  });

  it('is exactly one sheet, after one step and after forty with long words', async () => {
    const seat = await Seat.take(browser, origin, 'supervisor');
    await seat.page.goto(`/issues/${issue.id}/slip`);
    await seat.page.getByRole('heading', { name: '问题处理单' }).waitFor();
    expect(await printed(seat)).toBe(1);

    const { power, land } = cast.units;
    await act('supervisor', 'assign', { leadUnitId: power, supportUnitIds: [land] });
    await act('handler', 'sign');
    await act('handler2', 'report', { done: true });
    for (let round = 0; round < 5; round += 1) {
      await act('handler', 'apply-closure');
      await act('supervisor', 'reject-closure');
      await act('supervisor', 'urge');
      await act('handler', 'answer-urge');
      await act('supervisor', 'judge', { light: 'yellow', until: issue.dueOn });
      await act('handler', 'report');
      await act('leader', 'instruct');
    }
    await act('handler', 'apply-closure');
    await act('supervisor', 'verify');
    expect(issue.events.length).toBeGreaterThanOrEqual(40);
    await seat.page.reload();
    await seat.page.getByText('步从略').waitFor();
    const sheet = await seat.page.getByRole('article').innerText();
    for (const word of ['编号', '核验意见', '批示', '另有催办 5 次', '包联领导（签字）']) expect(sheet).toContain(word);
    expect(await printed(seat)).toBe(1);
    expect(seat.faults).toEqual([]);
    await seat.context.close();
  }, 180_000);

  it('and the bar of who held it how long fit a phone, with words beside the colours', async () => {
    const seat = await Seat.take(browser, origin, 'leader', PHONE);
    await seat.page.goto(`/issues/${issue.id}`);
    const bar = seat.page.getByText('各方用时');
    await bar.waitFor();
    await seat.page.getByText('查看明细').click();
    await seat.page.getByText('工作时间', { exact: true }).first().waitFor();
    expect(await seat.page.getByText('自然资源和规划局（协办）').count()).toBeGreaterThan(0);
    expect(await seat.wider()).toBe(0);
    await seat.page.goto(`/issues/${issue.id}/slip`);
    await seat.page.getByRole('heading', { name: '问题处理单' }).waitFor();
    expect(await seat.wider()).toBe(0);
    expect(seat.faults).toEqual([]);
    await seat.context.close();
  }, 180_000);
});
