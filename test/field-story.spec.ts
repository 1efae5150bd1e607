import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMonths, dayOf, lastDay, monthOf, ownerOptions, yearOf } from '@app/platform';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase } from './support';
import { describeInBrowser } from './support/browser';
import { PASSWORD } from './support/cast';
import { cameraPhoto, OfficerPhone, sha256 } from './support/officer-phone';
import { freePort, Program } from './support/process';
import { MISHAPS, RoughNetwork } from './support/rough-network';

const PROJECTS = ['磐升机械产业园', '富锶新材料', '云台冷链物流'] as const;
const today = dayOf(new Date());
const thisMonth = monthOf(new Date());
const monthBefore = addMonths(thisMonth, -1);

let database: DataSource;
let cast: Cast;
let api: Program;
let network: RoughNetwork;
let drop: () => Promise<void>;
let files: string;
let apiOrigin: string;
let supervisor: string;
let projectIds: string[];

const phones: OfficerPhone[] = [];
/** A phone that is thrown away after the story, however that ends. */
async function take(wrong: { ahead?: number } = {}): Promise<OfficerPhone> {
  const phone = await OfficerPhone.take(network.origin, wrong);
  phones.push(phone);
  return phone;
}

/** As a supervisor at a desk with a good line. */
async function desk<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${apiOrigin}${path}`, {
    method,
    headers: { authorization: `Bearer ${supervisor}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Row {
  id: string;
  note: string;
  project: string;
  visitedOn: string;
  clockSkew: number;
  photoIds: string[];
  issues: string[];
}
const visits = (): Promise<Row[]> =>
  database.query(
    `select v.id, v.note, p.name as project, v.visited_on as "visitedOn", v.clock_skew as "clockSkew",
            v.photo_ids as "photoIds", array(select title from issue where visit_id = v.id order by sequence) as issues
       from visit v join project p on p.id = v.project_id order by v.created_at, v.id`,
  );

/** Every photo on the server: named by a visit, once, its kept bytes the very ones that the phone had. */
async function photosArrived(kept: { id: string; visitId: string; sha256: string }[]): Promise<void> {
  const rows: { id: string; visitId: string; sha256: string; key: string }[] = await database.query(
    `select id, visit_id as "visitId", sha256, storage_key as key from visit_photo`,
  );
  const plain = (photos: { id: string; visitId: string; sha256: string }[]): string[] =>
    photos.map((photo) => `${photo.visitId} ${photo.id} ${photo.sha256}`).sort();
  expect(plain(rows)).toEqual(plain(kept));
  for (const { key, sha256: told } of rows) expect(sha256(readFileSync(join(files, key)))).toBe(told);
  const named = (await visits()).flatMap(({ photoIds }) => photoIds);
  expect([...named].sort()).toEqual(rows.map(({ id }) => id).sort());
  const [{ parts }] = (await database.query('select count(*)::int as parts from upload_part')) as [{ parts: number }];
  expect(parts).toBe(0);
}

