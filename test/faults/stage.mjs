// One scenario's world: a database of its own, two workers and an api behind wires, and the sink.
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/embedded-postgres.mjs';
import { runProgram } from '../../scripts/district.mjs';
import { Wire } from './proxy.mjs';
import { PASSWORD, seedDue, seedPeople, seedRules } from './seed.mjs';
import { Eye, Postgres, Program, RedisServer } from './services.mjs';
import { Sink } from './sink.mjs';

const TEMPLATE = 'xiaohao';
const SECRETS_KEY = 'a-key-of-drills-that-opens-nothing-else';

/** What stays over all scenarios: the servers, and a database that the others are copied from. */
export class House {
  static async open(ends) {
    const house = new House();
    house.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xiaohao-faults-'));
    ends.push(() => fs.rmSync(house.folder, { recursive: true, force: true }));
    house.postgres = new Postgres();
    ends.push(() => house.postgres.stop());
    await house.postgres.start();
    house.redis = new RedisServer();
    ends.push(() => house.redis.stop());
    await house.redis.start();
    house.sink = await new Sink().open();
    ends.push(() => house.sink.close());
    house.wires = {
      workerDatabase: await new Wire(() => house.postgres.port).open(),
      apiDatabase: await new Wire(() => house.postgres.port).open(),
      workerRedis: await new Wire(() => house.redis.port).open(),
      apiRedis: await new Wire(() => house.redis.port).open(),
      sink: await new Wire(() => house.sink.port).open(),
    };
    ends.push(() => Promise.all(Object.values(house.wires).map((wire) => wire.close())));
    await house.#prepare();
    return house;
  }

  async #prepare() {
    const { url, ownerUrl } = await this.postgres.ensure();
    const env = {
      ...process.env,
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'error', DATABASE_URL: url, MIGRATION_DATABASE_URL: ownerUrl },
    };
    await runProgram('更新数据库结构', ['dist/migrations/main.js', 'up'], env);
    await runProgram('装入基础数据', ['dist/seeds/reference/main.js'], env);
    const eye = new Eye(this.postgres.url(TEMPLATE));
    try {
      this.cast = await seedPeople(eye);
      await seedRules(eye, await this.#channel(eye));
    } finally {
      await eye.close();
    }
  }

  /** The webhook of which the sink is the receiver. */
  async #channel(eye) {
    const { Sealer } = createRequire(import.meta.url)('../../dist/libs/channel/sealer.js');
    const id = randomUUID();
    const secrets = { url: `http://127.0.0.1:${this.wires.sink.port}/hook`, secret: 'a secret of drills, long enough' };
    await eye.rows(
      `insert into channel (id, kind, name, active, sealed, digest_above, created_at)
       values ($1, 'webhook', '演练', true, $2, 1000, now())`,
      [id, new Sealer({ SECRETS_KEY }).seal(`channel ${id}`, JSON.stringify(secrets))],
    );
    return id;
  }
}

export class Stage {
  #ends = [];
  /** Number of the next issue. */
  #next = 1;
  expected = new Map();

  /** @param {{backend: 'postgres' | 'redis', broken?: string, reminders: number, say: (line: string) => void}} options */
  constructor(house, options) {
    Object.assign(this, { house, ...options });
    this.sink = house.sink;
    this.wires = house.wires;
    this.redis = house.redis;
    this.postgres = house.postgres;
  }

  async open() {
    const { house } = this;
    this.database = `drill_${randomBytes(4).toString('hex')}`;
    const server = new Eye(house.postgres.url());
    try {
      await server.rows(`create database ${this.database} template ${TEMPLATE} strategy file_copy`);
    } finally {
      await server.close();
    }
    this.eye = new Eye(house.postgres.url(this.database));
    this.#ends.push(() => this.eye.close());
    if (this.backend === 'redis') await house.redis.command('flushall');
    if (this.broken === 'unique-key') await this.#dropKeys();
    const common = {
      ...(this.backend === 'redis' ? { REDIS_URL: 'redis' } : {}),
      SECRETS_KEY,
      OUTBOUND_ALLOW: '127.0.0.1',
      RECORD_ANCHOR_DIR: path.join(house.folder, 'anchors'),
      FILES_DIR: path.join(house.folder, 'files'),
      LOGIN_PER_MINUTE: '1000',
    };
    const behind = (database, redis) => ({
      ...common,
      DATABASE_URL: Object.assign(new URL(house.postgres.url(this.database, 'xiaohao_web')), { port: database.port })
        .href,
      ...(this.backend === 'redis' ? { REDIS_URL: `redis://127.0.0.1:${redis.port}` } : {}),
    });
    const ofWorker = behind(this.wires.workerDatabase, this.wires.workerRedis);
    this.workers = ['后台任务 1', '后台任务 2'].map((name) => new Program(name, 'apps/worker/main.js', ofWorker));
    const port = await freePort();
    this.origin = `http://127.0.0.1:${port}`;
    this.api = new Program('接口服务', 'apps/api/main.js', {
      ...behind(this.wires.apiDatabase, this.wires.apiRedis),
      PORT: String(port),
    });
    return this;
  }

