import { randomUUID } from 'node:crypto';
import type { Principal } from '@app/org';
import { Clock, isoInstant, type PageQuery, pageOf, problem, recordChange, Settings, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Fields } from './adapter';
import { ADAPTERS } from './adapters';
import { ADDRESS_WORDS } from './address';
import { CHANNEL_KINDS, type Outcome } from './channel';
import type {
  ChannelBody,
  ChannelKindView,
  ChannelPage,
  ChannelPatch,
  ChannelTestView,
  ChannelView,
} from './channel.dto';
import { type Form, formOf, initialForm, masksOf } from './channel.fields';
import { channelProblem } from './channel.problems';
import { changeChannel, type ChannelRow, findChannel, findChannels, insertChannel } from './channel.queries';
import { channelPlace, ChannelService } from './channel.service';
import { Outbound } from './outbound';
import { SEAL_SENTENCES, SealError, Sealer } from './sealer';

/** So many tests a minute of a channel that has no limit of its own. */
const TESTS_A_MINUTE = 6;
const TEST_TITLE = '这是一条测试消息';

const KINDS: ChannelKindView[] = CHANNEL_KINDS.map((kind) => {
  const { label, addressKind, perMinute, fields } = ADAPTERS[kind].spec;
  return { kind, label, addressKind, perMinute, fields };
});

