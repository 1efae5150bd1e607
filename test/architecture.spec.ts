import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY, type Policy, ROLES } from '@app/org';
import { readSettings, Settings } from '@app/platform';
import { getMetadataStorage } from 'class-validator';
import { DataSource } from 'typeorm';
import { CONTROLLERS } from '../apps/api/app.module';
import { CONSTRAINT_SENTENCES } from '../apps/api/constraint-sentences';
import { freshDatabase } from './support/database';

// The rules of the house that neither compiler nor linter can hold. Each list of faults names file and rule, and is empty.

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

function node(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      // depcruise's exit code is the number of faults; what it found stands in its output.
      if (stdout === '') reject(new Error(`${args.join(' ')}: ${error?.message ?? ''}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

interface Cruise {
  summary: {
    totalCruised: number;
    violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[];
    ruleSetUsed: { forbidden: { name: string; comment: string }[] };
  };
}

test('imports look rightward and downward, without circles', async () => {
  const found = JSON.parse(
    await node(
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs', 'migrations', 'seeds'],
    ),
  ) as Cruise;
  const { totalCruised, violations, ruleSetUsed } = found.summary;
  const comments = new Map(ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  const faults = violations.map(({ from, to, rule, cycle }) => {
    const way = cycle?.length ? cycle.map(({ name }) => name).join(' → ') : to;
    return `${from} → ${way}\n  ${rule.name}：${comments.get(rule.name) ?? ''}`;
  });
  expect(faults).toEqual([]);
  // A cruise that saw nothing would find nothing.
  expect(totalCruised).toBeGreaterThan(100);
}, 180_000);

describe('the routes of the API', () => {
  type Controller = (typeof CONTROLLERS)[number];

  const handlersOf = (controller: Controller): [string, object][] => {
    const methods = Object.getOwnPropertyDescriptors(controller.prototype as object);
    return Object.entries(methods).flatMap(([name, { value }]) =>
      typeof value === 'function' && Reflect.hasMetadata('method', value as object) ? [[name, value as object]] : [],
    );
  };
  const routes = CONTROLLERS.flatMap((controller) =>
    handlersOf(controller).map(([name, handler]) => ({
      route: `${controller.name}.${name}`,
      policy: (Reflect.getMetadata(POLICY, handler) ?? Reflect.getMetadata(POLICY, controller)) as Policy | undefined,
    })),
  );

  test('have a policy each: @Allow, @SignedIn or @Public', () => {
    const known = (policy: Policy | undefined): boolean =>
      policy === 'public' ||
      policy === 'signed-in' ||
      (Array.isArray(policy) && policy.length > 0 && policy.every((role) => ROLES.includes(role)));
    expect(routes.filter(({ policy }) => !known(policy)).map(({ route }) => route)).toEqual([]);
    expect(routes.length).toBeGreaterThan(30);
  });

  test('answer without sign-in only where somebody who is not signed in needs them', () => {
    expect(routes.filter(({ policy }) => policy === 'public').map(({ route }) => route)).toEqual([
      'AuthController.login',
      'AuthController.activate',
      'MetaController.health',
      'MetaController.openApi',
      'MetaController.district',
      // Asks for itself: a program with the token of the settings, or an administrator.
      'MetricsController.scrape',
      'RatingsController.look',
      'RatingsController.rate',
      'CalendarFeedsController.read',
      'ScreenController.one',
      'ScreenController.map',
    ]);
  });

  test('stand in controllers that the app knows', () => {
    const files = readdirSync(join(root, 'apps/api')).filter((file) => file.endsWith('.controller.ts'));
    const written = files.flatMap((file) => [...read(`apps/api/${file}`).matchAll(/export class (\w+Controller)/g)]);
    const known = CONTROLLERS.map(({ name }) => name);
    expect(written.map(([, name]) => name).sort()).toEqual(known.sort());
  });
});

describe('.env.example', () => {
  /** `# NAME=value`, with the sentence in the line above. */
  const lines = read('.env.example').split('\n');
  const examples = lines.flatMap((line, index) => {
    const [, name, value] = /^#? ?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: value ?? '', sentence: lines[index - 1] ?? '' }];
  });
  const settings = [
    ...new Set(
      getMetadataStorage()
        .getTargetValidationMetadatas(Settings, '', false, false)
        .map((m) => m.propertyName),
    ),
  ];
  const compose = read('docker-compose.yml');
  const ofCompose = [...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name as string);

  test('has a line for every setting and every variable of docker-compose.yml, and no other', () => {
    const wanted = [...new Set([...settings, ...ofCompose])].sort();
    expect(examples.map(({ name }) => name).sort()).toEqual(wanted);
  });

  test('says each in a Chinese sentence, sets none, and shows the defaults as they are', () => {
    expect(examples.filter(({ sentence }) => !/^# .*[一-鿿].*。$/.test(sentence)).map(({ name }) => name)).toEqual([]);
    expect(lines.filter((line) => /^[A-Z]/.test(line))).toEqual([]);
    const defaults = new Settings() as unknown as Record<string, unknown>;
    for (const { name, value } of examples.filter((example) => defaults[example.name] !== undefined)) {
      const given = readSettings({ DATABASE_URL: 'postgres://somewhere/some', [name]: value });
      expect([name, (given as unknown as Record<string, unknown>)[name]]).toEqual([name, defaults[name]]);
    }
  });

  test('each of them is read at start, those that may be left out as well', () => {
    const asked = new Set<string>();
    const environment = new Proxy({ DATABASE_URL: 'postgres://somewhere/some' } as Record<string, string>, {
      get: (given, name: string) => (asked.add(name), given[name]),
    });
    readSettings(environment);
    expect([...asked].sort()).toEqual([...settings].sort());
  });

  test('and production knows no demo and no default secret', () => {
    expect(compose).not.toMatch(/DEMO|seeds\/demo/);
    expect([...compose.matchAll(/\$\{[A-Z0-9_]*(PASSWORD|SECRET)[A-Z0-9_]*(?![A-Z0-9_]|:\?|:-\})/g)]).toEqual([]);
  });
});

describe('the constraints of the database', () => {
  interface Constraint {
    name: string;
    /** p, u: primary key, unique (index); f: foreign key; c: check; t: raised by a trigger. */
    kind: 'p' | 'u' | 'f' | 'c' | 't';
  }
  let constraints: Constraint[];

  beforeAll(async () => {
    const { url, drop } = await freshDatabase();
    const database = await new DataSource({ type: 'postgres', url }).initialize();
    try {
      constraints = await database.query(`
        with ours as (select oid from pg_class where relnamespace = 'public'::regnamespace and relname <> 'migrations')
        select conname as name, contype::text as kind from pg_constraint
         where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c', 'x')
           and (conrelid in (select oid from ours) or contypid <> 0)
        union
        select c.relname, 'u' from pg_index i join pg_class c on c.oid = i.indexrelid
         where i.indisunique and i.indrelid in (select oid from ours)
           and not exists (select from pg_constraint where conindid = i.indexrelid)
        union
        select (regexp_matches(prosrc, 'constraint = ''(\\w+)''', 'g'))[1], 't' from pg_proc
         where pronamespace = 'public'::regnamespace and prolang = (select oid from pg_language where lanname = 'plpgsql')
        order by name`);
    } finally {
      await database.destroy();
      await drop();
    }
  });

  test('have a sentence each, and no sentence is left of one that is gone', () => {
    expect(constraints.length).toBeGreaterThan(90);
    expect(Object.keys(CONSTRAINT_SENTENCES).sort()).toEqual(constraints.map(({ name }) => name).sort());
  });

  test('speak Chinese to the end, a clash as 409 and an unknown reference as 400', () => {
    const faults = constraints.filter(({ name, kind }) => {
      const { status, message } = CONSTRAINT_SENTENCES[name] ?? { status: 0, message: '' };
      const wanted = { p: 409, u: 409, f: 400, c: status, t: 409 }[kind];
      return status !== wanted || !/^[^a-z]*[一-鿿].*。$/.test(message);
    });
    expect(faults).toEqual([]);
  });
});

test('package-lock.json has no addresses and the binaries of every platform', async () => {
  const faults = await node(
    '--input-type=module',
    '--eval',
    `import { lockfileFaults } from './scripts/check-lockfile.mjs'; console.log(JSON.stringify(lockfileFaults()));`,
  );
  expect(JSON.parse(faults)).toEqual([]);
});

describe('the papers', () => {
  const PAPERS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/handbook.md'];
  /** What is there only after a build or a run. */
  const MADE = /^(dist|node_modules|\.data|\.env$)/;

  test.each(PAPERS)('%s names only files and commands that exist', (paper) => {
    const text = read(paper);
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) =>
      join(paper, '..', link as string),
    );
    const places =
      /`((?:apps|libs|migrations|seeds|scripts|test|bench|docs|docker|\.ci)\/[\w./-]*\w\/?|[\w.-]+\.(?:cjs|mjs|yml|md))`/g;
    const named = [...text.matchAll(places)].map(([, file]) => file as string);
    const missing = [...links, ...named].filter((file) => !MADE.test(file) && !existsSync(join(root, file)));
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...text.matchAll(/npm run ([\w:-]*\w)/g)].map(([, name]) => name as string);
    expect([...missing, ...commands.filter((name) => scripts[name] === undefined)]).toEqual([]);
  });
});
