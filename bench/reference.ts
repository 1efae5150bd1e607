import { createServer, type IncomingMessage } from 'node:http';
import { type CalendarException, readSettings, SESSION, WorkingCalendar } from '@app/platform';
import { Pool } from 'pg';
import { OFFICER, SUPERVISOR } from './ground';
import { type Actor, Reference } from './reference-sql';
import { ReferenceIssues } from './reference-issues';
import { ReferenceLists } from './reference-lists';
import { ReferenceRollups } from './reference-rollups';
import { ReferenceVisits } from './reference-visits';

async function bodyOf<T>(request: IncomingMessage): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T;
}

/**
 * What the measured routes cost without a framework: `node:http`, `pg`, SQL written by hand and prepared, no access
 * check and no validation. It answers the same JSON and writes the same rows; who acts is fixed.
 */
async function main(): Promise<void> {
  const { DATABASE_URL, DATABASE_POOL_SIZE, PORT } = readSettings();
  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_SIZE,
    options: SESSION,
  });
  const database = new Reference(pool);
  const actor = async (username: string): Promise<Actor> =>
    (await pool.query<Actor>('select id, unit_id as "unitId" from person where username = $1', [username])).rows[0]!;
  const years = await pool.query<{ year: number }>('select year from calendar_year');
  const days = await pool.query<CalendarException>('select day, kind, name from calendar_day');
  const calendar = new WorkingCalendar(
    years.rows.map(({ year }) => year),
    days.rows,
  );
  const issues = await ReferenceIssues.open(database, calendar, await actor(SUPERVISOR));
  const lists = await ReferenceLists.open(database, calendar);
  const visits = new ReferenceVisits(database, await actor(OFFICER), calendar, issues.rule);
  const rollups = new ReferenceRollups(database);

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, , noun, id = '', , action = ''] = url.pathname.split('/');
    if (request.method === 'POST' && noun === 'visits')
      return { status: 201, body: await visits.log(await bodyOf(request)) };
    if (request.method === 'POST' && id === '')
      return { status: 201, body: await issues.register(await bodyOf(request)) };
    if (request.method === 'POST') return { status: 200, body: await issues.act(id, action, await bodyOf(request)) };
    if (noun === 'rollups') return { status: 200, body: await rollups.one(id) };
    if (id === '') return { status: 200, body: await lists.list(url.searchParams) };
    return { status: 200, body: id === 'counts' ? await lists.counts() : await issues.one(id) };
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => {
        const text = Buffer.from(JSON.stringify(body));
        response.writeHead(status, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': text.length,
        });
        response.end(text);
      },
      (error: unknown) => {
        const text = Buffer.from(String((error as Error).stack));
        response.writeHead(500, { 'content-type': 'text/plain', 'content-length': text.length });
        response.end(text);
      },
    );
  });
  server.listen(PORT, '127.0.0.1', () => process.send?.('ready'));
}

void main();
