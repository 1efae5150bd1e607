import { setTimeout as pause } from 'node:timers/promises';
import { loggerOf, openQueue, withLogContext } from '@app/platform';
import { InboxService } from '@app/reminder';
import { Logger } from '@nestjs/common';
import { startApp, type TestApp } from './support';

type Line = Record<string, string | number | undefined>;

let t: TestApp;
const lines: Line[] = [];
beforeAll(async () => {
  t = await startApp();
  const out = { write: (line: string): void => void lines.push(JSON.parse(line) as Line) };
  Logger.overrideLogger(loggerOf({ NODE_ENV: 'production', LOG_LEVEL: 'info' }, out) || false);
});
afterAll(async () => {
  Logger.overrideLogger(false);
  await t.close();
});
beforeEach(() => void lines.splice(0));
afterEach(() => jest.restoreAllMocks());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('a request', () => {
  it('is answered with its id: the one that a gateway gave, or a new one', async () => {
    const given = await t.anonymous.request('GET', '/api/district', undefined, { 'x-request-id': 'gateway-0815_abc' });
    expect(given.headers['x-request-id']).toBe('gateway-0815_abc');
    const [one, other] = [await t.anonymous.get('/api/district'), await t.anonymous.get('/api/none')];
    expect(one.headers['x-request-id']).toMatch(UUID);
    expect(other.headers['x-request-id']).toMatch(UUID);
    expect(other.headers['x-request-id']).not.toBe(one.headers['x-request-id']);
  });

  it.each([
    ['too short', 'short'],
    ['too long', 'a'.repeat(65)],
    ['more than a word', 'abcdefgh ijklmnop'],
    ['what looks like a line of its own', 'abcdefgh"}{"level":"fatal'],
  ])('takes no id that is %s', async (_, id) => {
    const { headers } = await t.anonymous.request('GET', '/api/district', undefined, { 'x-request-id': id });
    expect(headers['x-request-id']).toMatch(UUID);
  });

  it('has its id in every line, however deep and however late it is logged, and never that of another', async () => {
    const officer = await t.as('officer');
    const logger = new Logger('Deep');
    jest.spyOn(t.app.get(InboxService), 'list').mockImplementation(async (_tx, { id }, { page }) => {
      logger.log(`before ${id} ${page}`);
      await pause(30 - page);
      await t.database.query('select 1');
      logger.log(`after ${id} ${page}`);
      throw new Error('broken');
    });
    const ids = Array.from({ length: 10 }, (_, n) => `request-${n}`);
    await Promise.all(
      ids.map((id, n) => officer.request('GET', `/api/notifications?page=${n + 1}`, undefined, { 'x-request-id': id })),
    );
    for (const [n, id] of ids.entries()) {
      const mine = lines.filter(({ request }) => request === id);
      expect(mine.map(({ level, context }) => [level, context])).toEqual([
        ['info', 'Deep'],
        ['info', 'Deep'],
        ['error', 'Problem'],
      ]);
      expect(String(mine[1]?.message)).toMatch(new RegExp(` ${n + 1}$`));
    }
    expect(lines).toHaveLength(30);
  });

  it('is logged by its route: addresses and queries may hold a secret', async () => {
    jest.spyOn(t.app.get(InboxService), 'read').mockRejectedValue(new Error('broken'));
    const officer = await t.as('officer');
    const secret = '0197f3a0-0000-7000-8000-00000000beef';
    await officer.post(`/api/notifications/${secret}/read?token=geheim`);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'error',
        context: 'Problem',
        message: 'POST /api/notifications/:id/read',
        stack: expect.stringContaining('broken') as string,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      }),
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/beef|geheim|authorization|Bearer/i);
  });

  it('with a body has it as well', async () => {
    const officer = await t.as('officer');
    jest.spyOn(t.app.get(InboxService), 'readAll').mockRejectedValue(new Error('broken'));
    const { headers } = await officer.post('/api/notifications/read-all', { text: 'x'.repeat(100_000) });
    expect(lines.map(({ request }) => request)).toEqual([headers['x-request-id']]);
  });
});

describe('a job', () => {
  it('has its name and id in every line, also in the one that says that it failed', async () => {
    const queue = openQueue<{ look: object }>({ DATABASE_URL: t.databaseUrl });
    const logger = new Logger('Look');
    await queue.work(
      {
        look: async () => {
          logger.log('begins');
          await pause(20);
          logger.warn('goes on');
          throw new Error('broken');
        },
      },
      { concurrency: 2 },
    );
    await queue.put([{ name: 'look', data: {} }]);
    for (let tries = 0; tries < 500 && !lines.some(({ level }) => level === 'error'); tries += 1) await pause(20);
    await queue.close();
    const [first] = lines;
    expect(first?.jobId).toBeTruthy();
    expect(lines.map(({ level, context, job, jobId }) => ({ level, context, job, jobId }))).toEqual([
      { level: 'info', context: 'Look', job: 'look', jobId: first?.jobId },
      { level: 'warn', context: 'Look', job: 'look', jobId: first?.jobId },
      { level: 'error', context: 'Queue', job: 'look', jobId: first?.jobId },
    ]);
  });
});

it('readable lines say it too; what belongs to nothing says nothing', () => {
  const said: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const logger = loggerOf({ NODE_ENV: 'development', LOG_LEVEL: 'info' });
  if (!logger) throw new Error('no logger');
  withLogContext({ job: 'sweep', jobId: '7' }, () => logger.log('made 3', 'Sweep'));
  logger.log('ready', 'Worker');
  logger.debug('not asked for', 'Worker');
  jest.restoreAllMocks();
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/Sweep.*\(sweep 7\).*made 3/);
  expect(said[1]).not.toContain('(');
});
