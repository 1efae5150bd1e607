// The embedded PostgreSQL: make a cluster, start it, stop it, and leave nothing behind however we end.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, run } from './children.mjs';
import { guard } from './guard.mjs';
import { postgresEnvironment, postgresPlace, postgresUser, temporaryFolder } from './postgres-home.mjs';
import { Fault, lastLines } from './say.mjs';

const SUPERUSER = 'postgres';
/** Written after initdb has ended well: a data folder without it is half-made. Holds the cluster's password. */
const MARKER = 'xiaohao-cluster.json';
const PORT_TRIES = 5;

const program = (name) =>
  path.join(postgresPlace().binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
// The working folder must be one that PostgreSQL's user may enter.
const asPostgres = (folder) => ({ ...postgresUser(), env: postgresEnvironment, cwd: path.dirname(folder) });

function readMarker(dataDir) {
  try {
    return JSON.parse(fs.readFileSync(path.join(dataDir, MARKER), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function processLives(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const pidFileOf = (dataDir) => path.join(dataDir, 'postmaster.pid');

/** What the pid file says: process id, port, and whether connections are taken. */
function readPidFile(dataDir) {
  if (!fs.existsSync(pidFileOf(dataDir))) return undefined;
  const lines = fs.readFileSync(pidFileOf(dataDir), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** The postmaster that runs on this folder. After a crash its process id may belong to somebody else. */
function readPostmaster(dataDir) {
  const found = readPidFile(dataDir);
  if (!found || !processLives(found.pid)) return undefined;
  return process.platform === 'win32' || commandOf(found.pid).includes(dataDir) ? found : undefined;
}

const urlOf = (port, password, database = 'postgres') =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** The address of the cluster that runs on this folder, or undefined when none does. */
export function runningUrl(dataDir) {
  const marker = readMarker(dataDir);
  const postmaster = marker && readPostmaster(dataDir);
  return postmaster && urlOf(postmaster.port, marker.password);
}

async function stopCluster(dataDir) {
  for (const mode of ['fast', 'immediate']) {
    await run(program('pg_ctl'), ['stop', '-D', dataDir, '-m', mode, '-w', '-t', '20', '-s'], asPostgres(dataDir));
    if (!readPostmaster(dataDir)) return;
  }
  throw new Fault(
    `无法停止在 ${dataDir} 上运行的 PostgreSQL（进程 ${readPostmaster(dataDir)?.pid}）：请手工结束它后再试。`,
  );
}

async function makeCluster(dataDir, fsync, signal) {
  const { uid, gid } = postgresUser();
  const password = randomBytes(18).toString('base64url');
  const passwordFile = `${dataDir}.password-${process.pid}`;
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    fs.writeFileSync(passwordFile, password, { mode: 0o600 });
    if (uid !== undefined) for (const entry of [dataDir, passwordFile]) fs.chownSync(entry, uid, gid);
    const made = await run(
      program('initdb'),
      [
        ...['-D', dataDir, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        // With LANG=C the encoding would be SQL_ASCII, and trigram functions return nothing for Chinese in other C locales.
        ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...['--lc-collate=C', '--lc-ctype=C.UTF-8', '--lc-messages=C'],
        ...(fsync ? [] : ['--no-sync']),
      ],
      { ...asPostgres(dataDir), signal },
    );
    if (made.code !== 0) throw new Fault('创建内嵌数据库失败，initdb 最后的输出：', made.lines);
    fs.writeFileSync(path.join(dataDir, MARKER), `${JSON.stringify({ password })}\n`, { mode: 0o600, flush: true });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

/** A free port; somebody may take it before PostgreSQL does, so the caller tries again on another. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function settings(port, fsync) {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A session of an api that was killed must not hold its row locks until TCP gives up.
    client_connection_check_interval: process.platform === 'linux' ? '10s' : 0,
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function connect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Runs `work` with a connection to the address and closes it. */
export async function withClient(url, work) {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function checkCluster(url, dataDir) {
  const { rows } = await withClient(url, (client) =>
    client.query(`select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale
                    from pg_database where datname = 'template1'`),
  );
  const { encoding, provider, locale } = rows[0];
  if (encoding !== 'UTF8' || provider !== 'b' || locale !== 'C.UTF-8') {
    throw new Fault(
      `数据文件夹 ${dataDir} 的编码不对（${encoding}，${provider}，${locale}）：请备份后用 npm start -- --fresh 重建。`,
    );
  }
}

/** Starts `postgres` once. Answers undefined when the port was taken meanwhile. */
async function launch(dataDir, port, fsync, marker, folderToRemove, signal) {
  const logFile = `${dataDir}.log`;
  const log = fs.openSync(logFile, 'w');
  const child = spawn(program('postgres'), ['-D', dataDir, ...settings(port, fsync)], {
    ...asPostgres(dataDir),
    // Its own process group: a Ctrl-C in the terminal is for us, and we stop it after those who use it.
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const exited = new Promise((resolve) => {
    child.once('exit', (code) =>
      resolve({ code, lines: lastLines(fs.existsSync(logFile) ? fs.readFileSync(logFile, 'utf8') : '') }),
    );
    child.once('error', (error) => resolve({ code: error.code, lines: [error.message] }));
  });
  let end;
  exited.then((outcome) => (end = outcome));
  const watcher = child.pid ? guard(child.pid, { pidFile: pidFileOf(dataDir), folderToRemove }) : undefined;
  const stop = async () => {
    if (!end) await stopCluster(dataDir);
    await exited;
    watcher?.dismiss();
  };
  const url = urlOf(port, marker.password);
  // Recovery after a crash may take a while; a cluster that cannot start ends by itself. Its pid file says when it is
  // ready: who answers on the port before that may be somebody else.
  for (let patience = 0; patience < 1200 && !end && !signal?.aborted; patience++) {
    await pause(50);
    const said = readPidFile(dataDir);
    if (said?.pid !== child.pid || !said.ready) continue;
    try {
      await checkCluster(url, dataDir);
      return { url, port, stop, exited };
    } catch (error) {
      const refused = String(error.code).startsWith('28');
      if (error instanceof Fault || refused) {
        await stop();
        throw refused
          ? new Fault(`内嵌数据库不接受它自己的密码：${path.join(dataDir, MARKER)} 被改动过，请恢复它。`)
          : error;
      }
    }
  }
  await stop();
  const { lines, code } = await exited;
  if (lines.some((line) => /could not bind|Address already in use/.test(line))) return undefined;
  throw new Fault(`内嵌数据库没有启动起来（${code}），最后的日志：`, lines);
}

/**
 * Starts a PostgreSQL on `dataDir`, making the cluster when there is none.
 *
 * @param {object} options
 * @param {string} options.dataDir its parent must be a folder that PostgreSQL's user may enter
 * @param {number} [options.port] a free one unless given
 * @param {boolean} [options.fresh] throw the data away first
 * @param {boolean} [options.fsync] off only for data that nobody will miss
 * @param {string} [options.folderToRemove] removed when we die without stopping the cluster
 * @param {(sentence: string) => void} [options.tell] hears what is out of the ordinary
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<{url: string, port: number, stop: () => Promise<void>, exited: Promise<{code: unknown, lines: string[]}>}>}
 *   `url`: superuser, database `postgres`; `exited`: settles when the server ends for whatever reason
 */
export async function startPostgres({ dataDir, port, fresh, fsync = true, folderToRemove, tell = () => {}, signal }) {
  const leftover = fs.existsSync(dataDir) && readPostmaster(dataDir);
  if (leftover) {
    tell(`上次的数据库（进程 ${leftover.pid}）还在运行，先停下它。`);
    await stopCluster(dataDir);
  } else if (processLives(readPidFile(dataDir)?.pid ?? 0)) {
    // PostgreSQL would not start because of a process that has nothing to do with it.
    fs.rmSync(pidFileOf(dataDir));
  }
  if (fresh) fs.rmSync(dataDir, { recursive: true, force: true });
  if (!readMarker(dataDir)) {
    if (fs.existsSync(dataDir) && fs.readdirSync(dataDir).length > 0) {
      tell(`数据文件夹 ${dataDir} 上次没有建完，重新建立。`);
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
    await makeCluster(dataDir, fsync, signal);
  }
  for (let tries = 0; tries < PORT_TRIES; tries++) {
    const server = await launch(
      dataDir,
      port ?? (await freePort()),
      fsync,
      readMarker(dataDir),
      folderToRemove,
      signal,
    );
    if (server) return server;
    if (port) throw new Fault(`端口 ${port} 已被占用，内嵌数据库无法使用它。`);
  }
  throw new Fault('找不到内嵌数据库可用的端口，请稍后再试。');
}

/** A PostgreSQL for tests: no fsync, and its folder goes with it. */
export async function startTemporaryPostgres(options = {}) {
  const folder = temporaryFolder();
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startPostgres({
      dataDir: path.join(folder, 'postgres'),
      fsync: false,
      folderToRemove: folder,
      ...options,
    });
    const stop = () => server.stop().finally(remove);
    return { ...server, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

const NAME = 'xiaohao';
/** Role → what it is made with: the owner of the tables, what the program may do, and the program's login. */
const ROLES = { [NAME]: 'login', [`${NAME}_app`]: 'nologin', [`${NAME}_web`]: `login in role ${NAME}_app` };

/**
 * Makes sure that the program's own database and its roles are there. The program is neither superuser nor owner of the
 * tables, as in a production deployment.
 *
 * @returns {Promise<{url: string, ownerUrl: string}>} for the program, and for those who change the structure
 */
export async function ensureDatabase(serverUrl) {
  const { password } = new URL(serverUrl);
  await withClient(serverUrl, async (client) => {
    for (const [role, made] of Object.entries(ROLES)) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (!rowCount) await client.query(`create role ${role} ${made} password '${password}'`);
    }
    const { rowCount: databases } = await client.query('select from pg_database where datname = $1', [NAME]);
    if (!databases) await client.query(`create database ${NAME} owner ${NAME}`);
  });
  const urlAs = (username) => Object.assign(new URL(serverUrl), { username, pathname: `/${NAME}` }).href;
  return { url: urlAs(`${NAME}_web`), ownerUrl: urlAs(NAME) };
}
