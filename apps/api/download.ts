import type { Download } from '@app/exchange';
import { PassThrough, Readable } from 'node:stream';
import { Logger, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

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

/** To be kept rather than shown in the page unless said otherwise; RFC 5987 brings the Chinese name. */
function named(fileName: string, disposition: 'attachment' | 'inline' = 'attachment'): string {
  const name = encodeURIComponent(fileName).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `${disposition}; filename*=UTF-8''${name}`;
}

/** A file of the store with what names it. */
export interface HandedOut {
  name: string;
  type: string;
  /** Bytes; unknown for what was made smaller. */
  size: number | undefined;
  /** Names the content: the same file has the same mark. */
  mark: string;
  stream: Readable | Buffer;
}

/** What a browser is handed it must neither guess at nor run, and nobody between keeps it. */
export function handOut(reply: FastifyReply, file: HandedOut, disposition: 'attachment' | 'inline'): StreamableFile {
  void reply.headers({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
    etag: `"${file.mark}"`,
  });
  const options = {
    type: file.type,
    disposition: named(file.name, disposition),
    length: file.size,
  };
  const { stream } = file;
  return stream instanceof Readable
    ? new StreamableFile(stream, options)
    : new StreamableFile(stream, { ...options, length: stream.length });
}