/** The administrator's side of channels: make, change, test. */
@Injectable()
export class ChannelSetup {
  constructor(
    private readonly channels: ChannelService,
    private readonly sealer: Sealer,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Channels, those in use first, and what a new one may be. */
  async list(tx: Tx, query: PageQuery): Promise<ChannelPage> {
    const { rows, total } = await findChannels(tx, query);
    const items = rows.map((row) => this.view(row));
    return { ...pageOf(query, items, total), kinds: KINDS, secretsReady: this.sealer.ready };
  }

  /** @throws Problem 400 that names each field, 409 for a name that is taken or when secrets cannot be kept */
  async create(tx: Tx, principal: Pick<Principal, 'id'>, body: ChannelBody): Promise<ChannelView> {
    const adapter = ADAPTERS[body.kind];
    const form = formOf(adapter, initialForm(adapter), { settings: body.settings, secrets: body.secrets });
    const made = adapter.create?.() ?? { settings: {}, secrets: {} };
    const settings = { ...form.settings, ...made.settings };
    const secrets = { ...form.secrets, ...made.secrets };
    const { kind, name, active = true, digestAbove = 5 } = body;
    const id = randomUUID();
    const row = { id, kind, name, active, digestAbove, settings, ...this.sealed(id, adapter, secrets) };
    await insertChannel(tx, row, this.clock.now());
    const after = { kind, name, active, digestAbove, settings, secrets: Object.keys(secrets) };
    await this.record(tx, principal, 'create', id, undefined, after);
    return this.one(tx, id);
  }

  /**
   * Changes what was sent, secrets that were left out stay.
   *
   * @throws Problem 400 that names each field, 404, 409 with the current state when `version` is stale
   */
  async change(tx: Tx, principal: Principal, id: string, body: ChannelPatch): Promise<ChannelView> {
    const before = await findChannel(tx, id, true);
    if (!before) throw problem.notFound();
    if (before.version !== body.version) throw problem.stale({}, this.view(before));
    const adapter = ADAPTERS[before.kind];
    const known = this.secretsOf(before);
    const changesForm = body.settings !== undefined || body.secrets !== undefined;
    const form = changesForm
      ? formOf(
          adapter,
          { settings: before.settings, secrets: known ?? {} },
          { settings: body.settings, secrets: body.secrets },
        )
      : undefined;
    const made = form && known === undefined ? adapter.create?.() : undefined;
    const next = {
      name: body.name ?? before.name,
      active: body.active ?? before.active,
      digestAbove: body.digestAbove ?? before.digestAbove,
      settings: { ...(form?.settings ?? before.settings), ...made?.settings },
    };
    const secrets = form && { ...form.secrets, ...made?.secrets };
    const changed = secrets ? changedSecrets(known ?? {}, secrets) : [];
    // Sealed anew only when they are other ones: what is not touched stays, byte for byte.
    const sealed =
      secrets === undefined || (known !== undefined && changed.length === 0)
        ? { sealed: before.sealed, masked: before.masked }
        : this.sealed(id, adapter, secrets);
    await changeChannel(tx, { id, ...next, ...sealed });
    const { name, active, digestAbove, settings } = before;
    await this.record(
      tx,
      principal,
      'update',
      id,
      { name, active, digestAbove, settings },
      { ...next, secrets: changed },
    );
    return this.one(tx, id);
  }

  /**
   * Sends a test message: to the group, or to the administrator who asks. Outside of a transaction, for it waits for the
   * receiver.
   *
   * @throws Problem 404, 409 when it cannot be sent at all, 429 when it was tested just now
   */
  async test(database: DataSource, principal: Principal, id: string): Promise<ChannelTestView> {
    const row = await findChannel(database, id);
    if (!row) throw problem.notFound();
    const channel = this.opened(row);
    const { addressKind } = channel;
    const addressed = addressKind ?? (channel.mentions ? 'mobile' : null);
    const found = addressed === null ? undefined : await this.channels.addresses(database, [principal.id], addressed);
    const addresses = found?.get(principal.id) ?? [];
    if (addressKind !== null && addresses.length === 0) {
      throw channelProblem.noOwnAddress({ kind: ADDRESS_WORDS[addressKind] });
    }
    const now = this.clock.now();
    const limited = { ...channel, perMinute: channel.perMinute ?? TESTS_A_MINUTE };
    const { granted, nextAt } = await this.channels.reserve(database, limited, 1, now);
    if (granted === 0) {
      const seconds = Math.max(1, Math.ceil(((nextAt ?? now).getTime() - now.getTime()) / 1_000));
      throw channelProblem.testedJustNow({ seconds });
    }
    const messageId = randomUUID();
    const notice = { id: messageId, title: TEST_TITLE, link: this.settings.publicUrl };
    const receiver = addressKind === null ? null : { name: principal.name, username: principal.username };
    const outcome = await channel.send({ id: messageId, notices: [notice], at: now, receiver }, addresses);
    await this.channels.settled(database, id, outcome, now);
    return { ...told(outcome), channel: await this.one(database, id) };
  }

  private opened(row: ChannelRow): ReturnType<ChannelService['opened']> {
    try {
      return this.channels.opened(row);
    } catch (error) {
      if (error instanceof SealError) throw channelProblem.unreadable({ sentence: SEAL_SENTENCES[error.fault] });
      throw error;
    }
  }

  private async one(tx: Pick<Tx, 'query'>, id: string): Promise<ChannelView> {
    const row = await findChannel(tx, id);
    if (!row) throw problem.notFound();
    return this.view(row);
  }

  private view(row: ChannelRow): ChannelView {
    const { id, kind, name, active, settings, masked, digestAbove, lastFault, version } = row;
    const fault = this.sealer.faultOf(row.sealed);
    const at = (instant: Date | null): string | null => (instant === null ? null : isoInstant(instant));
    return {
      ...{ id, kind, name, active, settings, masked, digestAbove, lastFault, version },
      unreadable: fault === null ? null : SEAL_SENTENCES[fault],
      pausedUntil: row.pausedUntil !== null && row.pausedUntil > this.clock.now() ? at(row.pausedUntil) : null,
      lastSentAt: at(row.lastSentAt),
      lastFaultAt: at(row.lastFaultAt),
    };
  }

  /** Undefined: they cannot be read, so all of them are to be given anew. */
  private secretsOf({ id, sealed }: ChannelRow): Fields | undefined {
    try {
      return JSON.parse(this.sealer.open(channelPlace(id), sealed)) as Fields;
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  private sealed(
    id: string,
    adapter: (typeof ADAPTERS)[ChannelRow['kind']],
    secrets: Form['secrets'],
  ): Pick<ChannelRow, 'sealed' | 'masked'> {
    return { sealed: this.sealer.seal(channelPlace(id), JSON.stringify(secrets)), masked: masksOf(adapter, secrets) };
  }

  private record(
    tx: Tx,
    by: Pick<Principal, 'id'>,
    action: 'create' | 'update',
    id: string,
    before: object | undefined,
    after: object,
  ): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, { at, actorId: by.id, subjectKind: 'channel', subjectId: id, action, before, after });
  }
}

/** The same outside of the program that serves: for data that are planted. */
export const channelServiceOf = (settings: Settings): ChannelService =>
  new ChannelService(new Sealer(settings), new Outbound(settings), settings);
export const channelSetupOf = (settings: Settings, clock: Clock): ChannelSetup =>
  new ChannelSetup(channelServiceOf(settings), new Sealer(settings), settings, clock);

/** Names of the secrets that are other ones now. */
const changedSecrets = (before: Fields, after: Fields): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key]);

const told = (outcome: Outcome): Omit<ChannelTestView, 'channel'> =>
  outcome.outcome === 'sent'
    ? { outcome: 'sent', fault: null, sentence: '已送达对方，请到群里或收件处查看。' }
    : { outcome: outcome.outcome, fault: outcome.fault, sentence: outcome.sentence };
