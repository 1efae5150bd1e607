import { setTimeout as pause } from 'node:timers/promises';
import { CalendarService, Clock, type FixedClock } from '@app/platform';
import { RecountService } from '@app/calendar';
import { SweepService } from '@app/reminder';
import { seedReference } from '../seeds/reference/reference';
import { type Actor, startApp, type TestApp } from './support';

interface Day {
  day: string;
  kind: 'holiday' | 'makeup';
  name: string;
}
interface Move {
  number: string;
  field: string;
  label: string;
  from: string;
  to: string;
}
interface Preview {
  notice: string | null;
  publishedOn: string | null;
  days: Day[];
  faults: string[];
  workingDays: number;
  storedWorkingDays: number;
  months: { month: string; workingDays: number }[];
  differences: { day: string; before: string | null; after: string | null }[];
  movedIssues: number;
  laterCount: number;
  later: Move[];
  earlierCount: number;
  earlier: Move[];
  corrects: boolean;
  token: string;
}
interface Year {
  year: number;
  notice: string | null;
  publishedOn: string | null;
  version: number;
  estimated: boolean;
  days: Day[];
  workingDays: number;
  months: { month: string; workingDays: number }[];
  changes: { byName: string | null; notice: string; reason: string | null }[];
  recounted?: number;
}

let app: TestApp;
let clock: FixedClock;

beforeAll(async () => {
  app = await startApp();
  clock = app.clock;
});
afterAll(() => app.close());

/** 2025 as it was published; 1 January is a Wednesday. */
const NOTICE = `国务院办公厅关于2025年部分节假日安排的通知
国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
国务院办公厅
2024年11月12日`;
const NUMBER = '国办发明电〔2024〕12号';
const PUBLISHED_AT = '2024-11-13T10:00:00+08:00';

let sequence = 0;
interface Facts {
  dueOn: string;
  counted?: Record<string, { from: string; days: number; day: string }>;
  state?: string;
  signDueOn?: string;
}
/** An issue with its first two events, as the ledger writes them. */
async function issue({ dueOn, counted, state = 'in-progress', signDueOn }: Facts): Promise<string> {
  sequence += 1;
  const [{ id }] = (await app.database.query(
    `with made as (
       insert into issue (id, ledger_id, number, year, sequence, title, description, category_code, severity, state, version,
                          registered_by, registered_at, lead_unit_id, due_on, first_due_on, sign_due_on, turn_due_on,
                          touched_at, body_hash, closed_at)
       select uuidv7(), l.id, 'WT-2024-' || $1, 2024, $1::int, '专线未通', '', 'power', 'medium', $2, 2, $3, now(), $4,
              $5::date, $5::date, $6::date, case when $2 = 'assigned' then $6::date else $5::date end, now(), '',
              case when $2 = 'closed' then now() end
         from ledger l where l.code = 'project-issue' returning id)
     insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, due_on, data, body_hash)
     select id, n, case n when 1 then 'register' else 'assign' end, case n when 2 then 'registered' end,
            case n when 1 then 'registered' else $2 end, $3::uuid, $7::uuid, now(), case n when 2 then $5::date end,
            case n when 2 then $8::jsonb else '{}' end, ''
       from made cross join generate_series(1, 2) n order by n
     returning issue_id as id`,
    [
      String(1000 + sequence),
      state,
      app.cast.people.supervisor,
      app.cast.units.power,
      dueOn,
      signDueOn ?? null,
      app.cast.units.bureau,
      JSON.stringify(counted ? { counted } : {}),
    ],
  )) as [{ id: string }];
  return id;
}

const dayOn = async (id: string, column = 'due_on'): Promise<string | null> =>
  ((await app.database.query(`select ${column} as day from issue where id = $1`, [id])) as [{ day: string | null }])[0]
    .day;
interface Told {
  actorId: string | null;
  note: string;
  dueOn: string | null;
  data: {
    recounted: Record<string, { was: string; counted: string; day: string }>;
    recountedDays: string[];
    calendar: { year: number; notice: string; version: number };
  };
}
const recounts = (id: string): Promise<Told[]> =>
  app.database.query(
    `select actor_id as "actorId", note, due_on as "dueOn", data from issue_event
      where issue_id = $1 and action = 'recalculate' order by seq`,
    [id],
  );

