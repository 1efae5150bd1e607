import type { BoardRowPage, BoardView } from '@app/desk';
import { type Actor, empty, startApp, type TestApp } from './support';

let t: TestApp;
let made = 0;

/** An issue as it stands, whatever led there: the board reads columns, the stories stand elsewhere. */
async function issue(columns: Record<string, unknown>): Promise<string> {
  made += 1;
  const row = {
    number: `WT-2024-${String(made).padStart(4, '0')}`,
    year: 2024,
    sequence: made,
    title: `问题 ${made}`,
    description: '',
    category_code: 'other',
    severity: 'medium',
    state: 'in-progress',
    registered_by: t.cast.people.officer,
    registered_at: '2024-09-20T10:00:00+08:00',
    touched_at: '2024-10-15T10:00:00+08:00',
    lead_unit_id: t.cast.units.power,
    first_due_on: columns.due_on ?? '2024-10-30',
    due_on: '2024-10-30',
    body_hash: '',
    ...columns,
  };
  const names = Object.keys(row);
  const [{ id }] = (await t.database.query(
    `insert into issue (id, ledger_id, ${names.join(', ')})
     select uuidv7(), l.id, ${names.map((_, index) => `$${index + 1}`).join(', ')} from ledger l
      where l.code = 'project-issue' returning id`,
    Object.values(row),
  )) as [{ id: string }];
  return id;
}

async function project(name: string, plans: Record<string, string> = {}): Promise<string> {
  const [{ id }] = (await t.database.query(
    `insert into project (name, total_investment) values ($1, 1000000) returning id`,
    [name],
  )) as [{ id: string }];
  for (const [month, amount] of Object.entries(plans)) {
    await t.database.query(
      `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at)
       values ($1, $2, $3, $4, 'without-preliminary', now())`,
      [id, Number(month.slice(0, 4)), month, amount],
    );
  }
  return id;
}

const board = async (query = '', actor: Actor = 'supervisor'): Promise<BoardView> => {
  const { status, body } = await (await t.as(actor)).get<BoardView>(`/api/board${query}`);
  expect(status).toBe(200);
  return body;
};
const rows = async (query: string): Promise<BoardRowPage> => {
  const { status, body } = await (await t.as('supervisor')).get<BoardRowPage>(`/api/board/rows?${query}`);
  expect(status).toBe(200);
  return body;
};
const block = (view: BoardView, which: string) => view.blocks.find((one) => one.which === which);

beforeAll(async () => {
  t = await startApp();
});
beforeEach(async () => {
  await empty(t.database, ['issue', 'annual_plan', 'list_member', 'project_list', 'project']);
  made = 0;
});
afterAll(() => t.close());

