import { randomUUID } from 'node:crypto';
import type { IssueView } from '@app/ledger';
import type { SimilarView } from '@app/desk';
import { type Actor, empty, startApp, type TestApp } from './support';

let t: TestApp;
let projectId: string;
let otherId: string;

beforeAll(async () => {
  t = await startApp();
  const rows = (await t.database.query(
    `insert into project (name, total_investment, officer_id)
     values ('磐升项目', 100000, $1), ('别的项目', 100000, $2) returning id`,
    [t.cast.people.officer, t.cast.people.officer2],
  )) as { id: string }[];
  [projectId, otherId] = rows.map(({ id }) => id) as [string, string];
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set('2024-10-16T10:00:00+08:00');
  await empty(t.database, ['issue']);
});

async function register(title: string, categoryCode = 'power', project = projectId): Promise<string> {
  const { status, body } = await (
    await t.as('supervisor')
  ).post<{ id: string }>('/api/issues', { projectId: project, title, categoryCode });
  expect(status).toBe(201);
  return body.id;
}

async function similar(title: string, actor: Actor = 'officer', more = '&categoryCode=power'): Promise<string[]> {
  const { status, body } = await (
    await t.as(actor)
  ).get<SimilarView>(`/api/issues/similar?projectId=${projectId}&title=${encodeURIComponent(title)}${more}`);
  expect(status).toBe(200);
  return body.items.map(({ id }) => id);
}

describe('before a problem is registered', () => {
  it('its likely duplicates of the same project are shown, the likeliest first', async () => {
    const near = await register('用电容量不够，打桩停工');
    const same = await register('施工用电容量不足');
    await register('雨污管网未接通', 'other');
    await register('施工用电容量不足', 'power', otherId);
    expect(await similar('施工用电容量不足')).toEqual([same, near]);
    expect(await similar('厂区道路未硬化')).toEqual([]);
    expect(await similar('施工用电容量不足', 'officer', '')).toEqual([same, near]);
  });

  it('at most five, each with where it stands', async () => {
    for (let n = 0; n < 7; n += 1) await register(`施工用电容量不足 ${n}`);
    expect(await similar('施工用电容量不足')).toHaveLength(5);
    const { body } = await (
      await t.as('officer')
    ).get<SimilarView>(`/api/issues/similar?projectId=${projectId}&title=${encodeURIComponent('施工用电容量不足')}`);
    expect(body.items[0]).toMatchObject({ state: 'registered', heldBy: '督办专员', projectName: '磐升项目' });
  });

  it('with those closed within 90 days, which may be back', async () => {
    const closed = await register('施工用电容量不足');
    await t.database.query(`update issue set state = 'closed', closed_at = '2024-10-16T10:00:00+08:00' where id = $1`, [
      closed,
    ]);
    t.clock.set('2025-01-14T10:00:00+08:00');
    expect(await similar('施工用电容量不足')).toEqual([closed]);
    t.clock.set('2025-01-15T10:00:00+08:00');
    expect(await similar('施工用电容量不足')).toEqual([]);
  });

  it('and nothing that the person may not see', async () => {
    const id = await register('施工用电容量不足');
    expect(await similar('施工用电容量不足', 'officer2')).toEqual([]);
    expect(await similar('施工用电容量不足', 'handler')).toEqual([]);
    await t.database.query(`update issue set lead_unit_id = $1 where id = $2`, [t.cast.units.power, id]);
    expect(await similar('施工用电容量不足', 'handler')).toEqual([id]);
    expect((await t.anonymous.get(`/api/issues/similar?projectId=${projectId}&title=xx`)).status).toBe(401);
  });

  it('names the field that is wrong', async () => {
    const officer = await t.as('officer');
    for (const query of ['', `?projectId=${projectId}`, `?projectId=${projectId}&title=x`, '?projectId=1&title=xx']) {
      expect((await officer.get(`/api/issues/similar${query}`)).status).toBe(400);
    }
  });
});

describe('the same problem seen again', () => {
  const again = async (actor: Actor, id: string, body: object = {}) =>
    (await t.as(actor)).post<IssueView>(`/api/issues/${id}/seen-again`, body);

  it('is written on the record of the one that is known, and the issue stays as it is', async () => {
    const id = await register('施工用电容量不足');
    const { status, body } = await again('officer', id, { note: '打桩机又停了半天', onSite: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, state: 'registered', version: 2 });
    expect(body.events.at(-1)).toMatchObject({
      action: 'seen',
      from: 'registered',
      to: 'registered',
      actorName: '李专员',
      note: '打桩机又停了半天',
      details: ['发现途径：现场走访'],
    });
    const [{ count }] = (await t.database.query('select count(*)::int as count from issue')) as [{ count: number }];
    expect(count).toBe(1);
  });

  it('once, however often it is sent', async () => {
    const id = await register('施工用电容量不足');
    const body = { id: randomUUID(), note: '又停了半天' };
    await Promise.all([again('officer', id, body), again('officer', id, body), again('officer', id, body)]);
    expect((await again('officer', id, body)).body.version).toBe(2);
    expect((await again('officer', id, { ...body, note: '别的话' })).status).toBe(409);
    expect((await again('supervisor', id, body)).status).toBe(409);
  });

  it('only by those who may register and may know of it', async () => {
    const id = await register('施工用电容量不足');
    expect((await again('officer2', id)).status).toBe(404);
    expect((await again('handler', id)).status).toBe(404);
    await t.database.query(`update issue set lead_unit_id = $1 where id = $2`, [t.cast.units.power, id]);
    expect((await again('handler', id)).status).toBe(403);
    expect((await again('supervisor', id)).status).toBe(200);
  });

  it('not on what is over: that is reopened', async () => {
    const id = await register('施工用电容量不足');
    await t.database.query(`update issue set state = 'closed', closed_at = now() where id = $1`, [id]);
    const { status, text } = await again('officer', id);
    expect(status).toBe(409);
    expect(text).toContain('重启');
  });
});
