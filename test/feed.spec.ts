import type { FeedAddressView, FeedView } from '@app/duty';
import type { IssueView } from '@app/ledger';
import { type Actor, NOW, startApp, type TestApp, type Voice } from './support';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: 'https://xiaohao.example.cn' });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'project_list', 'project', 'calendar_feed', 'ledger_counter', 'seal_queue');
  await app.database.query(`update person set active = true, roles = '{officer}' where username = 'officer'`);
});

const project = async (name: string, officer: Actor = 'officer', address = '园区路1号'): Promise<string> => {
  const [row] = (await app.database.query(
    `insert into project (name, owner_name, address, total_investment, officer_id) values ($1, '某某公司', $2, 100, $3) returning id`,
    [name, address, app.cast.people[officer]],
  )) as [{ id: string }];
  return row.id;
};
const duty = (
  projectId: string,
  period: string,
  [starts, ends]: [string, string],
  more: { officer?: Actor; excuse?: string; every?: string } = {},
): Promise<unknown> =>
  app.database.query(
    `insert into visit_duty (project_id, period, every, starts, ends, month, officer_id, excuse, excuse_reason)
     values ($1, $2, $3, $4, $5, left($5::date::text, 7), $6, $7, $7 || '了')`,
    [
      projectId,
      period,
      more.every ?? 'week',
      starts,
      ends,
      app.cast.people[more.officer ?? 'officer'],
      more.excuse ?? null,
    ],
  );
