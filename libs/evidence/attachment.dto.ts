import { Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export const ATTACHMENT_KINDS = ['photo', 'document'] as const;
/** 照片, 文件. */
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** One file as it came in a request. */
export interface Upload {
  /** Chosen by the client (UUIDv7): sent again under it nothing is kept twice. */
  id: string | undefined;
  /** As it was sent: nothing to trust. */
  name: string;
  bytes: Uint8Array;
}

/** What a multipart request carries, for the document of the API. */
export class UploadBody {
  /** Chosen by the client (UUIDv7): the same file sent again under the same id is kept once. Before the file. */
  id?: string;

  /** The name, where the client cannot write it in UTF-8 into the header of the part. Before the file. */
  name?: string;

  @ApiProperty({ type: 'string', format: 'binary' })
  file: unknown;
}

export class AttachmentQuery extends PageQuery {
  /** Only photos, or only documents. */
  @Optional()
  @ApiProperty({ enum: ATTACHMENT_KINDS, required: false })
  @IsIn(ATTACHMENT_KINDS, { message: '附件类别应为 photo（照片）或 document（文件）。' })
  kind?: AttachmentKind;
}

/** A file that proves something. Kept for ever: what was evidence once cannot be taken away. */
export class AttachmentView {
  id: string;
  @ApiProperty({ enum: ATTACHMENT_KINDS }) kind: AttachmentKind;
  name: string;
  /** Media type of what is downloaded. */
  type: string;
  /** Bytes of what is downloaded. */
  size: number;
  /** SHA-256 of the bytes as they were sent. */
  sha256: string;
  /** Of a photo, as it is kept. */
  width: number | null;
  height: number | null;
  uploadedByName: string;
  unitName: string;
  at: string;
}

export class AttachmentPage extends PageOf(AttachmentView) {}
