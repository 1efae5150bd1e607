// What `npm ci` on other machines needs from package-lock.json.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './children.mjs';

/** Whether some folder on the way up from `holder` has the package, as Node would find it. */
function isThere(packages, holder, name) {
  for (let folder = holder; folder; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder}/node_modules/${name}`]) return true;
  }
  return Boolean(packages[`node_modules/${name}`]);
}

/**
 * Faults of the lock file: addresses of downloads (they tie everybody to one registry) and optional packages that are
 * missing (npm drops the binaries of other platforms, and `npm ci` fails there).
 */
export function lockfileFaults(lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))) {
  const faults = [];
  for (const [holder, { resolved, optionalDependencies }] of Object.entries(lock.packages)) {
    if (resolved?.startsWith('http'))
      faults.push(`${holder}：含下载地址 resolved，请删除（npm install --omit-lockfile-registry-resolved）。`);
    for (const name of Object.keys(optionalDependencies ?? {})) {
      if (!isThere(lock.packages, holder, name))
        faults.push(`${holder || '本项目'}：可选依赖 ${name} 不在锁文件里，其他平台上 npm ci 会失败。`);
    }
  }
  return faults;
}
