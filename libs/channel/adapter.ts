import type { FieldFault } from '@app/platform';
import type { Address, ChannelSpec, Message, Outcome } from './channel';
import type { Outbound } from './outbound';
import type { TokenPlace } from './token.cache';

/** What was filled into a channel's form, by key; what was left empty is not there. */
export type Fields = Record<string, string | number | boolean>;

/** What an adapter sends with. */
export interface Sending {
  fields: Fields;
  /** Where the pages are. */
  publicUrl: string;
  outbound: Outbound;
  /** Its access token, where it has one. */
  tokens: TokenPlace;
}

/** How one kind of channel is spoken to. */
export interface Adapter {
  spec: ChannelSpec;
  /** Faults that no single field shows; their names are the fields' keys. */
  check?(fields: Fields): FieldFault[];
  /** What the program itself adds to a new channel: key pairs. */
  create?(): { settings: Fields; secrets: Fields };
  /** The secrets `handed` are sent as they are to where the fields `to` say. */
  hands?: { to: readonly string[]; handed: readonly string[] };
  mentions?(fields: Fields): boolean;
  deduplicates?(fields: Fields): boolean;
  /** May throw only what is a fault of the program. */
  send(sending: Sending, message: Message, addresses: Address[]): Promise<Outcome>;
}

export const textOf = (fields: Fields, key: string): string => {
  const value = fields[key];
  return typeof value === 'string' ? value : '';
};

export const isOn = (fields: Fields, key: string): boolean => fields[key] === true;
