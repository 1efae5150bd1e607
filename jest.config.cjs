/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  runtime: '<rootDir>/test/support/runtime.cjs',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/seeds', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  moduleNameMapper: { '^@app/(.*)$': '<rootDir>/libs/$1' },
  transform: { '\\.ts$': '<rootDir>/test/support/swc-transformer.cjs' },
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  testTimeout: 60_000,
  maxWorkers: 2,
  // A leaked pool or timer must be seen, not waited for.
  openHandlesTimeout: 2000,
};
