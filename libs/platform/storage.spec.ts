import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readSettings } from './env';
import { DiskStore, FileMissing, type FileStore, fileStoreOf, newFileKey, S3Store } from './storage';

const SECRET = 'a-secret-that-nobody-may-read';

/** A store that speaks as much of S3 as is needed: keeps objects, and refuses what is not signed. */
class Bucket {
  readonly objects = new Map<string, Buffer>();
  readonly seen: { method: string; url: string; authorization: string }[] = [];
  failing = false;
  private server: Server;

  async open(): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request);
    const authorization = headers.authorization ?? '';
    this.seen.push({ method, url, authorization });
    const hash = headers['x-amz-content-sha256'];
    const signed =
      /^AWS4-HMAC-SHA256 Credential=the-key\/\d{8}\/cn-1\/s3\/aws4_request, SignedHeaders=[\w;-]*x-amz-content-sha256[\w;-]*, Signature=[0-9a-f]{64}$/;
    if (this.failing) return void response.writeHead(500).end('<Error/>');
    if (!signed.test(authorization) || headers['x-amz-date'] === undefined) return void response.writeHead(403).end();
    if (method === 'PUT') {
      if (hash !== createHash('sha256').update(body).digest('hex')) return void response.writeHead(400).end();
      this.objects.set(url, body);
      return void response.writeHead(200).end();
    }
    const found = this.objects.get(url);
    if (method === 'DELETE') {
      this.objects.delete(url);
      return void response.writeHead(204).end();
    }
    response.writeHead(found ? 200 : 404).end(method === 'HEAD' ? undefined : found);
  }
}

let folder: string;
const bucket = new Bucket();
let endpoint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-store-'));
  endpoint = await bucket.open();
});
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true });
});

const place = () => ({ endpoint, bucket: 'files', accessKey: 'the-key', secretKey: SECRET, region: 'cn-1' });
const stores: [string, () => Promise<FileStore>][] = [
  [
    'a folder',
    async () => {
      const store = new DiskStore(join(folder, 'made', 'at-start'));
      await store.onModuleInit();
      return store;
    },
  ],
  ['an S3-compatible store', async () => new S3Store(place())],
];

describe.each(stores)('%s', (_, make) => {
  let store: FileStore;
  beforeAll(async () => {
    store = await make();
  });

  it('gives back byte for byte what it was given', async () => {
    const key = newFileKey();
    const bytes = Buffer.from([...Array(256).keys()]);
    await store.put(key, bytes);
    expect(await store.has(key)).toBe(true);
    expect(await buffer(await store.get(key))).toEqual(bytes);
    const large = Buffer.alloc(3_000_000, '销号');
    await store.put(key, large);
    expect((await buffer(await store.get(key))).equals(large)).toBe(true);
  });

  it('knows what it does not have, and takes away twice', async () => {
    const key = newFileKey();
    expect(await store.has(key)).toBe(false);
    await expect(store.get(key)).rejects.toThrow(FileMissing);
    await store.put(key, Buffer.from('x'));
    await store.remove(key);
    await store.remove(key);
    expect(await store.has(key)).toBe(false);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'aa/..', 'ab/现场.jpg', ''])(
    'takes no key of a stranger: %s',
    async (key) => {
      await expect(store.put(key, Buffer.from('x'))).rejects.toThrow(RangeError);
      await expect(store.get(key)).rejects.toThrow(RangeError);
    },
  );
});

it('leaves no half file, and no draft of one, when writing fails', async () => {
  const store = new DiskStore(join(folder, 'narrow'));
  await store.onModuleInit();
  const key = newFileKey();
  const shelf = join(folder, 'narrow', key.slice(0, 2));
  await expect(store.put(key, null as unknown as Uint8Array)).rejects.toThrow();
  expect(await readdir(shelf)).toEqual([]);
  expect(await store.has(key)).toBe(false);
});

it('says at start in words when the folder cannot be made', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  await expect(new DiskStore(join(file, 'below')).onModuleInit()).rejects.toThrow(/附件文件夹.*FILES_DIR/);
});

it('addresses the bucket by path, and tells neither key nor secret when the store fails', async () => {
  const store = new S3Store({ ...place(), endpoint: `${endpoint}/` });
  const key = newFileKey();
  await store.put(key, Buffer.from('x'));
  expect(bucket.seen.at(-1)).toMatchObject({ method: 'PUT', url: `/files/${key}` });
  bucket.failing = true;
  try {
    const failed = await store.put(key, Buffer.from('x')).catch((error: Error) => `${error.message} ${error.stack}`);
    expect(failed).toContain('answered 500 to PUT');
    expect(failed).not.toMatch(new RegExp(`${SECRET}|the-key|${key}`));
  } finally {
    bucket.failing = false;
  }
  const wrong = new S3Store({ ...place(), accessKey: 'another' });
  await expect(wrong.get(key)).rejects.toThrow('answered 403 to GET');
});

it('is chosen by the settings, which want S3 whole or not at all', () => {
  const least = { DATABASE_URL: 'postgres://a:b@localhost/c' };
  const s3 = { S3_ENDPOINT: endpoint, S3_BUCKET: 'files', S3_ACCESS_KEY: 'the-key', S3_SECRET_KEY: SECRET };
  expect(fileStoreOf(readSettings({ ...least, FILES_DIR: folder }))).toBeInstanceOf(DiskStore);
  expect(fileStoreOf(readSettings({ ...least, ...s3 }))).toBeInstanceOf(S3Store);
  for (const name of Object.keys(s3)) {
    expect(() => readSettings({ ...least, ...s3, [name]: '' })).toThrow(/须同时设置/);
  }
});
