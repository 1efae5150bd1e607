import type { Download } from '@app/exchange';
import { Logger, StreamableFile } from '@nestjs/common';
import { PassThrough } from 'node:stream';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const logger = new Logger('Download');

/** A sheet on its way while it is written. What fails then ends the answer, so that half a sheet is not taken for one. */
export function fileOf({ fileName, write }: Download): StreamableFile {
  const out = new PassThrough();
  write(out).catch((error: unknown) => {
    logger.error('a download broke off', error instanceof Error ? error.stack : String(error));
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  const name = encodeURIComponent(fileName).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return new StreamableFile(out, { type: XLSX, disposition: `attachment; filename*=UTF-8''${name}` });
}
