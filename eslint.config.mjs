import tseslint from 'typescript-eslint';

// The house's own rules. Each message says what to do instead; ARCHITECTURE.md says why.
const ENVIRONMENT = {
  object: 'process',
  property: 'env',
  message: '设置只在 libs/platform/env.ts 读取：在 Settings 里加一项，再注入 Settings。',
};
const NOW = {
  object: 'Date',
  property: 'now',
  message: '时钟只在 libs/platform/clock.ts 读取：注入 Clock 并用 clock.now()，或把时刻作为参数传入。',
};
const NEW_DATE = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
  message: NOW.message,
};
const ENVIRONMENT_MODULE = {
  name: 'node:process',
  importNames: ['env'],
  message: ENVIRONMENT.message,
};
const OPERATORS = {
  name: 'typeorm',
  importNames: [
    ...['And', 'Any', 'ArrayContainedBy', 'ArrayContains', 'ArrayOverlap', 'Between', 'Brackets', 'Equal', 'ILike'],
    ...['In', 'IsNull', 'JsonContains', 'LessThan', 'LessThanOrEqual', 'Like', 'MoreThan', 'MoreThanOrEqual', 'Not'],
    ...['Or', 'Raw'],
  ],
  message: '查询写在 noun.queries.ts：TypeORM 的运算符只用于 *.entity.ts、*.queries.ts 和 libs/platform。',
};
const REPOSITORIES = {
  name: '@nestjs/typeorm',
  importNames: ['InjectRepository', 'InjectEntityManager'],
  message: '注入的 repository 会写在事务之外：方法的第一个参数收下 tx，由控制器开启事务。',
};

/** `_` is what a signature or a destructuring must name and nobody wants. */
const UNUSED = { argsIgnorePattern: '^_', varsIgnorePattern: '^_$', caughtErrors: 'none' };

const SERVER = ['apps/api/**/*.ts', 'apps/worker/**/*.ts', 'libs/**/*.ts', 'migrations/**/*.ts', 'seeds/**/*.ts'];
const CLOCK = ['libs/platform/clock.ts'];
const TESTS = ['test/**/*.ts', '**/*.spec.ts', '**/*.spec.tsx'];

/** What goes wrong in any JavaScript; style is prettier's affair. */
const LANGUAGE = {
  'array-callback-return': 'error',
  'constructor-super': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'for-direction': 'error',
  'getter-return': 'error',
  'no-async-promise-executor': 'error',
  'no-case-declarations': 'error',
  'no-cond-assign': 'error',
  'no-const-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': 'error',
  'no-control-regex': 'error',
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-irregular-whitespace': 'error',
  'no-loss-of-precision': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-unreachable': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-escape': 'error',
  'no-with': 'error',
  'require-yield': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
};

export default tseslint.config(
  // Whatever is generated or installed.
  { ignores: ['dist/', 'coverage/', '.data/', 'apps/web/src/client/schema.ts'] },
  { linterOptions: { noInlineConfig: true } },
  { files: ['**/*.{js,cjs,mjs,ts,mts,tsx}'], rules: LANGUAGE },

  // Plain JavaScript: the launcher, settings of tools.
  {
    files: ['**/*.{js,cjs,mjs}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
    },
  },
  { files: ['**/*.mjs'], rules: { 'no-var': 'error', 'prefer-const': 'error' } },

  // TypeScript, with types.
  {
    files: ['**/*.{ts,mts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'prefer-const': 'error',
      'no-var': 'error',
      // The declared type is how people read what an untyped driver answers.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // The same alias twice tells two meanings apart (`Day | Month`), and rows of the driver are told their type by `as`.
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Values of a JSON column are printed as they are.
      '@typescript-eslint/no-base-to-string': 'off',
      // Test services without a wait must still look like the others.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },

  // The server: one place for the environment, one for the clock, queries in their files.
  {
    files: SERVER,
    rules: {
      'no-restricted-properties': ['error', ENVIRONMENT, NOW],
      'no-restricted-syntax': ['error', NEW_DATE],
      'no-restricted-imports': ['error', { paths: [ENVIRONMENT_MODULE, OPERATORS, REPOSITORIES] }],
    },
  },
  {
    files: ['libs/**/*.entity.ts', 'libs/**/*.queries.ts', 'libs/platform/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [ENVIRONMENT_MODULE, REPOSITORIES] }] },
  },
  { files: ['libs/platform/env.ts'], rules: { 'no-restricted-properties': ['error', NOW] } },
  {
    files: CLOCK,
    rules: { 'no-restricted-properties': ['error', ENVIRONMENT], 'no-restricted-syntax': 'off' },
  },
  {
    // What React can show may be a promise by its type (ReactNode), so asking whether there is any looks like a fault.
    files: ['apps/web/**/*.tsx'],
    rules: {
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksConditionals: false, checksVoidReturn: { attributes: false } },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-properties': 'off',
      'no-restricted-syntax': 'off',
      'no-restricted-imports': 'off',
      // What a test reads from an answer is checked by the expectation, not by the type.
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
