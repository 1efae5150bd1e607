import { IsText, IsVersion, IsWhole, Optional, PageOf } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsObject } from 'class-validator';
import { ADDRESS_KINDS, type AddressKind } from './address';
import { CHANNEL_KINDS, type ChannelKind, FIELD_TYPES, type FieldType } from './channel';

const VALUES = { type: 'object', additionalProperties: true } as const;

/** The same words in both languages of the pages. */
export class ChannelLabelView {
  zh: string;
  en: string;
}

export class ChannelChoiceView {
  value: string;
  label: ChannelLabelView;
}

/** A field of a channel's form. */
export class ChannelFieldView {
  key: string;
  label: ChannelLabelView;
  @ApiProperty({ enum: FIELD_TYPES }) type: FieldType;
  /** Goes under `secrets`, and is never answered. */
  secret: boolean;
  required: boolean;
  /** Where to find it, what it does. */
  @ApiProperty({ type: ChannelLabelView, nullable: true }) help: ChannelLabelView | null;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], nullable: true })
  initial: string | number | boolean | null;
  choices: ChannelChoiceView[];
  /** Of a text: its length; of a number: its bounds. */
  min: number;
  max: number;
}

/** A kind of channel, with the form of its own. */
export class ChannelKindView {
  @ApiProperty({ enum: CHANNEL_KINDS }) kind: ChannelKind;
  label: ChannelLabelView;
  /** What a person must have registered to get something on it; null: a group or a program gets it. */
  @ApiProperty({ enum: ADDRESS_KINDS, nullable: true }) addressKind: AddressKind | null;
  /** How many messages a minute it is kept to; null: no limit. */
  @ApiProperty({ type: 'integer', nullable: true }) perMinute: number | null;
  fields: ChannelFieldView[];
}

/** A channel on which reminders leave the system; its secrets are never answered. */
export class ChannelView {
  id: string;
  @ApiProperty({ enum: CHANNEL_KINDS }) kind: ChannelKind;
  name: string;
  active: boolean;
  /** What may be shown of the form. */
  @ApiProperty(VALUES) settings: Record<string, string | number | boolean>;
  /** What is shown of each secret that is set. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) masked: Record<string, string>;
  /** More than so many due at once for one receiver become one message. */
  @ApiProperty({ type: 'integer' }) digestAbove: number;
  /** Why its secrets cannot be read, as a sentence; null: they can. */
  unreadable: string | null;
  /** The receiver asked for silence until then; null: it may be used. */
  pausedUntil: string | null;
  lastSentAt: string | null;
  /** What went wrong last, as a sentence with the code of the receiver. */
  lastFault: string | null;
  lastFaultAt: string | null;
  version: number;
}

/** Channels, and what a new one may be. */
export class ChannelPage extends PageOf(ChannelView) {
  kinds: ChannelKindView[];
  /** Whether secrets can be kept at all: the setting SECRETS_KEY is there. */
  secretsReady: boolean;
}

class ChannelFacts {
  /** False: nothing is sent on it; it may be tested. */
  @Optional()
  @IsBoolean({ message: '是否启用应为真或假。' })
  active?: boolean;

  /** More than so many due at once for one receiver become one message. */
  @Optional()
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1000, required: false })
  @IsWhole('合并条数', 1, 1000)
  digestAbove?: number;

  /** Fields of the form that are no secrets, by key; null takes one away, what is left out stays. */
  @Optional()
  @ApiProperty({ ...VALUES, selfRequired: false })
  @IsObject({ message: '渠道的设置应为一组字段。' })
  settings?: Record<string, unknown>;

  /** Fields that are secrets, by key; null takes one away, what is left out stays. */
  @Optional()
  @ApiProperty({ ...VALUES, selfRequired: false })
  @IsObject({ message: '渠道的密钥应为一组字段。' })
  secrets?: Record<string, unknown>;
}

/** A new channel. */
export class ChannelBody extends ChannelFacts {
  @ApiProperty({ enum: CHANNEL_KINDS })
  @IsIn(CHANNEL_KINDS, { message: '渠道类别不在可选范围内。' })
  kind: ChannelKind;

  /** What the bureau calls it, used once. */
  @IsText('渠道名称', { min: 1, max: 40 })
  name: string;
}

/** Changes of a channel. */
export class ChannelPatch extends ChannelFacts {
  /** The version that was seen. */
  @IsVersion()
  version: number;

  @Optional()
  @IsText('渠道名称', { min: 1, max: 40 })
  name?: string;
}

export const OUTCOMES = ['sent', 'again', 'failed', 'unknown'] as const;

/** How a test message went. */
export class ChannelTestView {
  @ApiProperty({ enum: OUTCOMES }) outcome: (typeof OUTCOMES)[number];
  /** The receiver's code; null when it was sent. */
  fault: string | null;
  /** What it means and what to do. */
  sentence: string;
  channel: ChannelView;
}
