import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PhotoView, PhotoWorkService, type PhotoRun } from '@app/photo';
import { FileStore } from '@app/platform';
import { SweepService } from '@app/reminder';
import type { VisitView } from '@app/visit';
import sharp from 'sharp';
import { type Actor, NOW, startApp, type TestApp, type Voice } from './support';
import { photoBody, scene, sendPhoto, sha256, upload } from './support/photos';

interface Refusal {
  code: string;
  message: string;
  details?: { field: string; message: string }[] & { received?: number; photoIds?: string[] };
}

let app: TestApp;
let folder: string;
let officer: Voice;
let pictures: Buffer[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-photos-'));
  app = await startApp({ FILES_DIR: folder });
  officer = await app.as('officer');
  pictures = await Promise.all([1, 2, 3, 4].map((seed) => scene(seed)));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('upload', 'visit_photo', 'issue', 'visit', 'project', 'reminder');
});
afterEach(() => jest.restoreAllMocks());

const picture = (index: number): Buffer => pictures[index] as Buffer;
const count = async (table: string): Promise<number> => {
  const [row] = (await app.database.query(`select count(*)::int as n from ${table}`)) as [{ n: number }];
  return row.n;
};
const files = async (): Promise<number> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

async function project(name = '富锶项目', who: Actor = 'officer'): Promise<string> {
  const [row] = (await app.database.query(
    `insert into project (name, owner_name, address, total_investment, officer_id, unit_id, latitude, longitude)
     values ($1, '某某公司', '园区路1号', 100, $2, $3, 35.7466, 114.2953) returning id`,
    [name, app.cast.people[who], app.cast.units.bureau],
  )) as [{ id: string }];
  return row.id;
}

const put = async <T = PhotoView>(voice: Voice, id: string, body: object, headers: Record<string, string> = {}) =>
  voice.request<T>('PUT', `/api/photos/${id}`, body, headers);

/** A visit of the day with one photo of this picture. @returns the ids of both */
async function visitWith(
  projectId: string,
  bytes: Buffer,
  day = '2024-10-16',
  voice = officer,
): Promise<{ visitId: string; photoId: string }> {
  const visitId = randomUUID();
  const takenAt = `${day}T09:20:00+08:00`;
  const photoId = await sendPhoto(voice, visitId, projectId, bytes, { takenAt });
  const body = { id: visitId, projectId, visitedAt: takenAt, note: '看过现场', photoIds: [photoId] };
  const answer = await voice.post<VisitView>('/api/visits', body);
  if (answer.status !== 201) throw new Error(answer.text);
  return { visitId, photoId };
}

const work = (): Promise<PhotoRun> =>
  app.app.get(PhotoWorkService).run(app.database, () => Promise.resolve(app.clock.now()));

