import { randomBytes } from 'node:crypto';
import type { IssueRatingsView, RatingLinkView, RatingPageView, RatingSummaryView, Score } from '@app/rating';
import type { IssueView } from '@app/ledger';
import { CalendarService, Clock } from '@app/platform';
import { SweepService } from '@app/reminder';
import { type Actor, type Answer, startApp, type TestApp } from './support';

interface Refused {
  code: string;
  message: string;
}

let t: TestApp;
let projectId: string;

beforeAll(async () => {
  t = await startApp();
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [t.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2024-10-16T10:00:00+08:00'));

async function act(actor: Actor, id: string, action: string, more: object = {}): Promise<IssueView> {
  const voice = await t.as(actor);
  const { body: issue } = await voice.get<IssueView>(`/api/issues/${id}`);
  const { status, body } = await voice.post<IssueView>(`/api/issues/${id}/actions/${action}`, {
    version: issue.version,
    ...more,
  });
  if (status !== 200) throw new Error(`${actor} ${action}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Solved by the power company and verified by a supervisor. */
async function closed(): Promise<IssueView> {
  const { body } = await (
    await t.as('officer')
  ).post<IssueView>('/api/issues', { projectId, title: '施工用电容量不足', categoryCode: 'power', severity: 'medium' });
  await act('supervisor', body.id, 'assign', { leadUnitId: t.cast.units.power });
  await act('handler', body.id, 'sign');
  await act('handler', body.id, 'apply-closure', { note: '已增容至 630 kVA' });
  return act('supervisor', body.id, 'verify', { note: '内部意见：费用由施工方承担' });
}

const ratingsOf = async (id: string, actor: Actor = 'supervisor'): Promise<IssueRatingsView> =>
  (await (await t.as(actor)).get<IssueRatingsView>(`/api/issues/${id}/ratings`)).body;

async function askLink<T = RatingLinkView>(actor: Actor, issue: IssueView, more: object = {}): Promise<Answer<T>> {
  const { version } = (await (await t.as('supervisor')).get<IssueView>(`/api/issues/${issue.id}`)).body;
  return (await t.as(actor)).post<T>(`/api/issues/${issue.id}/rating-link`, {
    version,
    result: '已为贵公司增容至 630 kVA，并送电。',
    ...more,
  });
}

async function tokenFor(issue: IssueView): Promise<string> {
  const { status, body } = await askLink('officer', issue);
  expect(status).toBe(201);
  const [page, token = ''] = body.url.split('#');
  expect(page).toMatch(/\/rate$/);
  return token;
}

const look = <T = RatingPageView>(token: string): Promise<Answer<T>> =>
  t.anonymous.post<T>('/api/ratings/look', { token });
const rate = <T = RatingPageView>(token: string, score: Score, words = ''): Promise<Answer<T>> =>
  t.anonymous.post<T>('/api/ratings', { token, score, words });

const dueOf = async (id: string): Promise<{ due: string | null; turn: string | null }> => {
  const [row] = (await t.database.query('select rating_due_on as due, turn_due_on as turn from issue where id = $1', [
    id,
  ])) as [{ due: string | null; turn: string | null }];
  return row;
};

describe('the enterprise', () => {
  it('is to be asked when an issue of its project is closed, by a link that is shown once', async () => {
    const issue = await closed();
    expect(await ratingsOf(issue.id)).toMatchObject({
      mayLink: true,
      suggestedResult: '已增容至 630 kVA',
      ratings: [{ cycle: 1, state: 'invited', score: null }],
    });
    const token = await tokenFor(issue);
    // 256 bits.
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect((await ratingsOf(issue.id)).ratings).toMatchObject([
      { state: 'linked', linkedByName: '李专员', expiresAt: '2024-11-15T10:00:00+08:00' },
    ]);
    expect(JSON.stringify(await ratingsOf(issue.id))).not.toContain(token);
    const [change] = (await t.database.query(
      `select actor_id, after from change_record where subject_kind = 'rating' order by id desc limit 1`,
    )) as [{ actor_id: string; after: { issueId: string } }];
    expect(change).toMatchObject({ actor_id: t.cast.people.officer, after: { issueId: issue.id } });
  });

  it('is told the title, project, department, day and words meant for it, and nothing else', async () => {
    const issue = await closed();
    const { status, body, text } = await look(await tokenFor(issue));
    expect(status).toBe(200);
    expect(body).toEqual({
      projectName: '磐升项目',
      title: '施工用电容量不足',
      unitName: '供电公司',
      closedOn: '2024-10-16',
      result: '已为贵公司增容至 630 kVA，并送电。',
      until: '2024-11-15',
      score: null,
      words: '',
    });
    for (const hidden of ['内部意见', '孙承办', '赵督办', issue.id, issue.number]) expect(text).not.toContain(hidden);
    expect((await ratingsOf(issue.id)).ratings).toMatchObject([{ state: 'opened' }]);
  });

  it.each([
    ['very-satisfied', '非常满意'],
    ['satisfied', '满意'],
    ['basically', '基本满意'],
  ] as const)('%s: it is on the record, and nobody has to do anything', async (score, words) => {
    const issue = await closed();
    const token = await tokenFor(issue);
    expect(await rate(token, score, '来得很快')).toMatchObject({ status: 200, body: { score, words: '来得很快' } });
    expect((await ratingsOf(issue.id)).ratings).toMatchObject([{ state: 'rated', score, words: '来得很快' }]);
    expect(await dueOf(issue.id)).toEqual({ due: null, turn: null });
    const { body } = await (await t.as('supervisor')).get<IssueView>(`/api/issues/${issue.id}`);
    expect(body.events.at(-1)).toMatchObject({
      action: 'rate',
      note: `企业评价：${words}。来得很快`,
      from: 'closed',
      to: 'closed',
    });
  });

  it('rates once: the same again answers the same, another is refused, and twice at once is one', async () => {
    const issue = await closed();
    const token = await tokenFor(issue);
    const answers = await Promise.all(Array.from({ length: 5 }, () => rate(token, 'satisfied', '好')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await rate(token, 'satisfied', '好')).body).toEqual(answers[0]?.body);
    expect(await rate<Refused>(token, 'dissatisfied')).toMatchObject({ status: 409, body: { code: 'rating.used' } });
    expect((await look(token)).body).toMatchObject({ score: 'satisfied', words: '好' });
    const [{ count }] = (await t.database.query(
      `select count(*)::int as count from issue_event where issue_id = $1 and action = 'rate'`,
      [issue.id],
    )) as [{ count: number }];
    expect(count).toBe(1);
    expect(await askLink<Refused>('officer', issue)).toMatchObject({ status: 409, body: { code: 'rating.rated' } });
    expect((await ratingsOf(issue.id)).mayLink).toBe(false);
  });

  it('two that differ at once: one is kept, the other refused', async () => {
    const issue = await closed();
    const token = await tokenFor(issue);
    const answers = await Promise.all([rate(token, 'satisfied'), rate(token, 'dissatisfied')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('hears in Chinese what is missing', async () => {
    const token = await tokenFor(await closed());
    expect(await t.anonymous.post<Refused>('/api/ratings', { token })).toMatchObject({
      status: 400,
      body: { message: '请在非常满意、满意、基本满意、不满意中选择一项。' },
    });
    expect((await rate<Refused>(token, 'satisfied', '好'.repeat(501))).status).toBe(400);
    expect((await look(token)).body.score).toBeNull();
  });
});

describe('a link', () => {
  it('that is guessed, over, replaced or of a reopened issue answers always the same', async () => {
    const over = await tokenFor(await closed());
    t.clock.set('2024-11-15T10:00:01+08:00');
    const answers = [await look<Refused>(over), await rate<Refused>(over, 'satisfied')];
    t.clock.set('2024-10-16T10:00:00+08:00');
    expect((await look(over)).status).toBe(200);

    const replacedIssue = await closed();
    const replaced = await tokenFor(replacedIssue);
    const good = await tokenFor(replacedIssue);
    answers.push(await look<Refused>(replaced), await rate<Refused>(replaced, 'satisfied'));
    expect((await look(good)).status).toBe(200);

    const reopened = await closed();
    const old = await tokenFor(reopened);
    await act('supervisor', reopened.id, 'reopen', { note: '又跳闸了' });
    answers.push(await look<Refused>(old), await rate<Refused>(old, 'satisfied'));

    for (const guess of [randomBytes(32).toString('base64url'), 'x', '', '1 or 1=1', replaced.slice(0, -1)]) {
      answers.push(await look<Refused>(guess), await rate<Refused>(guess, 'satisfied'));
    }
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'rating.gone' } });
  });

  it('is made by supervisors and officers for closed issues that they may know of and had no part in', async () => {
    const issue = await closed();
    for (const actor of ['handler', 'head', 'leader', 'admin'] as const) {
      expect([actor, (await askLink(actor, issue)).status]).toEqual([actor, 403]);
    }
    expect((await askLink('officer2', issue)).status).toBe(404);
    expect((await askLink<Refused>('supervisor', issue, { version: 1 })).body.code).toBe('stale');
    expect((await askLink<Refused>('supervisor', issue, { result: '' })).body.message).toBe(
      '请填写办理结果，不超过500个字。',
    );
    // The bureau itself led this one: its people do not ask how they did.
    await t.database.query('update issue set lead_unit_id = $2 where id = $1', [issue.id, t.cast.units.bureau]);
    expect(await askLink<Refused>('supervisor', issue)).toMatchObject({
      status: 403,
      body: { code: 'rating.own-work' },
    });
    const { body: open } = await (
      await t.as('officer')
    ).post<IssueView>('/api/issues', { projectId, title: '道路积水', categoryCode: 'other' });
    expect(await askLink<Refused>('officer', open)).toMatchObject({ status: 409, body: { code: 'rating.not-closed' } });
    const without = await closed();
    await t.database.query('update issue set project_id = null where id = $1', [without.id]);
    await t.database.query('delete from rating where issue_id = $1', [without.id]);
    expect(await askLink<Refused>('supervisor', without)).toMatchObject({
      status: 409,
      body: { code: 'rating.no-project' },
    });
    expect((await ratingsOf(without.id)).mayLink).toBe(false);
  });

  it('leaves its secret nowhere: not in the database, not in the log', async () => {
    const written: string[] = [];
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => (written.push(String(text)), true));
    const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => (written.push(String(text)), true));
    const loud = await startApp({ LOG_LEVEL: 'debug' });
    let token = '';
    try {
      const quiet = t;
      t = loud;
      try {
        const [project] = (await loud.database.query(
          `insert into project (name, total_investment, officer_id) values ('磐升项目', 1, $1) returning id`,
          [loud.cast.people.officer],
        )) as [{ id: string }];
        const before = projectId;
        projectId = project.id;
        token = await tokenFor(await closed());
        projectId = before;
        await look(token);
        // Also when the database fails in the middle of it.
        await loud.database.query('alter table rating rename column words to words_');
        expect((await rate(token, 'satisfied', token)).status).toBe(500);
        await loud.database.query('alter table rating rename column words_ to words');
        expect((await rate(token, 'satisfied')).status).toBe(200);
      } finally {
        t = quiet;
      }
      const tables: { name: string }[] = await loud.database.query(
        `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
      );
      for (const { name } of tables) {
        const found: unknown[] = await loud.database.query(
          `select 1 from ${name} t where t::text like '%' || $1 || '%'`,
          [token],
        );
        expect([name, found.length]).toEqual([name, 0]);
      }
    } finally {
      await loud.close();
      out.mockRestore();
      err.mockRestore();
    }
    const log = written.join('');
    expect(log).toContain('/api/ratings');
    expect(log).not.toContain(token);
  });

  it('cannot be tried without end', async () => {
    const strict = await startApp({ LOGIN_PER_MINUTE: 5 });
    try {
      const statuses: number[] = [];
      for (let tries = 0; tries < 7; tries += 1) {
        const guess = { token: randomBytes(32).toString('base64url') };
        statuses.push((await strict.anonymous.post('/api/ratings/look', guess)).status);
      }
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
    } finally {
      await strict.close();
    }
  });
});

