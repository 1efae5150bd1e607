import { Settings, type Tx } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Fields } from './adapter';
import { ADAPTERS } from './adapters';
import { type AddressKind } from './address';
import type { Address, Message, OpenChannel, Outcome } from './channel';
import {
  activeChannels,
  addressKinds,
  addSends,
  type ChannelRow,
  forgetSends,
  lockRecent,
  markGone,
  noteFault,
  noteSent,
  openableAddresses,
  pausedUntil,
} from './channel.queries';
import { Outbound } from './outbound';
import { SealError, Sealer } from './sealer';
import { TokenCache } from './token.cache';

/** That a channel still sends, or fails for the same reason, need not be written with each message. */
const NOTED_EVERY_MS = 5_000;
const SENDS_KEPT_MS = 86_400_000;

/** Whether so many may be sent, and when the next. */
export interface Reserved {
  granted: number;
  /** When more may be asked for; null: all were granted. */
  nextAt: Date | null;
}

/** Where secrets of a channel, and addresses of a person, lie: what they are sealed for. */
export const channelPlace = (id: string): string => `channel ${id}`;
export const addressPlace = (personId: string, kind: AddressKind): string => `address ${personId} ${kind}`;

/** The outside channels, for whoever has something to send. */
@Injectable()
export class ChannelService {
  private readonly logger = new Logger('Channel');
  private readonly tokens = new TokenCache();
  private readonly noted = new Map<string, number>();
  private readonly complained = new Set<string>();

  constructor(
    private readonly sealer: Sealer,
    private readonly outbound: Outbound,
    private readonly settings: Settings,
  ) {}

  /**
   * The channels in use. One whose secrets cannot be read takes nothing: each message fails at once with the reason, for
   * the next channel to take over.
   *
   * @param now given: without those that keep silent then
   */
  async open(tx: Pick<Tx, 'query'>, now: Date | null = null): Promise<OpenChannel[]> {
    const rows = await activeChannels(tx, now);
    return rows.map((row) => {
      try {
        return this.opened(row);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        this.complain(`${row.id} ${row.version}`, `channel ${row.id}: ${error.fault}`);
        return unreadable(row, error);
      }
    });
  }

  /**
   * One channel, whether in use or not.
   *
   * @throws SealError when its secrets cannot be read
   */
  opened(row: ChannelRow): OpenChannel {
    const adapter = ADAPTERS[row.kind];
    const secrets = JSON.parse(this.sealer.open(channelPlace(row.id), row.sealed)) as Fields;
    const fields: Fields = { ...row.settings, ...secrets };
    const { publicUrl } = this.settings;
    const context = { fields, publicUrl, outbound: this.outbound, tokens: this.tokens.of(`${row.id} ${row.version}`) };
    return {
      ...adapter.spec,
      id: row.id,
      name: row.name,
      digestAbove: row.digestAbove,
      mentions: adapter.mentions?.(fields) ?? false,
      deduplicates: adapter.deduplicates?.(fields) ?? adapter.spec.deduplicates,
      send: async (message: Message, addresses: Address[]): Promise<Outcome> => {
        try {
          return await adapter.send(context, message, addresses);
        } catch (error) {
          // A fault of ours: whether anything left is not known.
          this.logger.error(`channel ${row.id}: ${(error as Error).name}`, (error as Error).stack);
          return { outcome: 'unknown', fault: 'internal', sentence: '发送时程序出了意外，不知是否送达，请查看日志。' };
        }
      },
    };
  }

  /** Opened addresses of a kind by person; those that are gone are left out. */
  async addresses(
    tx: Pick<Tx, 'query'>,
    personIds: readonly string[],
    kind: AddressKind,
  ): Promise<Map<string, Address[]>> {
    const found = new Map<string, Address[]>();
    const { head } = this.sealer;
    if (head === null || personIds.length === 0) return found;
    for (const { sealed, ...row } of await openableAddresses(tx, personIds, kind, head)) {
      try {
        const value = this.sealer.open(addressPlace(row.personId, kind), sealed);
        found.set(row.personId, [...(found.get(row.personId) ?? []), { ...row, value }]);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        this.complain(row.id, `address ${row.id}: ${error.fault}`);
      }
    }
    return found;
  }

