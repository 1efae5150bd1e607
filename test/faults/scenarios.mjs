// What goes wrong, one after the other. Each begins with an empty database and must end with everything settled.
import { setTimeout as pause } from 'node:timers/promises';
import { ofQueue } from './proxy.mjs';

/** Calls that one worker may have under way at once: so many at most end as unknown when it is killed. */
const LANES = 4;
const DAY_MS = 86_400_000;
/** So long the queue is away while people go on working. */
const OUTAGE_MS = 12_000;

const share = (stage, part) => Math.floor(stage.reminders * part);
/** Until the sink has received so many. */
const receives = (stage, count) =>
  stage.until(() => stage.sink.received.length >= count, `接收方收到 ${count} 条`, 120_000);

/** The receiver takes its time, so that sending all of them lasts about so long and faults fall into it. */
const paced = (stage, seconds = 20) => {
  const after = (seconds * 1_000 * 2 * LANES) / stage.reminders;
  stage.sink.behave = () => ({ status: 200, after });
};

/** People go on working while the queue is away; meanwhile something falls due. */
async function outage(stage, begin, end) {
  await stage.startApi();
  await stage.seed({ reminders: share(stage, 0.5) });
  paced(stage);
  await stage.startWorkers();
  await receives(stage, share(stage, 0.1));
  stage.before = await stage.people(OUTAGE_MS / 2);
  await begin();
  await stage.seed({ reminders: share(stage, 0.5) });
  stage.during = await stage.people(OUTAGE_MS);
  await end();
}

/** The receiver answers so until it has answered so often; afterwards it takes everything. */
async function receiverAnswers(stage, behave) {
  await stage.seed();
  stage.sink.behave = behave;
  await stage.startWorkers();
}

/** A worker is killed while its calls are held, before or after they had their effect. */
async function killWhileHeld(stage, hold, isHeld, letGo) {
  await stage.seed();
  paced(stage);
  await stage.startWorkers();
  for (const [turn, worker] of stage.workers.entries()) {
    await receives(stage, share(stage, 0.1 + turn * 0.5));
    hold();
    await stage.until(isHeld, '调用被扣住');
    await worker.kill();
    letGo();
    await worker.start();
  }
}