describe('who is dissatisfied', () => {
  it('gives the question back to the supervisor, who answers it', async () => {
    const issue = await closed();
    await rate(await tokenFor(issue), 'dissatisfied', '晚上仍然跳闸');
    expect(await dueOf(issue.id)).toEqual({ due: '2024-10-18', turn: '2024-10-18' });
    expect(await ratingsOf(issue.id)).toMatchObject({ answerBy: '2024-10-18' });
    const sweeper = new SweepService(new CalendarService(t.database, t.app.get(Clock)));
    const sweep = () => t.database.transaction((tx) => sweeper.sweep(tx, new Date('2024-10-16T10:01:00+08:00')));
    await sweep();
    await sweep();
    const told: { username: string; body: string }[] = await t.database.query(
      `select p.username, r.body from reminder r join person p on p.id = r.person_id
        where r.rule = 'issue-rated' and r.subject_id = $1 order by 1`,
      [issue.id],
    );
    expect(told.map(({ username }) => username)).toEqual(['double', 'supervisor', 'supervisor2']);
    expect(told[0]?.body).toContain('企业意见：晚上仍然跳闸。请于10月18日前');
    await act('supervisor', issue.id, 'answer-rating', { note: '已约企业周五现场测试' });
    expect(await dueOf(issue.id)).toEqual({ due: null, turn: null });
    expect(await ratingsOf(issue.id)).toMatchObject({ answerBy: null });
  });

  it('or who reopens it: the next time that it is solved the enterprise is asked anew', async () => {
    const issue = await closed();
    await rate(await tokenFor(issue), 'dissatisfied', '没有解决');
    await act('supervisor', issue.id, 'reopen', { note: '企业反映未解决' });
    expect((await dueOf(issue.id)).due).toBeNull();
    await act('supervisor', issue.id, 'assign', { leadUnitId: t.cast.units.power });
    await act('handler', issue.id, 'sign');
    await act('handler', issue.id, 'apply-closure', { note: '已更换变压器' });
    const again = await act('supervisor', issue.id, 'verify', { note: '已测试' });
    expect(again.cycle).toBe(2);
    const token = await tokenFor(again);
    await rate(token, 'very-satisfied');
    expect((await ratingsOf(issue.id)).ratings.map(({ cycle, score }) => [cycle, score])).toEqual([
      [2, 'very-satisfied'],
      [1, 'dissatisfied'],
    ]);
  });
});

