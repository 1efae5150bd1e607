import { IsText, Optional, PageOf } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsUrl, Length, Matches, ValidateNested } from 'class-validator';
import { ADDRESS_KINDS, type AddressKind } from './address';

/** A browser's push subscription, as the browser itself gives it. */
export class PushSubscriptionBody {
  /** The address at the push service of the browser's maker. */
  @IsUrl({ protocols: ['https'], require_protocol: true, require_tld: false }, { message: '推送地址应为 https 网址。' })
  @Length(10, 1000, { message: '推送地址过长，这个浏览器用不了推送。' })
  endpoint: string;

  /** The browser's public key, base64url. */
  @Matches(/^[\w-]{80,100}=*$/, { message: '浏览器给出的推送密钥不完整，请刷新后重试。' })
  p256dh: string;

  /** What browser and sender share, base64url. */
  @Matches(/^[\w-]{16,40}=*$/, { message: '浏览器给出的推送密钥不完整，请刷新后重试。' })
  auth: string;
}

/** A new address; another of the same kind is replaced, of `push` each browser has its own. */
export class AddressBody {
  @ApiProperty({ enum: ADDRESS_KINDS })
  @IsIn(ADDRESS_KINDS, { message: '接收地址的类别不在可选范围内。' })
  kind: AddressKind;

  /** E-mail address, mobile number or WeCom account; not for `push`. */
  @Optional()
  @IsText('接收地址', { min: 1, max: 200 })
  value?: string;

  /** Only for `push`. */
  @Optional()
  @ApiProperty({ type: PushSubscriptionBody, required: false })
  @IsObject({ message: '浏览器推送应为浏览器给出的订阅。' })
  @ValidateNested()
  @Type(() => PushSubscriptionBody)
  push?: PushSubscriptionBody;
}

/** An address as it is shown, never whole. */
export class AddressView {
  id: string;
  @ApiProperty({ enum: ADDRESS_KINDS }) kind: AddressKind;
  /** What is shown of it. */
  masked: string;
  createdAt: string;
  /** When the receiving side said that it does not exist any more; null: it is used. */
  goneAt: string | null;
  /** Why it cannot be used, as a sentence; null: it can. */
  unreadable: string | null;
}

/** A person's addresses, and which kinds are of use. */
export class AddressPage extends PageOf(AddressView) {
  /** Kinds that a channel in use asks for. */
  @ApiProperty({ enum: ADDRESS_KINDS, isArray: true }) wanted: AddressKind[];
  /** Whether addresses can be kept at all: the setting SECRETS_KEY is there. */
  secretsReady: boolean;
}

/** What a browser needs to subscribe. */
export class PushKeyView {
  /** The sender's public key, base64url; null: the bureau has no browser push. */
  publicKey: string | null;
}
