import { randomUUID } from 'node:crypto';
import { ChannelService } from '@app/channel';
import { Outbound } from '@app/channel/outbound';
import { Sealer } from '@app/channel/sealer';
import { Settings } from '@app/platform';
import type { DataSource } from 'typeorm';

export const WEBHOOK_SECRET = 'a secret of at least thirty-two characters';
/** What a process needs to open the channel and to reach this machine. */
export const CHANNEL_SETTINGS = {
  SECRETS_KEY: 'a key for tests, as long as one has to be at the least'.replaceAll(' ', '-'),
  OUTBOUND_ALLOW: '127.0.0.1',
};

export const channelSettings = (): Settings => Object.assign(new Settings(), CHANNEL_SETTINGS);

/** The channels as the worker has them, on these settings. */
export function channelsOf(settings = channelSettings()): ChannelService {
  return new ChannelService(new Sealer(settings), new Outbound(settings), settings);
}

/** A channel to a program at that address; with an id, the one that is there points to it from now on. */
export async function putWebhook(
  database: DataSource,
  url: string,
  {
    id = randomUUID(),
    digestAbove = 1000,
    deduplicates = false,
  }: { id?: string; digestAbove?: number; deduplicates?: boolean } = {},
): Promise<string> {
  const sealed = new Sealer(channelSettings()).seal(`channel ${id}`, JSON.stringify({ url, secret: WEBHOOK_SECRET }));
  await database.query(
    `insert into channel (id, kind, name, active, settings, sealed, digest_above, created_at)
     values ($1::uuid, 'webhook', $1::uuid::text, true, $2, $3, $4, '2024-01-01')
     on conflict (id) do update set sealed = excluded.sealed, version = channel.version + 1`,
    [id, JSON.stringify({ deduplicates }), sealed, digestAbove],
  );
  return id;
}

/** All rules use these channels, in this order. */
export const useChannels = (database: DataSource, ...ids: string[]): Promise<unknown> =>
  database.query('update reminder_rule set channels = $1', [ids]);
