import { randomBytes, randomUUID } from 'node:crypto';
import type { QuestionPage, QuestionView } from '@app/duty';
import { type Answer, NOW, type Refused, startApp, type TestApp } from './support';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('issue', 'visit', 'visit_photo', 'project_list', 'project', 'question_seen', 'ledger_counter');
});

const one = async (sql: string, values: unknown[] = []): Promise<string> => {
  const [row] = (await app.database.query(sql, values)) as [{ id: string }];
  return row.id;
};
const project = (name = '甲项目'): Promise<string> =>
  one(`insert into project (name, total_investment, officer_id) values ($1, 100, $2) returning id`, [
    name,
    app.cast.people.officer,
  ]);
const visit = (projectId: string, day: string, note: string = randomUUID(), time = '10:00'): Promise<string> =>
  one(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, body_hash, created_at)
     values (uuidv7(), $1, $2, $3::date + $5::time, $3, $4, '', $3::date + $5::time) returning id`,
    [projectId, app.cast.people.officer, day, note, time],
  );
const issue = (projectId: string, visitId: string | null, state = 'registered'): Promise<string> =>
  one(
    `insert into issue (id, ledger_id, number, year, sequence, project_id, visit_id, title, description, category_code,
                        severity, state, lead_unit_id, due_on, registered_by, registered_at, closed_at, touched_at, body_hash)
     select uuidv7(), l.id, 'WT-2024-' || lpad(n::text, 4, '0'), 2024, n, $1, $2, '道路未通', '', 'other', 'medium', $3, $4,
            '2024-11-01', $5, '2024-10-01', case when $3 = 'closed' then '2024-10-10'::timestamptz end, '2024-10-01', ''
       from ledger l, (select count(*)::int + 1 as n from issue) n where l.code = 'project-issue' returning id`,
    [projectId, visitId, state, app.cast.units.land, app.cast.people.officer],
  );
const progress = async (projectId: string, planned: string, completed: string, month = '2024-09'): Promise<void> => {
  await app.database.query(
    `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at) values ($1, 2024, '2024-01', $2, 'with-preliminary', now())`,
    [projectId, planned],
  );
  await app.database.query(
    `insert into progress_entry (project_id, month, completed, basis, entered_at) values ($1, $2, $3, 'with-preliminary', now())`,
    [projectId, month, completed],
  );
};
interface Shot {
  distance?: number | null;
  accuracy?: number;
  receivedAt?: string;
}
const photo = async (
  projectId: string,
  visitId: string,
  { distance = 10, accuracy = 5, receivedAt = NOW }: Shot = {},
) => {
  const key = randomBytes(32).toString('hex');
  const id = await one(
    `insert into visit_photo (id, visit_id, project_id, owner_id, sha256, type, size, width, height, source, taken_at,
                              received_at, latitude, longitude, accuracy, distance, storage_key, thumbnail_key, body_hash)
     values (uuidv7(), $1, $2, $3, $4, 'image/jpeg', 1, 1, 1, 'camera', $5::timestamptz, $5, $6, $6, $7, $8, $4, $4, '') returning id`,
    [visitId, projectId, app.cast.people.officer, key, receivedAt, distance === null ? null : 35, accuracy, distance],
  );
  await app.database.query('update visit set photo_ids = photo_ids || $2::uuid where id = $1', [visitId, id]);
  return id;
};
const match = (photoId: string, earlierId: string, foundAt = NOW): Promise<unknown> =>
  app.database.query(`insert into photo_match (photo_id, earlier_id, distance, found_at) values ($1, $2, 2, $3)`, [
    photoId,
    earlierId,
    foundAt,
  ]);
const recheck = (visitId: string, issueId: string, finding: string, stateThen: string): Promise<unknown> =>
  app.database.query(`insert into visit_recheck (visit_id, issue_id, finding, state_then) values ($1, $2, $3, $4)`, [
    visitId,
    issueId,
    finding,
    stateThen,
  ]);

const asked = async (query = ''): Promise<QuestionPage> => {
  const { status, body } = await (await app.as('supervisor')).get<QuestionPage>(`/api/duties/questions${query}`);
  expect(status).toBe(200);
  return body;
};
const kinds = async (): Promise<string[]> => (await asked()).items.map(({ kind }) => kind);
const see = async <T = QuestionView>(key: string, body: object = {}): Promise<Answer<T>> =>
  (await app.as('supervisor')).put<T>(`/api/duties/questions/${key}`, body);

describe('the same text', () => {
  const SAME = '现场施工正常。';
  it.each<[string, [string, string][], boolean]>([
    [
      'three weeks running',
      [
        ['2024-10-01', SAME],
        ['2024-10-08', SAME],
        ['2024-10-15', SAME],
      ],
      true,
    ],
    [
      'but for the space around it',
      [
        ['2024-10-01', ` ${SAME}\n`],
        ['2024-10-08', SAME],
        ['2024-10-15', `${SAME}\u3000`],
      ],
      true,
    ],
    [
      'with weeks between, as a monthly duty has them',
      [
        ['2024-08-01', SAME],
        ['2024-09-10', SAME],
        ['2024-10-15', SAME],
      ],
      true,
    ],
    [
      'twice in the last week',
      [
        ['2024-10-01', SAME],
        ['2024-10-08', SAME],
        ['2024-10-14', SAME],
        ['2024-10-15', SAME],
      ],
      true,
    ],
    [
      'two weeks only',
      [
        ['2024-10-08', SAME],
        ['2024-10-15', SAME],
      ],
      false,
    ],
    [
      'three times in two weeks',
      [
        ['2024-10-08', SAME],
        ['2024-10-14', SAME],
        ['2024-10-15', SAME],
      ],
      false,
    ],
    [
      'another word in between',
      [
        ['2024-10-01', SAME],
        ['2024-10-08', '停工。'],
        ['2024-10-15', SAME],
      ],
      false,
    ],
    [
      'another word at last',
      [
        ['2024-09-24', SAME],
        ['2024-10-01', SAME],
        ['2024-10-08', SAME],
        ['2024-10-15', '停工。'],
      ],
      false,
    ],
    [
      'another word later in the same week',
      [
        ['2024-10-01', SAME],
        ['2024-10-08', SAME],
        ['2024-10-14', SAME],
        ['2024-10-15', '停工。'],
      ],
      false,
    ],
    [
      'long ago',
      [
        ['2024-05-14', SAME],
        ['2024-05-21', SAME],
        ['2024-05-28', SAME],
      ],
      false,
    ],
  ])('%s', async (_, visits, expected) => {
    const id = await project();
    for (const [day, note] of visits) await visit(id, day, note);
    expect(await kinds()).toEqual(expected ? ['same-text'] : []);
  });

  it('is not asked of different projects together', async () => {
    for (const day of ['2024-10-01', '2024-10-08', '2024-10-15']) await visit(await project(day), day, SAME);
    expect(await kinds()).toEqual([]);
  });

  it('is put as a question about the project, with its visits and without a person', async () => {
    const id = await project();
    const long = '长'.repeat(60);
    const visits = [
      await visit(id, '2024-10-01', long),
      await visit(id, '2024-10-08', long),
      await visit(id, '2024-10-15', long),
    ];
    expect((await asked()).items).toEqual([
      {
        key: `same-text:${visits[2] as string}`,
        kind: 'same-text',
        projectId: id,
        projectName: '甲项目',
        text: `最近三次分属不同周的走访，现场情况的文字完全相同：“${'长'.repeat(40)}……”。现场是否确实没有变化？`,
        visitIds: visits.reverse(),
        photoIds: [],
        since: '2024-10-15',
        seen: null,
      },
    ]);
  });
});

describe('no problem found while behind', () => {
  const eight = async (id: string, count = 8): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await visit(id, `2024-10-0${n + 1}`));
    return ids;
  };
  // At the end of September 75 % of the year have passed.
  it.each([
    ['more than five points behind', '100', '69.9999', true],
    ['five points behind', '100', '70', false],
    ['ahead', '100', '80', false],
    ['a plan that divides badly', '3', '2.0999', true],
    ['the same, just not', '3', '2.1', false],
    ['nothing planned', '0', '0', false],
  ])('%s', async (_, planned, completed, expected) => {
    const id = await project();
    await progress(id, planned, completed);
    await eight(id);
    expect(await kinds()).toEqual(expected ? ['no-issue-while-behind'] : []);
  });

  it('does not count what is entered for the running month, nor need any entry', async () => {
    const id = await project();
    await progress(id, '100', '100', '2024-10');
    await eight(id);
    expect((await asked()).items[0]?.text).toBe(
      '截至9月进度落后 75.00 个百分点，最近 8 次走访都没有发现问题。是否有困难没有登记？',
    );
  });

  it.each([
    ['seven visits', async (id: string) => eight(id, 7), false],
    ['a problem found on the last', async (id: string) => issue(id, (await eight(id))[7] as string), false],
    ['a problem found on the eighth before', async (id: string) => issue(id, (await eight(id))[0] as string), false],
    [
      'a problem found on the ninth before',
      async (id: string) => {
        await issue(id, await visit(id, '2024-09-20'));
        await eight(id);
      },
      true,
    ],
    [
      'a problem that was registered at the desk',
      async (id: string) => {
        await eight(id);
        await issue(id, null);
      },
      true,
    ],
  ])('with %s', async (_, make, expected) => {
    const id = await project();
    await progress(id, '100', '10');
    await make(id);
    expect(await kinds()).toEqual(expected ? ['no-issue-while-behind'] : []);
  });

  it('is asked again with the figures of the next month, not after each visit', async () => {
    const id = await project();
    await progress(id, '100', '10');
    await eight(id);
    const key = (await asked()).items[0]?.key as string;
    await see(key);
    await visit(id, '2024-10-16');
    expect(await kinds()).toEqual([]);
    app.clock.set('2024-11-01T08:00:00+08:00');
    expect((await asked()).items.map((item) => item.key)).toEqual([key.replace('2024-09', '2024-10')]);
  });
});

describe('a photo that was there before', () => {
  it('is asked about once for a visit, and names where it was', async () => {
    const [a, b] = [await project('甲项目'), await project('乙项目')];
    const [before, elsewhere, now] = [
      await visit(a, '2024-10-08'),
      await visit(b, '2024-10-09'),
      await visit(a, '2024-10-15'),
    ];
    const shots = [await photo(a, now), await photo(a, now)] as const;
    const earlier = [await photo(a, before), await photo(b, elsewhere)] as const;
    await match(shots[0], earlier[0]);
    await match(shots[1], earlier[1]);
    const [question, ...more] = (await asked()).items;
    expect(more).toEqual([]);
    expect(question).toMatchObject({
      key: `photo-reused:${now}:2`,
      kind: 'photo-reused',
      projectId: a,
      since: '2024-10-16',
      text: '有 2 张照片与「乙项目」10月9日、本项目10月8日的走访照片几乎相同。是否选错了照片？',
    });
    expect(new Set(question?.visitIds)).toEqual(new Set([now, before, elsewhere]));
    expect(question?.visitIds[0]).toBe(now);
    expect(new Set(question?.photoIds)).toEqual(new Set([...shots, ...earlier]));
  });

  it('is asked again when more are found, and not when it was found long ago', async () => {
    const id = await project();
    const [before, now] = [await visit(id, '2024-10-08'), await visit(id, '2024-10-15')];
    const earlier = await photo(id, before);
    await match(await photo(id, now), earlier);
    await see((await asked()).items[0]?.key as string);
    expect(await kinds()).toEqual([]);
    await match(await photo(id, now), earlier);
    expect(await kinds()).toEqual(['photo-reused']);
    await app.database.query(`update photo_match set found_at = '2024-05-01'`);
    expect(await kinds()).toEqual([]);
  });

  it('is not asked before its visit has arrived', async () => {
    const id = await project();
    const earlier = await photo(id, await visit(id, '2024-10-08'));
    await match(await photo(id, randomUUID()), earlier);
    expect(await kinds()).toEqual([]);
  });
});

describe('a problem that was struck off and is still there', () => {
  it.each([
    ['still there', 'still', 'closed', 'closed', true],
    ['still there after it was cancelled', 'still', 'cancelled', 'cancelled', true],
    ['solved indeed', 'solved', 'closed', 'closed', false],
    ['some progress', 'progress', 'closed', 'closed', false],
    ['open when it was seen', 'still', 'in-progress', 'closed', false],
    ['reopened since', 'still', 'closed', 'in-progress', false],
  ])('%s', async (_, finding, stateThen, state, expected) => {
    const id = await project();
    const seen = await visit(id, '2024-10-15');
    const struck = await issue(id, null, state);
    await recheck(seen, struck, finding, stateThen);
    const { items } = await asked();
    expect(items.map(({ key }) => key)).toEqual(expected ? [`closed-but-still:${seen}:${struck}`] : []);
    if (expected) {
      const words = state === 'closed' ? '已销号' : '已撤销';
      expect(items[0]?.text).toBe(`问题 WT-2024-0001「道路未通」${words}，10月15日走访时仍然存在。是否需要重新办理？`);
    }
  });

  it('is asked again after the next visit that finds it, and not when it came long ago', async () => {
    const id = await project();
    const struck = await issue(id, null, 'closed');
    await recheck(await visit(id, '2024-10-08'), struck, 'still', 'closed');
    await see((await asked()).items[0]?.key as string);
    await recheck(await visit(id, '2024-10-15'), struck, 'still', 'closed');
    expect((await asked()).total).toBe(1);
    app.clock.set('2025-01-15T10:00:00+08:00');
    expect((await asked()).total).toBe(0);
  });
});

describe('photos taken far from the project', () => {
  it.each<[string, Shot[], boolean]>([
    ['all of them', [{ distance: 5312 }, { distance: 5400 }], true],
    ['one was taken there', [{ distance: 5312 }, { distance: 20 }], false],
    ['one has no position', [{ distance: 5312 }, { distance: null }], false],
    ['none has a position', [{ distance: null }], false],
    ['two kilometres off', [{ distance: 2000 }], false],
    ['a little more', [{ distance: 2001, accuracy: 0 }], true],
    ['within what the phone knew', [{ distance: 2900, accuracy: 1000 }], false],
    ['no photo at all', [], false],
    ['long ago', [{ distance: 5312, receivedAt: '2024-05-01T10:00:00+08:00' }], false],
  ])('%s', async (_, shots, expected) => {
    const id = await project();
    const seen = await visit(id, '2024-10-15');
    for (const shot of shots) await photo(id, seen, shot);
    const { items } = await asked();
    expect(items.map(({ key }) => key)).toEqual(expected ? [`far-off:${seen}`] : []);
    if (shots[1] && expected) {
      expect(items[0]?.text).toBe(
        '10月15日走访的 2 张照片，拍摄位置离项目最近的也有约 5.3 公里。项目的坐标或照片是否有误？',
      );
      expect(items[0]?.photoIds).toHaveLength(2);
    }
  });
});

describe('looking into it', () => {
  const sameText = async (name: string, days = ['2024-10-01', '2024-10-08', '2024-10-15']): Promise<string> => {
    const id = await project(name);
    for (const day of days) await visit(id, day, '现场施工正常。');
    return id;
  };

  it('takes it off the list until something new happens, and keeps who and what', async () => {
    const id = await sameText('甲项目');
    const key = (await asked()).items[0]?.key as string;
    const seen = await see(key, { note: '已电话核实，确在停工等料。' });
    const kept = { byName: '赵督办', at: NOW, note: '已电话核实，确在停工等料。' };
    expect([seen.status, seen.body.key, seen.body.seen]).toEqual([200, key, kept]);
    expect((await asked()).total).toBe(0);
    expect((await asked('?seen=true')).items.map((item) => [item.key, item.seen])).toEqual([[key, kept]]);
    app.clock.set('2024-10-17T10:00:00+08:00');
    expect((await see(key, { note: kept.note })).body.seen).toEqual(kept);
    expect((await see(key, { note: '补充' })).body.seen).toEqual({
      ...kept,
      note: '补充',
      at: '2024-10-17T10:00:00+08:00',
    });
    app.clock.set('2024-10-23T10:00:00+08:00');
    await visit(id, '2024-10-22', '现场施工正常。');
    expect((await asked()).total).toBe(1);
    expect((await asked('?seen=true')).total).toBe(0);
  });

  it.each([
    ['one that nobody asks', `same-text:${randomUUID()}`, 404],
    ['a kind that there is not', `who-is-slow:${randomUUID()}`, 404],
    ['what is no key', 'x', 400],
    ['a text that is too long', undefined, 400],
  ])('refuses %s', async (_, key, status) => {
    await sameText('甲项目');
    const sent = key ?? ((await asked()).items[0]?.key as string);
    const answer = await see<Refused>(sent, key === undefined ? { note: '长'.repeat(501) } : {});
    expect(answer.status).toBe(status);
    expect((await asked()).total).toBe(1);
  });

  it('is paged, the newest first', async () => {
    const first = await sameText('早', ['2024-09-03', '2024-09-10', '2024-09-17']);
    const second = await sameText('晚');
    const pages = [await asked('?pageSize=1'), await asked('?pageSize=1&page=2'), await asked('?pageSize=1&page=3')];
    expect(pages.map(({ items }) => items.map(({ projectId }) => projectId))).toEqual([[second], [first], []]);
    expect(pages.slice(0, 2).map(({ total }) => total)).toEqual([2, 2]);
  });

  it('is the supervisors’ business alone', async () => {
    for (const actor of ['officer', 'handler', 'head', 'leader', 'admin'] as const) {
      const voice = await app.as(actor);
      expect((await voice.get('/api/duties/questions')).status).toBe(403);
      expect((await voice.put('/api/duties/questions/same-text:1')).status).toBe(403);
    }
    expect((await app.anonymous.get('/api/duties/questions')).status).toBe(401);
    expect((await (await app.as('supervisor')).get('/api/duties/questions?seen=maybe')).status).toBe(400);
  });

  it('names no person in any question', async () => {
    const id = await sameText('甲项目');
    await recheck(await visit(id, '2024-10-16'), await issue(id, null, 'closed'), 'still', 'closed');
    const texts = JSON.stringify((await asked()).items.map(({ text }) => text));
    expect(texts).not.toMatch(/李专员|王专员|赵督办/);
  });
});
