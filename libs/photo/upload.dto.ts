import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { IsWhole } from '@app/platform';

/** The largest file that is taken. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** As much of it as one call may bring. */
export const PIECE_BYTES = 1024 * 1024;

const SIZE = { message: `文件大小应为 1 至 ${MOST_BYTES} 字节的整数，最大 20 MB。` };

/** That bytes are to come; said again it answers how many are here. */
export class UploadStart {
  /** SHA-256 of all bytes, in small letters: their name. */
  @Matches(/^[0-9a-f]{64}$/, { message: '校验值 sha256 应为 64 位小写十六进制文本。' })
  sha256: string;

  /** How many bytes there will be. */
  @IsInt(SIZE)
  @Min(1, SIZE)
  @Max(MOST_BYTES, SIZE)
  size: number;
}

/** Bytes on their way. */
export class UploadView {
  sha256: string;
  size: number;
  /** So many are here; the next piece begins there. */
  received: number;
  /** A photo with these bytes is kept already: nothing needs to be sent. */
  kept: boolean;
}

export class UploadParam {
  @ApiProperty({ type: String, pattern: '^[0-9a-f]{64}$' })
  @Matches(/^[0-9a-f]{64}$/, { message: '校验值 sha256 应为 64 位小写十六进制文本。' })
  sha256: string;
}

export class PieceQuery {
  /** Where the piece begins: as many bytes as are here already. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_BYTES })
  @IsWhole('起始字节', 0, MOST_BYTES)
  from: number;
}

/** How far it is. */
export class ReceivedView {
  received: number;
}

/** What arrived of one request. */
export interface Piece {
  bytes: Buffer;
  /** The connection broke before its end: it is kept all the same. */
  cut: boolean;
}