async function preview(content: string, more: object = {}, actor: Actor = 'admin'): Promise<Preview> {
  const { status, body, text } = await (
    await app.as(actor)
  ).post<Preview>('/api/calendar/preview', { year: 2025, format: 'text', content, ...more });
  if (status !== 200) throw new Error(text);
  return body;
}
const confirming = (seen: Preview, more: object = {}): object => ({
  notice: seen.notice ?? NUMBER,
  publishedOn: seen.publishedOn ?? '2024-11-12',
  days: seen.days,
  token: seen.token,
  ...more,
});
const put = async <T = Year>(body: object, actor: Actor = 'admin', year = 2025) =>
  (await app.as(actor)).put<T>(`/api/calendar/${year}`, body);

/** Takes the year away again, with all issues: each story begins before it was published. */
beforeEach(async () => {
  clock.set(PUBLISHED_AT);
  await app.database.query('delete from calendar_year where year = 2025');
  await app.database.query(`update issue set state = 'cancelled' where state not in ('closed', 'merged', 'cancelled')`);
  await app.database.query('truncate delivery, reminder');
  await app.app.get(CalendarService).reload();
});

describe('a year', () => {
  it('is read by everybody who is signed in, and by nobody else', async () => {
    const { status, body } = await (await app.as('handler')).get<Year>('/api/calendar/2024');
    expect(status).toBe(200);
    expect(body).toMatchObject({ year: 2024, notice: '国办发明电〔2023〕7号', version: 1, estimated: false });
    expect(body.days).toContainEqual({ day: '2024-10-12', kind: 'makeup', name: '国庆节' });
    expect(body.months).toHaveLength(12);
    expect(body.months.reduce((sum, { workingDays }) => sum + workingDays, 0)).toBe(body.workingDays);
    // October 2024: 23 days Monday to Friday, five of them off, a Saturday worked.
    expect(body.months[9]).toEqual({ month: '2024-10', workingDays: 19 });
    expect((await app.anonymous.get('/api/calendar/2024')).status).toBe(401);
  });

  it('that is not published is counted by weekends and says so', async () => {
    const { body } = await (await app.as('officer')).get<Year>('/api/calendar/2025');
    expect(body).toMatchObject({ notice: null, publishedOn: null, version: 0, estimated: true, days: [], changes: [] });
    expect(body.workingDays).toBe(261);
  });

  it.each(['1999', '2100', 'next', '20.5'])('%s is none', async (year) => {
    expect((await (await app.as('admin')).get(`/api/calendar/${year}`)).status).toBe(400);
  });
});