describe('a photo', () => {
  it('is kept byte for byte with what is known of it', async () => {
    const projectId = await project();
    const visitId = randomUUID();
    const name = await upload(officer, picture(0));
    const id = randomUUID();
    const location = { latitude: 35.747319, longitude: 114.2953, accuracy: 12.4, at: '2024-10-16T09:19:50+08:00' };
    const { status, body } = await put(officer, id, photoBody(visitId, projectId, name, { location }));
    expect([status, body]).toEqual([
      200,
      {
        id,
        visitId,
        sha256: name,
        size: picture(0).length,
        width: 800,
        height: 600,
        source: 'camera',
        takenAt: '2024-10-16T09:20:00+08:00',
        receivedAt: NOW,
        clockSkew: 0,
        distance: 80,
        accuracy: 12.4,
        positioned: true,
        doubts: [],
        number: `ZP-20241016-${name.slice(0, 6).toUpperCase()}`,
        stamped: false,
        matches: [],
      },
    ]);
    // What was on its way has arrived.
    expect([await count('upload'), await count('upload_part')]).toEqual([0, 0]);
    expect(
      (await officer.post<{ kept: boolean }>('/api/uploads', { sha256: name, size: picture(0).length })).body.kept,
    ).toBe(true);
    const original = await raw(officer, `/api/photos/${id}/content`);
    expect(original.bytes.equals(picture(0))).toBe(true);
    expect(original.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename*=UTF-8''${body.number}.jpg`,
    });
    const small = await sharp((await raw(officer, `/api/photos/${id}/thumbnail`)).bytes).metadata();
    expect([small.format, small.width, small.height]).toEqual(['jpeg', 320, 240]);
  });

  it('stands upright whatever the phone wrote beside it', async () => {
    const turned = await sharp(picture(0)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const id = await sendPhoto(officer, randomUUID(), await project(), turned);
    const small = await sharp((await raw(officer, `/api/photos/${id}/thumbnail`)).bytes).metadata();
    expect([small.width, small.height]).toEqual([240, 320]);
    const [row] = (await app.database.query('select width, height from visit_photo')) as object[];
    expect(row).toEqual({ width: 600, height: 800 });
  });

  it('twenty times at once is one, with one pair of files', async () => {
    const projectId = await project();
    const name = await upload(officer, picture(0));
    const before = await files();
    const body = photoBody(randomUUID(), projectId, name);
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(officer, id, body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([await count('visit_photo'), (await files()) - before]).toEqual([1, 2]);
  });

  it('answers the same again when the project has passed on, and not to another body or person', async () => {
    const projectId = await project();
    const name = await upload(officer, picture(0));
    const body = photoBody(randomUUID(), projectId, name);
    const id = randomUUID();
    const first = await put(officer, id, body);
    await app.database.query('update project set officer_id = $1', [app.cast.people.officer2]);
    expect((await put(officer, id, body)).body).toEqual(first.body);
    const other = await put<Refusal>(officer, id, { ...body, source: 'gallery' });
    expect([other.status, other.body.code]).toEqual([409, 'same-id-other-body']);
    const stranger = await put<Refusal>(await app.as('officer2'), id, body);
    expect([stranger.status, stranger.body.code]).toEqual([403, 'id-of-another']);
    // A new one for a project that is not theirs any more.
    expect((await put(officer, randomUUID(), body)).status).toBe(404);
  });

  it('of who was to go there that day is taken although the project has passed on since', async () => {
    const projectId = await project('交出的项目', 'officer2');
    await app.database.query(
      `insert into visit_duty (project_id, period, every, starts, ends, month, officer_id)
       values ($1, '2024-W42', 'week', '2024-10-14', '2024-10-20', '2024-10', $2)`,
      [projectId, app.cast.people.officer],
    );
    const name = await upload(officer, picture(0));
    const at = (day: string): object => photoBody(randomUUID(), projectId, name, { takenAt: `${day}T09:20:00+08:00` });
    expect((await put(officer, randomUUID(), at('2024-10-15'))).status).toBe(200);
    expect((await put(officer, randomUUID(), at('2024-10-11'))).status).toBe(404);
  });

  it('needs all of its bytes, and says how many are here', async () => {
    const projectId = await project();
    const name = sha256(picture(0));
    const body = photoBody(randomUUID(), projectId, name);
    const none = await put<Refusal>(officer, randomUUID(), body);
    expect([none.status, none.body.code, none.body.details]).toEqual([409, 'upload-missing', { received: 0 }]);
    await officer.post('/api/uploads', { sha256: name, size: picture(0).length });
    await officer.request('PATCH', `/api/uploads/${name}?from=0`, picture(0).subarray(0, 777), {
      'content-type': 'application/octet-stream',
    });
    const some = await put<Refusal>(officer, randomUUID(), body);
    expect([some.status, some.body.details]).toEqual([409, { received: 777 }]);
    expect(await count('visit_photo')).toBe(0);
  });

  it('of the same bytes can be kept for a second visit without sending them again', async () => {
    const projectId = await project();
    const first = await sendPhoto(officer, randomUUID(), projectId, picture(0));
    const second = await sendPhoto(officer, randomUUID(), projectId, picture(0));
    expect(second).not.toBe(first);
    const bytes = await Promise.all([first, second].map((id) => raw(officer, `/api/photos/${id}/content`)));
    expect(bytes.every((one) => one.bytes.equals(picture(0)))).toBe(true);
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ['a page', () => Promise.resolve(Buffer.from('<!doctype html><script>alert(1)</script>')), 'photo.refused'],
    [
      'a drawing with scripts',
      () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
      'photo.refused',
    ],
    ['a document', () => Promise.resolve(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')), 'photo.refused'],
    ['noise', () => Promise.resolve(randomBytes(5000)), 'photo.refused'],
    [
      'the head of a picture before noise',
      () => Promise.resolve(Buffer.concat([picture(0).subarray(0, 300), randomBytes(3000)])),
      'photo.unreadable',
    ],
    ['half a picture', () => Promise.resolve(picture(0).subarray(0, picture(0).length / 2)), 'photo.unreadable'],
    ['a picture that would fill the memory', bomb, 'photo.unreadable'],
    ['an animation', () => sharp(picture(0)).gif().toBuffer(), 'photo.refused'],
  ])('is not %s', async (_, make, code) => {
    const bytes = await make();
    const name = await upload(officer, bytes);
    const { status, body } = await put<Refusal>(officer, randomUUID(), photoBody(randomUUID(), await project(), name));
    expect([status, body.code]).toEqual([400, code]);
    expect(body.message).toMatch(/[。]$/);
    expect([await count('visit_photo'), await count('upload')]).toEqual([0, 0]);
  });

  it('with something else behind the picture leaves as a download that no browser runs', async () => {
    const polyglot = Buffer.concat([picture(0), Buffer.from('<html><script>alert(1)</script>')]);
    const id = await sendPhoto(officer, randomUUID(), await project(), polyglot);
    const { bytes, headers } = await raw(officer, `/api/photos/${id}/content`);
    expect(bytes.equals(polyglot)).toBe(true);
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    for (const kind of ['stamped', 'thumbnail']) {
      expect((await raw(officer, `/api/photos/${id}/${kind}`)).bytes.includes('<script>')).toBe(false);
    }
  });

  it.each([
    ['visitId', { visitId: 'x' }],
    ['sha256', { sha256: 'x' }],
    ['source', { source: 'drone' }],
    ['takenAt', { takenAt: '2024-10-16T09:20:00' }],
    ['location', { location: [1] }],
    ['location.latitude', { location: { latitude: 91, longitude: 1 } }],
    ['location.accuracy', { location: { latitude: 1, longitude: 1, accuracy: -1 } }],
    ['location.at', { location: { latitude: 1, longitude: 1, at: 'gestern' } }],
    ['note', { note: 'x' }],
  ])('refuses a wrong %s by its name', async (field, wrong) => {
    const name = await upload(officer, picture(0));
    const body = photoBody(randomUUID(), await project(), name, wrong);
    const answer = await put<Refusal>(officer, randomUUID(), body);
    expect(answer.status).toBe(400);
    expect(answer.body.details?.map((fault) => fault.field)).toEqual([field]);
  });

  it('says what is to be doubted and is kept all the same', async () => {
    const projectId = await project();
    const visitId = randomUUID();
    const here = { latitude: 35.747319, longitude: 114.295312, accuracy: 10 };
    await sendPhoto(officer, visitId, projectId, picture(0), { location: here });
    const id = await sendPhoto(officer, visitId, projectId, picture(1), {
      source: 'gallery',
      takenAt: '2024-10-16T09:21:00+08:00',
      location: { latitude: 34, longitude: 113, accuracy: 0, at: '2024-10-16T08:00:00+08:00' },
    });
    const [row] = (await app.database.query('select doubts from visit_photo where id = $1', [id])) as [
      { doubts: string[] },
    ];
    expect(row.doubts).toHaveLength(5);
    expect(row.doubts.join()).toMatch(/相册.*精度.*81 分钟.*4 位.*公里，拍摄时间只差 60 秒/);
  });

  it('of a phone whose clock is a day fast is put right', async () => {
    const name = await upload(officer, picture(0));
    const body = photoBody(randomUUID(), await project(), name, { takenAt: '2024-10-17T09:20:00+08:00' });
    const headers = { 'device-time': '2024-10-17T10:00:00+08:00' };
    const { body: view } = await put(officer, randomUUID(), body, headers);
    expect(view).toMatchObject({ clockSkew: 86_400, takenAt: '2024-10-17T09:20:00+08:00', doubts: [] });
    expect(view.number).toMatch(/^ZP-20241016-/);
    const wrong = await put<Refusal>(officer, randomUUID(), body, { 'device-time': 'morgen' });
    expect([wrong.status, wrong.body.details?.[0]?.field]).toEqual([400, 'device-time']);
  });

  it('is seen by its owner alone until its visit names it, then by who may see the visit', async () => {
    const projectId = await project();
    const status = async (who: Actor, id: string) =>
      (await (await app.as(who)).get(`/api/photos/${id}/thumbnail`)).status;
    const visitId = randomUUID();
    const photoIds = [await sendPhoto(officer, visitId, projectId, picture(0))];
    const left = await sendPhoto(officer, visitId, projectId, picture(1));
    const [id] = photoIds as [string];
    expect(
      await Promise.all(['officer', 'officer2', 'supervisor', 'leader'].map((who) => status(who as Actor, id))),
    ).toEqual([200, 404, 404, 404]);
    const body = { id: visitId, projectId, visitedAt: NOW, note: '看过', photoIds };
    expect((await officer.post('/api/visits', body)).status).toBe(201);
    expect(
      await Promise.all(
        ['officer', 'officer2', 'supervisor', 'leader', 'handler'].map((who) => status(who as Actor, id)),
      ),
    ).toEqual([200, 404, 200, 200, 404]);
    // What was taken and not sent stays with its owner.
    expect(await Promise.all(['officer', 'supervisor'].map((who) => status(who as Actor, left)))).toEqual([200, 404]);
  });

  it('is not lost when its row cannot be written: the bytes are there, and the next try makes it', async () => {
    const projectId = await project();
    const name = await upload(officer, picture(0));
    const body = photoBody(randomUUID(), projectId, name);
    const id = randomUUID();
    const store = app.app.get(FileStore);
    const putFile = jest.spyOn(store, 'put');
    putFile.mockRejectedValueOnce(new Error('no space'));
    expect((await put(officer, id, body)).status).toBe(500);
    expect([await count('visit_photo'), await count('upload')]).toEqual([0, 1]);
    const before = await files();
    // Both files are there, and then the power goes.
    await app.database.query(
      `create function fall() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$`,
    );
    await app.database.query('create trigger fall before insert on visit_photo for each row execute function fall()');
    try {
      expect((await put(officer, id, body)).status).toBe(500);
    } finally {
      await app.database.query('drop trigger fall on visit_photo; drop function fall()');
    }
    expect([await count('visit_photo'), await count('upload'), (await files()) - before]).toEqual([0, 1, 2]);
    expect((await put(officer, id, body)).status).toBe(200);
    expect((await raw(officer, `/api/photos/${id}/content`)).bytes.equals(picture(0))).toBe(true);
  });

  it('never changes, but for its place when the time of that is over', async () => {
    await sendPhoto(officer, randomUUID(), await project(), picture(0), {
      location: { latitude: 35.747319, longitude: 114.295312, accuracy: 10 },
    });
    for (const change of [
      'source = $$gallery$$',
      'distance = 1',
      'latitude = 1',
      'latitude = null, longitude = null, distance = 1',
    ]) {
      await expect(app.database.query(`update visit_photo set ${change}`)).rejects.toThrow('append only');
    }
    await expect(app.database.query('delete from visit_photo')).rejects.toThrow('append only');
    await app.database.query('update visit_photo set latitude = null, longitude = null, accuracy = null');
  });
});

describe('the watermark', () => {
  it('is made of photos of visits that are there, once', async () => {
    const projectId = await project();
    await sendPhoto(officer, randomUUID(), projectId, picture(1));
    const { photoId } = await visitWith(projectId, picture(0));
    const pending = await raw(officer, `/api/photos/${photoId}/stamped`);
    expect(pending.headers['x-stamp']).toBe('pending');
    expect(await work()).toEqual({ photos: 1, matches: 0 });
    const made = await raw(officer, `/api/photos/${photoId}/stamped`);
    expect(made.headers['x-stamp']).toBeUndefined();
    expect(made.headers['content-type']).toBe('image/jpeg');
    expect(made.bytes.equals(pending.bytes)).toBe(false);
    const before = await files();
    expect(await work()).toEqual({ photos: 0, matches: 0 });
    expect(await files()).toBe(before);
    expect((await raw(officer, `/api/photos/${photoId}/stamped`)).bytes.equals(made.bytes)).toBe(true);
    // The original stays as it came.
    expect((await raw(officer, `/api/photos/${photoId}/content`)).bytes.equals(picture(0))).toBe(true);
  });

  it('is made by one of two workers that run at once', async () => {
    const projectId = await project();
    for (const index of [0, 1, 2]) await visitWith(projectId, picture(index), `2024-10-1${4 + index}`);
    const before = await files();
    const runs = await Promise.all([work(), work()]);
    // Who finds the other at it leaves it to them; what is left is done by the next.
    await work();
    expect(runs.reduce((sum, { photos }) => sum + photos, 0)).toBeLessThanOrEqual(3);
    expect((await files()) - before).toBe(3);
    expect(await count('photo_work where stamped_key is not null and done_at is not null')).toBe(3);
  });

  it('is made again when the worker died between file and row', async () => {
    const { photoId } = await visitWith(await project(), picture(0));
    const before = await files();
    await app.database.query(`create function fall() returns trigger language plpgsql as $$ begin
      if new.done_at is not null then raise 'power cut'; end if; return new; end $$`);
    await app.database.query('create trigger fall before update on photo_work for each row execute function fall()');
    try {
      await expect(work()).rejects.toThrow('power cut');
    } finally {
      await app.database.query('drop trigger fall on photo_work; drop function fall()');
    }
    expect((await files()) - before).toBe(1);
    expect((await raw(officer, `/api/photos/${photoId}/stamped`)).headers['x-stamp']).toBe('pending');
    expect(await work()).toEqual({ photos: 1, matches: 0 });
    expect((await raw(officer, `/api/photos/${photoId}/stamped`)).headers['x-stamp']).toBeUndefined();
  });

  it('of a photo that is gone from the store is given up, with a reason', async () => {
    const { photoId } = await visitWith(await project(), picture(0));
    const [{ key }] = (await app.database.query('select storage_key as key from visit_photo where id = $1', [
      photoId,
    ])) as [{ key: string }];
    await app.app.get(FileStore).remove(key);
    expect(await work()).toMatchObject({ photos: 1 });
    expect(await app.database.query('select fault, stamped_key from photo_work')).toEqual([
      { fault: 'not in the file store', stamped_key: null },
    ]);
    expect(await work()).toMatchObject({ photos: 0 });
  });

  it('waits for a store that is away, however long', async () => {
    const { photoId } = await visitWith(await project(), picture(0));
    const away = jest.spyOn(app.app.get(FileStore), 'get').mockRejectedValue(new Error('no route to the store'));
    for (let tries = 0; tries < 8; tries += 1) await expect(work()).rejects.toThrow('no route');
    away.mockRestore();
    expect(await work()).toMatchObject({ photos: 1 });
    expect((await raw(officer, `/api/photos/${photoId}/stamped`)).headers['x-stamp']).toBeUndefined();
  });

  it('of a photo that ended the process five times is given up, and stands behind the others until then', async () => {
    const projectId = await project();
    const bad = await visitWith(projectId, picture(0));
    await app.database.query('update photo_work set attempts = 4');
    const good = await visitWith(projectId, picture(1), '2024-10-15');
    const drawn = jest.spyOn(app.app.get(FileStore), 'get');
    await work();
    const keys: { id: string; key: string }[] = await app.database.query(
      'select id, storage_key as key from visit_photo',
    );
    const order = drawn.mock.calls.map(([asked]) => keys.find(({ key }) => key === asked)?.id);
    expect(order).toEqual([good.photoId, bad.photoId]);
    await app.database.query(
      'update photo_work set attempts = 5, done_at = null, stamped_key = null where photo_id = $1',
      [bad.photoId],
    );
    expect(await work()).toMatchObject({ photos: 1 });
    expect(
      await app.database.query('select fault, stamped_key from photo_work where photo_id = $1', [bad.photoId]),
    ).toEqual([{ fault: 'tried too often', stamped_key: null }]);
    expect(await work()).toMatchObject({ photos: 0 });
  });
});

describe('the same picture', () => {
  const matchesOf = async (who: Actor, visitId: string) =>
    (await (await app.as(who)).get<VisitView>(`/api/visits/${visitId}`)).body.photos.flatMap(({ matches }) => matches);

  it('in another project or week is found, told to supervisors, and reminded of once', async () => {
    const [one, two] = [await project('甲项目'), await project('乙项目')];
    const first = await visitWith(one, picture(0), '2024-10-08');
    const copy = await sharp(picture(0)).resize(700).jpeg({ quality: 60 }).toBuffer();
    const later = await visitWith(two, copy, '2024-10-16');
    await visitWith(two, picture(1), '2024-10-15');
    expect(await work()).toEqual({ photos: 3, matches: 1 });
    const [match] = await matchesOf('supervisor', later.visitId);
    expect(match).toMatchObject({
      photoId: first.photoId,
      visitId: first.visitId,
      projectName: '甲项目',
      visitedOn: '2024-10-08',
    });
    expect(match?.distance).toBeLessThanOrEqual(6);
    expect(await matchesOf('supervisor', first.visitId)).toMatchObject([{ visitId: later.visitId }]);
    expect(await matchesOf('officer', later.visitId)).toEqual([]);
    expect(await matchesOf('leader', later.visitId)).toEqual([]);
    const sweep = () => app.database.transaction((tx) => app.app.get(SweepService).sweep(tx, app.clock.now()));
    await sweep();
    const said = (): Promise<{ title: string; body: string; subject_id: string }[]> =>
      app.database.query(`select title, body, subject_id from reminder where rule = 'photo-reused'`);
    const supervisors = 3;
    expect(await said()).toHaveLength(supervisors);
    expect((await said())[0]).toEqual({
      title: '照片与以前的走访相同：乙项目（10月16日）',
      body: '这次走访有 1 张照片，与甲项目 2024-10-08走访的照片相同或几乎相同。请核对，必要时向走访人了解情况。',
      subject_id: later.visitId,
    });
    await sweep();
    expect(await said()).toHaveLength(supervisors);
  });

  it('byte for byte is found although it shows next to nothing', async () => {
    const dark = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#050505' } })
      .jpeg()
      .toBuffer();
    const [one, two] = [await project('甲项目'), await project('乙项目')];
    await visitWith(one, dark);
    const { visitId } = await visitWith(two, dark);
    expect(await work()).toEqual({ photos: 2, matches: 1 });
    expect(await matchesOf('supervisor', visitId)).toMatchObject([{ distance: 0 }]);
  });

  it('in the same week of the same project is nothing, nor one that no visit names', async () => {
    const projectId = await project();
    await visitWith(projectId, picture(0), '2024-10-14');
    await visitWith(projectId, picture(0), '2024-10-16');
    await sendPhoto(officer, randomUUID(), await project('乙项目'), picture(0));
    expect(await work()).toEqual({ photos: 2, matches: 0 });
  });

  it('is looked for at the other end of the year by ISO week', async () => {
    app.clock.set('2025-01-10T10:00:00+08:00');
    const projectId = await project();
    await visitWith(projectId, picture(0), '2024-12-31');
    await visitWith(projectId, picture(0), '2025-01-03');
    expect(await work()).toEqual({ photos: 2, matches: 0 });
    await visitWith(projectId, picture(0), '2025-01-06');
    expect(await work()).toEqual({ photos: 1, matches: 2 });
  });
});

/** A PNG of a few kilobytes and 144 million pixels. */
async function bomb(): Promise<Buffer> {
  return sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** An answer with its bytes: the voice of the cast reads text. */
async function raw(voice: Voice, url: string): Promise<{ bytes: Buffer; headers: Record<string, unknown> }> {
  const { status, headers, bytes } = await voice.bytes(url);
  if (status !== 200) throw new Error(`${url} → ${status}`);
  return { bytes, headers };
}