  /** Which kinds of address each person has. */
  async kindsOf(tx: Pick<Tx, 'query'>, personIds: readonly string[]): Promise<Map<string, Set<AddressKind>>> {
    const { head } = this.sealer;
    if (head === null || personIds.length === 0) return new Map();
    const rows = await addressKinds(tx, personIds, head);
    return new Map(rows.map(({ personId, kinds }) => [personId, new Set(kinds)]));
  }

  /**
   * Takes so many of the messages that the receiver's limit still allows, in a transaction of its own: all workers
   * together keep the limit. What was granted counts, also when it is not sent.
   */
  reserve(
    database: Pick<DataSource, 'query' | 'transaction'>,
    channel: Pick<OpenChannel, 'id' | 'perMinute' | 'perSecond'>,
    wanted: number,
    now: Date,
  ): Promise<Reserved> {
    const { id, perMinute, perSecond } = channel;
    if (perMinute === null && perSecond === null) {
      return pausedUntil(database, id).then((until) =>
        until !== null && until > now ? { granted: 0, nextAt: until } : { granted: wanted, nextAt: null },
      );
    }
    return database.transaction(async (tx) => {
      const recent = await lockRecent(tx, id, now);
      if (!recent) return { granted: 0, nextAt: null };
      if (recent.pausedUntil !== null && recent.pausedUntil > now) return { granted: 0, nextAt: recent.pausedUntil };
      const inMinute = (perMinute ?? Infinity) - recent.inMinute;
      const inSecond = (perSecond ?? Infinity) - recent.inSecond;
      const granted = Math.max(0, Math.min(wanted, inMinute, inSecond));
      if (granted > 0) await addSends(tx, id, granted, now);
      if (granted === wanted) return { granted, nextAt: null };
      const minuteIsFull = inMinute <= inSecond;
      const nextAt = minuteIsFull
        ? new Date((recent.oldest ?? now).getTime() + 60_000)
        : new Date(now.getTime() + 1_000);
      return { granted, nextAt };
    });
  }

  /** Keeps with the channel how it went last, the silence it asked for, and which addresses are gone. */
  async settled(database: Pick<Tx, 'query'>, channelId: string, outcome: Outcome, now: Date): Promise<void> {
    const { goneAddresses = [] } = outcome;
    if (goneAddresses.length > 0) await markGone(database, goneAddresses, now);
    if (outcome.outcome === 'sent') {
      if (now.getTime() - (this.noted.get(channelId) ?? 0) < NOTED_EVERY_MS) return;
      this.noted.set(channelId, now.getTime());
      await noteSent(database, channelId, now);
      return;
    }
    const { fault, sentence, pauseMs, gone } = outcome;
    // One person's address that is wrong says nothing of the channel.
    if (gone) return;
    const same = `${channelId} ${fault}`;
    if (pauseMs === undefined && now.getTime() - (this.noted.get(same) ?? 0) < NOTED_EVERY_MS) return;
    this.noted.set(same, now.getTime());
    // The next one that arrives is noted at once: it is well again.
    this.noted.delete(channelId);
    const until = pauseMs === undefined ? null : new Date(now.getTime() + pauseMs);
    await noteFault(database, channelId, `${sentence.replace(/。$/, '')}（${fault}）。`, until, now);
  }

  /** What was counted for limits that are long over. */
  async tidy(database: Pick<Tx, 'query'>, now: Date): Promise<void> {
    await forgetSends(database, new Date(now.getTime() - SENDS_KEPT_MS));
  }

  private complain(once: string, sentence: string): void {
    if (this.complained.has(once)) return;
    this.complained.add(once);
    this.logger.warn(sentence);
  }
}

/** A channel whose secrets cannot be read: it takes messages and says of each why it cannot send it. */
const unreadable = ({ id, name, kind, digestAbove }: ChannelRow, { fault, message }: SealError): OpenChannel => ({
  ...ADAPTERS[kind].spec,
  ...{ id, name, digestAbove, mentions: false },
  send: () => Promise.resolve({ outcome: 'failed', fault, sentence: message }),
});