describe('the preview', () => {
  it('shows the year, its number and working days, and writes nothing', async () => {
    const seen = await preview(NOTICE);
    expect(seen).toMatchObject({
      notice: NUMBER,
      publishedOn: '2024-11-12',
      faults: [],
      workingDays: 248,
      storedWorkingDays: 261,
      corrects: false,
      movedIssues: 0,
    });
    expect(seen.days).toHaveLength(33);
    expect(seen.differences).toHaveLength(33);
    expect(seen.months[0]).toEqual({ month: '2025-01', workingDays: 19 });
    expect((await (await app.as('admin')).get<Year>('/api/calendar/2025')).body.estimated).toBe(true);
  });

  it('names what does not fit', async () => {
    const { faults } = await preview(
      NOTICE.replace('1月1日（周三）', '1月1日（周四）').replace('共8天。1月', '共9天。1月'),
    );
    expect(faults).toEqual([
      '第 3 行：1月1日是周三，括号里写的是周四，请核对日期和年份。',
      '第 4 行：春节写着共 9 天，按起止日期是 8 天，请核对日期和天数。',
    ]);
  });

  it('says which deadlines would move, and which would become earlier', async () => {
    // Counted by weekends: Monday 2024-12-30 and three days is Thursday; Friday 2025-01-24 and one is Monday.
    await issue({ dueOn: '2025-01-02', counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } } });
    await issue({ dueOn: '2025-01-27', counted: { dueOn: { from: '2025-01-24', days: 1, day: '2025-01-27' } } });
    await issue({ dueOn: '2025-01-06' });
    const seen = await preview(NOTICE);
    expect(seen).toMatchObject({ movedIssues: 1, laterCount: 1, earlierCount: 1 });
    expect(seen.later).toMatchObject([{ field: 'dueOn', label: '办理期限', from: '2025-01-02', to: '2025-01-03' }]);
    expect(seen.earlier).toMatchObject([{ field: 'dueOn', from: '2025-01-27', to: '2025-01-26' }]);
  });

  it('is for the administrator', async () => {
    const body = { year: 2025, format: 'text', content: NOTICE };
    for (const actor of ['supervisor', 'leader', 'handler', 'officer'] as const) {
      expect((await (await app.as(actor)).post('/api/calendar/preview', body)).status).toBe(403);
    }
  });

  it('reads JSON and calendar files the same', async () => {
    const usual = await preview(NOTICE);
    const json = JSON.stringify({
      year: 2025,
      notice: NUMBER,
      publishedOn: '2024-11-12',
      holidays: [
        { name: '元旦', from: '2025-01-01', to: '2025-01-01', makeup: [] },
        { name: '春节', from: '2025-01-28', to: '2025-02-04', makeup: ['2025-01-26', '2025-02-08'] },
        { name: '清明节', from: '2025-04-04', to: '2025-04-06', makeup: [] },
        { name: '劳动节', from: '2025-05-01', to: '2025-05-05', makeup: ['2025-04-27'] },
        { name: '端午节', from: '2025-05-31', to: '2025-06-02', makeup: [] },
        { name: '国庆节、中秋节', from: '2025-10-01', to: '2025-10-08', makeup: ['2025-09-28', '2025-10-11'] },
      ],
    });
    expect(await preview(json, { format: 'json' })).toEqual(usual);
    const event = ({ day, kind, name }: Day): string =>
      `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day.replaceAll('-', '')}\r\nSUMMARY:${name} ${kind === 'holiday' ? '休' : '班'}\r\nEND:VEVENT\r\n`;
    const ics = `BEGIN:VCALENDAR\r\n${usual.days.map(event).join('')}END:VCALENDAR\r\n`;
    expect((await preview(ics, { format: 'ics' })).days).toEqual(usual.days);
  });

  it.each([
    [{ year: 2025, format: 'text', content: '' }, 'content'],
    [{ year: 2025, format: 'word', content: 'x' }, 'format'],
    [{ year: 1999, format: 'text', content: 'x' }, 'year'],
    [{ year: 2025, format: 'text', content: 'x', more: 1 }, 'more'],
  ])('refuses %j with a sentence for the field', async (body, field) => {
    const answer = await (await app.as('admin')).post<{ details: { field: string }[] }>('/api/calendar/preview', body);
    expect(answer.status).toBe(400);
    expect(answer.body.details.map((fault) => fault.field)).toEqual([field]);
  });
});

