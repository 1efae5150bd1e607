import type { FeedAddressView, FeedView } from '@app/duty';
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

  it('is for those who go on visits', async () => {
    for (const actor of ['supervisor', 'handler', 'head', 'leader', 'admin'] as const) {
      const voice = await app.as(actor);
      expect([(await voice.get('/api/duties/feed')).status, (await voice.post('/api/duties/feed')).status]).toEqual([
        403, 403,
      ]);
    }
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

  it('is named by the district’s words', async () => {
    expect(await valuesOf(await subscribed(), 'X-WR-CALNAME:')).toEqual(['走访安排']);
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
