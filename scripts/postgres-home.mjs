// Where the embedded PostgreSQL lies and as whom it runs.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Fault } from './say.mjs';

const { root, postgresPackage } = createRequire(import.meta.url)('./prepare.cjs');
const packageFolder = path.join(root, 'node_modules', postgresPackage());
const SET_URL = '请设置 DATABASE_URL 指向一个已有的 PostgreSQL（18 或更新）后再运行。';

/** Only what PostgreSQL needs: a PGPORT or PGDATA of the person's shell must not reach our cluster. */
export const postgresEnvironment = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP } : {}),
};

function userId(name) {
  try {
    const ask = (flag) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

let owner;
/** The user that PostgreSQL runs as: ourselves (`{}`), but never root, as which PostgreSQL refuses to run. */
export function postgresUser() {
  if (owner) return owner;
  if (process.getuid?.() !== 0) return (owner = {});
  owner = userId('postgres') ?? userId('nobody');
  if (!owner)
    throw new Fault(
      `PostgreSQL 不能以 root 运行，而系统中没有 postgres 或 nobody 用户：请换普通用户运行，或${SET_URL}`,
    );
  return owner;
}

/** npm cannot carry links in a package (`libicuuc.so.60` → …): the package's own script makes them, as often as asked. */
function makeLibraryLinks() {
  spawnSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: packageFolder, stdio: 'ignore' });
}

/** Whether PostgreSQL's user can run the program: folders of mode 700 and disks mounted noexec both say no. */
function runs(folder) {
  const program = path.join(folder, 'bin', 'postgres');
  const { status, error, stderr } = spawnSync(program, ['--version'], {
    ...postgresUser(),
    cwd: path.parse(folder).root,
    env: postgresEnvironment,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : (error?.code ?? stderr.trim().split('\n')[0]);
}

function openToAll(entry) {
  const stats = fs.lstatSync(entry);
  if (stats.isSymbolicLink()) return;
  fs.chmodSync(entry, stats.mode | 0o444 | (stats.mode & 0o100 ? 0o111 : 0));
  if (stats.isDirectory()) for (const name of fs.readdirSync(entry)) openToAll(path.join(entry, name));
}

/** A copy that PostgreSQL's user can reach, one per version and shared by all clones of this machine. */
function copyBinaries(base) {
  const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  const target = path.join(base, `native-${version}-${process.arch}`);
  if (fs.existsSync(target)) return target;
  // Under another name until it is whole: two starts may copy at once, and one may be killed half way.
  const draft = fs.mkdtempSync(`${target}.`);
  try {
    fs.cpSync(path.join(packageFolder, 'native'), draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    fs.renameSync(draft, target);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  }
  return target;
}

/** A folder of ours that everybody may enter and only root may change. */
function publicFolder(folder) {
  fs.mkdirSync(folder, { recursive: true });
  // In the temp folder somebody else may have been there first.
  if (fs.lstatSync(folder).uid !== 0 || !fs.lstatSync(folder).isDirectory())
    throw new Fault(`${folder} 不属于 root，不能用来存放数据。`);
  fs.chmodSync(folder, 0o755);
  return folder;
}

let place;
/**
 * Finds (and as root: makes) the place of the binaries and of the data.
 *
 * As an ordinary user both stay in the clone. As root PostgreSQL runs as another user, who cannot enter a clone below
 * a folder of mode 700 such as root's home, so both go to a folder that everybody can reach.
 *
 * @returns {{binaries: string, base: string}} `base`: where data folders of this machine may be made
 */
export function postgresPlace() {
  if (place) return place;
  if (!fs.existsSync(packageFolder)) {
    throw new Fault(`此平台（${process.platform}-${process.arch}）没有内嵌的 PostgreSQL：${SET_URL}`);
  }
  makeLibraryLinks();
  if (process.getuid?.() !== 0) {
    const binaries = path.join(packageFolder, 'native');
    const reason = runs(binaries);
    if (reason) throw new Fault(`内嵌的 PostgreSQL 在此系统上无法运行（${reason}）：${SET_URL}`);
    return (place = { binaries, base: path.join(root, '.data') });
  }
  let reason;
  for (const candidate of ['/var/lib/xiaohao', path.join(os.tmpdir(), 'xiaohao-root'), '/tmp/xiaohao-root']) {
    try {
      const base = publicFolder(candidate);
      const binaries = copyBinaries(base);
      reason = runs(binaries);
      if (!reason) return (place = { binaries, base });
    } catch (error) {
      if (error.code === 'ENOSPC') throw error;
      reason = error.message;
    }
  }
  throw new Fault(`以 root 身份无法让其他用户运行内嵌的 PostgreSQL（${reason}）：请换普通用户运行，或${SET_URL}`);
}

/** Which clone a data folder outside belongs to: a new clone at the path of a deleted one must not find its data. */
function cloneName(base) {
  const idFile = path.join(root, '.data', 'id');
  const here = fs.realpathSync(root);
  const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '');
  const id = read(idFile);
  const before = id && read(path.join(base, id, 'clone'));
  const copied = before && before !== here && read(path.join(before, '.data', 'id')) === id;
  const name = /^[0-9a-f]{10}$/.test(id) && !copied ? id : randomBytes(5).toString('hex');
  const folder = publicFolder(path.join(base, name));
  if (before !== here || copied) fs.writeFileSync(path.join(folder, 'clone'), `${here}\n`);
  if (name !== id) {
    fs.mkdirSync(path.dirname(idFile), { recursive: true });
    fs.writeFileSync(idFile, `${name}\n`);
  }
  return folder;
}

/** The data folder of this clone's embedded database. */
export function cloneDataFolder() {
  const { base } = postgresPlace();
  return path.join(process.getuid?.() === 0 ? cloneName(base) : base, 'postgres');
}

/** A new folder for a cluster that is thrown away; the cluster goes into a folder below it. */
export function temporaryFolder() {
  const parent = process.getuid?.() === 0 ? postgresPlace().base : fs.realpathSync(os.tmpdir());
  const folder = fs.mkdtempSync(path.join(parent, 'test-'));
  fs.chmodSync(folder, 0o755);
  return folder;
}
