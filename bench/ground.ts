import { Client } from 'pg';
import type { Ground } from './cases';
import { ARCHIVE, LARGE, MONTHS_LARGE, MONTHS_SMALL, PASSWORD, SMALL } from './sizes';

/** Who acts in the measured requests; the reference, which checks no token, takes the same two. */
export const SUPERVISOR = 'scale-supervisor';
export const OFFICER = 'scale-officer-01';

async function signIn(origin: string, username: string): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Finds in the filled database what requests are made of. */
export async function findGround(url: string, api: string): Promise<Ground> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const ids = async (sql: string, values: unknown[] = []): Promise<string[]> =>
      (await client.query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
    const moving = `i.state = 'in-progress' and i.year = ${LARGE.year}`;
    return {
      supervisor: await signIn(api, SUPERVISOR),
      officer: await signIn(api, OFFICER),
      projectIds: await ids(
        `select p.id from project p join person o on o.id = p.officer_id where o.username = $1 order by p.name`,
        [OFFICER],
      ),
      unitIds: await ids('select distinct lead_unit_id as id from issue where lead_unit_id is not null order by 1'),
      // Those of the archive have no record.
      issueIds: await ids(
        `select i.id from issue i where not (${moving}) and i.year <> ${ARCHIVE.year} order by md5(i.number)`,
      ),
      moving: (
        await client.query<Ground['moving'][number]>(
          `select i.id, i.version, i.state from issue i where ${moving} order by md5(i.number)`,
        )
      ).rows,
      months: { small: `${SMALL.year}-10`, large: `${LARGE.year}-10` },
      written: { small: [], large: [] },
    };
  } finally {
    await client.end();
  }
}

/** The same in the database of the months. */
export async function findMonths(url: string, api: string): Promise<Ground> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const ofYear = async (year: number): Promise<string[]> =>
      (
        await client.query<{ id: string }>(
          `select id from project where name like '规模项目 ' || $1::int || '-%' order by md5(name) limit 100`,
          [year],
        )
      ).rows.map(({ id }) => id);
    return {
      supervisor: await signIn(api, SUPERVISOR),
      officer: await signIn(api, OFFICER),
      ...{ projectIds: [], unitIds: [], issueIds: [], moving: [] },
      months: { small: `${MONTHS_SMALL.year}-10`, large: `${MONTHS_LARGE.year}-10` },
      written: { small: await ofYear(MONTHS_SMALL.year), large: await ofYear(MONTHS_LARGE.year) },
    };
  } finally {
    await client.end();
  }
}