describe('publishing', () => {
  it('makes it the calendar, with its number, day and who did it', async () => {
    const { status, body } = await put(confirming(await preview(NOTICE)));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      notice: NUMBER,
      publishedOn: '2024-11-12',
      version: 1,
      estimated: false,
      workingDays: 248,
      recounted: 0,
      changes: [{ byName: '冯管理', notice: NUMBER, reason: null }],
    });
    expect((await app.app.get(CalendarService).current()).isWorkday('2025-01-26')).toBe(true);
    const [record] = (await app.database.query(
      `select actor_id, action, after from change_record where subject_kind = 'calendar' and subject_id = '2025'
        order by id desc limit 1`,
    )) as [{ actor_id: string; action: string; after: { days: Day[] } }];
    expect(record).toMatchObject({ actor_id: app.cast.people.admin, action: 'create' });
    expect(record.after.days).toHaveLength(33);
  });

  it('is for the administrator', async () => {
    const body = confirming(await preview(NOTICE));
    for (const actor of ['supervisor', 'leader', 'head'] as const) expect((await put(body, actor)).status).toBe(403);
    expect((await (await app.as('admin')).get<Year>('/api/calendar/2025')).body.estimated).toBe(true);
  });

  it.each<[string, object, string]>([
    ['without the number', { notice: '' }, 'notice'],
    ['with words for a number', { notice: '放假通知' }, 'notice'],
    ['dated tomorrow', { publishedOn: '2024-11-14' }, 'publishedOn'],
    ['without days', { days: [] }, 'days'],
    ['with a make-up day that is a workday', { days: [{ day: '2025-01-02', kind: 'makeup', name: '元旦' }] }, 'days'],
    ['with a day of another year', { days: [{ day: '2026-01-01', kind: 'holiday', name: '元旦' }] }, 'days'],
    ['without having previewed', { token: 'x' }, 'token'],
  ])('%s is refused', async (_, more, field) => {
    const { status, body } = await put<{ details: { field: string }[] }>(confirming(await preview(NOTICE), more));
    expect(status).toBe(400);
    expect(body.details[0]?.field).toBe(field);
  });

  it('takes a day that another notice holds already for a mistake', async () => {
    const seen = await preview('元旦：2024年12月31日至2025年1月1日放假。', { keepOthers: false });
    await app.database.query(`insert into calendar_day values ('2024-12-31', 2024, 'holiday', '测试')`);
    try {
      const { status, text } = await put(confirming(seen));
      expect(status).toBe(400);
      expect(text).toContain('已在 2024 年的通知中');
    } finally {
      await app.database.query(`delete from calendar_day where name = '测试'`);
    }
  });

  it('answers 409 with the year as it is when something else was published since the preview', async () => {
    const first = await preview(NOTICE);
    const second = await preview(
      NOTICE.replace('五、端午节：5月31日（周六）至6月2日（周一）', '五、端午节：5月31日（周六）至6月1日（周日）'),
    );
    await put(confirming(second));
    const { status, body } = await put<{ code: string; details: Year }>(confirming(first, { reason: '更正' }));
    expect(status).toBe(409);
    expect(body.code).toBe('stale');
    expect(body.details).toMatchObject({ year: 2025, version: 1, workingDays: 249 });
  });

  it('also refuses days that are not those of the preview', async () => {
    const seen = await preview(NOTICE);
    expect((await put(confirming({ ...seen, days: seen.days.slice(1) }))).status).toBe(409);
  });

  it('sent again changes nothing', async () => {
    const body = confirming(await preview(NOTICE));
    await put(body);
    const again = await put(body);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ version: 1, recounted: 0 });
  });

  it('by two at once happens once', async () => {
    const body = confirming(await preview(NOTICE));
    const other = await preview(NOTICE.replace('4月4日（周五）至6日（周日）放假，共3天', '4月4日（周五）放假，共1天'));
    const answers = await Promise.all([put(body), put(confirming(other, { reason: '更正' })), put(body)]);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 409].includes(status))).toEqual([]);
    expect((await (await app.as('admin')).get<Year>('/api/calendar/2025')).body.version).toBe(1);
  });
});

