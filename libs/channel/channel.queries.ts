import { offset, type PageQuery, type Tx } from '@app/platform';
import type { AddressKind } from './address';
import type { ChannelKind } from './channel';

/** Anything that runs a statement: a transaction, or the pool. */
export type Runs = Pick<Tx, 'query'>;

/** A row as it is kept. */
export interface ChannelRow {
  id: string;
  kind: ChannelKind;
  name: string;
  active: boolean;
  settings: Record<string, string | number | boolean>;
  sealed: Buffer;
  masked: Record<string, string>;
  digestAbove: number;
  pausedUntil: Date | null;
  lastSentAt: Date | null;
  lastFault: string | null;
  lastFaultAt: Date | null;
  version: number;
  createdAt: Date;
}

export const CHANNEL = `id, kind, name, active, settings, sealed, masked, digest_above as "digestAbove",
  paused_until as "pausedUntil", last_sent_at as "lastSentAt", last_fault as "lastFault",
  last_fault_at as "lastFaultAt", version, created_at as "createdAt"`;

/** Those in use, oldest first; with a moment, without those that are silent then. */
export const activeChannels = (tx: Runs, now: Date | null): Promise<ChannelRow[]> =>
  tx.query(
    `select ${CHANNEL} from channel
      where active and ($1::timestamptz is null or paused_until is null or paused_until <= $1)
      order by created_at, id`,
    [now],
  );

export interface AddressRow {
  id: string;
  personId: string;
  kind: AddressKind;
  sealed: Buffer;
}

/** Those of a kind that are not gone and that the key opens. */
export const openableAddresses = (
  tx: Runs,
  personIds: readonly string[],
  kind: AddressKind,
  head: Buffer,
): Promise<AddressRow[]> =>
  tx.query(
    `select id, person_id as "personId", kind, sealed from person_address
      where person_id = any ($1::uuid[]) and kind = $2 and gone_at is null
        and substring(sealed from 1 for length($3::bytea)) = $3
      order by created_at, id`,
    [personIds, kind, head],
  );

export const addressKinds = (
  tx: Runs,
  personIds: readonly string[],
  head: Buffer,
): Promise<{ personId: string; kinds: AddressKind[] }[]> =>
  tx.query(
    `select person_id as "personId", array_agg(distinct kind) as kinds from person_address
      where person_id = any ($1::uuid[]) and gone_at is null
        and substring(sealed from 1 for length($2::bytea)) = $2
      group by person_id`,
    [personIds, head],
  );

/** What was sent on a channel of late. */
export interface Recent {
  pausedUntil: Date | null;
  inMinute: number;
  inSecond: number;
  /** The oldest of the minute. */
  oldest: Date | null;
}

/** Locks the channel, so that those who reserve take turns, and counts. */
export async function lockRecent(tx: Runs, channelId: string, now: Date): Promise<Recent | undefined> {
  const [channel]: { pausedUntil: Date | null }[] = await tx.query(
    'select paused_until as "pausedUntil" from channel where id = $1 for no key update',
    [channelId],
  );
  if (!channel) return undefined;
  const [counts] = (await tx.query(
    `select count(*)::int as "inMinute", min(at) as oldest,
            (count(*) filter (where at > $2::timestamptz - interval '1 second'))::int as "inSecond"
       from channel_send where channel_id = $1 and at > $2::timestamptz - interval '1 minute'`,
    [channelId, now],
  )) as [Omit<Recent, 'pausedUntil'>];
  return { ...channel, ...counts };
}

export const addSends = (tx: Runs, channelId: string, count: number, now: Date): Promise<unknown> =>
  tx.query('insert into channel_send (channel_id, at) select $1, $3 from generate_series(1, $2::int)', [
    channelId,
    count,
    now,
  ]);

export async function pausedUntil(tx: Runs, channelId: string): Promise<Date | null> {
  const [row]: { at: Date | null }[] = await tx.query('select paused_until as at from channel where id = $1', [
    channelId,
  ]);
  return row?.at ?? null;
}

export const forgetSends = (tx: Runs, before: Date): Promise<unknown> =>
  tx.query('delete from channel_send where at < $1', [before]);

export const noteSent = (tx: Runs, channelId: string, now: Date): Promise<unknown> =>
  tx.query('update channel set last_sent_at = greatest(last_sent_at, $2) where id = $1', [channelId, now]);

export const noteFault = (
  tx: Runs,
  channelId: string,
  fault: string,
  until: Date | null,
  now: Date,
): Promise<unknown> =>
  tx.query(
    `update channel set last_fault = $2, last_fault_at = $4,
            paused_until = greatest(paused_until, $3::timestamptz) where id = $1`,
    [channelId, fault, until, now],
  );

export const markGone = (tx: Runs, addressIds: readonly string[], now: Date): Promise<unknown> =>
  tx.query('update person_address set gone_at = $2 where id = any ($1::uuid[]) and gone_at is null', [addressIds, now]);

export async function findChannel(tx: Runs, id: string, forChange = false): Promise<ChannelRow | undefined> {
  const [row]: ChannelRow[] = await tx.query(
    `select ${CHANNEL} from channel where id = $1 ${forChange ? 'for no key update' : ''}`,
    [id],
  );
  return row;
}

export async function findChannels(tx: Runs, query: PageQuery): Promise<{ rows: ChannelRow[]; total: number }> {
  const rows: ChannelRow[] = await tx.query(
    `select ${CHANNEL} from channel order by not active, name collate "zh-x-icu", id limit $1 offset $2`,
    [query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query('select count(*)::int as total from channel')) as [{ total: number }];
  return { rows, total };
}

/** What the administrator decides of a channel. */
export type ChannelFacts = Pick<
  ChannelRow,
  'id' | 'name' | 'active' | 'digestAbove' | 'settings' | 'sealed' | 'masked'
>;

export const insertChannel = (tx: Runs, row: ChannelFacts & Pick<ChannelRow, 'kind'>, now: Date): Promise<unknown> =>
  tx.query(
    `insert into channel (id, kind, name, active, digest_above, settings, sealed, masked, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.id, row.kind, row.name, row.active, row.digestAbove, row.settings, row.sealed, row.masked, now],
  );

/** Another robot knows nothing of the silence that the one before asked for. */
export const changeChannel = (tx: Runs, row: ChannelFacts): Promise<unknown> =>
  tx.query(
    `update channel set name = $2, active = $3, digest_above = $4, settings = $5, sealed = $6, masked = $7,
            version = version + 1, paused_until = case when sealed = $6 then paused_until end
      where id = $1`,
    [row.id, row.name, row.active, row.digestAbove, row.settings, row.sealed, row.masked],
  );