describe('investment held up', () => {
  it('is the plan as of now of the projects with late issues, each once, by plan × working days', async () => {
    const a = await project('甲项目', { '2024-01': '100000', '2024-07': '120000.5', '2024-11': '999999' });
    const b = await project('乙项目', { '2024-01': '300000', '2023-01': '1' });
    const c = await project('丙项目');
    const d = await project('丁项目', { '2024-01': '500000' });
    const e = await project('戊项目', { '2024-01': '700000' });
    for (const name of ['省重点', '市重点']) {
      await t.database.query(
        `with list as (insert into project_list (name, year, kind, visit_every) values ($1, 2024, 'other', 'none') returning id)
         insert into list_member (list_id, project_id, from_month) select id, $2, '2024-01' from list`,
        [name, a],
      );
    }
    await issue({ project_id: a, due_on: '2024-10-15' });
    // Friday; 12 October is worked in exchange, so it is four working days ago.
    const oldest = await issue({ project_id: a, due_on: '2024-10-11', title: '用电容量不足' });
    await issue({ project_id: b, due_on: '2024-10-15' });
    await issue({ project_id: c, due_on: '2024-10-14' });
    const judged = { light: 'red', reason: '设备已到港', until: '2024-10-16' };
    await issue({ project_id: d, judgement: JSON.stringify(judged) });
    await issue({ project_id: e, judgement: JSON.stringify({ ...judged, until: '2024-10-15' }) });
    // None of these holds anything up.
    await issue({ project_id: e, due_on: '2024-10-16' });
    await issue({ project_id: e, due_on: '2024-10-10', state: 'closed', closed_at: '2024-10-14T10:00:00+08:00' });
    await issue({
      project_id: e,
      due_on: '2024-10-10',
      state: 'suspended',
      suspended_on: '2024-10-09',
      review_on: '2024-12-01',
    });

    const { heldUp } = await board();
    expect(heldUp).toMatchObject({ year: 2024, projects: 4, issues: 5, plan: '920000.5', withoutPlan: 1 });
    expect(heldUp).toMatchObject({ topPlan: '920000.5', topIssues: 5 });
    expect(
      heldUp.top.map(({ name, plan, lateDays, weight, issueCount }) => [name, plan, lateDays, weight, issueCount]),
    ).toEqual([
      ['丁项目', '500000', 1, '500000', 1],
      ['甲项目', '120000.5', 4, '480002', 2],
      ['乙项目', '300000', 1, '300000', 1],
      ['丙项目', null, 2, '0', 1],
    ]);
    expect(heldUp.top[1]?.issues).toEqual([
      { id: oldest, number: 'WT-2024-0002', title: '用电容量不足', leadUnitName: '供电公司', lateDays: 4 },
      expect.objectContaining({ number: 'WT-2024-0001', lateDays: 1 }),
    ]);
    const opened = await rows(`which=held-up&projectId=${a}`);
    expect(opened.items.map(({ id }) => id)).toEqual(heldUp.top[1]?.issues.map(({ id }) => id));
    expect(opened.items[0]?.words).toBe('办理期限 2024-10-11，已过 4 个工作日');
  });

  it('counts not signing in time as late in itself', async () => {
    const a = await project('甲项目', { '2024-01': '100' });
    await issue({ project_id: a, state: 'assigned', sign_due_on: '2024-10-14' });
    // Signed since: only the deadline counts.
    await issue({ project_id: a, sign_due_on: '2024-10-14' });
    const { heldUp } = await board();
    expect(heldUp.top).toMatchObject([{ lateDays: 2, weight: '200', issueCount: 1 }]);
    expect((await rows(`which=held-up&projectId=${a}`)).items).toMatchObject([
      { words: '逾期未签收，已过 2 个工作日' },
    ]);
  });

  it('shows the five heaviest and adds up exactly what they free', async () => {
    for (let n = 1; n <= 7; n += 1) {
      await issue({ project_id: await project(`项目 ${n}`, { '2024-01': `${n}000.1` }), due_on: '2024-10-15' });
    }
    const { heldUp } = await board();
    expect(heldUp.top.map(({ name }) => name)).toEqual(['项目 7', '项目 6', '项目 5', '项目 4', '项目 3']);
    expect(heldUp).toMatchObject({ topPlan: '25000.5', topIssues: 5, plan: '28000.7', projects: 7 });
  });

  it('is nothing when nothing is late', async () => {
    await issue({ project_id: await project('甲项目', { '2024-01': '100000' }) });
    expect((await board()).heldUp).toMatchObject({ projects: 0, plan: '0', topPlan: '0', top: [] });
  });
});

describe('late departments', () => {
  it('rank by the first deadline, and each figure opens its rows', async () => {
    await issue({ due_on: '2024-10-15' });
    await issue({ due_on: '2024-10-11' });
    const extended = await issue({ due_on: '2024-10-31', first_due_on: '2024-10-14' });
    await issue({ state: 'assigned', sign_due_on: '2024-10-15' });
    await issue({ due_on: '2024-10-15', lead_unit_id: t.cast.units.land });
    const { units } = await board();
    expect(units).toEqual([
      { unitId: t.cast.units.power, name: '供电公司', late: 2, lateFirst: 3, longest: 4, average: '2.5', unsigned: 1 },
      expect.objectContaining({
        name: '自然资源和规划局',
        late: 1,
        lateFirst: 1,
        longest: 1,
        average: '1.0',
        unsigned: 0,
      }),
    ]);
    const power = `unitId=${t.cast.units.power}`;
    expect((await rows(`which=late&${power}`)).total).toBe(2);
    expect((await rows(`which=unsigned&${power}`)).total).toBe(1);
    const first = await rows(`which=late-first&${power}`);
    expect(first.total).toBe(3);
    expect(first.items[1]).toMatchObject({ id: extended, words: '最初期限 2024-10-14，已过 2 个工作日' });
  });
});

