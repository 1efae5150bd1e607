import { createHash } from 'node:crypto';
import { databaseOptions } from '@app/platform';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase } from './support';
import { describeInBrowser } from './support/browser';
import { Phone, signIn, until } from './support/phone';
import { freePort, Program } from './support/process';

// What lies under the phone's screens: kept, sent once, wiped. The screens themselves are told elsewhere.

interface Kept {
  id: string;
  state: string;
  note: string;
  physicalProgress: string;
  waitsFor: string | null;
  received: { number: string } | null;
  trouble: { kind: string; message: string; serverVisit: { note: string } | null } | null;
  photos: { id: string; state: string; sha256: string; size: number; sent: number; width: number; height: number }[];
}

let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let drop: () => Promise<void>;
let projectId: string;
let photo: string;
const phones: Phone[] = [];

describeInBrowser('the phone without its screens', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    [{ id: projectId }] = (await database.query(
      `insert into project (name, owner_name, address, total_investment, unit_id, officer_id)
       values ('磐升机械产业园', '磐升公司', '神州路 18 号', 100000, $1, $2) returning id`,
      [cast.units.bureau, cast.people.officer],
    )) as [{ id: string }];
    const port = await freePort();
    origin = `http://localhost:${port}`;
    api = new Program('apps/api/main.js', { DATABASE_URL: fresh.url, PORT: String(port) });
    await api.start();
    // Lying on its side, as phones keep what was taken upright; noise, so that it weighs something.
    photo = (
      await sharp({
        create: {
          width: 3000,
          height: 2000,
          channels: 3,
          background: '#888',
          noise: { type: 'gaussian', mean: 128, sigma: 40 },
        },
      })
        .withMetadata({ orientation: 6 })
        .jpeg({ quality: 80 })
        .toBuffer()
    ).toString('base64');
  }, 180_000);

  afterEach(async () => {
    for (const phone of phones.splice(0)) await phone.close();
  });

  afterAll(async () => {
    await api?.stop();
    await database?.destroy();
    await drop?.();
  });

  async function phone(): Promise<Phone> {
    const taken = await Phone.take(origin);
    phones.push(taken);
    return taken;
  }

  /** A phone with a tab in which the officer is signed in and has what they need. */
  async function inTheField(path?: string): Promise<{ taken: Phone; tab: Page }> {
    const taken = await phone();
    const tab = await taken.tab(path);
    await signIn(tab, 'officer');
    await until(tab, 'FieldStore.bundle.get().view !== null');
    return { taken, tab };
  }

  const start = (tab: Page): Promise<string> => tab.evaluate(`FieldStore.startDraft('${projectId}', { fresh: true })`);
  const type = (tab: Page, id: string, note: string): Promise<void> =>
    tab.evaluate(`FieldStore.changeDraft('${id}', { note: '${note}', physicalProgress: '${note}' })`);
  const finish = (tab: Page, id: string): Promise<object> => tab.evaluate(`FieldStore.finish('${id}')`);
  const kept = async (tab: Page): Promise<Kept[]> => (await tab.evaluate('FieldStore.drafts.get()')) as Kept[];
  const one = async (tab: Page, id: string): Promise<Kept> => (await kept(tab)).find((d) => d.id === id) as Kept;
  const reached = (tab: Page, id: string, state: string): Promise<void> =>
    until(tab, `FieldStore.drafts.get().some((d) => d.id === '${id}' && d.state === '${state}')`);

  /** Through the same door as the camera. */
  async function shoot(tab: Page, id: string): Promise<void> {
    await tab.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob('${photo}'), (c) => c.charCodeAt(0));
      await FieldStore.addPhoto('${id}', new File([bytes], 'IMG_1.jpg', { type: 'image/jpeg' }), 'camera');
    })()`);
    await until(tab, `FieldStore.drafts.get().find((d) => d.id === '${id}').photos[0]?.state === 'ready'`);
  }

  const visits = async (id: string): Promise<number> => {
    const [{ n }] = (await database.query('select count(*)::int as n from visit where id = $1', [id])) as [
      { n: number },
    ];
    return n;
  };

  it('opens without a network after one start, with the files of the phone and none of the desk', async () => {
    const taken = await phone();
    const page = await taken.page();
    await page.goto('/field');
    await until(page, 'navigator.serviceWorker.controller');
    const kept = await page.evaluate<string[]>(`(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return lists.flat().map(({ url }) => new URL(url).pathname);
    })()`);
    expect(kept).toEqual(expect.arrayContaining(['/field', '/field.webmanifest', '/icons/field-512.png']));
    expect(kept.filter((path) => /antd|table|chart|date-picker|index-|main-/.test(path))).toEqual([]);
    await taken.offline(true);
    for (const path of ['/field', '/field/outbox', `/field/p/${projectId}`]) {
      await page.goto(path);
      expect(await page.title()).toContain('走访');
      await until(page, `!document.querySelector('.starting')`);
    }
    // The desk is none of this worker's business.
    await taken.offline(false);
    await page.goto('/');
    expect(await page.evaluate('navigator.serviceWorker.controller')).toBeNull();
  }, 180_000);

  it('keeps what was typed and photographed when the phone dies without a network', async () => {
    const { taken, tab } = await inTheField('/field');
    await until(tab, 'navigator.serviceWorker.controller');
    await taken.offline(true);
    const ids: string[] = [];
    for (const note of ['一号楼封顶', '二号楼砌体', '三号楼基础']) {
      const id = await start(tab);
      ids.push(id);
      await type(tab, id, note);
    }
    await shoot(tab, ids[0] as string);
    await finish(tab, ids[1] as string);
    await type(tab, ids[2] as string, '三号楼基础完成');
    // A moment after the keystroke it is in the phone's memory; from then on the battery may fall out.
    await until(tab, `FieldStore.database.drafts.get('${ids[2]}').then((d) => d.note === '三号楼基础完成')`);
    await taken.kill();

    await taken.start({ offline: true });
    const again = await taken.tab('/field');
    const found = await kept(again);
    expect(Object.fromEntries(found.map(({ id, note, state }) => [id, [note, state]]))).toEqual({
      [ids[0] as string]: ['一号楼封顶', 'draft'],
      [ids[1] as string]: ['二号楼砌体', 'waiting'],
      [ids[2] as string]: ['三号楼基础完成', 'draft'],
    });
    expect(await again.evaluate('FieldStore.session.get().state')).toBe('signed-in');
    const [picture] = (await one(again, ids[0] as string)).photos;
    // Upright, and its long edge 2048 px.
    expect([picture?.width, picture?.height]).toEqual([1365, 2048]);
    expect(picture?.size).toBeLessThan(700 * 1024);

    await taken.offline(false);
    // Chromium writes cookies every half minute: one that died before asks to sign in again, and goes on then.
    await signIn(again, 'officer');
    await reached(again, ids[1] as string, 'delivered');
    expect(await visits(ids[1] as string)).toBe(1);
    expect(await visits(ids[2] as string)).toBe(0);
  }, 180_000);

  it('goes on with a photo where the server broke off, and the bytes arrive as they were', async () => {
    const { tab } = await inTheField();
    const id = await start(tab);
    await type(tab, id, '主体封顶');
    await shoot(tab, id);
    const pieces: number[] = [];
    await tab.route('**/api/uploads/*', async (route) => {
      pieces.push(route.request().postDataBuffer()?.length ?? 0);
      // The second piece is on its way when the power of the server fails.
      if (pieces.length === 2) await api.kill();
      await route.continue();
    });
    await finish(tab, id);
    await until(tab, `FieldStore.drafts.get().find((d) => d.id === '${id}').waitsFor === 'network'`);
    const size = (await one(tab, id)).photos[0]?.size ?? 0;
    expect((await one(tab, id)).photos[0]?.sent).toBe(pieces[0]);
    await api.start();
    await tab.evaluate('FieldStore.retryAll()');
    await reached(tab, id, 'delivered');
    // What had arrived was not sent again: beyond the file itself only pieces that failed went over the line.
    const sum = pieces.reduce((all, bytes) => all + bytes, 0);
    expect(pieces.length).toBeGreaterThan(3);
    expect(sum - size).toBeLessThan(3 * 128 * 1024);
    const { photos, received } = await one(tab, id);
    expect(received?.number).toMatch(/^ZF-\d{8}-[0-9A-F]{6}$/);
    const answer = await tab.request.get(`/api/photos/${photos[0]?.id}/content`);
    const hash = createHash('sha256')
      .update(await answer.body())
      .digest('hex');
    expect(hash).toBe(photos[0]?.sha256);
  }, 180_000);

  it('two tabs send each visit once', async () => {
    const { taken, tab } = await inTheField();
    const other = await taken.tab();
    await taken.offline(true);
    const ids = [await start(tab), await start(other), await start(tab)];
    for (const id of ids) await type(tab, id, '现场施工正常');
    await tab.waitForTimeout(300);
    for (const [index, id] of ids.entries()) await finish(index === 1 ? other : tab, id);
    taken.asked.length = 0;
    await taken.offline(false);
    await Promise.all([tab.evaluate('FieldStore.retryAll()'), other.evaluate('FieldStore.retryAll()')]);
    for (const id of ids) {
      await reached(tab, id, 'delivered');
      await reached(other, id, 'delivered');
      expect(await visits(id)).toBe(1);
    }
    expect(taken.asked.filter((call) => call === 'POST /api/visits')).toHaveLength(3);
  }, 180_000);

  it('signing out wipes what was seen; what is unsent stays, and nobody else sees or sends it', async () => {
    const { taken, tab } = await inTheField();
    const sent = await start(tab);
    await type(tab, sent, '现场施工正常');
    await finish(tab, sent);
    await reached(tab, sent, 'delivered');
    await taken.offline(true);
    const unsent = await start(tab);
    await type(tab, unsent, '等待发送的一次');
    await finish(tab, unsent);
    expect(await tab.evaluate('FieldStore.signOut()')).toEqual({ kept: 1 });
    expect(
      await tab.evaluate(`(async () => [await FieldStore.database.bundles.count(),
        (await FieldStore.database.drafts.toArray()).map((d) => d.id)])()`),
    ).toEqual([0, [unsent]]);
    expect(await tab.evaluate('FieldStore.drafts.get()')).toEqual([]);

    await taken.offline(false);
    await signIn(tab, 'officer2');
    await until(tab, 'FieldStore.bundle.get().view !== null');
    taken.asked.length = 0;
    await tab.evaluate('FieldStore.retryAll()');
    await tab.waitForTimeout(1000);
    expect(await tab.evaluate('FieldStore.drafts.get()')).toEqual([]);
    expect(taken.asked.filter((call) => call.startsWith('POST /api/visits'))).toEqual([]);
    expect(await visits(unsent)).toBe(0);

    await tab.evaluate('FieldStore.signOut()');
    await signIn(tab, 'officer');
    await reached(tab, unsent, 'delivered');
    expect(await visits(unsent)).toBe(1);
  }, 180_000);

  it('waits while the sign-in has expired, and goes on when the same person is back', async () => {
    const { tab } = await inTheField();
    const id = await start(tab);
    await type(tab, id, '现场施工正常');
    await tab.context().clearCookies();
    await finish(tab, id);
    await until(tab, `FieldStore.drafts.get().find((d) => d.id === '${id}').waitsFor === 'sign-in'`);
    expect(await tab.evaluate('FieldStore.strip.get().paused')).toBe(true);
    expect(await visits(id)).toBe(0);
    await signIn(tab, 'officer');
    await reached(tab, id, 'delivered');
    expect(await visits(id)).toBe(1);
  }, 180_000);

  it('another body under the same id is for the officer to decide; keeping theirs corrects what arrived', async () => {
    const { tab } = await inTheField();
    const id = await start(tab);
    const visitedAt = new Date(Date.now() - 3600_000).toISOString();
    const first = await tab.request.post('/api/visits', {
      data: { id, projectId, visitedAt, note: '先到的一版', issues: [] },
      headers: { origin },
    });
    expect(first.status()).toBe(201);
    await type(tab, id, '手机上的一版');
    await finish(tab, id);
    await reached(tab, id, 'needs-attention');
    expect((await one(tab, id)).trouble).toMatchObject({ kind: 'conflict', serverVisit: { note: '先到的一版' } });
    await tab.evaluate(`FieldStore.resolve('${id}', 'mine')`);
    await reached(tab, id, 'delivered');
    const now = (await (await tab.request.get(`/api/visits/${id}`)).json()) as { note: string; versions: unknown[] };
    expect([now.note, now.versions.length]).toEqual(['手机上的一版', 1]);
  }, 180_000);

  /** A visit that stands on the server with other words than on the phone, where it has a photo and a problem. */
  async function inConflict(words: string): Promise<{ tab: Page; id: string; photoId: string }> {
    const { tab } = await inTheField();
    const id = await start(tab);
    const first = await tab.request.post('/api/visits', {
      data: { id, projectId, visitedAt: new Date(Date.now() - 3600_000).toISOString(), note: '先到的', issues: [] },
      headers: { origin },
    });
    expect(first.status()).toBe(201);
    await type(tab, id, words);
    await shoot(tab, id);
    await tab.evaluate(`FieldStore.changeDraft('${id}', {
      issues: [{ ...FieldStore.freshIssue(), title: '${words}：围挡破损', categoryCode: 'power' }],
    })`);
    await finish(tab, id);
    await reached(tab, id, 'needs-attention');
    const { trouble, photos } = await one(tab, id);
    expect(trouble?.kind).toBe('conflict');
    return { tab, id, photoId: photos[0]?.id ?? '' };
  }

  interface Answered {
    note: string;
    versions: unknown[];
    photos: { id: string; sha256: string }[];
    issues: { title: string }[];
  }
  const answered = async (tab: Page, id: string): Promise<Answered> =>
    (await (await tab.request.get(`/api/visits/${id}`)).json()) as Answered;
  const titled = async (title: string): Promise<number> =>
    ((await database.query('select 1 from issue where title = $1', [title])) as unknown[]).length;

  it('taking the server’s leaves it as it is, and the phone’s wording is never sent', async () => {
    const { tab, id } = await inConflict('不要的一版');
    await tab.evaluate(`FieldStore.resolve('${id}', 'theirs')`);
    await reached(tab, id, 'delivered');
    expect((await one(tab, id)).received?.number).toMatch(/^ZF-/);
    expect(await answered(tab, id)).toMatchObject({ note: '先到的', versions: [], issues: [], photos: [] });
    // Not even later: nothing of it waits on the phone.
    await tab.evaluate('FieldStore.retryAll()');
    await until(
      tab,
      `FieldStore.drafts.get().filter((d) => d.state === 'waiting' || d.state === 'sending').length === 0`,
    );
    expect(await titled('不要的一版：围挡破损')).toBe(0);
    expect((await answered(tab, id)).versions).toEqual([]);
  }, 180_000);

  it('kept as another visit both are there: the server’s as it was, the phone’s with its photo and problem', async () => {
    const { tab, id } = await inConflict('另存的一版');
    const before = new Set((await kept(tab)).map((draft) => draft.id));
    await tab.evaluate(`FieldStore.resolve('${id}', 'another')`);
    await reached(tab, id, 'delivered');
    const other = (await kept(tab)).find((draft) => !before.has(draft.id))?.id ?? '';
    await reached(tab, other, 'delivered');
    expect(await answered(tab, id)).toMatchObject({ note: '先到的', versions: [], issues: [], photos: [] });
    const saved = await answered(tab, other);
    expect(saved).toMatchObject({ note: '另存的一版', versions: [], issues: [{ title: '另存的一版：围挡破损' }] });
    expect(saved.photos.map(({ sha256 }) => sha256)).toEqual((await one(tab, other)).photos.map((p) => p.sha256));
    expect(saved.photos).toHaveLength(1);
    expect([await visits(id), await visits(other), await titled('另存的一版：围挡破损')]).toEqual([1, 1, 1]);
  }, 180_000);

  it('the last resort: exported, brought to another browser by the same person, sent from there', async () => {
    const { taken, tab } = await inTheField();
    await taken.offline(true);
    const id = await start(tab);
    await type(tab, id, '只在手机上的一次');
    await shoot(tab, id);
    await finish(tab, id);
    const file = (await tab.evaluate(`(async () => {
      const { blob, visits, photos } = await FieldStore.exportUnsent();
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return { visits, photos, text: Array.from(bytes, (b) => String.fromCharCode(b)).join('') };
    })()`)) as { visits: number; photos: number; text: string };
    expect(file).toMatchObject({ visits: 1, photos: 1 });
    const bring = `(async () => {
      const bytes = Uint8Array.from(atob('${Buffer.from(file.text, 'latin1').toString('base64')}'), (c) => c.charCodeAt(0));
      try {
        return await FieldStore.importUnsent(new File([bytes], 'unsent.zip'));
      } catch (error) {
        return error.message;
      }
    })()`;

    const desk = await (await phone()).tab();
    await signIn(desk, 'officer2');
    expect(await desk.evaluate(bring)).toBe('这份数据属于 李专员，请由本人登录后导入。');
    await desk.evaluate('FieldStore.signOut()');
    await signIn(desk, 'officer');
    expect(await desk.evaluate(bring)).toEqual({ added: 1, kept: 0, photos: 1, damaged: [] });
    expect(await desk.evaluate(bring)).toEqual({ added: 0, kept: 1, photos: 0, damaged: [] });
    await reached(desk, id, 'delivered');
    // The phone comes back later: the same again, and it is there once.
    await taken.offline(false);
    await reached(tab, id, 'delivered');
    expect(await visits(id)).toBe(1);
  }, 180_000);
});
