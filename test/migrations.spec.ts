import { randomBytes } from 'node:crypto';
import { APPLICATION_ROLE, databaseOptions, loginKind, openQueue } from '@app/platform';
import { orgEntities } from '@app/org';
import { projectEntities } from '@app/project';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations';
import { migrateDown, migrateUp, migrationStates } from '../migrations/migrate';
import { bareDatabase } from './support/database';

let url: string;
let drop: () => Promise<void>;
let client: Client;

beforeEach(async () => {
  ({ url, drop } = await bareDatabase());
  client = new Client({ connectionString: url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await drop();
});

const names = migrations.map(({ name }) => name);

/** Everything the migrations make, as text: columns, constraints, indexes, functions, triggers, domains. */
async function structure(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select line from (
      select format('column %s.%s %s %s %s', table_name, column_name, udt_name, is_nullable, column_default) as line
        from information_schema.columns where table_schema = 'public'
      union all select format('constraint %s %s', conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace and conrelid is distinct from to_regclass('migrations')::oid
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select 'trigger ' || tgname || ' ' || tgrelid::regclass from pg_trigger where not tgisinternal
      union all select 'function ' || p.proname from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      union all select 'type ' || typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'd'
    ) all_of_it where line not like '%migrations%' order by 1`);
  return rows.map(({ line }) => line);
}

it('go up, down and up again, and leave nothing in between', async () => {
  expect(await structure()).toEqual([]);
  expect(await migrateUp(url)).toEqual(names);
  const first = await structure();
  expect(first).toContain('trigger issue_event_append_only issue_event');
  expect(await migrateDown(url, names.length)).toEqual([...names].reverse());
  expect(await structure()).toEqual([]);
  expect(await migrateUp(url)).toEqual(names);
  expect(await structure()).toEqual(first);
});

it('change nothing when run again', async () => {
  await migrateUp(url);
  const before = await structure();
  expect(await migrateUp(url)).toEqual([]);
  expect(await structure()).toEqual(before);
});

it('are applied once when four processes start together', async () => {
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrateUp(url)));
  expect(applied.flat().sort()).toEqual([...names].sort());
});

it('say what is applied', async () => {
  expect(await migrationStates(url)).toEqual(names.map((name) => ({ name, applied: false })));
  await migrateUp(url);
  expect(await migrationStates(url)).toEqual(names.map((name) => ({ name, applied: true })));
  await migrateDown(url, 1);
  expect((await migrationStates(url)).filter(({ applied }) => !applied).map(({ name }) => name)).toEqual(
    names.slice(-1),
  );
});

it("bring the queue's schema, keep it on the way down, and drop it when all goes", async () => {
  const queueTables = async (): Promise<number> => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_tables where schemaname = 'bullmq'`,
    );
    return rows[0]?.n ?? 0;
  };
  await migrateUp(url);
  const made = await queueTables();
  expect(made).toBeGreaterThan(5);
  await migrateDown(url, names.length);
  expect(await queueTables()).toBe(made);
  await migrateUp(url);
  await migrateDown(url, 'all');
  expect(await queueTables()).toBe(0);
});

it('name every constraint by hand', async () => {
  await migrateUp(url);
  const { rows } = await client.query<{ conname: string }>(
    `select conname from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
        and conrelid <> 'migrations'::regclass and conname ~ '_(pkey|key|fkey|check)[0-9]*$'`,
  );
  expect(rows).toEqual([]);
});

it('have every column that the entities read', async () => {
  await migrateUp(url);
  const database = new DataSource(
    databaseOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 2 }, [...orgEntities, ...projectEntities]),
  );
  await database.initialize();
  try {
    const { rows } = await client.query<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns where table_schema = 'public'`,
    );
    const there = new Set(rows.map(({ column }) => column));
    const read = database.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((column) => !there.has(column))).toEqual([]);
  } finally {
    await database.destroy();
  }
});

describe('the login of the application', () => {
  const login = `xiaohao_login_${randomBytes(4).toString('hex')}`;
  const asLogin = (): string => Object.assign(new URL(url), { username: login, password: 'geheim' }).href;
  const drop = (): Promise<unknown> => client.query(`drop owned by ${login}; drop role ${login}`);

  /** What the database says to it; null when it does as it is told. */
  async function refusal(sql: string): Promise<string | null> {
    const application = new Client({ connectionString: asLogin() });
    await application.connect();
    try {
      await application.query(sql);
      return null;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await application.end();
    }
  }

  it('is made with the structure, reads and appends, changes no record, and serves the queue', async () => {
    try {
      await migrateUp(url, asLogin());
      await migrateUp(url, asLogin());
      expect(await refusal(`insert into setting (key, value) values ('x', '1'); delete from setting`)).toBeNull();
      expect(
        await refusal(`insert into change_record (at, subject_kind, subject_id, action) values (now(), 'x', 'x', 'x')`),
      ).toBeNull();
      for (const sql of ['update change_record set action = action', 'delete from issue_event', 'truncate ledger_seal'])
        expect(await refusal(sql)).toContain('permission denied');
      expect(await refusal('delete from migrations')).toContain('permission denied');
      expect(await refusal('create table mine (id int)')).toContain('permission denied');
      const queue = openQueue<{ hello: object }>({ DATABASE_URL: asLogin() });
      await queue.put([{ name: 'hello', data: {} }]);
      expect(await queue.counts()).toMatchObject({ waiting: 1 });
      await queue.close();
      const database = await new DataSource(
        databaseOptions({ DATABASE_URL: asLogin(), DATABASE_POOL_SIZE: 2 }),
      ).initialize();
      expect(await loginKind(database)).toBeNull();
      await database.destroy();
    } finally {
      await drop();
    }
  });

  it('is given its rights again by an owner who is no superuser, after the queue has made a sequence of its own', async () => {
    const owner = `${login}_owner`;
    const name = `${login}_district`;
    await client.query(`create role ${owner} login createrole password 'geheim'`);
    await client.query(`grant ${APPLICATION_ROLE} to ${owner} with admin option`);
    await client.query(`create database ${name} owner ${owner}`);
    const at = (username: string): string =>
      Object.assign(new URL(url), { username, password: 'geheim', pathname: `/${name}` }).href;
    try {
      await migrateUp(at(owner), at(login));
      const queue = openQueue<{ hello: object }>({ DATABASE_URL: at(login) });
      await queue.put([{ name: 'hello', data: {} }]);
      await queue.close();
      // The next start of the system.
      expect(await migrateUp(at(owner), at(login))).toEqual([]);
    } finally {
      await client.query(`drop database ${name} with (force)`);
      await client.query(`drop role if exists ${login}`);
      await client.query(`drop owned by ${owner}; drop role ${owner}`);
    }
  });

  it('may do no more where it is the owner or a superuser itself, and that is said', async () => {
    await migrateUp(url);
    const database = await new DataSource(databaseOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 2 })).initialize();
    try {
      await expect(database.query('delete from issue_event')).rejects.toThrow('permission denied');
      expect(await loginKind(database)).toContain('超级用户');
    } finally {
      await database.destroy();
    }
  });
});
