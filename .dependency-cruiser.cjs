// Which way imports look. `comment` is the sentence that people read when a rule is broken; the picture is in
// ARCHITECTURE.md. Rooms from left to right: a lib imports only what stands to its right.
const ORDER = [
  ...[
    'bulletin',
    'exchange',
    'scoring',
    'overview',
    'rollup',
    'figure',
    'indicator',
    'pipeline',
    'reminder',
    'mechanism',
    'duty',
    'visit',
    'photo',
    'desk',
    'evidence',
    'order',
    'rating',
    'time',
    'calendar',
  ],
  ...['record', 'ledger', 'project', 'channel', 'org', 'platform'],
];
/** Neighbours that stand side by side: none of them imports another of its row. */
const ROWS = [
  ['scoring', 'overview'],
  ['indicator', 'pipeline', 'reminder', 'mechanism'],
  ['desk', 'evidence', 'order', 'rating', 'time', 'calendar', 'record'],
  ['project', 'channel'],
];
const SPECS = '\\.spec\\.tsx?$';

const below = (names) => `^libs/(${names.join('|')})/`;

/** For each lib: it imports nothing that stands to its left or beside it. */
const rightward = ORDER.slice(1).map((lib) => {
  const left = ORDER.slice(0, ORDER.indexOf(lib));
  const beside = (ROWS.find((row) => row.includes(lib)) ?? []).filter((other) => other !== lib);
  const forbidden = [...new Set([...left, ...beside])];
  return {
    name: `${lib}-looks-right`,
    severity: 'error',
    comment: `libs/${lib} 不能引用 ${forbidden.join('、')}：引用只能向右（bulletin → exchange → scoring、overview → rollup → figure → indicator、pipeline、reminder、mechanism → duty → visit → photo → desk、evidence、order、rating、time、calendar、record → ledger → project、channel → org → platform）。需要左边的东西，说明它放错了房间，请移到 libs/${lib} 或更右边。`,
    from: { path: `^libs/${lib}/` },
    to: { path: below(forbidden) },
  };
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rightward,
    {
      name: 'platform-knows-no-app',
      severity: 'error',
      comment: 'libs 不能引用 apps、seeds、migrations 或 test：应用引用库，不能反过来。请把共用的部分移进库里。',
      from: { path: '^libs/' },
      to: { path: '^(apps|seeds|migrations|bench|test)/' },
    },
    {
      name: 'apps-stay-apart',
      severity: 'error',
      comment: '一个应用不能引用另一个应用：共用的部分移进 libs。',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-speaks-http',
      severity: 'error',
      comment: '页面不引用服务端的代码：数据经由生成的客户端（apps/web/src/client）获取，文字取自服务端的字典。',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|migrations|seeds|apps/(api|worker))/' },
    },
    {
      name: 'lib-through-its-door',
      severity: 'error',
      comment: '从外面引用一个库，只经过它的 index.ts（@app/名称）；需要的东西若不在其中，请在 index.ts 里导出。',
      from: { path: '^(?!test/)', pathNot: ['^libs/', SPECS] },
      to: { path: '^libs/[^/]+/(?!index\\.ts$)' },
    },
    {
      name: 'lib-through-the-neighbours-door',
      severity: 'error',
      comment: '引用另一个库，只经过它的 index.ts（@app/名称）；需要的东西若不在其中，请在 index.ts 里导出。',
      from: { path: '^libs/([^/]+)/', pathNot: SPECS },
      to: { path: '^libs/[^/]+/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'not-out-and-in-again',
      severity: 'error',
      comment: '在库的内部用相对路径引用（./noun.role），不要经过自己的 index.ts：那会成为循环引用。',
      from: { path: '^libs/([^/]+)/', pathNot: '^libs/[^/]+/index\\.ts$' },
      to: { path: '^libs/$1/index\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      comment: '迁移脚本落地后不再改动，所以不能引用会变的代码：把当时的值写在脚本里。',
      from: { path: '^migrations/\\d' },
      to: { path: '^(libs|apps|seeds)/' },
    },
    {
      name: 'seeds-know-no-app',
      severity: 'error',
      comment: 'seeds 只引用 libs：应用里的规则和设置不属于数据。',
      from: { path: '^seeds/' },
      to: { path: '^apps/' },
    },
    {
      name: 'program-without-tests',
      severity: 'error',
      comment: '程序不能引用测试：把需要的部分移到被测试的代码旁边。',
      from: { path: '^(apps|libs|migrations|seeds)/', pathNot: SPECS },
      to: { path: ['^test/', SPECS] },
    },
    {
      name: 'program-without-tools',
      severity: 'error',
      comment: '服务端运行时只能用 dependencies 里的包：生产镜像不装 devDependencies（只引用类型的除外）。',
      from: { path: '^(apps/(api|worker)|libs|migrations|seeds)/', pathNot: SPECS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: '循环引用：把两边都要的部分移到第三个文件，或让其中一边只收参数。',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: '没有任何地方用到这个文件，它也不引用别的：用起来，或者删掉。',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '(^|/)(openapi-ts|vite)\\.config\\.m?ts$',
          '^apps/web/public/',
          '^dist/',
          '^apps/web/src/field/sw\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      comment: '引用的文件或包找不到：请核对路径；缺少的包要写进 package.json。',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
