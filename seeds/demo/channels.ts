import { channelServiceOf, channelSetupOf, type OpenChannel, type Outcome } from '@app/channel';
import { CalendarService, type Clock, FixedClock, type Settings, type Tx } from '@app/platform';
import { DeliveryService, type Outside } from '@app/reminder';
import type { DataSource } from 'typeorm';

/** Where `scripts/robot-stand-in.mjs` listens. */
const STAND_IN = 'http://127.0.0.1:9301/cgi-bin/webhook/send?key=stand-in-0000-1111-2222';
/** What the group hears of: few a day, and of matter to all. */
const RULES = ['issue-urged', 'issue-order', 'issue-overdue-leader'];
const MINUTE_MS = 60_000;

/**
 * The bureau's group robot, and the rules that speak through it. Only where secrets can be sealed.
 *
 * @returns whether it was made
 */
export async function seedChannel(tx: Tx, settings: Settings, clock: Clock): Promise<boolean> {
  if (settings.SECRETS_KEY === undefined) return false;
  const [admin] = (await tx.query(`select id from person where username = 'admin'`)) as [{ id: string }];
  const robot = {
    kind: 'wecom-robot',
    name: '经发局工作群（演示）',
    digestAbove: 50,
    secrets: { url: STAND_IN },
  } as const;
  const { id } = await channelSetupOf(settings, clock).create(tx, admin, robot);
  await tx.query('update reminder_rule set channels = array[$1::uuid] where code = any ($2)', [id, RULES]);
  return true;
}

/** As a robot answers on most days: nearly always, once with a refusal, once not at all. */
function answerOf(count: number): Outcome {
  if (count === 3) return { outcome: 'unknown', fault: 'TimeoutError', sentence: UNANSWERED };
  if (count === 5) return { outcome: 'failed', fault: 'errcode 45033', sentence: REFUSED };
  return { outcome: 'sent' };
}
const UNANSWERED = '已经发出，但没有等到对方的回答，可能已送达，所以不自动重发。';
const REFUSED = '企业微信拒绝了这条消息（演示）：请核对机器人的设置后重发。';

/**
 * Hands what has fallen due to the robot, as the worker does it, minute by minute; the group is invented, so the robot is
 * off afterwards: whoever starts the stand-in switches it on.
 */
export async function tellGroup(database: DataSource, settings: Settings, at: Date): Promise<void> {
  const clock = new FixedClock(at);
  const channels = channelServiceOf(settings);
  const calendars = new CalendarService(database, clock);
  let count = 0;
  const inGroup = (channel: OpenChannel): OpenChannel => ({
    ...channel,
    send: () => Promise.resolve(answerOf((count += 1))),
  });
  const outside: Outside = {
    open: async (tx, now) => (await channels.open(tx, now)).map(inGroup),
    addresses: (...asked) => channels.addresses(...asked),
    reserve: (...asked) => channels.reserve(...asked),
    settled: (...asked) => channels.settled(...asked),
  };
  const deliveries = new DeliveryService(database, channels, calendars, settings);
  for (let sent = 1; sent > 0; clock.set(new Date(clock.now().getTime() + MINUTE_MS + 1_000))) {
    sent = await deliveries.deliver(() => Promise.resolve(clock.now()), outside);
  }
  await database.query(`update channel set active = false where kind = 'wecom-robot'`);
}
