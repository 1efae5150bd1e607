import type { Principal } from '@app/org';
import {
  Clock,
  invalid,
  isoInstant,
  lock,
  pageOf,
  type PageQuery,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ADAPTERS } from './adapters';
import { addressFault, type AddressKind, maskedAddress, plainAddress } from './address';
import type { AddressBody, AddressPage, AddressView, PushKeyView } from './address.dto';
import {
  type AddressRecord,
  channelsInUse,
  deleteAddress,
  dropOldBrowsers,
  findAddress,
  findAddresses,
  isPerson,
  putAddress,
  takeBrowser,
} from './address.queries';
import type { ChannelKind } from './channel';
import { channelProblem } from './channel.problems';
import { addressPlace } from './channel.service';
import { SEAL_SENTENCES, Sealer } from './sealer';

/** So many browsers of one person; with another one the oldest is forgotten. */
const BROWSERS = 10;

/** Where people get what leaves the system: their own business, or the administrator's for them. */
@Injectable()
export class AddressService {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 for an unknown person */
  async list(tx: Tx, personId: string, query: PageQuery): Promise<AddressPage> {
    await requirePerson(tx, personId);
    const { rows, total } = await findAddresses(tx, personId, query);
    const items = rows.map((row) => this.view(row));
    const wanted = await this.wanted(tx);
    return { ...pageOf(query, items, total), wanted, secretsReady: this.sealer.ready };
  }

  /**
   * Keeps an address; the one of its kind is replaced, each browser has its own.
   *
   * @throws Problem 400 that names the field, 404 for an unknown person, 409 when addresses cannot be kept
   */
  async put(tx: Tx, principal: Principal, personId: string, body: AddressBody): Promise<AddressView> {
    await requirePerson(tx, personId);
    const { value, masked, key } = await this.read(tx, principal, personId, body);
    const { kind } = body;
    const sealed = this.sealer.seal(addressPlace(personId, kind), value);
    const fingerprint = this.sealer.fingerprint(`${kind} ${key}`);
    const now = this.clock.now();
    await lock(tx, `addresses ${personId}`);
    const { id, replaced } = await putAddress(tx, { personId, kind, sealed, masked, fingerprint }, now);
    if (kind === 'push') {
      await takeBrowser(tx, personId, fingerprint);
      await dropOldBrowsers(tx, personId, BROWSERS);
    }
    await this.record(tx, principal, replaced ? 'update' : 'create', personId, { kind, masked });
    return this.one(tx, personId, id);
  }

  /** @throws Problem 404 */
  async remove(tx: Tx, principal: Principal, personId: string, id: string): Promise<void> {
    const { kind, masked } = await this.one(tx, personId, id);
    await deleteAddress(tx, id);
    await this.record(tx, principal, 'delete', personId, { kind, masked });
  }

  /** What a browser needs to subscribe. */
  async pushKey(tx: Tx): Promise<PushKeyView> {
    const push = (await channelsInUse(tx)).find(({ kind }) => kind === 'web-push');
    return { publicKey: push?.publicKey ?? null };
  }

  /** Kinds that a channel in use asks for. */
  private async wanted(tx: Tx): Promise<AddressKind[]> {
    const kinds = (await channelsInUse(tx)).flatMap(({ kind, mention }) => {
      const { addressKind } = ADAPTERS[kind as ChannelKind].spec;
      return addressKind ?? (mention ? ('mobile' as const) : []);
    });
    return [...new Set(kinds)];
  }

  private async read(
    tx: Tx,
    principal: Principal,
    personId: string,
    { kind, value, push }: AddressBody,
  ): Promise<{ value: string; masked: string; key: string }> {
    if (kind === 'push') {
      if (push === undefined) throw invalid('push', '请在要接收推送的浏览器里打开。');
      // Only the browser itself can subscribe.
      if (principal.id !== personId) throw invalid('kind', '浏览器推送须由本人在自己的浏览器里打开。');
      if ((await this.pushKey(tx)).publicKey === null) throw channelProblem.noPushChannel();
      const { endpoint, p256dh, auth } = push;
      return {
        value: JSON.stringify({ endpoint, p256dh, auth }),
        masked: maskedAddress('push', endpoint),
        key: endpoint,
      };
    }
    const plain = plainAddress(kind, value ?? '');
    const fault = addressFault(kind, plain);
    if (fault !== null) throw invalid('value', fault);
    return { value: plain, masked: maskedAddress(kind, plain), key: plain };
  }

  private async one(tx: Tx, personId: string, id: string): Promise<AddressView> {
    const row = await findAddress(tx, personId, id);
    if (!row) throw problem.notFound();
    return this.view(row);
  }

  private view({ id, kind, masked, createdAt, goneAt, sealed }: AddressRecord): AddressView {
    const fault = this.sealer.faultOf(sealed);
    return {
      ...{ id, kind, masked },
      createdAt: isoInstant(createdAt),
      goneAt: goneAt === null ? null : isoInstant(goneAt),
      unreadable: fault === null ? null : SEAL_SENTENCES[fault],
    };
  }

  private record(
    tx: Tx,
    by: Principal,
    action: 'create' | 'update' | 'delete',
    personId: string,
    after: { kind: AddressKind; masked: string },
  ): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, { at, actorId: by.id, subjectKind: 'person-address', subjectId: personId, action, after });
  }
}

async function requirePerson(tx: Tx, personId: string): Promise<void> {
  if (!(await isPerson(tx, personId))) throw problem.notFound();
}