describe('the summary', () => {
  it('counts who was asked and what they said, by the day of solving, with an exact share', async () => {
    t.clock.set('2024-03-04T10:00:00+08:00');
    const scores: Score[] = ['very-satisfied', 'satisfied', 'dissatisfied'];
    for (const score of scores) await rate(await tokenFor(await closed()), score);
    await tokenFor(await closed());
    await closed();
    const summary = async (query: string, actor: Actor = 'leader') =>
      (await t.as(actor)).get<RatingSummaryView>(`/api/ratings/summary${query}`);
    expect((await summary('?from=2024-03-01&to=2024-03-31')).body).toMatchObject({
      invited: 5,
      linked: 4,
      rated: 3,
      scores: [
        { score: 'very-satisfied', count: 1 },
        { score: 'satisfied', count: 1 },
        { score: 'basically', count: 0 },
        { score: 'dissatisfied', count: 1 },
      ],
      satisfied: '66.67',
    });
    expect((await summary('?from=2024-04-01&to=2024-04-30', 'supervisor')).body).toMatchObject({
      invited: 0,
      satisfied: null,
    });
    for (const actor of ['handler', 'officer', 'head'] as const) expect((await summary('', actor)).status).toBe(403);
    expect((await summary('?from=gestern')).status).toBe(400);
  });
});