describe('open deadlines', () => {
  it('are counted again, with an event each by the administrator', async () => {
    const moved = await issue({
      dueOn: '2025-01-02',
      counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } },
    });
    const given = await issue({ dueOn: '2025-01-02' });
    const early = await issue({
      dueOn: '2024-12-20',
      counted: { dueOn: { from: '2024-12-16', days: 4, day: '2024-12-20' } },
    });
    const closed = await issue({
      dueOn: '2025-01-02',
      state: 'closed',
      counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } },
    });
    const { body } = await put(confirming(await preview(NOTICE)));
    expect(body.recounted).toBe(1);
    expect(await dayOn(moved)).toBe('2025-01-03');
    expect(await dayOn(moved, 'turn_due_on')).toBe('2025-01-03');
    expect(await dayOn(moved, 'first_due_on')).toBe('2025-01-02');
    expect(await recounts(moved)).toEqual([
      {
        actorId: app.cast.people.admin,
        note: '按国办发明电〔2024〕12号重算期限',
        dueOn: '2025-01-03',
        data: {
          recounted: { dueOn: { was: '2025-01-02', counted: '2025-01-03', day: '2025-01-03' } },
          recountedDays: ['办理期限由2025年1月2日改为2025年1月3日'],
          calendar: { year: 2025, notice: NUMBER, version: 1 },
        },
      },
    ]);
    for (const id of [given, early, closed]) expect(await recounts(id)).toEqual([]);
    expect(await dayOn(given)).toBe('2025-01-02');
  });

  it('of the step move as well, each by itself and in one event', async () => {
    const id = await issue({
      state: 'assigned',
      dueOn: '2025-01-13',
      signDueOn: '2025-01-01',
      counted: {
        dueOn: { from: '2024-12-31', days: 9, day: '2025-01-13' },
        signDueOn: { from: '2024-12-31', days: 1, day: '2025-01-01' },
      },
    });
    await put(confirming(await preview(NOTICE)));
    expect(await dayOn(id, 'sign_due_on')).toBe('2025-01-02');
    expect(await dayOn(id, 'turn_due_on')).toBe('2025-01-02');
    expect(await dayOn(id)).toBe('2025-01-14');
    const told = await recounts(id);
    expect(told).toHaveLength(1);
    expect(told[0]?.data.recountedDays).toEqual([
      '办理期限由2025年1月13日改为2025年1月14日',
      '签收期限由2025年1月1日改为2025年1月2日',
    ]);
  });

  it('never get shorter, and the record says so once', async () => {
    const id = await issue({
      dueOn: '2025-01-27',
      counted: { dueOn: { from: '2025-01-24', days: 1, day: '2025-01-27' } },
    });
    await put(confirming(await preview(NOTICE)));
    expect(await dayOn(id)).toBe('2025-01-27');
    const told = await recounts(id);
    expect(told.map(({ data }) => data.recountedDays)).toEqual([
      ['办理期限重算后应为2025年1月26日，不缩短，保留2025年1月27日'],
    ]);
  });

  it('counted twice are the same: the worker finds nothing more', async () => {
    const id = await issue({
      dueOn: '2025-01-02',
      counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } },
    });
    await put(confirming(await preview(NOTICE)));
    const worker = app.app.get(RecountService);
    const later = new Date(clock.now().getTime() + 60_000);
    expect(await worker.run(app.database, () => Promise.resolve(later))).toBe(0);
    expect(await recounts(id)).toHaveLength(1);
    const [{ pending }] = (await app.database.query(
      'select count(*)::int as pending from calendar_year where recount_pass is not null',
    )) as [{ pending: number }];
    expect(pending).toBe(0);
  });

  it('left behind by a process that died are counted by the worker, batch by batch', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 105; n += 1) {
      ids.push(
        await issue({ dueOn: '2025-01-02', counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } } }),
      );
    }
    const seen = await preview(NOTICE);
    expect(seen).toMatchObject({ movedIssues: 105, laterCount: 105 });
    expect(seen.later).toHaveLength(100);
    const spy = jest.spyOn(app.app.get(RecountService), 'run').mockResolvedValueOnce(0);
    await put(confirming(seen));
    spy.mockRestore();
    expect(await dayOn(ids[0] ?? '')).toBe('2025-01-02');
    const worker = app.app.get(RecountService);
    const now = clock.now();
    // The first batch is committed; then the process dies in the middle of the second.
    expect(await app.database.transaction((tx) => worker.batch(tx, now))).toBe(100);
    await expect(
      app.database.transaction(async (tx) => {
        await worker.batch(tx, now);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await worker.run(app.database, () => Promise.resolve(now))).toBe(5);
    for (const id of ids) expect(await dayOn(id)).toBe('2025-01-03');
    const [{ events }] = (await app.database.query(
      `select count(*)::int as events from issue_event where action = 'recalculate' and issue_id = any ($1::uuid[])`,
      [ids],
    )) as [{ events: number }];
    expect(events).toBe(105);
  });

  it('are told as the doing of the year that was published last, though another still waits', async () => {
    const id = await issue({
      dueOn: '2025-01-02',
      counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } },
    });
    await app.database.query(
      `update calendar_year set recount_pass = 1, recount_since = $1::timestamptz - interval '1 day' where year = 2024`,
      [PUBLISHED_AT],
    );
    await put(confirming(await preview(NOTICE)));
    expect(await recounts(id)).toMatchObject([
      { actorId: app.cast.people.admin, note: '按国办发明电〔2024〕12号重算期限', data: { calendar: { year: 2025 } } },
    ]);
  });

  it('are counted again by the system for a year that came with the program', async () => {
    const id = await issue({
      dueOn: '2025-01-02',
      counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } },
    });
    await app.database.transaction(seedReference);
    await app.app.get(RecountService).run(app.database, () => Promise.resolve(clock.now()));
    expect(await dayOn(id)).toBe('2025-01-03');
    expect(await recounts(id)).toMatchObject([{ actorId: null, note: '按国办发明电〔2024〕12号重算期限' }]);
    await app.database.query('delete from calendar_year where year > 2025');
  });

  it('that a slower process has counted by the old calendar meanwhile are found a little later', async () => {
    await put(confirming(await preview(NOTICE)));
    const late = await issue({
      dueOn: '2025-01-02',
      counted: { dueOn: { from: '2024-12-30', days: 3, day: '2025-01-02' } },
    });
    const worker = app.app.get(RecountService);
    expect(await worker.run(app.database, () => Promise.resolve(clock.now()))).toBe(0);
    const later = new Date(clock.now().getTime() + 11_000);
    expect(await worker.run(app.database, () => Promise.resolve(later))).toBe(1);
    expect(await dayOn(late)).toBe('2025-01-03');
  });
});

