// What must hold after every scenario, whatever was killed in it. Each violation is a sentence that names the key.
import { remindersOf } from './seed.mjs';

/** How a sentence begins that says of a reminder that it was written or sent twice. */
export const DOUBLED = '同一提醒';

/** Within this time people are answered while the queue is away. */
const P99_MS = 1_000;

/** Answers by which a receiver says that it has not taken the message. */
const refused = (answer) => answer === 429 || (typeof answer === 'number' && answer >= 500);

const some = (list, sentence) => {
  if (list.length === 0) return [];
  const more = list.length > 1 ? `（共 ${list.length} 条）` : '';
  return [`${sentence(list[0])}${more}`];
};

const groupBy = (list, keyOf) => {
  const groups = new Map();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups];
};

/** A message again although nobody said that the earlier one was not taken. */
const doubled = (received, keyOf) =>
  groupBy(received, keyOf).filter(([, times]) => times.slice(0, -1).some(({ answer }) => !refused(answer)));

/**
 * @param stage after it has settled, or the time was up
 * @param {object} promised
 * @param {number} [promised.unknown] so many at most may end as unknown
 * @param {number} [promised.failed]
 * @param {number} [promised.cancelled]
 */
export async function check(stage, settled, { unknown = 0, failed = 0, cancelled = 0 } = {}) {
  const { eye, expected, sink, before, during } = stage;
  const reminders = await remindersOf(eye);
  const deliveries = await eye.rows(
    'select id, reminder_id as "reminderId", state, attempt, fault from delivery order by id',
  );
  const { received } = sink;
  const keyOfReminder = new Map(reminders.map(({ id, key }) => [id, key]));
  const receivedOf = new Map(groupBy(received, ({ id }) => id));
  const taken = (row) => (receivedOf.get(row.reminderId) ?? []).filter(({ answer }) => answer === 200).length;
  const named = (row) => `${row.id}（${keyOfReminder.get(row.reminderId)}）`;
  const count = (state) => deliveries.filter((row) => row.state === state).length;
  const faultsOf = (state) =>
    groupBy(
      deliveries.filter((row) => row.state === state),
      ({ fault }) => fault,
    )
      .map(([fault, rows]) => `${fault} ${rows.length} 次`)
      .join('、');
  const counts = {
    expected: expected.size,
    written: reminders.length,
    ...Object.fromEntries(['sent', 'failed', 'unknown', 'cancelled'].map((state) => [state, count(state)])),
    received: received.length,
  };

  const present = new Set(reminders.map(({ key }) => key));
  const delivered = new Set(deliveries.map(({ reminderId }) => reminderId));
  const open = deliveries.filter(({ state }) => state === 'due' || state === 'sending');
  const violations = [
    ...(settled ? [] : ['限定的时间内没有结清。']),
    ...some(
      [...expected.keys()].filter((key) => !present.has(key)),
      (key) => `应当提醒而没有提醒：${key}`,
    ),
    ...some(
      reminders.filter(({ key }) => !expected.has(key)),
      ({ key }) => `不应有的提醒：${key}`,
    ),
    ...some(
      groupBy(reminders, ({ key }) => key).filter(([, rows]) => rows.length > 1),
      ([key, rows]) => `${DOUBLED}写了 ${rows.length} 次：${key}`,
    ),
    ...some(
      reminders.filter(({ id }) => !delivered.has(id)),
      ({ key }) => `没有投递记录的提醒：${key}`,
    ),
    ...some(open, (row) => `停在 ${row.state} 的投递：${named(row)}`),
    ...some(
      doubled(received, ({ id }) => id),
      ([id, times]) =>
        `${DOUBLED}收到 ${times.length} 次：${keyOfReminder.get(id)}，应答依次为 ${times.map(({ answer }) => answer)}`,
    ),
    ...some(
      doubled(received, ({ content }) => content),
      ([content, times]) => `${DOUBLED}（同样的内容）收到 ${times.length} 次：${content}`,
    ),
    ...some(
      received.filter(({ id }) => !keyOfReminder.has(id)),
      ({ id, content }) => `收到没有记录的提醒：${id} ${content}`,
    ),
    ...some(
      deliveries.filter((row) => row.state === 'sent' && taken(row) !== 1),
      (row) => `记为已发而接收方没有收下的投递：${named(row)}`,
    ),
    ...some(
      deliveries.filter((row) => ['failed', 'cancelled'].includes(row.state) && taken(row) > 0),
      (row) => `记为 ${row.state} 而接收方已经收下的投递：${named(row)}`,
    ),
    ...Object.entries({ unknown, failed, cancelled }).flatMap(([state, most]) =>
      counts[state] > most
        ? [
            `${state} 的投递 ${counts[state]} 条，多于 ${most} 条，例如 ${named(deliveries.find((row) => row.state === state))}；原因：${faultsOf(state)}`,
          ]
        : [],
    ),
  ];
  for (const [what, list] of Object.entries(during ?? {})) {
    const [calm, reached] = [p99(before[what]), p99(list)];
    Object.assign(counts, { [`${what}Before`]: calm, [`${what}P99`]: reached });
    if (reached >= P99_MS)
      violations.push(
        `队列中断时接口的 p99（${what}）为 ${Math.round(reached)} 毫秒，应小于 1 秒；中断前为 ${Math.round(calm)} 毫秒。`,
      );
  }
  return { counts, violations };
}

const p99 = (list) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * 0.99))] ?? 0;