describe('what waits', () => {
  it('has a block each, with why and how long', async () => {
    const returned = await issue({ state: 'returned', turn_due_on: '2024-10-17', returns: 1 });
    await t.database.query(
      `insert into issue_event (issue_id, seq, action, to_state, actor_id, unit_id, at, body_hash)
       select $1, seq, action, 'returned', $2, $3, '2024-10-11T09:00:00+08:00', ''
         from (values (1, 'register'), (2, 'return')) as e (seq, action) order by seq`,
      [returned, t.cast.people.handler, t.cast.units.power],
    );
    await issue({ extension_to: '2024-11-20', ruling_due_on: '2024-10-17' });
    await issue({ state: 'pending-verification', turn_due_on: '2024-10-18' });
    await issue({ state: 'suspended', suspended_on: '2024-10-09', review_on: '2024-10-23' });
    await issue({ state: 'suspended', suspended_on: '2024-10-09', review_on: '2024-10-24' });
    await issue({ rating_due_on: '2024-10-18', state: 'closed', closed_at: '2024-10-15T10:00:00+08:00' });
    await issue({ at_risk: '设备可能延迟到货' });
    const view = await board('', 'leader');
    expect(view.blocks.map(({ which, count }) => `${which} ${count}`)).toEqual([
      'returns 1',
      'extensions 1',
      'verifications 1',
      'reviews 1',
      'ratings 1',
      'untouched 0',
      'risks 1',
    ]);
    expect(block(view, 'returns')?.rows[0]).toMatchObject({
      id: returned,
      since: '2024-10-11',
      waitingDays: 4,
      words: '退回已 4 个工作日，应于 2024-10-17 前裁定',
    });
    expect(block(view, 'extensions')?.rows[0]?.words).toContain('申请延至 2024-11-20');
    expect(block(view, 'reviews')?.rows[0]?.words).toBe('2024-10-23 复核，已挂起 6 个工作日');
    expect(block(view, 'risks')?.rows[0]?.words).toBe('设备可能延迟到货');
    expect(await rows('which=returns')).toMatchObject({ total: 1, items: [{ id: returned }] });
  });

  it('counts as untouched what nobody touched for so many working days, also on a weekend', async () => {
    // Five working days after Wednesday the 9th: 10, 11, 12 (worked in exchange), 14, 15; Wednesday the 16th is the sixth.
    await issue({ touched_at: '2024-10-10T23:59:00+08:00' });
    await issue({ touched_at: '2024-10-11T00:00:00+08:00' });
    await issue({ touched_at: '2024-10-10T10:00:00+08:00', state: 'closed', closed_at: '2024-10-10T10:00:00+08:00' });
    expect(block(await board('?untouched=5'), 'untouched')?.count).toBe(1);
    expect(block(await board(), 'untouched')?.count).toBe(0);
    const [row] = (await rows('which=untouched&untouched=5')).items;
    expect(row).toMatchObject({ waitingDays: 5, words: '5 个工作日没有动静，最后一步在 2024-10-10' });
    t.clock.set('2024-10-20T10:00:00+08:00');
    expect(block(await board('?untouched=5'), 'untouched')?.count).toBe(2);
    t.clock.set('2024-10-16T10:00:00+08:00');
  });

  it('shows a few of many, and all of them page by page', async () => {
    for (let n = 0; n < 6; n += 1) await issue({ state: 'returned', turn_due_on: `2024-10-1${n}` });
    const view = await board();
    expect(block(view, 'returns')).toMatchObject({ count: 6 });
    expect(block(view, 'returns')?.rows.map(({ number }) => number)).toEqual([1, 2, 3].map((n) => `WT-2024-000${n}`));
    const page = await rows('which=returns&page=2&pageSize=4');
    expect(page).toMatchObject({ total: 6, page: 2 });
    expect(page.items.map(({ number }) => number)).toEqual(['WT-2024-0005', 'WT-2024-0006']);
  });
});

describe('the board is for those who see all', () => {
  it.each(['officer', 'handler', 'head'] as const)('not for %s', async (actor) => {
    expect((await (await t.as(actor)).get('/api/board')).status).toBe(403);
    expect((await (await t.as(actor)).get('/api/board/rows?which=late')).status).toBe(403);
  });

  it('refuses what it does not have', async () => {
    const supervisor = await t.as('supervisor');
    expect((await supervisor.get('/api/board?untouched=7')).status).toBe(400);
    expect((await supervisor.get('/api/board/rows?which=all')).status).toBe(400);
    expect((await supervisor.get('/api/board/rows')).status).toBe(400);
  });
});