describe('a problem from its registration on', () => {
  interface Issue {
    id: string;
    version: number;
    dueOn: string;
    firstDueOn: string;
    turnDueOn: string;
    dueEstimated: boolean;
    suggestedDueOn: string;
    suggestedEstimated: boolean;
    events: { action: string; note: string; actorName: string; details: string[] }[];
  }
  const read = async (id: string): Promise<Issue> =>
    (await (await app.as('supervisor')).get<Issue>(`/api/issues/${id}`)).body;

  async function registered(): Promise<Issue> {
    const [{ id }] = (await app.database.query(
      `insert into project (name, total_investment, officer_id, unit_id) values ('项目' || uuidv7(), 100, $1, $2) returning id`,
      [app.cast.people.officer, app.cast.units.bureau],
    )) as [{ id: string }];
    const body = { projectId: id, title: '110kV 专线未通', categoryCode: 'power' };
    return (await (await app.as('officer')).post<Issue>('/api/issues', body)).body;
  }
  const assigned = async (issue: Issue, dueOn?: string): Promise<Issue> => {
    const body = { version: issue.version, leadUnitId: app.cast.units.power, ...(dueOn ? { dueOn } : {}) };
    await (await app.as('supervisor')).post(`/api/issues/${issue.id}/actions/assign`, body);
    return read(issue.id);
  };

  it('carries the mark while the year is not published, and the rule’s day is moved even where the form has sent it', async () => {
    clock.set('2024-12-20T10:00:00+08:00');
    const seen = await read((await registered()).id);
    // Ten working days by weekends.
    expect(seen).toMatchObject({ suggestedDueOn: '2025-01-03', suggestedEstimated: true });
    const given = await assigned(seen, seen.suggestedDueOn);
    expect(given).toMatchObject({ dueOn: '2025-01-03', dueEstimated: true });
    const { body: list } = await (
      await app.as('supervisor')
    ).get<{ items: { id: string; dueEstimated: boolean }[] }>('/api/issues?state=assigned');
    expect(list.items.find(({ id }) => id === given.id)).toMatchObject({ dueEstimated: true });
    expect((await preview(NOTICE)).later).toMatchObject([{ from: '2025-01-03', to: '2025-01-06' }]);
    expect((await put(confirming(await preview(NOTICE)))).body.recounted).toBe(1);
    const moved = await read(given.id);
    expect(moved).toMatchObject({ dueOn: '2025-01-06', firstDueOn: '2025-01-03', dueEstimated: false });
    expect(moved.events.at(-1)).toMatchObject({
      action: 'recalculate',
      actorName: '冯管理',
      note: '按国办发明电〔2024〕12号重算期限',
      details: ['重算：办理期限由2025年1月3日改为2025年1月6日'],
    });
    // It goes on from there.
    const signed = await (
      await app.as('handler')
    ).post<Issue>(`/api/issues/${given.id}/actions/sign`, { version: moved.version });
    expect(signed.status).toBe(200);
  });

  it('keeps a day that the supervisor gave', async () => {
    clock.set('2024-12-20T10:00:00+08:00');
    const given = await assigned(await registered(), '2025-01-08');
    expect((await put(confirming(await preview(NOTICE)))).body.recounted).toBe(0);
    expect(await read(given.id)).toMatchObject({ dueOn: '2025-01-08' });
  });

  it('is to be assigned a day later when New Year’s Day lies between', async () => {
    clock.set('2024-12-31T10:00:00+08:00');
    const issue = await registered();
    expect(issue.turnDueOn).toBe('2025-01-01');
    await put(confirming(await preview(NOTICE)));
    expect(await read(issue.id)).toMatchObject({ turnDueOn: '2025-01-02' });
    // The deadline is counted by the new calendar from now on.
    expect(await assigned(await read(issue.id))).toMatchObject({ dueOn: '2025-01-15', dueEstimated: false });
  });

  it('moves by the days that it stood still, from where the deadline would have been', async () => {
    clock.set('2024-12-20T10:00:00+08:00');
    const act = async (actor: Actor, id: string, action: string, body: object) => {
      const { version } = await read(id);
      const answer = await (await app.as(actor)).post(`/api/issues/${id}/actions/${action}`, { version, ...body });
      if (answer.status !== 200) throw new Error(answer.text);
    };
    const { id } = await assigned(await registered());
    await act('handler', id, 'sign', {});
    await act('supervisor', id, 'suspend', { note: '等待上级批复', reviewOn: '2024-12-27' });
    clock.set('2024-12-24T10:00:00+08:00');
    await act('supervisor', id, 'resume', { note: '已批复' });
    expect(await read(id)).toMatchObject({ dueOn: '2025-01-07' });
    await put(confirming(await preview(NOTICE)));
    expect(await read(id)).toMatchObject({ dueOn: '2025-01-08', firstDueOn: '2025-01-03' });
  });
});