describeInBrowser('a phone on a building site', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    database = await new DataSource(ownerOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    files = mkdtempSync(join(tmpdir(), 'xiaohao-files-'));
    const port = await freePort();
    apiOrigin = `http://localhost:${port}`;
    network = new RoughNetwork(port, 7);
    await network.up();
    api = new Program('apps/api/main.js', {
      DATABASE_URL: fresh.url,
      PORT: String(port),
      FILES_DIR: files,
      PUBLIC_URL: network.origin,
    });
    await api.start();
    const login = await fetch(`${apiOrigin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'supervisor', password: PASSWORD }),
    });
    supervisor = ((await login.json()) as { accessToken: string }).accessToken;
    projectIds = [];
    for (const name of PROJECTS) {
      const { id } = await desk<{ id: string }>('POST', '/api/projects', {
        name,
        ownerName: '某某公司',
        address: '神州路 18 号',
        totalInvestment: '100000',
        unitId: cast.units.bureau,
        officerId: cast.people.officer,
        latitude: 35.2391,
        longitude: 113.2418,
      });
      projectIds.push(id);
    }
    for (const year of new Set([yearOf(monthBefore), yearOf(thisMonth)])) {
      const list = await desk<{ id: string }>('POST', '/api/project-lists', {
        name: `省重点 ${year}`,
        year,
        kind: 'provincial-key',
      });
      const from = yearOf(monthBefore) === year ? monthBefore : `${year}-01`;
      for (const id of projectIds) await desk('PUT', `/api/project-lists/${list.id}/members/${id}`, { from });
    }
  }, 180_000);

  afterAll(async () => {
    await network?.down();
    await api?.stop();
    await database?.destroy();
    await drop?.();
    rmSync(files, { recursive: true, force: true });
  });

  afterEach(async () => {
    for (const phone of phones.splice(0)) await phone.throwAway();
  });

  beforeEach(async () => {
    await network.up();
    network.storm(0);
    await database.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query('truncate issue, visit, visit_photo, upload cascade');
    });
  });

  it('three visits without a signal, the phone dies, a terrible network: everything arrives exactly once', async () => {
    const phone = await take();
    await phone.signIn('officer');
    await network.down();
    await phone.offline(true);

    const told = [
      { note: '二期厂房钢结构吊装过半', photos: 2, problems: ['施工用电容量不足', '围挡外侧排水不畅'] },
      { note: '设备到货三台，正在就位', photos: 2, problems: ['道路破损影响大件运输', '施工许可未办结'] },
      { note: '冷库保温施工完成', photos: 1, problems: ['天然气接入未批复'] },
    ];
    let shot = 0;
    for (const [index, { note, photos, problems }] of told.entries()) {
      await phone.begin(PROJECTS[index] as string);
      await phone.page.getByLabel('现场进展').fill(note);
      for (const [n, title] of problems.entries()) await phone.findProblem(n + 1, '用电', title);
      await phone.takePhotos(await Promise.all(Array.from({ length: photos }, () => cameraPhoto((shot += 1)))));
      // The last one is being typed when the battery falls out.
      if (index < told.length - 1) await phone.done();
    }
    await phone.page.getByRole('img', { name: '照片 1' }).waitFor();
    await phone.page.waitForTimeout(500);
    await phone.kill();

    await phone.startOffline();
    await phone.page.goto('/field/outbox');
    await phone.heading('待发送 2');
    await phone.heading('草稿 1');
    await phone.page.goto('/field');
    await phone.page
      .getByRole('button', { name: `继续填写 ${PROJECTS[2]}` })
      .first()
      .click();
    expect(await phone.page.getByLabel('现场进展').inputValue()).toBe('冷库保温施工完成');
    expect(await phone.page.getByLabel('一句话说明问题').inputValue()).toBe('天然气接入未批复');
    await phone.page.getByRole('img', { name: '照片 1' }).waitFor();
    await phone.done();
    await phone.page.goto('/field/outbox');
    await phone.heading('待发送 3');
    expect(await visits()).toEqual([]);
    const kept = await phone.keptPhotos();
    expect(kept).toHaveLength(5);

    await network.up();
    network.storm(25);
    await phone.offline(false);
    await phone.untilDelivered(3);

    expect(MISHAPS.filter((kind) => network.happened[kind] === 0)).toEqual([]);
    // Whichever of them the network let through first.
    const arrived = (await visits()).sort((a, b) => byOrder(a.project) - byOrder(b.project));
    expect(arrived.map(({ note, project, issues }) => ({ note, project, issues }))).toEqual(
      told.map(({ note, problems }, index) => ({ note, project: PROJECTS[index], issues: problems })),
    );
    expect(arrived.map(({ visitedOn }) => visitedOn)).toEqual([today, today, today]);
    await photosArrived(kept);
    // The phone says so, too.
    await phone.page.goto('/field');
    await phone.heading('已走访 3 / 3');
    expect(phone.faults).toEqual([]);
  }, 240_000);

  it('two tabs send once; a session that ended in between loses nothing', async () => {
    const phone = await take();
    await phone.signIn('officer');
    const other = await phone.tab();
    await other.goto('/field/outbox');
    await phone.offline(true);
    await network.down();
    await phone.begin(PROJECTS[0]);
    await phone.page.getByLabel('现场进展').fill('主体封顶');
    await phone.takePhotos([await cameraPhoto(31)]);
    await phone.done();
    await phone.says('等待网络');
    await database.query('update session set revoked_at = now() where revoked_at is null and person_id = $1', [
      cast.people.officer,
    ]);
    await network.up();
    const before = network.passed;
    await phone.offline(false);
    // Whichever tab is faster: the person is asked once, and what was written stays.
    await phone.signInAgain();
    await phone.says('已送达');
    await phone.says('最近送达 1', other);
    expect((await visits()).map(({ note }) => note)).toEqual(['主体封顶']);
    await photosArrived(await phone.keptPhotos());
    // Upload announced, its pieces, the photo, the visit; not all of it twice.
    expect(network.carried('POST', '/api/visits')).toBe(1);
    expect(network.passed - before).toBeLessThan(20);
    expect(phone.faults).toEqual([]);
  }, 240_000);

  it('a clock that is a day ahead is put right, and said', async () => {
    const phone = await take({ ahead: 86_400_000 });
    await phone.signIn('officer');
    await phone.begin(PROJECTS[1]);
    await phone.says('手机时间快 1 天');
    await phone.page.getByLabel('现场进展').fill('设备安装中');
    await phone.done();
    await phone.says('已送达');
    const [visit] = await visits();
    expect([visit?.visitedOn, Math.round((visit?.clockSkew ?? 0) / 3600)]).toEqual([today, 24]);
  }, 180_000);

  it('a visit of a month that was closed meanwhile counts for its day, in the next revision', async () => {
    const phone = await take();
    await phone.signIn('officer');
    await phone.offline(true);
    await phone.begin(PROJECTS[2]);
    await phone.page.getByLabel('现场进展').fill('月底前完成地坪');
    await phone.page.getByRole('button', { name: '修改时间' }).click();
    await phone.page.getByLabel('走访时间（可修改）').fill(`${lastWorkingFriday(monthBefore)}T10:00`);
    await phone.done();
    await phone.says('等待网络');
    interface Month {
      visits: { due: number; done: number };
      revision: number;
    }
    await desk('POST', `/api/rollups/${monthBefore}/close`);
    const published = await desk<Month>('GET', `/api/rollups/${monthBefore}?revision=1`);
    await phone.offline(false);
    await phone.untilDelivered(1);
    await phone.page
      .getByRole('link', { name: '打开', exact: true })
      .or(phone.page.getByRole('button', { name: '打开', exact: true }))
      .first()
      .click();
    await phone.says('该月已月结，将计入下一次更正。');
    expect(await desk<Month>('GET', `/api/rollups/${monthBefore}?revision=1`)).toEqual(published);
    const late = await desk<{ total: number }>('GET', `/api/rollups/${monthBefore}/late-visits`);
    expect(late.total).toBe(1);
    const restated = await desk<Month>('POST', `/api/rollups/${monthBefore}/restate`, { reason: '补入离线走访' });
    expect([restated.revision, restated.visits.done]).toEqual([2, published.visits.done + 1]);
    expect(restated.visits.due).toBe(published.visits.due);
  }, 240_000);
});

const byOrder = (project: string): number => (PROJECTS as readonly string[]).indexOf(project);

/** A day whose week counts for the month, whatever the weekday of its end. */
function lastWorkingFriday(month: string): string {
  const end = new Date(`${lastDay(month)}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() - ((end.getUTCDay() + 2) % 7));
  return end.toISOString().slice(0, 10);
}
