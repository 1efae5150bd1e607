const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const swc = require('@swc/core');

/**
 * TypeScript → CommonJS with decorators and their metadata; files of packages that are ES modules → CommonJS;
 * everything else stays as it is. Jest on Node 20 can neither strip types nor require ES modules by itself.
 */
const TYPESCRIPT = {
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};
const MODULE = {
  module: { type: 'commonjs', importInterop: 'node' },
  sourceMaps: false,
  jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
};

const typeOf = new Map();
function isModule(path) {
  if (path.endsWith('.mjs')) return true;
  if (path.endsWith('.cjs')) return false;
  const folder = dirname(path);
  if (!typeOf.has(folder)) {
    const file = join(folder, 'package.json');
    const parent = dirname(folder);
    typeOf.set(
      folder,
      existsSync(file)
        ? JSON.parse(readFileSync(file, 'utf8')).type === 'module'
        : parent !== folder && isModule(join(parent, 'x.js')),
    );
  }
  return typeOf.get(folder);
}

const optionsFor = (path) => (/\.[cm]?ts$/.test(path) ? TYPESCRIPT : isModule(path) ? MODULE : undefined);

module.exports = {
  process(source, filename) {
    const options = optionsFor(filename);
    // import.meta has no meaning in CommonJS; packages use it for the address of their own file.
    const code = options === MODULE ? source.replaceAll('import.meta.url', '`file://${__filename}`') : source;
    // Jest's sandbox on Node 20 refuses import(); CommonJS packages use it to reach ES modules, which are turned anyway.
    if (!options) return { code: source.replace(/\bimport\((['"][^'"\n]+['"])\)/g, 'Promise.resolve(require($1))') };
    return swc.transformSync(code, { ...options, filename, swcrc: false });
  },
  getCacheKey(source, filename, { configString }) {
    return createHash('sha256')
      .update(source)
      .update(filename)
      .update(configString)
      .update(swc.version)
      .update('3')
      .digest('hex');
  },
};