const THIS_WEEK: [string, string] = ['2024-10-14', '2024-10-20'];
const seen = (projectId: string, day: string): Promise<unknown> =>
  app.database.query(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
     values (uuidv7(), $1, $2, $3::date + time '10:00', $3, '看过现场', '', now())`,
    [projectId, app.cast.people.officer, day],
  );

const subscribed = async (actor: Actor = 'officer'): Promise<string> => {
  const { status, body } = await (await app.as(actor)).post<FeedAddressView>('/api/duties/feed');
  expect(status).toBe(201);
  expect(body.address).toMatch(/^https:\/\/xiaohao\.example\.cn\/api\/calendar-feeds\/[\w-]{43}\.ics$/);
  return body.address.replace('https://xiaohao.example.cn', '');
};
const act = async (actor: Actor, id: string, action: string, more: object = {}): Promise<IssueView> => {
  const voice = await app.as(actor);
  const { body: issue } = await voice.get<IssueView>(`/api/issues/${id}`);
  const { status, body } = await voice.post<IssueView>(`/api/issues/${id}/actions/${action}`, {
    version: issue.version,
    ...more,
  });
  if (status !== 200) throw new Error(`${actor} ${action}: ${status} ${JSON.stringify(body)}`);
  return body;
};
const fetched = (address: string): ReturnType<Voice['get']> => app.anonymous.get(address);
/** The lines of the calendar, put together again where they were folded. */
const linesOf = async (address: string): Promise<string[]> => {
  const { status, text } = await fetched(address);
  expect(status).toBe(200);
  return text.replace(/\r\n[ \t]/g, '').split('\r\n');
};
const valuesOf = async (address: string, name: string): Promise<string[]> =>
  (await linesOf(address)).filter((line) => line.startsWith(name)).map((line) => line.slice(name.length));

describe('the address', () => {
  it('is not there until it is asked for, is shown once, and only its hash is kept', async () => {
    const officer = await app.as('officer');
    expect((await officer.get<FeedView>('/api/duties/feed')).body).toEqual({ active: false, createdAt: null });
    const address = await subscribed();
    expect((await officer.get<FeedView>('/api/duties/feed')).body).toEqual({ active: true, createdAt: NOW });
    const token = address.slice(address.lastIndexOf('/') + 1, -4);
    const [{ row }] = (await app.database.query('select to_jsonb(f)::text as row from calendar_feed f')) as [
      { row: string },
    ];
    expect(row).not.toContain(token);
    expect(row).toMatch(/"token_hash": "[0-9a-f]{64}"/);
  });

  it('ends when a new one is made, and when it is taken back', async () => {
    const officer = await app.as('officer');
    const first = await subscribed();
    const second = await subscribed();
    expect([(await fetched(first)).status, (await fetched(second)).status]).toEqual([404, 200]);
    expect((await officer.request('DELETE', '/api/duties/feed')).status).toBe(204);
    expect((await officer.request('DELETE', '/api/duties/feed')).status).toBe(204);
    expect((await fetched(second)).status).toBe(404);
    expect((await officer.get<FeedView>('/api/duties/feed')).body.active).toBe(false);
  });

  it('is one, however many are asked for at once', async () => {
    const addresses = await Promise.all(Array.from({ length: 20 }, () => subscribed()));
    const statuses = await Promise.all(addresses.map(async (address) => (await fetched(address)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(19);
  });

  it.each([
    ['a token that nobody has', `${'A'.repeat(43)}.ics`],
    ['a token that is too short', 'abc.ics'],
    ['another ending', `${'A'.repeat(43)}.txt`],
    ['an ending alone', '.ics'],
    ['what is no token at all', '%00%27%20or%201.ics'],
  ])('answers 404 like any other that is not there: %s', async (_, file) => {
    const { status, body, headers } = await fetched(`/api/calendar-feeds/${file}`);
    expect([status, body]).toEqual([404, { code: 'not-found', message: '没有找到这条记录，或者您无权查看。' }]);
    expect(headers['content-type']).toContain('application/json');
  });

  it('is for those for whom something can wait', async () => {
    for (const actor of ['officer', 'supervisor', 'handler', 'head', 'leader'] as const) {
      expect((await fetched(await subscribed(actor))).status).toBe(200);
    }
    const admin = await app.as('admin');
    expect([(await admin.get('/api/duties/feed')).status, (await admin.post('/api/duties/feed')).status]).toEqual([
      403, 403,
    ]);
    expect((await app.anonymous.post('/api/duties/feed')).status).toBe(401);
  });
});

describe('the calendar', () => {
  it('has an all-day event on the last working day, with project, address and link, and nothing else', async () => {
    const id = await project('甲项目', 'officer', '济源市，沁园路1号；东区');
    await duty(id, '2024-W42', THIS_WEEK);
    await app.database.query(`update project set owner_name = '保密公司'`);
    const lines = await linesOf(await subscribed());
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    const event = lines.slice(lines.indexOf('BEGIN:VEVENT'), lines.indexOf('END:VEVENT') + 1);
    expect(event.filter((line) => !/^(SEQUENCE|X-MICROSOFT)/.test(line))).toEqual([
      'BEGIN:VEVENT',
      `UID:${id}-2024-W42@xiaohao.example.cn`,
      'DTSTAMP:20241016T020000Z',
      'DTSTART;VALUE=DATE:20241018',
      'DTEND;VALUE=DATE:20241019',
      'SUMMARY:走访：甲项目',
      'TRANSP:TRANSPARENT',
      'LOCATION:济源市，沁园路1号；东区',
      'DESCRIPTION:10月14日至10月20日之间走访一次。',
      `URL;VALUE=URI:https://xiaohao.example.cn/field/p/${id}`,
      'END:VEVENT',
    ]);
    expect(lines.join()).not.toMatch(/李专员|officer|保密公司/);
  });

  it('says that it is a calendar for this one reader', async () => {
    const { headers } = await fetched(await subscribed());
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(headers['cache-control']).toBe('private, max-age=900');
  });

  it('keeps text from becoming lines of its own', async () => {
    const id = await project('甲\r\nATTENDEE:mailto:x@example.cn\r\n项目');
    await duty(id, '2024-W42', THIS_WEEK);
    const lines = await linesOf(await subscribed());
    expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([]);
  });

  it('keeps the name of an event while it is renamed and fetched again', async () => {
    const id = await project('甲项目');
    await duty(id, '2024-W41/W42', ['2024-10-07', '2024-10-20'], { every: 'fortnight' });
    const address = await subscribed();
    const before = await valuesOf(address, 'UID:');
    await app.database.query(`update project set name = '甲项目二期'`);
    app.clock.set('2024-10-17T08:00:00+08:00');
    expect(await valuesOf(address, 'UID:')).toEqual(before);
    expect(before).toEqual([`${id}-2024-W41-W42@xiaohao.example.cn`]);
    expect(await valuesOf(address, 'SUMMARY:')).toEqual(['走访：甲项目二期']);
  });

  it('has what is not yet met, four weeks back and five ahead', async () => {
    const name = async (text: string, ...more: [string, [string, string], object?]): Promise<string> => {
      const id = await project(text);
      await duty(id, ...more);
      return id;
    };
    await seen(await name('已走访', '2024-W42', THIS_WEEK), '2024-10-15');
    await seen(await name('已补访', '2024-W41', ['2024-10-07', '2024-10-13']), '2024-10-15');
    await name('免访', '2024-W42', THIS_WEEK, { excuse: 'leave' });
    await name('别人去', '2024-W42', THIS_WEEK, { officer: 'officer2' });
    await name('很久以前', '2024-W37', ['2024-09-09', '2024-09-15']);
    await name('四周前', '2024-W38', ['2024-09-16', '2024-09-22']);
    await name('五周后', '2024-W47', ['2024-11-18', '2024-11-24']);
    await name('六周后', '2024-W48', ['2024-11-25', '2024-12-01']);
    await name('本季度', '2024-Q4', ['2024-10-01', '2024-12-31'], { every: 'quarter' });
    expect((await valuesOf(await subscribed(), 'SUMMARY:')).sort()).toEqual(
      ['走访：四周前', '走访：五周后', '走访：本季度'].sort(),
    );
  });

  it('has what one stands in for, but nothing of a project that has passed to somebody else', async () => {
    const standIn = await project('代访项目', 'officer2');
    await duty(standIn, '2024-W42', THIS_WEEK);
    const passed = await project('移交项目', 'officer2');
    await duty(passed, '2024-W41', ['2024-10-07', '2024-10-13']);
    expect(await valuesOf(await subscribed(), 'SUMMARY:')).toEqual(['走访：代访项目']);
  });

  it.each([
    ['has left', `update person set active = false where username = 'officer'`],
    ['is an officer no more', `update person set roles = '{handler}' where username = 'officer'`],
  ])('is empty for somebody who %s, so that what was fetched before goes away', async (_, sql) => {
    await duty(await project('甲项目'), '2024-W42', THIS_WEEK);
    const address = await subscribed();
    expect(await valuesOf(address, 'SUMMARY:')).toHaveLength(1);
    await app.database.query(sql);
    expect(await valuesOf(address, 'SUMMARY:')).toEqual([]);
  });

  it('keeps what else waits for somebody who is an officer no more', async () => {
    const id = await project('甲项目');
    await duty(id, '2024-W42', THIS_WEEK);
    const registered = await (
      await app.as('officer')
    ).post<IssueView>('/api/issues', { projectId: id, title: '施工用电容量不足', categoryCode: 'power' });
    await act('supervisor', registered.body.id, 'assign', { leadUnitId: app.cast.units.power });
    await app.database.query(`update person set roles = '{handler}', unit_id = $1 where username = 'officer'`, [
      app.cast.units.power,
    ]);
    const address = await subscribed('officer');
    expect(await valuesOf(address, 'SUMMARY:')).toEqual([`待签收：${registered.body.number} 施工用电容量不足`]);
    await app.database.query(`update person set roles = '{officer}', unit_id = $1 where username = 'officer'`, [
      app.cast.units.bureau,
    ]);
  });

  it('is named by the district’s words', async () => {
    expect(await valuesOf(await subscribed(), 'X-WR-CALNAME:')).toEqual(['待办和走访']);
  });
});

