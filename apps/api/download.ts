import type { Download } from '@app/exchange';
import { Logger, StreamableFile } from '@nestjs/common';
import { PassThrough } from 'node:stream';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const logger = new Logger('Download');

/** A sheet on its way while it is written. What fails then ends the answer, so that half a sheet is not taken for one. */
export function fileOf({ fileName, write }: Download): StreamableFile {
  const out = new PassThrough();
  write(out).catch((error: unknown) => {
    logger.error('a download broke off', error instanceof Error ? error.stack : String(error));
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return new StreamableFile(out, { type: XLSX, disposition: named(fileName) });
}

/** A Word file, whole. */
export const documentOf = (bytes: Buffer, fileName: string): StreamableFile =>
  new StreamableFile(bytes, { type: DOCX, length: bytes.length, disposition: named(fileName) });

/** To be kept, never shown in the page; RFC 5987 brings the Chinese name. */
function named(fileName: string): string {
  const name = encodeURIComponent(fileName).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `attachment; filename*=UTF-8''${name}`;
}
