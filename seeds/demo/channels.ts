import { channelSetupOf } from '@app/channel';
import type { Clock, Settings, Tx } from '@app/platform';

/** Where `scripts/robot-stand-in.mjs` listens. */
const STAND_IN = 'http://127.0.0.1:9301/cgi-bin/webhook/send?key=stand-in-0000-1111-2222';

/**
 * A group robot to try: off, and its address that of the stand-in. Only where secrets can be sealed.
 *
 * @returns whether it was made
 */
export async function seedChannel(tx: Tx, settings: Settings, clock: Clock): Promise<boolean> {
  if (settings.SECRETS_KEY === undefined) return false;
  const [admin] = (await tx.query(`select id from person where username = 'admin'`)) as [{ id: string }];
  const robot = {
    kind: 'wecom-robot',
    name: '经发局工作群（演示）',
    active: false,
    secrets: { url: STAND_IN },
  } as const;
  await channelSetupOf(settings, clock).create(tx, admin, robot);
  return true;
}