  /** The keys that hold everything together. */
  async #dropKeys() {
    await this.eye.rows('alter table reminder drop constraint reminder_once');
    await this.eye.rows('alter table delivery drop constraint delivery_once');
  }

  /** Puts issues into the tables of which reminders fall due now; adds to what must come. */
  async seed(options = {}) {
    const seeded = await seedDue(this.eye, this.house.cast, {
      reminders: this.reminders,
      from: this.#next,
      ...options,
    });
    for (const [key, due] of seeded.expected) this.expected.set(key, due);
    this.#next = seeded.next;
  }

  /** Something else must come: what was written through the api. */
  expect(rule, subjectId, personId) {
    this.expected.set(`${rule} ${subjectId} ${personId}`, { rule, subjectId, personId });
  }

  /** Empties the queue as an operator might, wherever it is: jobs, schedules and all. */
  async flushQueue() {
    if (this.backend === 'redis') return void (await this.redis.command('flushall'));
    const rows = await this.eye.rows(
      `select string_agg('bullmq.' || table_name, ', ') as tables from information_schema.tables
        where table_schema = 'bullmq' and table_name <> 'migration'`,
    );
    await this.eye.rows(`truncate ${rows[0].tables}`);
  }

  async startWorkers(options) {
    await Promise.all(this.workers.map((worker) => worker.start(options)));
  }

  async startApi(options) {
    await this.api.start(options);
    if (this.token) return;
    const answer = await this.call('POST', '/api/auth/login', { username: 'drill-supervisor-1', password: PASSWORD });
    this.token = answer.body.accessToken;
    this.issueId = await this.anIssue();
  }

  /** One request; throws when none is answered within 30 s. */
  async call(method, address, body) {
    const response = await fetch(`${this.origin}${address}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }).catch((error) => {
      throw new Error(`${method} ${address}：${error.cause?.code ?? error.message}`);
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }

  /** An issue that nothing is due of, registered as people do it. */
  async anIssue() {
    const { status, body } = await this.call('POST', '/api/issues', {
      ...{ id: randomUUID(), ledger: 'drill', title: '演练中登记的问题', categoryCode: 'other', severity: 'low' },
    });
    if (status !== 201) throw new Error(`an issue was registered with ${status}: ${JSON.stringify(body)}`);
    return body.id;
  }

  /** Says something about an issue, as people do all day: a write that rings the bell. */
  async comment(issueId, mentions = []) {
    const { status } = await this.call('POST', `/api/issues/${issueId}/comments`, { text: '演练', mentions });
    if (status !== 201) throw new Error(`a comment was answered with ${status}`);
  }

  /** Writes and reads one after the other on four connections; milliseconds of each. */
  async people(milliseconds) {
    const times = { write: [], read: [] };
    const timed = async (list, work) => {
      const from = performance.now();
      await work();
      list.push(performance.now() - from);
    };
    const until = performance.now() + milliseconds;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (performance.now() < until) {
          await timed(times.write, () => this.comment(this.issueId));
          await timed(times.read, async () => {
            const { status } = await this.call('GET', `/api/issues/${this.issueId}`);
            if (status !== 200) throw new Error(`an issue was answered with ${status}`);
          });
          await pause(50);
        }
      }),
    );
    return times;
  }

  /** Waits until something is so. */
  async until(holds, what, patienceMs = 90_000) {
    for (const from = performance.now(); !(await holds()); await pause(25))
      if (performance.now() - from > patienceMs) throw new Error(`等不到：${what}`);
  }

  async states() {
    const rows = await this.eye.rows('select state, count(*)::int as count from delivery group by state');
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  /** Waits until everything that must come is there and nothing is open any more; false when the time is up. */
  async settle(patienceMs) {
    const from = performance.now();
    for (; performance.now() - from < patienceMs; await pause(300)) {
      const { written, open } = await this.eye
        .row(
          `select (select count(*)::int from reminder) as written,
                  (select count(*)::int from delivery where state in ('due', 'sending')) as open`,
        )
        .catch(() => ({ written: 0, open: 1 }));
      if (open === 0 && written >= this.expected.size) return true;
    }
    return false;
  }

  async close() {
    for (const wire of Object.values(this.wires)) wire.cut();
    this.sink.release();
    await Promise.all([...this.workers, this.api].map((program) => program.kill()));
    for (const wire of Object.values(this.wires)) wire.cut();
    this.sink.forget();
    for (const end of this.#ends.reverse()) await end();
    const server = new Eye(this.house.postgres.url());
    try {
      await server.rows(`drop database ${this.database} with (force)`);
    } finally {
      await server.close();
    }
  }
}
