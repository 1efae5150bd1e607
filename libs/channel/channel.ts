import type { AddressKind } from './address';

export const CHANNEL_KINDS = [
  'email',
  'web-push',
  'wecom-robot',
  'wecom-app',
  'dingtalk-robot',
  'feishu-robot',
  'webhook',
  'sms-http',
] as const;
/** 电子邮件, 浏览器推送, 企业微信群机器人, 企业微信应用, 钉钉群机器人, 飞书群机器人, 网址回调, 短信. */
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** The same words in both languages of the pages. */
export interface Label {
  zh: string;
  en: string;
}

export const FIELD_TYPES = ['text', 'lines', 'url', 'whole', 'yes-no', 'choice'] as const;
/** One line, several lines, an http address, a whole number, a switch, one of some. */
export type FieldType = (typeof FIELD_TYPES)[number];

/** A field of a channel's form. */
export interface FieldSpec {
  key: string;
  label: Label;
  type: FieldType;
  /** Sealed, and never shown again. */
  secret: boolean;
  required: boolean;
  /** Where to find it, what it does. */
  help: Label | null;
  /** What it is when nobody fills it in. */
  initial: string | number | boolean | null;
  choices: { value: string; label: Label }[];
  /** Of a text: at most so many characters; of a number: its bounds. */
  min: number;
  max: number;
}

/** What is the same for all channels of a kind. */
export interface ChannelSpec {
  kind: ChannelKind;
  label: Label;
  /** What the address of a person must be; null: one receiver for all, the group behind a robot or a program. */
  addressKind: AddressKind | null;
  /** Calls at once in one process. */
  lanes: number;
  /** The receiver's limits, with some distance; null: none. */
  perMinute: number | null;
  perSecond: number | null;
  /** The same message twice does no harm there: an answer that got lost may be repeated. */
  deduplicates: boolean;
  fields: FieldSpec[];
}

/** One reminder: a title and where to read on, nothing else. */
export interface Notice {
  /** The reminder's. */
  id: string;
  title: string;
  link: string;
}

export interface Message {
  /** The key under which a receiver knows a repetition. */
  id: string;
  /** One, or a digest. */
  notices: Notice[];
  /** Of sending, by the database's clock: signatures and tokens are reckoned from it. */
  at: Date;
  /** Null: a group. */
  receiver: { name: string; username: string } | null;
}

/** An address, opened: neither logged nor answered to anybody. */
export interface Address {
  id: string;
  personId: string;
  kind: AddressKind;
  value: string;
}

/**
 * How it went. `again`: surely not taken, may be repeated. `failed`: will not be better by repeating. `unknown`: it may
 * have arrived, so it must not be repeated unless the channel de-duplicates.
 */
export type Outcome =
  | {
      outcome: 'sent';
      /** Ids of those of several addresses that do not exist any more. */
      goneAddresses?: string[];
    }
  | {
      outcome: 'again' | 'failed' | 'unknown';
      /** A code or a short text, without address or content. */
      fault: string;
      /** For the administrator: what is wrong and the way out. */
      sentence: string;
      /** The receiver asks for silence. */
      pauseMs?: number;
      /** It is the address that is wrong, not the channel. */
      gone?: boolean;
      /** Ids of those that surely do not exist any more: they are not tried again. */
      goneAddresses?: string[];
    };

/** A channel that can be used now. */
export interface OpenChannel extends ChannelSpec {
  id: string;
  name: string;
  /** More than so many due at once for one receiver become one message. */
  digestAbove: number;
  /** Of a group: hand in the mobiles of those whom it concerns, they are mentioned. */
  mentions: boolean;
  /** Never throws, answers within about ten seconds. */
  send(message: Message, addresses: Address[]): Promise<Outcome>;
}
