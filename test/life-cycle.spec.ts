import { randomUUID } from 'node:crypto';
import type { EventView, IssueView } from '@app/ledger';
import { IssueDesk, startApp, type TestApp } from './support';

let t: TestApp;
let desk: IssueDesk;
let power: string;
let land: string;

beforeAll(async () => {
  t = await startApp();
  desk = await IssueDesk.open(t, '磐升项目', { leader: 'leader' });
  ({ power, land } = t.cast.units);
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-10-16T10:00:00+08:00'));

const on = (day: string): void => t.clock.set(`${day}T10:00:00+08:00`);
const last = ({ events }: IssueView): EventView => events[events.length - 1] as EventView;

describe('extensions', () => {
  it('need the supervisor’s consent in the last days, and may be granted for less than was asked', async () => {
    // Ten working days from 16 October: the 30th; its ledger freezes the last two.
    const { id } = await desk.at('in-progress');
    expect(await desk.read(id, 'handler')).toMatchObject({ consentFrom: '2024-10-29', extensionsMax: 2 });
    expect(await desk.refusal('supervisor', id, 'consent-extension')).toBe('issue.consent-not-needed');
    on('2024-10-29');
    const asked = { note: '设备未到', dueOn: '2024-11-08', measures: '两班倒，每日报进度' };
    expect(await desk.refusal('handler', id, 'request-extension', asked)).toBe('issue.extension-frozen');
    await desk.act('supervisor', id, 'consent-extension');
    const waiting = await desk.act('handler', id, 'request-extension', asked);
    expect(waiting).toMatchObject({ extensionTo: '2024-11-08', rulingDueOn: '2024-10-31', extensionConsent: false });
    expect(last(waiting).details).toEqual(['申请延至：2024-11-08', '赶工措施：两班倒，每日报进度']);
    expect(await desk.refusal('supervisor', id, 'grant-extension', { note: '太久', dueOn: '2024-11-09' })).toBe(
      'validation dueOn',
    );
    const granted = await desk.act('supervisor', id, 'grant-extension', { note: '压缩至 6 日', dueOn: '2024-11-06' });
    expect(granted).toMatchObject({
      dueOn: '2024-11-06',
      firstDueOn: '2024-10-30',
      extensions: 1,
      turnDueOn: '2024-11-06',
    });
  });

  it('are used up after as many as the ledger allows', async () => {
    const { id } = await desk.at('in-progress');
    for (const dueOn of ['2024-11-06', '2024-11-13']) {
      await desk.act('handler', id, 'request-extension', { note: '设备未到', dueOn });
      await desk.act('supervisor', id, 'grant-extension', { note: '同意' });
    }
    const third = { note: '再延', dueOn: '2024-11-20' };
    expect(await desk.refusal('handler', id, 'request-extension', third)).toBe('issue.extension-used-up');
  });
});

describe('who works on it', () => {
  it('supporting departments report their part before the lead may apply', async () => {
    const { id } = await desk.at('in-progress', { supportUnitIds: [land] });
    expect(await desk.refusal('handler', id, 'apply-closure', { note: '好了' })).toBe('issue.supports-open');
    await desk.act('handler2', id, 'report', { note: '正在核' });
    expect(await desk.refusal('handler', id, 'apply-closure', { note: '好了' })).toBe('issue.supports-open');
    const part = await desk.act('handler2', id, 'report', { note: '用地已核', done: true });
    expect(part.supportDoneIds).toEqual([land]);
    expect(last(part).details).toEqual(['协办部分：已办结']);
    expect(await desk.refusal('handler', id, 'report', { note: '我', done: true })).toBe('validation done');
    expect(await desk.act('handler', id, 'apply-closure', { note: '好了' })).toMatchObject({
      state: 'pending-verification',
      verifyDueOn: '2024-10-21',
    });
  });

  it('a transfer keeps a deadline that has not passed, and those that led before do not verify', async () => {
    const { id } = await desk.at('in-progress');
    on('2024-10-18');
    expect(await desk.refusal('supervisor', id, 'transfer', { note: '职责调整', leadUnitId: power })).toBe(
      'validation leadUnitId',
    );
    const transferred = await desk.act('supervisor', id, 'transfer', { note: '职责调整', leadUnitId: land });
    expect(transferred).toMatchObject({
      state: 'assigned',
      leadUnitName: '自然资源和规划局',
      dueOn: '2024-10-30',
      firstDueOn: '2024-10-30',
      signDueOn: '2024-10-21',
      returnUntil: '2024-10-22',
    });
    on('2024-11-04');
    const late = await desk.act('supervisor', id, 'transfer', { note: '退还供电', leadUnitId: power });
    // The old deadline has passed: ten working days from today.
    expect(late).toMatchObject({ dueOn: '2024-11-18', firstDueOn: '2024-10-30' });
  });

  it('a risk in a report stands beside the issue until the next report', async () => {
    const { id } = await desk.at('in-progress');
    const risky = await desk.act('handler', id, 'report', { note: '已订货', risk: '变压器可能推迟到货' });
    expect(risky.atRisk).toBe('变压器可能推迟到货');
    expect((await desk.act('handler', id, 'report', { note: '已到货' })).atRisk).toBeNull();
  });

  it('not signing in time is late in itself', async () => {
    const { id } = await desk.at('assigned');
    on('2024-10-21');
    expect(await desk.read(id)).toMatchObject({
      light: 'red',
      daysLeft: -2,
      lightReason: '超期未签收 2 个工作日，主办：供电公司',
      dueOn: '2024-10-30',
    });
    const { body } = await (
      await t.as('supervisor')
    ).get<{ items: { id: string }[] }>('/api/issues?light=red&pageSize=200');
    expect(body.items.map((row) => row.id)).toContain(id);
  });
});

it('a second return waits for any leader when the one in charge of the project has left', async () => {
  const [gone] = (await t.database.query(
    `insert into person (username, name, unit_id, roles, active) values ('gone', '调走的', $1, '{leader}', false) returning id`,
    [t.cast.units.leadership],
  )) as [{ id: string }];
  const other = await IssueDesk.open(t, '久安项目');
  await t.database.query('update project set leader_id = $2 where id = $1', [other.projectId, gone.id]);
  const { id } = await other.at('assigned');
  await other.act('handler', id, 'return', { note: '不属我司' });
  await other.act('supervisor', id, 'insist', { note: '属你司' });
  await other.act('handler', id, 'return', { note: '仍不属我司' });
  const { body } = await (await t.as('leader')).get<{ items: { id: string }[] }>('/api/inbox/todo?pageSize=200');
  expect(body.items.map((row) => row.id)).toContain(id);
  expect(await other.act('leader', id, 'insist', { note: '由你司办理' })).toMatchObject({ state: 'assigned' });
});

describe('urgings and instructions', () => {
  it('wait for their answer; a report answers an urging too', async () => {
    const { id } = await desk.at('in-progress');
    expect(await desk.refusal('handler', id, 'answer-urge', { note: '没人催' })).toBe('issue.nothing-to-answer');
    expect(await desk.act('supervisor', id, 'urge', { note: '请加快' })).toMatchObject({ urgeDueOn: '2024-10-18' });
    expect(await desk.act('handler', id, 'answer-urge', { note: '本周通电' })).toMatchObject({
      urgeDueOn: null,
      urged: 1,
    });
    await desk.act('leader', id, 'urge');
    expect(await desk.act('handler', id, 'report', { note: '正在放线' })).toMatchObject({ urgeDueOn: null, urged: 2 });
  });

  it('an instruction is answered by the day that the leader names', async () => {
    const { id } = await desk.at('in-progress');
    const told = await desk.act('leader', id, 'instruct', { note: '本周内解决', dueOn: '2024-10-18' });
    expect(told.instructionDueOn).toBe('2024-10-18');
    expect(last(told).details).toEqual(['答复期限：2024-10-18']);
    // A second one, to be answered later, does not push the first away.
    expect(await desk.act('leader', id, 'instruct', { note: '并报书面材料', dueOn: '2024-10-25' })).toMatchObject({
      instructionDueOn: '2024-10-18',
    });
    expect(await desk.act('handler', id, 'answer-instruction', { note: '已通电' })).toMatchObject({
      instructionDueOn: null,
    });
  });
});

describe('merge and split', () => {
  it('a duplicate keeps its number and points to the other, which says so too', async () => {
    const first = await desk.at('in-progress');
    const second = await desk.registered();
    expect(await desk.refusal('supervisor', second.id, 'merge', { note: '同一事项', targetId: second.id })).toBe(
      'validation targetId',
    );
    expect(await desk.refusal('supervisor', second.id, 'merge', { note: '同一事项', targetId: randomUUID() })).toBe(
      'validation targetId',
    );
    const merged = await desk.act('supervisor', second.id, 'merge', { note: '同一事项', targetId: first.id });
    expect(merged).toMatchObject({
      state: 'merged',
      number: second.number,
      light: 'none',
      turnDueOn: null,
      allowedActions: [],
      mergedInto: { id: first.id, number: first.number },
    });
    const target = await desk.read(first.id);
    expect(target.merged.map(({ number }) => number)).toEqual([second.number]);
    expect(last(target)).toMatchObject({
      action: 'absorb',
      from: 'in-progress',
      to: 'in-progress',
      details: [`并入来源：${second.number} ${second.title}`],
    });
    // A target belongs to merging and to nothing else.
    const other = await desk.at('in-progress');
    await desk.act('supervisor', other.id, 'urge', { targetId: first.id });
    expect((await desk.read(first.id)).events).toHaveLength(target.events.length);
    // What has ended takes nothing in.
    const third = await desk.registered();
    expect(await desk.refusal('supervisor', third.id, 'merge', { note: '同上', targetId: second.id })).toBe(
      'validation targetId',
    );
  });

  it('names no other issue to a department that may not know of it', async () => {
    const secret = '围墙占用绿线';
    const other = await desk.registered({ title: secret });
    await desk.act('supervisor', other.id, 'assign', { leadUnitId: land });
    const mine = await desk.at('in-progress');
    await desk.act('supervisor', other.id, 'merge', { note: '同一事项', targetId: mine.id });
    const whole = await desk.registered({ title: secret });
    const { parts } = await desk.act('supervisor', whole.id, 'split', { note: '拆', parts: [{ title: '专线未批' }] });
    await desk.act('supervisor', whole.id, 'assign', { leadUnitId: land });
    const part = parts[0] as IssueView;
    await desk.act('supervisor', part.id, 'assign', { leadUnitId: power });
    const gone = await desk.at('in-progress');
    const into = await desk.registered({ title: secret });
    await desk.act('supervisor', gone.id, 'merge', { note: '同一事项', targetId: into.id });

    const handler = await t.as('handler');
    for (const { id } of [mine, part, gone]) {
      for (const path of ['', '/events', '/timeline', '/time', '/comments']) {
        const { status, body } = await handler.get(`/api/issues/${id}${path}`);
        expect(status).toBe(200);
        const text = JSON.stringify(body);
        for (const hidden of [secret, other.number, whole.number, into.number]) expect(text).not.toContain(hidden);
      }
    }
    expect(last(await desk.read(mine.id, 'handler')).details).toEqual(['并入来源：不在您查看范围内的问题']);
    expect(last(await desk.read(gone.id, 'handler')).details).toEqual(['并入：不在您查看范围内的问题']);
    const split = (await desk.read(whole.id, 'handler2')).events.find(({ action }) => action === 'split');
    expect(split?.details).toEqual(['拆分为：不在您查看范围内的问题']);
    // Who may know of them reads their names.
    expect((await desk.read(whole.id)).parts.map(({ number }) => number)).toEqual([part.number]);
    expect(last(await desk.read(mine.id)).details).toEqual([`并入来源：${other.number} ${secret}`]);
  });

  it('touches another issue by nothing but a merge', async () => {
    const [issue, other] = [await desk.at('assigned'), await desk.at('in-progress')];
    await desk.act('handler', issue.id, 'sign', { targetId: other.id });
    expect(await desk.read(other.id)).toMatchObject({ version: other.version });
  });

  it('two merged into each other at once: one of them stays', async () => {
    const [a, b] = [await desk.registered(), await desk.registered()];
    const merge = async (from: IssueView, into: IssueView, actor: 'supervisor' | 'supervisor2') =>
      (await t.as(actor)).post(`/api/issues/${from.id}/actions/merge`, {
        version: from.version,
        note: '同一事项',
        targetId: into.id,
      });
    const answers = await Promise.all([merge(a, b, 'supervisor'), merge(b, a, 'supervisor2')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const states = await Promise.all([desk.read(a.id), desk.read(b.id)]);
    expect(states.map(({ state }) => state).sort()).toEqual(['merged', 'registered']);
  });

  it('each part gets a number of its own and points back; sent twice it happens once', async () => {
    const { id, version } = await desk.at('in-progress');
    const key = randomUUID();
    const body = {
      id: key,
      version,
      note: '用电与用地分别办理',
      parts: [
        { title: '围墙占用绿线', categoryCode: 'land' },
        { title: '二期专线未批', severity: 'high' },
      ],
    };
    const supervisor = await t.as('supervisor');
    const send = () => supervisor.post<IssueView>(`/api/issues/${id}/actions/split`, body);
    const answers = [await send(), await send()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const issue = answers[1]?.body as IssueView;
    expect(issue.state).toBe('in-progress');
    expect(issue.parts.map(({ title }) => title)).toEqual(['围墙占用绿线', '二期专线未批']);
    expect(last(issue).details).toEqual([`拆分为：${issue.parts.map(({ number }) => number).join('、')}`]);
    const part = await desk.read(issue.parts[0]?.id as string);
    expect(part).toMatchObject({ state: 'registered', categoryCode: 'land', severity: 'medium', splitFrom: { id } });
  });

  it.each([
    ['no part', []],
    ['a part without title', [{ title: ' ' }]],
    ['a field nobody knows', [{ title: '围墙占用绿线', state: 'closed' }]],
  ])('refuses %s', async (_, parts) => {
    const { id } = await desk.registered();
    expect(await desk.refusal('supervisor', id, 'split', { note: '拆', parts })).toMatch(/^validation parts/);
  });
});

describe('taking back', () => {
  it('what one registered, before anybody acted on it', async () => {
    const { id } = await desk.registered();
    expect(await desk.refusal('supervisor', id, 'withdraw', { note: '误登' })).toBe('issue.not-your-turn');
    expect(await desk.act('officer', id, 'withdraw', { note: '误登' })).toMatchObject({
      state: 'cancelled',
      turnDueOn: null,
      light: 'none',
    });
    const acted = await desk.registered();
    await desk.act('leader', acted.id, 'instruct', { note: '尽快' });
    expect(await desk.refusal('officer', acted.id, 'withdraw', { note: '误登' })).toBe('issue.not-your-turn');
  });

  it('an assignment, a return, an application: everything is as before', async () => {
    const { id } = await desk.registered();
    const before = await desk.read(id);
    await desk.act('supervisor', id, 'assign', { leadUnitId: land, supportUnitIds: [power] });
    const back = await desk.act('supervisor', id, 'withdraw', { note: '派错单位' });
    expect(back).toMatchObject({
      state: 'registered',
      leadUnitId: null,
      dueOn: null,
      firstDueOn: null,
      supportUnits: [],
    });
    expect(back.turnDueOn).toBe(before.turnDueOn);

    await desk.act('supervisor', id, 'assign', { leadUnitId: power });
    expect(await desk.refusal('supervisor2', id, 'withdraw', { note: '不是我派的' })).toBe('issue.not-your-turn');
    await desk.act('handler', id, 'return', { note: '不属我司' });
    const kept = await desk.act('handler', id, 'withdraw', { note: '经核属我司' });
    expect(kept).toMatchObject({ state: 'assigned', returns: 0, rulingDueOn: null });
    await desk.act('handler', id, 'sign');
    expect(await desk.refusal('supervisor', id, 'withdraw', { note: '晚了' })).toBe('issue.not-your-turn');

    await desk.act('handler', id, 'apply-closure', { note: '已通电' });
    expect(await desk.act('handler', id, 'withdraw', { note: '还差一户' })).toMatchObject({
      state: 'in-progress',
      verifyDueOn: null,
      turnDueOn: '2024-10-30',
    });
  });

  it('a reopening: it is closed again in its first cycle', async () => {
    const { id, closedAt } = await desk.at('closed');
    await desk.act('officer', id, 'reopen', { note: '又跳闸' });
    expect(await desk.act('officer', id, 'withdraw', { note: '看错了' })).toMatchObject({
      state: 'closed',
      cycle: 1,
      closedAt,
      leadUnitName: '供电公司',
    });
  });
});

describe('ends', () => {
  it('a leader cancels with words', async () => {
    const { id } = await desk.at('in-progress');
    expect(await desk.refusal('supervisor', id, 'cancel', { note: '不办了' })).toBe('issue.not-your-turn');
    expect(await desk.refusal('leader', id, 'cancel')).toBe('validation note');
    expect(await desk.act('leader', id, 'cancel', { note: '项目已调整，同意撤销' })).toMatchObject({
      state: 'cancelled',
      heldBy: '已撤销',
      allowedActions: [],
    });
  });

  it('a verification on site names a visit of the project since closure was applied for', async () => {
    const { id } = await desk.at('pending-verification');
    const visit = async (projectId: string, day = '2024-10-16'): Promise<string> => {
      const [row] = (await t.database.query(
        `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
         values (uuidv7(), $1, $2, $3::date + time '09:00', $3, '已通电', 'x', now()) returning id`,
        [projectId, t.cast.people.officer, day],
      )) as [{ id: string }];
      return row.id;
    };
    const other = await IssueDesk.open(t, '富锶项目');
    const elsewhere = await visit(other.projectId);
    expect(await desk.refusal('officer', id, 'verify', { note: '好', visitId: elsewhere })).toBe('validation visitId');
    const before = await visit(desk.projectId, '2024-10-15');
    expect(await desk.refusal('officer', id, 'verify', { note: '好', visitId: before })).toBe('validation visitId');
    const closed = await desk.act('officer', id, 'verify', { note: '好', visitId: await visit(desk.projectId) });
    expect(last(closed).details).toEqual(['现场核验（走访日期）：2024-10-16']);
  });

  it('comes back within a year only', async () => {
    on('2024-10-09');
    const { id } = await desk.at('closed');
    on('2025-10-09');
    expect((await desk.read(id, 'officer')).allowedActions).toContain('reopen');
    on('2025-10-10');
    expect(await desk.refusal('officer', id, 'reopen', { note: '又跳闸' })).toBe('issue.reopen-too-late');
  });

  it('asks for the evidence of the category before closure', async () => {
    await t.database.query(`update issue_category set evidence = 'photo' where code = 'power'`);
    try {
      const { id } = await desk.at('in-progress');
      expect(await desk.refusal('handler', id, 'apply-closure', { note: '好了' })).toBe('validation attachmentIds');
      const attach = async (issueId: string, kind: string): Promise<string> => {
        const [row] = (await t.database.query(
          `insert into attachment (id, issue_id, kind, name, type, size, sha256, content_sha256, storage_key, thumbnail_key,
                                   width, height, uploaded_by, unit_id, at, body_hash)
           values (uuidv7(), $1, $2, '现场.jpg', 'image/jpeg', 1, repeat('a', 64), repeat('b', 64), gen_random_uuid()::text,
             case $2 when 'photo' then gen_random_uuid()::text end, case $2 when 'photo' then 1 end,
             case $2 when 'photo' then 1 end, $3, $4, now(), 'x')
           returning id`,
          [issueId, kind, t.cast.people.handler, power],
        )) as [{ id: string }];
        return row.id;
      };
      const paper = await attach(id, 'document');
      expect(await desk.refusal('handler', id, 'apply-closure', { note: '好了', attachmentIds: [paper] })).toBe(
        'validation attachmentIds',
      );
      const elsewhere = await attach((await desk.registered()).id, 'photo');
      expect(await desk.refusal('handler', id, 'apply-closure', { note: '好了', attachmentIds: [elsewhere] })).toBe(
        'validation attachmentIds',
      );
      const applied = await desk.act('handler', id, 'apply-closure', {
        note: '好了',
        attachmentIds: [await attach(id, 'photo')],
      });
      expect(last(applied).details).toEqual(['附件：现场.jpg']);
    } finally {
      await t.database.query(`update issue_category set evidence = null where code = 'power'`);
    }
  });
});

describe('one’s own judgement', () => {
  it('stands beside the computed light until its day, with reason and name', async () => {
    const { id } = await desk.at('in-progress');
    const judged = await desk.act('officer', id, 'judge', {
      note: '变压器货期不稳',
      light: 'red',
      until: '2024-10-23',
    });
    expect(judged).toMatchObject({
      light: 'green',
      judgement: { light: 'red', reason: '变压器货期不稳', byName: '李专员', until: '2024-10-23' },
    });
    on('2024-10-24');
    expect((await desk.read(id)).judgement).toBeNull();
    const body = { note: '…', light: 'red' };
    expect(await desk.refusal('officer', id, 'judge', { ...body, until: '2025-10-24' })).toBe('validation until');
    expect(await desk.refusal('officer', id, 'judge', { note: '…', until: '2024-10-25' })).toBe('validation light');
    expect(await desk.refusal('leader', id, 'judge', { ...body, until: '2024-10-25' })).toBe('issue.not-your-turn');
  });
});

it('a ledger that does not use an action refuses it and does not offer it', async () => {
  await t.database.query(
    `update ledger set actions = '{assign,sign,report,apply-closure,verify,reject-closure}' where code = 'project-issue'`,
  );
  try {
    const { id } = await desk.at('in-progress');
    expect(await desk.refusal('supervisor', id, 'suspend', { note: '等', reviewOn: '2024-11-01' })).toBe(
      'issue.not-in-ledger',
    );
    expect((await desk.read(id)).allowedActions).toEqual([]);
  } finally {
    await t.database.query(`update ledger set actions = null where code = 'project-issue'`);
  }
});

it('fifty closures at once are one', async () => {
  const { id, version } = await desk.at('pending-verification');
  const voices = await Promise.all([t.as('supervisor'), t.as('supervisor2'), t.as('officer')]);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      (voices[index % 3] as (typeof voices)[0]).post(`/api/issues/${id}/actions/verify`, { version, note: '核验通过' }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
  const [{ count }] = (await t.database.query(
    `select count(*)::int as count from issue_event where issue_id = $1 and to_state = 'closed'`,
    [id],
  )) as [{ count: number }];
  expect(count).toBe(1);
});

describe('phrases', () => {
  it('are one’s own or everybody’s; the same is kept once, and nobody drops another’s', async () => {
    await t.database.query(`insert into phrase (action, text) values ('sign', '已签收，即日起办理。')`);
    const [handler, other] = await Promise.all([t.as('handler'), t.as('handler2')]);
    const body = { action: 'report', text: '已现场核实。' };
    const first = await handler.post<{ id: string; own: boolean }>('/api/phrases', body);
    const again = await handler.post<{ id: string }>('/api/phrases', body);
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    const texts = async (voice: typeof handler) =>
      (await voice.get<{ items: { text: string; own: boolean }[] }>('/api/phrases')).body.items.map(
        ({ text, own }) => `${own ? '自' : '共'} ${text}`,
      );
    expect(await texts(handler)).toEqual(['自 已现场核实。', '共 已签收，即日起办理。']);
    expect(await texts(other)).toEqual(['共 已签收，即日起办理。']);
    // Those of everybody in the order in which they were laid down, the newest own one above.
    await t.database.query(
      `insert into phrase (action, text) select 'visit', n from unnest(array['一', '二', '三']) with ordinality as p (n, place) order by place`,
    );
    for (const text of ['四', '五']) await other.post('/api/phrases', { action: 'visit', text });
    expect((await texts(other)).filter((text) => text.length === 3)).toEqual([
      '自 五',
      '自 四',
      '共 一',
      '共 二',
      '共 三',
    ]);
    const drop = (voice: typeof handler) => voice.request('DELETE', `/api/phrases/${first.body.id}`);
    expect((await drop(other)).status).toBe(404);
    expect((await drop(handler)).status).toBe(204);
    expect((await drop(handler)).status).toBe(404);
    expect((await handler.post('/api/phrases', { action: 'nothing', text: '' })).status).toBe(400);
  });
});
