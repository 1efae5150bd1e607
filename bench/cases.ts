import { randomBytes } from 'node:crypto';
import type { Request } from './http-client';
import { LARGE, MONTHS_LARGE, MONTHS_SMALL, SMALL } from './sizes';

/** What requests are made of; plain data, it is handed to another thread. */
export interface Ground {
  /** Tokens of a person who sees everything, and of an officer. */
  supervisor: string;
  officer: string;
  /** Projects of that officer. */
  projectIds: string[];
  /** Departments that lead issues. */
  unitIds: string[];
  /** Issues to be read. */
  issueIds: string[];
  /** Issues to be moved, which nothing else moves. */
  moving: { id: string; version: number; state: string }[];
  months: { small: string; large: string };
  /** Projects of both years, whose progress is written. */
  written: { small: string[]; large: string[] };
}

/** One connection's share of a case: its next request, and what it learns from the answer. */
export interface Client {
  next(): Request;
  learn?(body: Buffer): void;
}

export interface BenchCase {
  name: string;
  title: string;
  /** Where what was written is read: the answer to the write must be the same. Absent where nothing is written. */
  shownAt?(id: string): string;
  /** The reference answers a part: what it answers must be the same. */
  partly?: true;
  /** Nothing is beside it: its promise is in milliseconds. */
  alone?: true;
  /** What it is held against instead of the reference: the same where there is less. */
  lesser?: BenchCase;
  /** So many requests are one thing that is measured. */
  steps?: number;
  /** How many at once; as all others when left out. */
  connections?: readonly number[];
  /** Above it the row is marked. */
  limit?: number;
  client(ground: Ground, connection: number, connections: number): Client;
}

const HOUR_MS = 3_600_000;
const now = (): number => Math.floor(performance.timeOrigin + performance.now());
const hoursFromNow = (hours: number): string => new Date(now() + hours * HOUR_MS).toISOString();

/** A UUIDv7, as the phone makes them. */
function newId(): string {
  const at = now().toString(16).padStart(12, '0');
  const noise = randomBytes(10).toString('hex');
  return `${at.slice(0, 8)}-${at.slice(8)}-7${noise.slice(0, 3)}-a${noise.slice(3, 6)}-${noise.slice(6, 18)}`;
}

/** Every connection begins elsewhere, so that they do not walk in step. */
function* walk<T>(items: readonly T[], connection: number, connections: number): Generator<T, never> {
  for (let at = Math.floor((items.length * connection) / connections); ; at += 1) yield items[at % items.length] as T;
}

const get = (path: string, token: string): Client => ({ next: () => ({ method: 'GET', path, token }) });

const logVisit: BenchCase = {
  name: 'visit',
  title: '登记走访（含两个问题）',
  shownAt: (id) => `/api/visits/${id}`,
  client({ officer, projectIds }, connection, connections) {
    const projects = walk(projectIds, connection, connections);
    return {
      next: () => ({
        method: 'POST',
        path: '/api/visits',
        token: officer,
        body: {
          id: newId(),
          projectId: projects.next().value,
          visitedAt: hoursFromNow(-1),
          note: '现场查看进度，二期厂房封顶，设备已到货。',
          location: { latitude: 35.2391, longitude: 113.2418, accuracy: 12 },
          issues: [
            {
              id: newId(),
              title: '临时用电容量不足',
              description: '三台塔吊不能同时作业，企业已申请增容。',
              categoryCode: 'power',
              severity: 'high',
            },
            {
              id: newId(),
              title: '北门雨污管网未接通',
              description: '雨季前需要接通，否则影响基坑施工。',
              categoryCode: 'water-drainage',
              severity: 'medium',
            },
          ],
        },
      }),
    };
  },
};

/** Between suspended and in progress and back: a true move that can be made again and again. */
const registerIssue: BenchCase = {
  name: 'register',
  title: '登记一个问题',
  shownAt: (id) => `/api/issues/${id}`,
  client({ supervisor, projectIds }, connection, connections) {
    const projects = walk(projectIds, connection, connections);
    return {
      next: () => ({
        method: 'POST',
        path: '/api/issues',
        token: supervisor,
        body: {
          id: newId(),
          projectId: projects.next().value,
          title: '临时用电容量不足',
          description: '三台塔吊不能同时作业，企业已申请增容。',
          categoryCode: 'power',
          severity: 'high',
        },
      }),
    };
  },
};

const moveIssue: BenchCase = {
  name: 'move',
  title: '问题流转一步（挂起、恢复）',
  shownAt: (id) => `/api/issues/${id}`,
  client({ supervisor, moving }, connection, connections) {
    const own = moving.filter((_, index) => index % connections === connection);
    const issues = walk(own, 0, 1);
    const reviewOn = hoursFromNow(24 * 90).slice(0, 10);
    let issue = own[0] as Ground['moving'][number];
    return {
      next() {
        issue = issues.next().value;
        const { id, version, state } = issue;
        const suspend = state === 'in-progress';
        return {
          method: 'POST',
          path: `/api/issues/${id}/actions/${suspend ? 'suspend' : 'resume'}`,
          token: supervisor,
          body: suspend ? { version, note: '等待省里批复。', reviewOn } : { version, note: '批复已到，恢复办理。' },
        };
      },
      learn(body) {
        // Cheaper than to parse the whole answer; both stand before the record, which has states of its own.
        const [, state, version] = /"state":"([\w-]+)","version":(\d+)/.exec(body.toString('utf8')) ?? [];
        if (!state) throw new Error('an answer without state and version');
        Object.assign(issue, { state, version: Number(version) });
      },
    };
  },
};

