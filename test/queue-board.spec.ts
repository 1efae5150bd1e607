import { openQueue, type QueueSettings } from '@app/platform';
import { Redis } from 'ioredis';
import { type Actor, startApp, type TestApp } from './support';

type Jobs = { sweep: object; deliver: object };

const REDIS = process.env.TEST_REDIS_URL;
const BOARD = '/api/queue-board';

if (!REDIS) {
  const missing = process.env.REQUIRE_REDIS === '1' ? it : it.skip;
  missing('the board of the queue on Redis (skipped: TEST_REDIS_URL is not set)', () => {
    throw new Error('TEST_REDIS_URL is not set, but REQUIRE_REDIS=1');
  });
}

/** A database of Redis of this file's own. */
async function ownRedis(): Promise<string> {
  const url = new URL(REDIS as string);
  url.pathname = '/8';
  const client = new Redis(url.href);
  await client.flushdb();
  await client.quit();
  return url.href;
}

describe.each(REDIS ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'])('the board of the queue on %s', (backend) => {
  let t: TestApp;
  let settings: QueueSettings;
  beforeAll(async () => {
    const more = backend === 'Redis' ? { REDIS_URL: await ownRedis() } : {};
    t = await startApp(more);
    settings = { DATABASE_URL: t.databaseUrl, ...more };
  });
  afterAll(() => t.close());

  const get = async (actor: Actor, path: string) => (await t.as(actor)).get<Record<string, never>>(`${BOARD}${path}`);

  it('is for administrators who are signed in, every address of it', async () => {
    for (const path of ['', '/', '/queue/xiaohao', '/api/queues', '/static/images/logo.svg', '/nothing']) {
      expect([path, (await t.anonymous.get(`${BOARD}${path}`)).status]).toEqual([path, 401]);
      for (const actor of ['officer', 'handler', 'head', 'supervisor', 'leader'] as const) {
        expect([path, actor, (await get(actor, path)).status]).toEqual([path, actor, 403]);
      }
    }
  });

  it('is a page of ours: its own files, nothing of another host, under the same policy as every page', async () => {
    const page = await get('admin', '');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<title>任务队列</title>');
    expect(page.text).toContain(`<base href="${BOARD}/" />`);
    expect(page.text).not.toMatch(/https?:|<%/);
    expect((await get('admin', '/queue/xiaohao')).text).toBe(page.text);
    const policy = (await t.anonymous.get('/api/district')).headers['content-security-policy'];
    expect(page.headers['content-security-policy']).toBe(policy);
    const files = [...page.text.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect([file, (await get('admin', `/${file}`)).status]).toEqual([file, 200]);
  });

  it.each(['/static/../package.json', '/static/%2e%2e/%2e%2e/package.json', '/static/none.js', '/api/none'])(
    'has nothing else: %s',
    async (path) => {
      expect((await get('admin', path)).status).toBe(404);
    },
  );

  it('shows what lies in the queue', async () => {
    const queue = openQueue<Jobs>(settings);
    await queue.put([
      { name: 'sweep', data: {}, delay: 3_600_000 },
      { name: 'deliver', data: {} },
    ]);
    await queue.schedule([{ id: 'sweep-each-minute', name: 'sweep', pattern: '* * * * *' }]);
    await queue.close();
    const { status, body } = await get('admin', '/api/queues?activeQueue=xiaohao&status=latest&page=1&jobsPerPage=10');
    expect(status).toBe(200);
    const [shown] = body.queues as unknown as { name: string; readOnlyMode: boolean; jobs: { name: string }[] }[];
    expect(shown).toMatchObject({ name: 'xiaohao', readOnlyMode: true, counts: { waiting: 1 } });
    expect(shown?.jobs.map(({ name }) => name)).toEqual(expect.arrayContaining(['sweep', 'deliver']));
    const { text } = await get('admin', '/api/job-schedulers');
    expect(text).toContain('sweep-each-minute');
    expect((await get('admin', '/api/redis/stats')).status).toBe(200);
  });

  it('changes nothing', async () => {
    const admin = await t.as('admin');
    for (const path of ['/api/queues/pause', '/api/queues/xiaohao/empty', '/api/queues/xiaohao/obliterate']) {
      expect([path, (await admin.put(`${BOARD}${path}`)).status]).toEqual([path, 404]);
    }
    expect((await admin.post(`${BOARD}/api/queues/xiaohao/add`, { name: 'sweep' })).status).toBe(404);
    const { body } = await get('admin', '/api/queues');
    expect(body.queues).toEqual([expect.objectContaining({ isPaused: false })]);
  });
});

it('says that the queue does not answer; the program starts without it', async () => {
  const t = await startApp({ REDIS_URL: 'redis://127.0.0.1:1' });
  try {
    const admin = await t.as('admin');
    const { status, body } = await admin.get(`${BOARD}/api/queues`);
    expect([status, body]).toEqual([
      503,
      { code: 'queue.silent', message: '任务队列没有应答，请确认 Redis（或数据库）正常后重试。' },
    ]);
    expect((await admin.get(BOARD)).status).toBe(200);
  } finally {
    await t.close();
  }
});
