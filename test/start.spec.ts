import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

const root = path.resolve(__dirname, '..');
const started: ChildProcess[] = [];
let folder: string;

/** A server started by `scripts/db.mjs serve`, as people start it. */
interface Served {
  child: ChildProcess;
  url: string;
  port: number;
  said: () => string;
}

/** Without the settings of the test run, so that what starts here is what starts on a fresh clone. */
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: undefined, REDIS_URL: undefined, PORT: undefined, HOST: undefined, ...more };
}

async function serve(dataDir: string, ...more: string[]): Promise<Served> {
  const child = spawn(process.execPath, ['scripts/db.mjs', 'serve', dataDir, ...more], {
    cwd: root,
    env: environment(),
  });
  started.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
    child.once('close', (code) => reject(new Error(`ended with ${String(code)}: ${said}`)));
  });
  return { child, said: () => said, ...(JSON.parse(line) as { url: string; port: number }) };
}

async function stop({ child }: Served): Promise<number | null> {
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const [code] = (await closed) as [number | null];
  return code;
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function takePort(): Promise<net.Server> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: net.Server): number => (server.address() as AddressInfo).port;

async function until(condition: () => boolean, seconds: number): Promise<boolean> {
  for (let tries = 0; tries < seconds * 10 && !condition(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return condition();
}

const processLives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A process that has ended stays in the table until its new parent looks.
    return !(process.platform === 'linux' && /\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')));
  } catch {
    return false;
  }
};

const postmasterOf = (dataDir: string): number =>
  Number(fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

beforeAll(() => {
  // Its parent must be one that PostgreSQL's user may enter: as root that is another user.
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-start-'));
  fs.chmodSync(folder, 0o755);
});

afterAll(async () => {
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

test('the key for secrets is made once, whoever starts first, and read by its owner alone', async () => {
  const dataDir = path.join(folder, 'sealed', 'postgres');
  const program = `import { secretsKey } from './scripts/district.mjs'; console.log(secretsKey(${JSON.stringify(dataDir)}));`;
  const ask = async (): Promise<string> => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
    started.push(child);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(child, 'close');
    return said.trim();
  };
  const [one, two] = await Promise.all([ask(), ask()]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect([two, await ask()]).toEqual([one, one]);
  const file = path.join(folder, 'sealed', 'secrets.key');
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['secrets.key']);
}, 60_000);

describe('the embedded PostgreSQL', () => {
  test('keeps what was written over a stop and a start, as UTF-8, behind a password', async () => {
    const dataDir = path.join(folder, 'kept');
    const first = await serve(dataDir);
    await query(first.url, `create extension pg_trgm; create table note as select '龙头企业供电' as text`);
    const pid = postmasterOf(dataDir);
    expect(await stop(first)).toBe(0);
    expect(processLives(pid)).toBe(false);

    const second = await serve(dataDir);
    const rows = await query(
      second.url,
      `select text, cardinality(show_trgm(text)) as trigrams, current_setting('server_encoding') as encoding,
              (select concat_ws(' ', datlocprovider, datlocale) from pg_database where datname = current_database()) as locale
         from note`,
    );
    expect(rows).toEqual([{ text: '龙头企业供电', trigrams: 7, encoding: 'UTF8', locale: 'b C.UTF-8' }]);
    await expect(query(second.url.replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect(await stop(second)).toBe(0);
  }, 90_000);

  test('makes a half-made folder anew and says so', async () => {
    const dataDir = path.join(folder, 'half');
    fs.mkdirSync(path.join(dataDir, 'base'), { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'PG_VERSION'), '18\n');
    const server = await serve(dataDir);
    expect(server.said()).toContain('没有建完，重新建立');
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await stop(server);
  }, 90_000);

  test('two that start at once get two ports; a port that is taken is named', async () => {
    const [one, two] = await Promise.all([serve(path.join(folder, 'one')), serve(path.join(folder, 'two'))]);
    expect(one.port).not.toBe(two.port);
    await expect(serve(path.join(folder, 'three'), String(one.port))).rejects.toThrow(`端口 ${one.port} 已被占用`);
    await Promise.all([stop(one), stop(two)]);
  }, 90_000);

  test('ends when its launcher is killed with kill -9', async () => {
    const dataDir = path.join(folder, 'orphan');
    const server = await serve(dataDir);
    const pid = postmasterOf(dataDir);
    server.child.kill('SIGKILL');
    expect(await until(() => !processLives(pid), 15)).toBe(true);
  }, 90_000);
});

describe('npm start says in one sentence', () => {
  let clone: string;

  // Another clone, because in this one somebody may have `npm start` running.
  beforeAll(() => {
    clone = path.join(folder, 'clone');
    fs.cpSync(path.join(root, 'scripts'), path.join(clone, 'scripts'), { recursive: true });
    for (const file of ['package.json', 'package-lock.json'])
      fs.copyFileSync(path.join(root, file), path.join(clone, file));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
  });

  const start = (env: Record<string, string>, ...before: string[]) =>
    spawnSync(process.execPath, [...before, path.join(clone, 'scripts', 'start.cjs')], {
      cwd: clone,
      env: environment(env),
      encoding: 'utf8',
      timeout: 20_000,
    });

  test('that the port is taken', async () => {
    const server = await takePort();
    const port = String(portOf(server));
    const { status, stderr } = start({ PORT: port });
    server.close();
    expect(stderr).toContain(`端口 ${port} 已被占用`);
    expect(stderr).toContain('PORT=3100 npm start');
    expect(status).toBe(1);
  });

  test('that PORT is no port', () => {
    const { status, stderr } = start({ PORT: 'abc' });
    expect(stderr).toContain('PORT=abc 不是端口号');
    expect(status).toBe(1);
  });

  test('that Node is too old', () => {
    const old = path.join(folder, 'old.cjs');
    fs.writeFileSync(
      old,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.1' } });`,
    );
    const { status, stderr } = start({}, '--require', old);
    expect(stderr).toContain('Node 18.20.1 太旧：需要 Node 20.19');
    expect(status).toBe(1);
  });
});