export const SCENARIOS = [
  {
    name: 'calm',
    title: '没有故障',
    async run(stage) {
      await stage.seed({ later: 100 });
      await stage.startWorkers();
    },
  },
  {
    name: 'two-sweeps',
    title: '两个扫描同时写入',
    async run(stage) {
      await stage.seed();
      // Both have looked and found the same when the first may write.
      const gate = await stage.eye.pool.connect();
      try {
        await gate.query('begin');
        await gate.query('lock table reminder in share mode');
        await stage.startWorkers();
        await pause(2_000);
      } finally {
        await gate.query('rollback');
        gate.release();
      }
    },
  },
  {
    name: 'worker-killed-before',
    title: 'kill -9 后台任务，消息尚未送达',
    promised: (stage) => ({ unknown: stage.workers.length * LANES }),
    run: (stage) =>
      killWhileHeld(
        stage,
        () => stage.wires.sink.hold(),
        () => stage.wires.sink.held >= LANES,
        () => stage.wires.sink.resume(),
      ),
  },
  {
    name: 'worker-killed-after',
    title: 'kill -9 后台任务，消息已送达',
    promised: (stage) => ({ unknown: stage.workers.length * LANES }),
    run: (stage) =>
      killWhileHeld(
        stage,
        () => (stage.sink.behave = () => ({ hold: true })),
        () => stage.sink.held >= LANES,
        () => {
          paced(stage);
          stage.sink.release();
        },
      ),
  },
  {
    name: 'api-killed',
    title: 'kill -9 接口服务，已提交而未敲钟',
    async run(stage) {
      await stage.startWorkers();
      await stage.seed();
      const { id: issueId, handler } = await stage.eye.row('select id, handler_id as handler from issue limit 1');
      await stage.startApi();
      await stage.api.stop();
      await stage.startApi({ preload: 'ring.preload.cjs' });
      const answered = await stage.comment(issueId, [handler]).catch((error) => error);
      await stage.until(() => !stage.api.lives, `接口服务在敲钟时结束（留言的应答：${answered}）`);
      const { count } = await stage.eye.row('select count(*)::int as count from issue_comment');
      if (count !== 1) throw new Error('接口服务在提交之前就结束了，没有演练到要演练的');
      stage.expect('issue-mentioned', issueId, handler);
    },
  },
  {
    name: 'redis-killed',
    title: 'kill -9 Redis，片刻后带着数据回来',
    backends: ['redis'],
    run: (stage) =>
      outage(
        stage,
        () => stage.redis.kill(),
        () => stage.redis.start(),
      ),
  },
  {
    name: 'redis-empty',
    title: 'kill -9 Redis，回来时是空的',
    backends: ['redis'],
    run: (stage) =>
      outage(
        stage,
        () => stage.redis.kill().then(() => stage.redis.forget()),
        () => stage.redis.start(),
      ),
  },
  {
    name: 'queue-flushed',
    title: '队列被清空',
    async run(stage) {
      await stage.seed({ reminders: share(stage, 0.5) });
      paced(stage, 10);
      await stage.startWorkers();
      await receives(stage, share(stage, 0.2));
      await stage.flushQueue();
      // Nobody rings: only the schedule can find it, which was flushed with everything else.
      await stage.seed({ reminders: share(stage, 0.5) });
    },
  },
  {
    name: 'redis-full',
    title: 'Redis 内存已满',
    backends: ['redis'],
    run: (stage) =>
      outage(
        stage,
        () => stage.redis.command('config', 'set', 'maxmemory', '1mb'),
        () => stage.redis.command('config', 'set', 'maxmemory', '0'),
      ),
  },
  {
    name: 'queue-silent',
    title: '到队列的连接半开，之后断开',
    run: (stage) => {
      const [wires, which] =
        stage.backend === 'redis'
          ? [[stage.wires.workerRedis, stage.wires.apiRedis], undefined]
          : [[stage.wires.workerDatabase, stage.wires.apiDatabase], ofQueue];
      return outage(
        stage,
        () => wires.forEach((wire) => wire.silence(which)),
        () => wires.forEach((wire) => wire.cut()),
      );
    },
  },
  {
    name: 'redis-abandoned',
    title: '到 Redis 的旧连接一直半开，新连接正常',
    backends: ['redis'],
    run: (stage) =>
      outage(
        stage,
        () => [stage.wires.workerRedis, stage.wires.apiRedis].forEach((wire) => wire.abandon()),
        () => undefined,
      ),
  },
  {
    name: 'postgres-killed',
    title: 'kill -9 PostgreSQL，正在发送时',
    promised: (stage) => ({ unknown: stage.workers.length * LANES }),
    async run(stage) {
      await stage.seed();
      paced(stage);
      await stage.startWorkers();
      for (const part of [0.1, 0.4]) {
        await receives(stage, share(stage, part));
        await stage.postgres.kill();
        await pause(2_000);
        await stage.postgres.startAgain();
      }
    },
  },
  {
    name: 'postgres-silent',
    title: '到 PostgreSQL 的连接半开，之后断开',
    promised: (stage) => ({ unknown: stage.workers.length * LANES }),
    async run(stage) {
      await stage.seed();
      paced(stage);
      await stage.startWorkers();
      await receives(stage, share(stage, 0.2));
      stage.wires.workerDatabase.silence();
      await pause(15_000);
      stage.wires.workerDatabase.cut();
    },
  },
  {
    name: 'postgres-abandoned',
    title: '到 PostgreSQL 的旧连接一直半开，新连接正常',
    promised: (stage) => ({ unknown: stage.workers.length * LANES }),
    async run(stage) {
      await stage.seed();
      paced(stage);
      await stage.startWorkers();
      await receives(stage, share(stage, 0.2));
      stage.wires.workerDatabase.abandon();
    },
  },
  {
    name: 'receiver-silent',
    title: '到接收方的连接半开',
    promised: (stage) => ({ unknown: stage.workers.length * LANES * 3 }),
    async run(stage) {
      await stage.seed();
      paced(stage);
      await stage.startWorkers();
      await receives(stage, share(stage, 0.2));
      stage.wires.sink.silence();
      await pause(15_000);
      stage.wires.sink.cut();
    },
  },
  {
    name: 'receiver-slow',
    title: '接收方很慢，有的超过时限',
    // Each of these waits longer than an answer is waited for.
    promised: (stage) => ({ unknown: Math.ceil((stage.reminders - 4) / 300) }),
    run: (stage) =>
      receiverAnswers(stage, (n) => ({ status: 200, after: n % 300 === 5 ? 12_000 : n % 10 === 0 ? 400 : 0 })),
  },
  {
    name: 'receiver-429',
    title: '接收方答 429',
    run: (stage) => receiverAnswers(stage, (n) => ({ status: n <= share(stage, 0.1) ? 429 : 200 })),
  },
  {
    name: 'receiver-500',
    title: '接收方答 500',
    run: (stage) => receiverAnswers(stage, (n) => ({ status: n <= share(stage, 0.1) ? 500 : 200 })),
  },
  {
    name: 'receiver-closes',
    title: '接收方不答就断开',
    promised: (stage) => ({ unknown: share(stage, 0.02) }),
    run: (stage) =>
      receiverAnswers(stage, (n) => (n % 5 === 0 && n <= share(stage, 0.1) ? { close: true } : { status: 200 })),
  },
  {
    name: 'clock-ahead',
    title: '一个后台任务的时钟快 40 天',
    async run(stage) {
      await stage.seed({ reminders: share(stage, 0.5), later: 200 });
      const [right, wrong] = stage.workers;
      await wrong.start({ preload: 'clock.preload.cjs', env: { FAULTS_CLOCK_SHIFT_MS: String(40 * DAY_MS) } });
      await receives(stage, share(stage, 0.1));
      await right.start();
      await pause(65_000);
      // Nobody rings: it must be found by the schedule.
      await stage.seed({ reminders: share(stage, 0.5), later: 200 });
    },
  },
  {
    name: 'three-days',
    title: '后台任务停了三天',
    async run(stage) {
      await stage.seed({ late: [3, 2, 1, 0] });
      await stage.startWorkers();
    },
  },
];
