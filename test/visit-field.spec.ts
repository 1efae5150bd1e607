import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IssueView } from '@app/ledger';
import { PhotoTidyService } from '@app/photo';
import { type LateVisit } from '@app/rollup';
import { type ConfirmView, type ToldRow, VisitTidyService, type VisitView } from '@app/visit';
import { type Actor, type Answer, NOW, startApp, type TestApp, type Voice } from './support';
import { scene, sendPhoto } from './support/photos';

interface Refusal {
  code: string;
  message: string;
  details?: { field: string; message: string }[] & { photoIds?: string[]; version?: number };
}
interface List<T> {
  items: T[];
  total: number;
}

let app: TestApp;
let folder: string;
let officer: Voice;
let supervisor: Voice;
let photo: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-visits-'));
  app = await startApp({ FILES_DIR: folder });
  officer = await app.as('officer');
  supervisor = await app.as('supervisor');
  photo = await scene(1);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty(
    'upload',
    'visit_photo',
    'issue',
    'visit',
    'project_list',
    'project',
    'ledger_counter',
    'seal_queue',
    'rollup_revision',
  );
});

const count = async (from: string): Promise<number> => {
  const [row] = (await app.database.query(`select count(*)::int as n from ${from}`)) as [{ n: number }];
  return row.n;
};

async function project(name = '富锶项目', who: Actor = 'officer'): Promise<string> {
  const [row] = (await app.database.query(
    `insert into project (name, address, total_investment, officer_id, unit_id, latitude, longitude)
     values ($1, '园区路1号', 100, $2, $3, 35.7466, 114.2953) returning id`,
    [name, app.cast.people[who], app.cast.units.bureau],
  )) as [{ id: string }];
  return row.id;
}