describe('the days of issues', () => {
  let projectId: string;
  let issue: IssueView;
  beforeEach(async () => {
    projectId = await project('甲项目');
    const officer = await app.as('officer');
    const { status, body } = await officer.post<IssueView>('/api/issues', {
      projectId,
      title: '施工用电容量不足',
      description: '业主张某某称电工李某某未到场',
      categoryCode: 'power',
    });
    expect(status).toBe(201);
    issue = body;
  });
  const summaries = async (actor: Actor): Promise<string[]> => valuesOf(await subscribed(actor), 'SUMMARY:');
  const name = (): string => `${issue.number} 施工用电容量不足`;
  const toPower = (): Promise<IssueView> => act('supervisor', issue.id, 'assign', { leadUnitId: app.cast.units.power });

  it('stand on the day by which it is the person’s turn, with number, title and link, and nothing else', async () => {
    await toPower();
    const lines = await linesOf(await subscribed('handler'));
    const event = lines.slice(lines.indexOf('BEGIN:VEVENT'), lines.indexOf('END:VEVENT') + 1);
    expect(event.filter((line) => !/^(SEQUENCE|X-MICROSOFT)/.test(line))).toEqual([
      'BEGIN:VEVENT',
      `UID:${issue.id}-sign@xiaohao.example.cn`,
      'DTSTAMP:20241016T020000Z',
      'DTSTART;VALUE=DATE:20241017',
      'DTEND;VALUE=DATE:20241018',
      `SUMMARY:待签收：${name()}`,
      'TRANSP:TRANSPARENT',
      'DESCRIPTION:10月17日到期，办理后自动消失。',
      `URL;VALUE=URI:https://xiaohao.example.cn/issues/${issue.id}`,
      'END:VEVENT',
    ]);
    expect(lines.join()).not.toMatch(/张某某|李某某|李专员|某某公司|handler|officer/);
  });

  it('go from one to the next as the issue does, to whom it waits for and to nobody else', async () => {
    const who = ['officer', 'handler', 'head', 'supervisor', 'supervisor2', 'leader'] as const;
    const all = async (): Promise<Record<string, string[]>> => {
      const found: [string, string[]][] = [];
      for (const actor of who) found.push([actor, (await summaries(actor)).map((line) => line.split('：')[0] ?? '')]);
      return Object.fromEntries(found.filter(([, lines]) => lines.length > 0));
    };
    expect(await all()).toEqual({ supervisor: ['待交办'], supervisor2: ['待交办'] });
    await toPower();
    expect(await all()).toEqual({ handler: ['待签收'], head: ['待签收'] });
    await act('handler', issue.id, 'sign');
    await app.database.query(`update issue set report_due_on = '2024-10-21' where id = $1`, [issue.id]);
    expect(await all()).toEqual({ handler: ['待反馈进展', '待办结'], head: ['待反馈进展', '待办结'] });
    await act('handler', issue.id, 'apply-closure', { note: '已增容并通电' });
    // Whoever assigned it verifies as well as another; the officer on site.
    expect(Object.keys(await all()).sort()).toEqual(['officer', 'supervisor', 'supervisor2']);
    expect(await summaries('officer')).toEqual([`待核验：${name()}`]);
    await act('supervisor2', issue.id, 'verify', { note: '现场已通电' });
    expect(await all()).toEqual({});
  });

  it('keep the name of an event when the day moves', async () => {
    await toPower();
    await act('handler', issue.id, 'sign');
    await app.database.query(`update issue set report_due_on = '2024-10-21' where id = $1`, [issue.id]);
    const address = await subscribed('handler');
    const before = await valuesOf(address, 'UID:');
    await app.database.query(`update issue set due_on = '2024-11-01', report_due_on = '2024-10-25' where id = $1`, [
      issue.id,
    ]);
    expect(await valuesOf(address, 'UID:')).toEqual(before);
    expect(before.sort()).toEqual(['report', 'work'].map((wait) => `${issue.id}-${wait}@xiaohao.example.cn`).sort());
    expect(await valuesOf(address, 'DTSTART;VALUE=DATE:')).toEqual(['20241025', '20241101']);
  });

  it('are those of four weeks back and five ahead, the earliest first, and only so many', async () => {
    await toPower();
    await act('handler', issue.id, 'sign');
    const address = await subscribed('head');
    const on = async (day: string): Promise<number> => {
      await app.database.query(`update issue set due_on = $2, report_due_on = null where id = $1`, [issue.id, day]);
      return (await valuesOf(address, 'UID:')).length;
    };
    expect([await on('2024-09-17'), await on('2024-09-18'), await on('2024-11-20'), await on('2024-11-21')]).toEqual([
      0, 1, 1, 0,
    ]);
    await app.database.query(
      `insert into issue (id, ledger_id, number, year, sequence, title, description, category_code, severity, state,
                          registered_by, registered_at, lead_unit_id, due_on, first_due_on, touched_at, body_hash)
       select uuidv7(), i.ledger_id, 'N-' || n, 2025, n, '很多', '', i.category_code, i.severity, i.state, i.registered_by,
              i.registered_at, i.lead_unit_id, '2024-10-20', '2024-10-20', now(), ''
         from issue i cross join generate_series(1, 501) n where i.id = $1`,
      [issue.id],
    );
    await app.database.query(`update issue set due_on = '2024-10-18' where id = $1`, [issue.id]);
    const titles = await valuesOf(address, 'SUMMARY:');
    expect(titles).toHaveLength(500);
    expect(titles[0]).toBe(`待办结：${name()}`);
  });

  it('stand beside the visits of an officer', async () => {
    await toPower();
    await act('handler', issue.id, 'sign');
    await act('handler', issue.id, 'apply-closure', { note: '已增容并通电' });
    await duty(projectId, '2024-W42', THIS_WEEK);
    expect((await summaries('officer')).sort()).toEqual([`待核验：${name()}`, '走访：甲项目'].sort());
  });
});

it('answers one address only so often', async () => {
  const strict = await startApp({ LOGIN_PER_MINUTE: 3 });
  try {
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await strict.anonymous.get(`/api/calendar-feeds/x.ics`)).status);
    expect(statuses).toEqual([404, 404, 404, 429]);
  } finally {
    await strict.close();
  }
});
