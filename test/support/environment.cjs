const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

const ours = new WeakSet();
const { compileFunction } = vm;
// Jest compiles a file into the context of its environment; the process itself has none that could be named.
vm.compileFunction = (code, params, options) =>
  ours.has(options?.parsingContext)
    ? compileFunction(code, params, { filename: options.filename })
    : compileFunction(code, params, options);

/**
 * Test files run in the worker's own realm, as the program does, and not in one of their own: so the program can be
 * loaded once for all of them (`runtime.cjs`), and its errors, dates and lists are those of the test.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    ours.add(this.context);
    this.global = globalThis;
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: config.projectConfig, global: globalThis });
    this.before = { env: { ...process.env }, exit: process.exit };
    // What listens to the tests of one file must not hear those of the next.
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
  }

  async teardown() {
    await super.teardown();
    process.exit = this.before.exit;
    for (const name of Object.keys(process.env)) if (!(name in this.before.env)) delete process.env[name];
    Object.assign(process.env, this.before.env);
  }
};