const readIssue: BenchCase = {
  name: 'issue',
  title: '查看一个问题及其办理记录',
  client({ supervisor, issueIds }, connection, connections) {
    const ids = walk(issueIds, connection, connections);
    return { next: () => ({ method: 'GET', path: `/api/issues/${ids.next().value}`, token: supervisor }) };
  },
};

/** Lists over all 200 000 issues; one after the other of the queries, each connection beginning elsewhere. */
const list = (name: string, title: string, queries: (ground: Ground) => string[]): BenchCase => ({
  name,
  title,
  client(ground, connection, connections) {
    const paths = walk(queries(ground), connection, connections);
    return { next: () => ({ method: 'GET', path: `/api/issues${paths.next().value}`, token: ground.supervisor }) };
  },
});

const LISTS: readonly BenchCase[] = [
  list('list', '按单位、状态筛选并按期限排序，取 50 个', ({ unitIds }) =>
    unitIds.map((unit) => `?unitId=${unit}&state=assigned,in-progress,returned&sort=due&pageSize=50`),
  ),
  list('list-all', '全部，最近登记的在前，取 20 个', () => ['?sort=-registered&pageSize=20']),
  list('list-deep', '同上，第 5 000 页', () => ['?sort=-registered&pageSize=20&page=5000']),
  list('list-light', '红灯、黄灯，按期限排序，取 20 个', () =>
    ['red', 'yellow'].map((light) => `?light=${light}&sort=due&pageSize=20`),
  ),
  list('search', '查找：两个汉字、编号的一部分、项目名称', () =>
    ['管网', '2025-0777', '手续未', '2025-0013', '2024-0021', '到位'].map(
      (words) => `?q=${encodeURIComponent(words)}&sort=-registered&pageSize=20`,
    ),
  ),
  list('counts', '各状态的个数、超期、临期、待我处理', () => ['/counts']),
];

type Size = 'small' | 'large';

const rollUp = (size: Size, title: string): BenchCase => ({
  name: `rollup-${size}`,
  title,
  partly: true,
  client: ({ supervisor, months }) => get(`/api/rollups/${months[size]}`, supervisor),
});

/** Reads first: what writes add must not weigh on them. */
export const CASES: readonly BenchCase[] = [
  readIssue,
  ...LISTS,
  rollUp('small', `月度汇总，${SMALL.projects} 个项目`),
  rollUp('large', `月度汇总，${LARGE.projects} 个项目`),
  registerIssue,
  moveIssue,
  logVisit,
];

/** In 0.0001 万元, as whole numbers. */
const exact = (amount: string): bigint => {
  const [whole, part = ''] = amount.split('.') as [string, string?];
  return BigInt(whole + part.padEnd(4, '0'));
};

/**
 * The month's progress of one project is written and the month is read: one measured thing, for only then is the figure
 * fresh. The total must have moved by just that.
 */
const writeProgress = (size: Size, name: string, title: string): BenchCase => ({
  ...{ name, title, steps: 2, connections: [1] },
  client({ supervisor, months, written }) {
    const month = months[size];
    const projects = written[size].slice(0, 20);
    const last = new Map<string, bigint>();
    let turn = 0;
    let total: bigint | undefined;
    let moves: bigint | undefined;
    return {
      next() {
        const writes = turn % 2 === 0;
        const project = projects[(turn / 2) % projects.length] as string;
        turn += 1;
        if (!writes) return { method: 'GET', path: `/api/rollups/${month}`, token: supervisor };
        const completed = `${1_000 + (turn % 7_919)}.5`;
        const before = last.get(project);
        moves = before === undefined ? undefined : exact(completed) - before;
        last.set(project, exact(completed));
        return {
          method: 'PUT',
          path: `/api/projects/${project}/progress/${month}`,
          token: supervisor,
          body: { completed, basis: 'without-preliminary' },
        };
      },
      learn(body) {
        if (turn % 2 === 1) return;
        const [, found] = /"total":\{[^{}]*?"completed":"(-?[\d.]+)"/.exec(body.toString('utf8')) ?? [];
        if (found === undefined) throw new Error('a month without total');
        const now = exact(found);
        if (total !== undefined && moves !== undefined && now !== total + moves) throw new Error('a stale total');
        total = now;
      },
    };
  },
});

const monthPage: BenchCase = {
  name: 'month',
  title: `月度汇总（合计留存），${MONTHS_LARGE.projects} 个项目、${MONTHS_LARGE.issues} 个问题`,
  alone: true,
  client: ({ supervisor, months }) => get(`/api/rollups/${months.large}`, supervisor),
};

/** On a database of their own, with a hundred times the issues and visits. */
export const MONTH_CASES: readonly BenchCase[] = [
  monthPage,
  {
    ...writeProgress(
      'large',
      'write',
      `填报一个项目的进展，到汇总更新为止，${MONTHS_LARGE.projects} 个项目（参照：本系统，${MONTHS_SMALL.projects} 个项目）`,
    ),
    lesser: writeProgress('small', 'write-small', ''),
    limit: 1.5,
  },
];
/** Not a matter of requests: a month is added up. */
export const RECOMPUTE = 'recompute';
export const MONTH_CASE_NAMES: readonly string[] = [...MONTH_CASES.map(({ name }) => name), RECOMPUTE];

/** Nor is this: reminders swept and sent, beside the raw queue (`bench/reminders.ts`). */
export const REMINDERS = 'reminders';

export const EVERY_CASE: readonly BenchCase[] = [...CASES, ...MONTH_CASES].flatMap((one) =>
  one.lesser ? [one, one.lesser] : [one],
);
