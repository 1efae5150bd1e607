import type { Upload } from '@app/evidence';
import { invalid, Problem } from '@app/platform';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';

export const FILE_LIMIT = 20 * 1024 * 1024;
/** Set with `@RouteConfig` on the routes that take files; nowhere else is more than JSON accepted. */
export const TAKES_FILES = { takesFiles: true };

const TOO_LARGE = new Problem('attachment.too-large', 413, '附件不能超过 20 MB，请压缩或拆分后再上传。');
const ONE_FILE = new Problem('attachment.one-file', 400, '一次上传一个文件，放在名为 file 的字段里。');
const CUT = new Problem('attachment.cut', 400, '文件没有传完整，请重新上传。');

/** Lets the app read multipart bodies, on the routes that say so. */
export async function takeFiles(app: NestFastifyApplication): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: FILE_LIMIT, files: 1, fields: 2, fieldSize: 1000, parts: 3, headerPairs: 20 },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', async (request) => {
      const config = request.routeOptions.config as { takesFiles?: boolean };
      const type = request.headers['content-type'] ?? '';
      if (/^multipart\//i.test(type) && !config.takesFiles) {
        throw Object.assign(new Error('no files here'), { statusCode: 415 });
      }
    });
}

/** The one file of a multipart request with the fields before it. @throws Problem 400, 413 */
export async function readUpload(request: FastifyRequest): Promise<Upload & { fileName: string }> {
  if (!request.isMultipart()) throw ONE_FILE;
  let file: { name: string; bytes: Buffer } | undefined;
  const fields = new Map<string, string>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else if (part.fieldname === 'file') file = { name: part.filename ?? '', bytes: await part.toBuffer() };
      else throw ONE_FILE;
    }
  } catch (error) {
    throw refusalOf(error);
  }
  if (!file) throw ONE_FILE;
  const unknown = [...fields.keys()].find((name) => name !== 'id' && name !== 'name');
  if (unknown !== undefined) throw invalid(unknown, `不认识的字段“${unknown}”，请去掉后重试。`);
  const id = fields.get('id')?.toLowerCase();
  if (id !== undefined && !isUUID(id)) throw invalid('id', '附件的编号格式不对。');
  return { id, name: fields.get('name') ?? file.name, fileName: file.name, bytes: file.bytes };
}

function refusalOf(error: unknown): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return TOO_LARGE;
  if (code.startsWith('FST_')) return ONE_FILE;
  return error instanceof Problem ? error : CUT;
}