const body = (projectId: string, more: object = {}): object => ({
  id: randomUUID(),
  projectId,
  visitedAt: '2024-10-16T09:30:00+08:00',
  note: '主体施工正常。',
  ...more,
});
const log = async <T = VisitView>(
  sent: object,
  voice = officer,
  headers: Record<string, string> = {},
): Promise<Answer<T>> => voice.request<T>('POST', '/api/visits', sent, headers);
async function logged(sent: object, voice = officer): Promise<VisitView> {
  const answer = await log(sent, voice);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

/** Problems of the project that are open. */
async function issues(projectId: string, ...titles: string[]): Promise<string[]> {
  const visit = await logged(
    body(projectId, {
      visitedAt: '2024-10-10T09:00:00+08:00',
      issues: titles.map((title) => ({ title, categoryCode: 'power' })),
    }),
  );
  return visit.issues.map(({ id }) => id);
}
const issue = async (id: string): Promise<IssueView> => (await supervisor.get<IssueView>(`/api/issues/${id}`)).body;
const act = async (who: Actor, id: string, action: string, more: object = {}): Promise<void> => {
  const { version } = await issue(id);
  const answer = await (await app.as(who)).post(`/api/issues/${id}/actions/${action}`, { version, ...more });
  if (answer.status >= 300) throw new Error(`${action} ${answer.text}`);
};
/** From registered to waiting for verification. */
async function applied(id: string): Promise<void> {
  await act('supervisor', id, 'assign', { leadUnitId: app.cast.units.power });
  await act('handler', id, 'sign');
  await act('handler', id, 'apply-closure', { note: '已接通' });
}

describe('a visit with everything', () => {
  async function everything(): Promise<Record<string, unknown>> {
    const projectId = await project();
    const [known] = await issues(projectId, '专线未通');
    const id = randomUUID();
    const photoIds = [
      await sendPhoto(officer, id, projectId, photo),
      await sendPhoto(officer, id, projectId, await scene(2)),
    ];
    return body(projectId, {
      id,
      photoIds,
      completed: '120.50',
      physicalProgress: '主体封顶',
      location: { latitude: 35.747319, longitude: 114.2953, accuracy: 8 },
      rechecks: [{ issueId: known, finding: 'progress', note: '电杆已立' }],
      issues: [{ id: randomUUID(), title: '道路未通', categoryCode: 'land' }, { title: '没有自来水' }],
    }) as Record<string, unknown>;
  }

  it('is kept whole', async () => {
    const sent = await everything();
    const visit = await logged(sent);
    expect(visit).toMatchObject({
      id: sent.id,
      number: `ZF-20241016-${String(sent.id).slice(-6).toUpperCase()}`,
      completed: '120.5',
      physicalProgress: '主体封顶',
      progressUnchanged: false,
      receivedAt: NOW,
      clockSkew: 0,
      deviceVisitedAt: null,
      officerUnitName: '经济发展局',
      distance: 80,
      issueCount: 2,
      photoCount: 2,
      recheckCount: 1,
      rechecks: [
        {
          title: '专线未通',
          finding: 'progress',
          note: '电杆已立',
          stateThen: 'registered',
          stateNow: 'registered',
          closedThen: false,
        },
      ],
      before: { visitedOn: '2024-10-10', note: '主体施工正常。', physicalProgress: null, completed: null },
      version: 1,
      versions: [],
      verifies: [],
      duty: null,
      monthClosed: false,
      allowedActions: ['correct'],
    });
    expect(visit.photos.map(({ id }) => id).sort()).toEqual((sent.photoIds as string[]).sort());
    const { events, state } = await issue(visit.rechecks[0]?.issueId as string);
    expect(state).toBe('registered');
    expect(events.at(-1)).toMatchObject({
      action: 'recheck',
      from: 'registered',
      to: 'registered',
      actorName: '李专员',
      note: '电杆已立',
      details: ['复核结果：有进展', '走访日期：2024-10-16'],
    });
    expect(await count('photo_work where done_at is null')).toBe(2);
    expect((await officer.get(`/api/visits/${visit.id}`)).body).toEqual(visit);
  });

  it('twenty times at once is one of each', async () => {
    const sent = await everything();
    const before = await count('issue_event');
    const answers = await Promise.all(Array.from({ length: 20 }, () => log(sent)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const counts = [
      await count('visit'),
      await count('issue'),
      await count('visit_recheck'),
      await count('photo_work'),
    ];
    expect(counts).toEqual([2, 3, 1, 2]);
    expect((await count('issue_event')) - before).toBe(3);
    // And again when everything has moved on.
    await app.database.query('update project set officer_id = $1', [app.cast.people.officer2]);
    app.clock.set('2024-11-20T10:00:00+08:00');
    const later = await log(sent, officer, { 'device-time': '2024-11-25T10:00:00+08:00' });
    expect([later.status, later.body.visitedOn, await count('visit')]).toEqual([201, '2024-10-16', 2]);
    const other = await log<Refusal>({ ...sent, physicalProgress: '主体未封顶' });
    expect([other.status, other.body.code]).toEqual([409, 'same-id-other-body']);
    const stranger = await log<Refusal>(sent, await app.as('officer2'));
    expect([stranger.status, stranger.body.code]).toEqual([403, 'id-of-another']);
  });

  it.each(['visit', 'photo_work', 'visit_recheck', 'issue_event', 'issue'])(
    'is kept not at all when the power goes while %s is written, and whole at the next try',
    async (table) => {
      const sent = await everything();
      const all = async (): Promise<number[]> =>
        Promise.all(
          ['visit', 'photo_work', 'visit_recheck', 'issue_event', 'issue', 'ledger_counter where last > 1'].map(count),
        );
      const before = await all();
      await app.database.query(
        `create function fall() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$;
         create trigger fall after insert on ${table} for each row execute function fall()`,
      );
      try {
        expect((await log(sent)).status).toBe(500);
      } finally {
        await app.database.query(`drop trigger fall on ${table}; drop function fall()`);
      }
      expect(await all()).toEqual(before);
      expect((await log(sent)).status).toBe(201);
    },
  );
});

describe('photos of a visit', () => {
  it('must be here, of this visit and person', async () => {
    const projectId = await project();
    const id = randomUUID();
    const mine = await sendPhoto(officer, id, projectId, photo);
    const ofAnother = await sendPhoto(officer, randomUUID(), projectId, photo);
    const theirs = await sendPhoto(supervisor, id, projectId, photo);
    const nowhere = randomUUID();
    const { status, body: refusal } = await log<Refusal>(
      body(projectId, { id, photoIds: [mine, ofAnother, theirs, nowhere] }),
    );
    expect([status, refusal.code, refusal.details]).toEqual([
      409,
      'photo-missing',
      { photoIds: [ofAnother, theirs, nowhere] },
    ]);
    expect([await count('visit'), await count('photo_work')]).toEqual([0, 0]);
    expect((await logged(body(projectId, { id, photoIds: [mine] }))).photoCount).toBe(1);
  });

  it('are required where a list says so in that month, with what for', async () => {
    const projectId = await project();
    const [list] = (await app.database.query(
      `insert into project_list (name, year, kind, visit_every, photo_required, photo_purpose) values ('省重点', 2024, 'other', 'none', true, '上报形象进度') returning id`,
    )) as [{ id: string }];
    await app.database.query(
      `insert into list_member (list_id, project_id, from_month, to_month) values ($1, $2, '2024-03', '2024-09')`,
      [list.id, projectId],
    );
    expect((await log(body(projectId))).status).toBe(201);
    const september = body(projectId, { visitedAt: '2024-09-20T09:00:00+08:00' });
    const { status, body: refusal } = await log<Refusal>(september);
    expect([status, refusal.details]).toEqual([
      400,
      [{ field: 'photoIds', message: expect.stringContaining('上报形象进度') as string }],
    ]);
    const id = randomUUID();
    const photoIds = [await sendPhoto(officer, id, projectId, photo)];
    expect((await log({ ...september, id, photoIds })).status).toBe(201);
  });

  it.each([
    ['photoIds', { photoIds: Array.from({ length: 21 }, () => randomUUID()) }, '最多 20 张'],
    ['photoIds', { photoIds: ['x'] }, '编号格式'],
    [
      'photoIds',
      { photoIds: ['3f0c1f5e-0000-4000-8000-000000000001', '3F0C1F5E-0000-4000-8000-000000000001'] },
      '重复',
    ],
    ['id', { id: undefined, photoIds: [randomUUID()] }, '走访编号'],
    ['completed', { completed: '1.23456' }, '万元'],
    ['physicalProgress', { physicalProgress: '长'.repeat(501) }, '500'],
    ['progressUnchanged', { progressUnchanged: 'yes' }, 'true 或 false'],
    ['rechecks.0.finding', { rechecks: [{ issueId: randomUUID(), finding: 'gone' }] }, '复核结果'],
    [
      'rechecks',
      { rechecks: Array.from({ length: 51 }, () => ({ issueId: randomUUID(), finding: 'still' })) },
      '50 个',
    ],
    ['rechecks.0.issueId', { rechecks: [{ issueId: randomUUID(), finding: 'still' }] }, '不属于这个项目'],
  ])('and the rest: a wrong %s is refused by its name', async (field, wrong, words) => {
    const { status, body: refusal } = await log<Refusal>(body(await project(), wrong));
    expect([status, refusal.details]).toEqual([400, [{ field, message: expect.stringContaining(words) as string }]]);
    expect(await count('visit')).toBe(0);
  });
});

describe('the clock of a phone', () => {
  it.each([
    ['a day fast', '2024-10-17T09:30:00+08:00', '2024-10-17T10:00:00+08:00', 86_400],
    ['two days slow', '2024-10-14T09:30:00+08:00', '2024-10-14T10:00:00+08:00', -172_800],
  ])('that is %s is put right', async (_, visitedAt, deviceTime, skew) => {
    const { status, body: visit } = await log(body(await project(), { visitedAt }), officer, {
      'device-time': deviceTime,
    });
    expect([status, visit.visitedAt, visit.visitedOn, visit.deviceVisitedAt, visit.clockSkew]).toEqual([
      201,
      '2024-10-16T09:30:00+08:00',
      '2024-10-16',
      visitedAt,
      skew,
    ]);
  });

  it('that is nearly right is believed; one that says no time is refused', async () => {
    const projectId = await project();
    const near = await log(body(projectId), officer, { 'device-time': '2024-10-16T10:04:59+08:00' });
    expect([near.body.clockSkew, near.body.deviceVisitedAt, near.body.visitedAt]).toEqual([
      0,
      null,
      '2024-10-16T09:30:00+08:00',
    ]);
    const wrong = await log<Refusal>(body(projectId), officer, { 'device-time': 'soon' });
    expect([wrong.status, wrong.body.details?.[0]?.field]).toEqual([400, 'device-time']);
  });
});

describe('a clock that is wrong by many years', () => {
  const answerTo = async (visitedAt: string, deviceTime: string): Promise<unknown[]> => {
    const { status, body: refusal } = await log<Refusal>(body(await project(), { visitedAt }), officer, {
      'device-time': deviceTime,
    });
    return [status, refusal.details?.map(({ field, message }) => `${field} ${message}`).join()];
  };
  const TOO_EARLY = 'visitedAt 走访时间早于 2000 年，请核对手机的日期和时间。';

  it.each([
    ['2024-10-16T09:00:00+08:00', '2099-12-31T00:00:00Z', TOO_EARLY],
    ['2000-01-01T00:00:00+08:00', '2050-12-31T00:00:00Z', TOO_EARLY],
    ['2000-01-01T00:00:00+14:00', '', TOO_EARLY],
    ['2099-12-30T09:00:00+08:00', '2099-12-31T00:00:00Z', 'visitedAt 走访时间不能晚于现在，请核对手机的日期和时间。'],
  ])('is asked about, where it leads out of the years: %s sent at %s', async (visitedAt, deviceTime, sentence) => {
    expect(await answerTo(visitedAt, deviceTime)).toEqual([400, sentence]);
  });

  it('but where it leads to a time that may be, it is put right', async () => {
    expect(await answerTo('2000-01-01T00:00:00+08:00', '2000-01-01T00:30:00+08:00')).toEqual([201, undefined]);
  });
});

describe('rechecks', () => {
  it('of a problem that is over meanwhile are kept with the visit and reopen nothing', async () => {
    const projectId = await project();
    const [closed, open] = (await issues(projectId, '专线未通', '道路未通')) as [string, string];
    await act('leader', closed, 'cancel', { note: '重复登记' });
    const before = await issue(closed);
    const visit = await logged(
      body(projectId, {
        rechecks: [
          { issueId: open, finding: 'solved' },
          { issueId: closed, finding: 'still', note: '还在' },
        ],
      }),
    );
    expect(visit.rechecks).toMatchObject([
      { issueId: closed, finding: 'still', stateThen: 'cancelled', stateNow: 'cancelled', closedThen: true },
      { issueId: open, finding: 'solved', stateThen: 'registered', closedThen: false },
    ]);
    expect(await issue(closed)).toEqual(before);
    expect((await issue(open)).events.at(-1)?.details).toContain('复核结果：已解决（建议核验）');
  });

  it('of two visits that look at the same problems in another order do not wait in a circle', async () => {
    const projectId = await project();
    const ids = await issues(projectId, ...Array.from({ length: 12 }, (_, index) => `问题${index}`));
    const rechecks = ids.map((issueId) => ({ issueId, finding: 'still' }));
    const both = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        log(
          body(projectId, {
            rechecks: index % 2 ? rechecks : [...rechecks].reverse(),
            issues: [{ title: `新问题${index}` }],
          }),
        ),
      ),
    );
    expect(both.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect((await issue(ids[0] as string)).events.filter(({ action }) => action === 'recheck')).toHaveLength(8);
  });

  it('are what a verification rests on', async () => {
    const projectId = await project();
    const [id] = (await issues(projectId, '专线未通')) as [string];
    expect((await issue(id)).visitsSince).toEqual([]);
    await applied(id);
    const visit = await logged(body(projectId, { rechecks: [{ issueId: id, finding: 'solved' }] }));
    const plain = await logged(body(projectId, { visitedAt: '2024-10-16T09:40:00+08:00' }));
    expect((await issue(id)).visitsSince).toEqual([
      { id: plain.id, visitedOn: '2024-10-16', officerName: '李专员', finding: null },
      { id: visit.id, visitedOn: '2024-10-16', officerName: '李专员', finding: 'solved' },
    ]);
    await act('officer', id, 'verify', { visitId: visit.id, note: '现场已通电' });
    const { body: after } = await officer.get<VisitView>(`/api/visits/${visit.id}`);
    expect(after.verifies).toEqual([
      { issueId: id, number: after.rechecks[0]?.number, title: '专线未通', action: 'verify', at: NOW },
    ]);
    expect(after.rechecks[0]).toMatchObject({
      stateThen: 'pending-verification',
      stateNow: 'closed',
      closedThen: false,
    });
  });
});

describe('a correction', () => {
  const correct = async <T = VisitView>(id: string, sent: object, voice = officer): Promise<Answer<T>> =>
    voice.post<T>(`/api/visits/${id}/corrections`, sent);

  it('is a new version with its reason; the first stays', async () => {
    const projectId = await project();
    const visit = await logged(body(projectId, { completed: '100', physicalProgress: '三层' }));
    const added = await sendPhoto(officer, visit.id, projectId, photo);
    app.clock.set('2024-10-18T10:00:00+08:00');
    const sent = {
      id: randomUUID(),
      version: 1,
      reason: '金额写错',
      completed: '10',
      note: '主体施工正常，三层。',
      visitedAt: '2024-10-15T09:30:00+08:00',
      addPhotoIds: [added],
    };
    const { status, body: corrected } = await correct(visit.id, sent);
    expect([status, corrected]).toEqual([
      200,
      expect.objectContaining({
        version: 2,
        completed: '10',
        physicalProgress: '三层',
        note: '主体施工正常，三层。',
        visitedOn: '2024-10-15',
        photoCount: 1,
        receivedAt: NOW,
        versions: [
          {
            version: 1,
            reason: '金额写错',
            replacedAt: '2024-10-18T10:00:00+08:00',
            replacedByName: '李专员',
            content: {
              visitedAt: '2024-10-16T09:30:00+08:00',
              note: '主体施工正常。',
              completed: '100',
              physicalProgress: '三层',
              photoIds: [],
            },
          },
        ],
      }),
    ]);
    // Sent again, also twenty times at once, it changes nothing; and the first visit is still answered as sent.
    const again = await Promise.all(Array.from({ length: 20 }, () => correct(visit.id, sent)));
    expect(new Set(again.map(({ text }) => text)).size).toBe(1);
    expect(await count('visit_version')).toBe(1);
    const other = await correct<Refusal>(visit.id, { ...sent, reason: '别的' });
    expect([other.status, other.body.code]).toEqual([409, 'same-id-other-body']);
    expect(await count('photo_work')).toBe(1);
    for (const change of ['delete from visit_version', `update visit_version set reason = 'x'`]) {
      await expect(app.database.query(change)).rejects.toThrow();
    }
  });

  it('of two at once is one, the other hears what stands now', async () => {
    const visit = await logged(body(await project()));
    const [a, b] = await Promise.all(
      ['甲', '乙'].map((note) => correct<Refusal>(visit.id, { version: 1, reason: '更正', note })),
    );
    expect([a?.status, b?.status].sort()).toEqual([200, 409]);
    const lost = [a, b].find((answer) => answer?.status === 409);
    expect([lost?.body.code, lost?.body.details?.version]).toEqual(['stale', 2]);
  });

  it('is for who made it within thirty days, and for supervisors', async () => {
    const visit = await logged(body(await project()));
    const sent = { version: 1, reason: '更正', note: '改过' };
    expect((await correct(visit.id, sent, await app.as('officer2'))).status).toBe(404);
    expect((await correct(visit.id, sent, await app.as('leader'))).status).toBe(403);
    app.clock.set('2024-11-15T10:00:01+08:00');
    const late = await correct<Refusal>(visit.id, sent);
    expect([late.status, late.body.code]).toEqual([403, 'visit.not-to-correct']);
    expect((await officer.get<VisitView>(`/api/visits/${visit.id}`)).body.allowedActions).toEqual([]);
    expect((await correct(visit.id, sent, supervisor)).body.versions[0]?.replacedByName).toBe('赵督办');
  });

  it.each([
    ['reason', { reason: '' }],
    ['note', { note: '主体施工正常。' }],
    ['visitedAt', { visitedAt: '2024-10-17T09:30:00+08:00' }],
    ['version', { version: 0 }],
    ['projectId', { projectId: randomUUID() }],
  ])('with a wrong %s is refused by its name', async (field, wrong) => {
    const visit = await logged(body(await project()));
    const { status, body: refusal } = await correct<Refusal>(visit.id, { version: 1, reason: '更正', ...wrong });
    expect([status, refusal.details?.map((fault) => fault.field)]).toEqual([400, [field]]);
    expect(await count('visit_version')).toBe(0);
  });
});

describe('progress as visits told it', () => {
  const told = async (month = '2024-10', voice = supervisor): Promise<ToldRow[]> =>
    (await voice.get<List<ToldRow>>(`/api/visits/progress?month=${month}`)).body.items;
  const confirm = async (items: object[], month = '2024-10', voice = supervisor): Promise<ConfirmView['items']> =>
    (await voice.post<ConfirmView>(`/api/visits/progress/${month}/confirm`, { items })).body.items;

  it('becomes the month’s entries in one go; one that is refused leaves the others', async () => {
    const [one, two, three] = [await project('甲项目'), await project('乙项目'), await project('丙项目')];
    await app.database.query(
      `insert into progress_entry (project_id, month, completed, basis, physical_progress, entered_by, entered_at)
       values ($1, '2024-09', 50, 'with-preliminary', '基础完成', $2, now())`,
      [one, app.cast.people.supervisor],
    );
    await logged(body(one, { visitedAt: '2024-10-09T09:00:00+08:00', completed: '12.5', physicalProgress: '一层' }));
    const unchanged = await logged(body(one, { progressUnchanged: true }));
    const spoke = await logged(body(two, { physicalProgress: '装修' }));
    await logged(body(three));
    const rows = await told();
    expect(rows.map(({ projectName, told: it }) => [projectName, it?.visitId ?? null])).toEqual([
      ['甲项目', unchanged.id],
      ['乙项目', spoke.id],
      ['丙项目', null],
    ]);
    expect(rows[0]).toMatchObject({
      entry: null,
      previous: { month: '2024-09', completed: '50', physicalProgress: '基础完成' },
      same: false,
      monthClosed: false,
    });
    expect(
      await confirm([
        { projectId: one, visitId: unchanged.id },
        { projectId: two, visitId: spoke.id },
        { projectId: three, visitId: spoke.id },
      ]),
    ).toEqual([
      { projectId: one, ok: true, message: null },
      { projectId: two, ok: false, message: expect.stringContaining('没有说明完成投资') as string },
      { projectId: three, ok: false, message: expect.stringContaining('没有找到') as string },
    ]);
    const [after] = await told();
    expect(after).toMatchObject({
      same: true,
      entry: {
        month: '2024-10',
        completed: '12.5',
        basis: 'with-preliminary',
        physicalProgress: '一层',
        version: 1,
        enteredByName: '赵督办',
      },
    });
    // Once more is nothing new; under an old version after somebody else's change it is refused.
    expect((await confirm([{ projectId: one, visitId: unchanged.id, version: 1 }]))[0]?.ok).toBe(true);
    await supervisor.put(`/api/projects/${one}/progress/2024-10`, {
      completed: '13',
      basis: 'with-preliminary',
      physicalProgress: '一层',
    });
    expect((await confirm([{ projectId: one, visitId: unchanged.id, version: 1 }]))[0]).toMatchObject({
      ok: false,
      message: expect.stringContaining('他人修改') as string,
    });
  });

  it('is an officer’s own; a month that is published says so', async () => {
    const mine = await project('甲项目');
    const other = await project('乙项目', 'officer2');
    const visit = await logged(body(mine, { visitedAt: '2024-09-20T09:00:00+08:00', completed: '3' }));
    expect((await told('2024-09', officer)).map(({ projectId }) => projectId)).toEqual([mine]);
    expect((await confirm([{ projectId: other, visitId: visit.id }], '2024-09', officer))[0]?.ok).toBe(false);
    expect((await supervisor.post('/api/rollups/2024-09/close')).status).toBe(201);
    expect((await told('2024-09', officer))[0]?.monthClosed).toBe(true);
    expect((await (await app.as('leader')).get('/api/visits/progress')).status).toBe(403);
  });
});

describe('a month that was published while the phone was offline', () => {
  it('stays as it was; the visit counts for its own day and waits for the next revision', async () => {
    const projectId = await project();
    const early = await logged(body(projectId, { visitedAt: '2024-09-10T09:00:00+08:00' }));
    const closed = (await supervisor.post('/api/rollups/2024-09/close')).text;
    app.clock.set('2024-10-16T12:00:00+08:00');
    const late = await logged(body(projectId, { visitedAt: '2024-09-20T09:00:00+08:00' }));
    // On 30 September, a Monday, of a week whose Thursday lies in October: it counts for both months.
    const between = await logged(body(projectId, { visitedAt: '2024-09-30T09:00:00+08:00' }));
    const october = await logged(body(projectId));
    expect([early, late, between, october].map(({ visitedOn, monthClosed }) => [visitedOn, monthClosed])).toEqual([
      ['2024-09-10', false],
      ['2024-09-20', true],
      ['2024-09-30', true],
      ['2024-10-16', false],
    ]);
    const lateOnes = async (): Promise<string[]> =>
      (await supervisor.get<List<LateVisit>>('/api/rollups/2024-09/late-visits')).body.items.map(({ id }) => id).sort();
    expect(await lateOnes()).toEqual([late.id, between.id].sort());
    expect((await supervisor.get('/api/rollups/2024-09')).text).toBe(closed);
    app.clock.set('2024-10-16T13:00:00+08:00');
    expect((await supervisor.post('/api/rollups/2024-09/restate', { reason: '补记走访' })).status).toBe(201);
    expect(await lateOnes()).toEqual([]);
    expect((await officer.get<VisitView>(`/api/visits/${late.id}`)).body.monthClosed).toBe(false);
    expect((await supervisor.get<List<LateVisit>>('/api/rollups/2024-10/late-visits')).body.total).toBe(0);
  });
});

describe('the duty that a visit meets', () => {
  it('is that of its day, or one that it makes up within a week', async () => {
    const projectId = await project();
    await app.database.query(
      `insert into visit_duty (project_id, period, every, starts, ends, month, officer_id)
       select $1, w, 'week', s::date, s::date + 6, '2024-10', $2
         from (values ('2024-W41', '2024-10-07'), ('2024-W42', '2024-10-14')) as d (w, s)`,
      [projectId, app.cast.people.officer],
    );
    const at = (day: string) => logged(body(projectId, { visitedAt: `2024-10-${day}T09:00:00+08:00` }));
    expect((await at('14')).duty).toEqual({ period: '2024-W42', state: 'met' });
    // The second one of its week, while the week before was missed.
    expect((await at('15')).duty).toEqual({ period: '2024-W41', state: 'late' });
    expect((await at('16')).duty).toEqual({ period: '2024-W42', state: 'met' });
    expect((await at('01')).duty).toBeNull();
  });
});

describe('where people were', () => {
  it('is forgotten when its time is over, and how far from the project of photos stays', async () => {
    const projectId = await project();
    const id = randomUUID();
    const location = { latitude: 35.747319, longitude: 114.295312, accuracy: 8 };
    const photoIds = [await sendPhoto(officer, id, projectId, photo, { location })];
    await logged(body(projectId, { id, photoIds, location }));
    await officer.post('/api/uploads', { sha256: 'a'.repeat(64), size: 10 });
    const tidy = async (at: string): Promise<unknown[]> => [
      await app.app.get(PhotoTidyService).tidy(app.database, new Date(at)),
      await app.app.get(VisitTidyService).tidy(app.database, new Date(at)),
    ];
    expect(await tidy('2024-10-30T09:59:00+08:00')).toEqual([{ uploads: 0, places: 0 }, 0]);
    expect(await tidy('2024-10-30T10:01:00+08:00')).toEqual([{ uploads: 1, places: 0 }, 0]);
    expect(await tidy('2026-10-16T09:59:00+08:00')).toEqual([{ uploads: 0, places: 0 }, 0]);
    expect(await tidy('2026-10-16T10:01:00+08:00')).toEqual([{ uploads: 0, places: 1 }, 1]);
    expect(await tidy('2026-10-16T10:01:00+08:00')).toEqual([{ uploads: 0, places: 0 }, 0]);
    const { body: visit } = await officer.get<VisitView>(`/api/visits/${id}`);
    expect([visit.location, visit.distance]).toEqual([null, null]);
    expect(visit.photos[0]).toMatchObject({ positioned: true, distance: 80, accuracy: null });
  });
});
