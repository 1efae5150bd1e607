const { createRequire, isBuiltin } = require('node:module');
const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const TESTS = join(__dirname, '..') + sep;
const isOfTests = (path) => path.startsWith(TESTS) || path.endsWith('.spec.ts');

const requires = new Map();
const requireFrom = (file) => requires.get(file) ?? requires.set(file, createRequire(file)).get(file);

/** Address of each file of the program that is loaded → what it exports. */
const program = new Map();
/** Of the test file that runs now: a file of the program may load another when its first test file is long over. */
let current;
let sourceMaps = new Map();

/**
 * Loads the program once per worker instead of once per test file, which took four seconds of computing each:
 * packages by Node itself, as production does; the project's files through Jest's transformer. Test files and
 * `test/support` are loaded anew each time. The program keeps no state in its modules that a test could meet, and no test
 * puts another module in a module's place (`jest.mock`).
 */
module.exports = class extends Runtime {
  constructor(config, environment, resolver, ...more) {
    super(config, environment, resolver, ...more);
    this.resolver = resolver;
    this.aliases = config.moduleNameMapper.map(([pattern]) => new RegExp(pattern));
    current = this;
  }

  requireModuleOrMock(from, name) {
    if (isBuiltin(name) || name === '@jest/globals') return super.requireModuleOrMock(from, name);
    const isFile = /^[./]/.test(name) || this.aliases.some((pattern) => pattern.test(name));
    if (!isFile) return requireFrom(from)(name);
    const path = this.resolver.resolveStubModuleName(from, name) ?? this.resolver.resolveModule(from, name);
    if (isOfTests(path)) return super.requireModuleOrMock(from, name);
    if (!program.has(path)) program.set(path, current.load(from, name));
    return program.get(path);
  }

  load(from, name) {
    return super.requireModuleOrMock(from, name);
  }

  /** With those of what an earlier test file loaded: a fault there is to name its line, too. */
  getSourceMaps() {
    const maps = super.getSourceMaps();
    for (const [path, map] of sourceMaps) if (!maps.has(path)) maps.set(path, map);
    sourceMaps = maps;
    return maps;
  }
};