it('another process knows the new calendar by itself', async () => {
  const other = new CalendarService(app.database, app.app.get(Clock));
  await other.onModuleInit();
  try {
    expect((await other.current()).knows(2025)).toBe(false);
    await put(confirming(await preview(NOTICE)));
    for (let tries = 0; tries < 100 && !(await other.current()).knows(2025); tries += 1) await pause(100);
    expect((await other.current()).isWorkday('2025-01-26')).toBe(true);
  } finally {
    other.onModuleDestroy();
  }
}, 90_000);

describe('a correction', () => {
  const SHORTER = NOTICE.replace(
    '四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。',
    '四、劳动节：5月1日（周四）至4日（周日）放假，共4天。',
  );

  it('needs a reason, and moves what rests on it', async () => {
    const id = await issue({
      dueOn: '2025-05-05',
      counted: { dueOn: { from: '2025-04-30', days: 3, day: '2025-05-05' } },
    });
    await put(confirming(await preview(NOTICE)));
    expect(await dayOn(id)).toBe('2025-05-08');
    clock.set('2025-03-03T10:00:00+08:00');
    const seen = await preview(SHORTER);
    expect(seen).toMatchObject({ corrects: true, earlierCount: 1, laterCount: 0 });
    expect(seen.differences).toEqual([
      { day: '2025-04-27', before: 'makeup', after: null, name: '劳动节' },
      { day: '2025-05-05', before: 'holiday', after: null, name: '劳动节' },
    ]);
    const notice = { notice: '国办发明电[2025]3号', publishedOn: '2025-03-01' };
    const refused = await put<{ details: { field: string }[] }>(confirming(seen, notice));
    expect(refused.status).toBe(400);
    expect(refused.body.details[0]?.field).toBe('reason');
    const { body } = await put(confirming(seen, { ...notice, reason: '调整劳动节安排' }));
    expect(body).toMatchObject({ version: 2, notice: '国办发明电〔2025〕3号', recounted: 1 });
    expect(body.changes[0]).toMatchObject({ notice: '国办发明电〔2025〕3号', reason: '调整劳动节安排' });
    expect(await dayOn(id)).toBe('2025-05-08');
    expect((await recounts(id)).map(({ data }) => data.recountedDays)).toEqual([
      ['办理期限由2025年5月5日改为2025年5月8日'],
      ['办理期限重算后应为2025年5月7日，不缩短，保留2025年5月8日'],
    ]);
  });

  it('of one holiday leaves the others as they are', async () => {
    await put(confirming(await preview(NOTICE)));
    const only = '劳动节：5月1日（周四）至4日（周日）放假，共4天。';
    const seen = await preview(only, { keepOthers: true });
    expect(seen.faults).toEqual([]);
    expect(seen.days).toEqual((await preview(SHORTER)).days);
    // Without saying so the other holidays are missed.
    expect((await preview(only)).faults).toEqual([expect.stringContaining('没有读到元旦、春节、清明节')]);
  });

  it('of a year that nobody has entered is none', async () => {
    const { faults } = await preview('劳动节：5月1日放假。', { keepOthers: true });
    expect(faults).toEqual([expect.stringContaining('2025 年还没有录入')]);
  });
});

