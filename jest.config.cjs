/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/seeds', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  moduleNameMapper: { '^@app/(.*)$': '<rootDir>/libs/$1' },
  transform: { '\\.[cm]?[jt]s$': '<rootDir>/test/support/swc-transformer.cjs' },
  // Packages that are ES modules only must be turned too: Jest on Node 20 cannot require them.
  transformIgnorePatterns: [],
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  testTimeout: 30_000,
  maxWorkers: 2,
  // A leaked pool or timer must be seen, not waited for.
  openHandlesTimeout: 2000,
};
