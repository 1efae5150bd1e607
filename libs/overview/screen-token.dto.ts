import { IsDay, IsId, IsText, PageOf } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';

export class ScreenTokenBody {
  /** Chosen by the client: sent again with the same body it is the same token's row, with a secret of its own. */
  @IsId('大屏链接')
  id: string;

  /** Which screen it is for, e.g. 三楼会议室大屏. */
  @IsText('名称', { min: 1, max: 60 })
  name: string;

  /** The last day on which it is good, at most two years ahead. */
  @IsDay('有效期')
  expiresOn: string;
}

export const SCREEN_TOKEN_STATES = ['good', 'expired', 'revoked'] as const;
/** 有效, 已过期, 已撤销. */
export type ScreenTokenState = (typeof SCREEN_TOKEN_STATES)[number];

/** A token of a big screen; the secret itself is known to nobody but its holder. */
export class ScreenTokenView {
  id: string;
  name: string;
  @ApiProperty({ enum: SCREEN_TOKEN_STATES }) state: ScreenTokenState;
  @ApiProperty({ type: String, format: 'date' }) expiresOn: string;
  createdAt: string;
  createdByName: string;
  /** When a screen last asked with it, to about five minutes; null: never. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** The address of a big screen: whoever holds it reads it, so it is shown this once. */
export class ScreenAddressView {
  token: ScreenTokenView;
  address: string;
}

export class ScreenTokenPage extends PageOf(ScreenTokenView) {}