describe('next year’s notice', () => {
  const sweep = async (time: string): Promise<string[]> => {
    const sweeper = new SweepService(app.app.get(CalendarService));
    await app.database.transaction((tx) => sweeper.sweep(tx, new Date(`${time}:00+08:00`)));
    const rows: { line: string }[] = await app.database.query(
      `select concat_ws(' ', p.username, r.occurrence, r.title) as line from reminder r join person p on p.id = r.person_id
        where r.rule = 'calendar-missing' order by 1`,
    );
    return rows.map(({ line }) => line);
  };
  const wanted = async (): Promise<number | null> =>
    (await app.anonymous.get<{ calendarWanted: number | null }>('/api/district')).body.calendarWanted;

  it('is not asked for before November', async () => {
    clock.set('2024-10-31T10:00:00+08:00');
    expect(await wanted()).toBeNull();
    expect(await sweep('2024-10-31T10:00')).toEqual([]);
  });

  it('is asked for from the first of November, once a week and administrators only', async () => {
    clock.set('2024-11-01T10:00:00+08:00');
    expect(await wanted()).toBe(2025);
    expect(await sweep('2024-11-01T10:00')).toEqual(['admin 2024-W44 请录入 2025 年放假安排']);
    expect(await sweep('2024-11-01T16:00')).toHaveLength(1);
    expect(await sweep('2024-11-04T09:00')).toHaveLength(2);
    expect(await sweep('2024-11-05T09:00')).toHaveLength(2);
    const { body } = await (
      await app.as('admin')
    ).get<{ items: { subjectKind: string; subjectId: string }[] }>('/api/notifications');
    expect(body.items[0]).toMatchObject({ subjectKind: 'calendar' });
    expect(body.items[0]?.subjectId).toMatch(/2025$/);
  });

  it('is still asked for in the year itself, and no longer when it is entered', async () => {
    clock.set('2025-01-06T10:00:00+08:00');
    expect(await wanted()).toBe(2025);
    expect(await sweep('2025-01-06T10:00')).toHaveLength(1);
    await put(confirming(await preview(NOTICE)));
    expect(await wanted()).toBeNull();
    expect(await sweep('2025-01-13T10:00')).toHaveLength(1);
  });
});
