import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AwsClient } from 'aws4fetch';
import type { Settings } from './env';

/** Keys are made by the program, never from a name that a person typed. */
const KEY = /^[0-9a-f]{2}\/[0-9a-f]{32}$/;

/** A new key: random, so that nobody guesses it, and spread over 256 folders. */
export function newFileKey(): string {
  const name = randomBytes(16).toString('hex');
  return `${name.slice(0, 2)}/${name}`;
}

function checked(key: string): string {
  if (!KEY.test(key)) throw new RangeError('not a key of the file store');
  return key;
}

/** The store has no file under the key. */
export class FileMissing extends Error {
  constructor() {
    super('the file store has no such file');
  }
}

/** Where files lie, outside the database and outside what the pages are served from. */
export abstract class FileStore {
  /** Keeps the bytes whole or not at all. */
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** @throws FileMissing */
  abstract get(key: string): Promise<Readable>;
  abstract has(key: string): Promise<boolean>;
  /** Takes it away; none there is fine. */
  abstract remove(key: string): Promise<void>;
}

const isGone = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT';

/** A folder of this machine. */
@Injectable()
export class DiskStore extends FileStore implements OnModuleInit {
  private readonly folder: string;

  constructor(folder: string) {
    super();
    this.folder = resolve(folder);
  }

  /** The folder is made at start, so that one that cannot be written is heard of then. */
  async onModuleInit(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o750 }).catch((error: Error) => {
      throw new Error(`附件文件夹 ${this.folder} 无法建立，请检查 FILES_DIR 和文件夹的权限（${error.message}）。`);
    });
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o750 });
    // Beside its place, so that the name is given in one step: a power cut leaves no half file under a key.
    const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
    try {
      const file = await open(draft, 'wx', 0o640);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async get(key: string): Promise<Readable> {
    try {
      return (await open(this.pathOf(key), 'r')).createReadStream();
    } catch (error) {
      throw isGone(error) ? new FileMissing() : error;
    }
  }

  has(key: string): Promise<boolean> {
    return stat(this.pathOf(key)).then(
      (found) => found.isFile(),
      (error: unknown) => {
        if (isGone(error)) return false;
        throw error;
      },
    );
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  private pathOf(key: string): string {
    return join(this.folder, checked(key));
  }
}

/** Longer than any upload of 20 MB takes in an office's network. */
const S3_TIMEOUT_MS = 30_000;

/** Where an S3-compatible store is, and with what one signs. */
export interface S3Place {
  endpoint: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  region: string;
}

/** A bucket of any S3-compatible store, addressed by path. A put is whole or not at all: that is how S3 works. */
export class S3Store extends FileStore {
  private readonly client: AwsClient;
  private readonly base: string;

  constructor({ endpoint, bucket, accessKey, secretKey, region }: S3Place) {
    super();
    this.client = new AwsClient({
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      region,
      service: 's3',
      retries: 2,
    });
    this.base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const headers = {
      'content-type': 'application/octet-stream',
      // Signed with the request: the store refuses what was damaged on the way.
      'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex'),
    };
    await this.send('PUT', key, { headers, body: new Uint8Array(bytes) });
  }

  async get(key: string): Promise<Readable> {
    const answer = await this.send('GET', key);
    if (answer.status === 404 || answer.body === null) throw new FileMissing();
    return Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  }

  async has(key: string): Promise<boolean> {
    return (await this.send('HEAD', key)).ok;
  }

  async remove(key: string): Promise<void> {
    await this.send('DELETE', key);
  }

  /** @throws Error when the store did not do it; 404 is an answer. Neither key nor secret is in what is thrown. */
  private async send(method: string, key: string, init: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.timeout(S3_TIMEOUT_MS);
    const answer = await this.client.fetch(`${this.base}/${checked(key)}`, { ...init, method, signal });
    if (answer.ok || (answer.status === 404 && method !== 'PUT')) return answer;
    await answer.body?.cancel();
    throw new Error(`the S3 store answered ${answer.status} to ${method}`);
  }
}

/** The store that the settings name: a bucket when there is one, else a folder. */
export function fileStoreOf(settings: Settings): FileStore {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION } = settings;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY || !S3_SECRET_KEY) return new DiskStore(settings.FILES_DIR);
  return new S3Store({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    accessKey: S3_ACCESS_KEY,
    secretKey: S3_SECRET_KEY,
    region: S3_REGION,
  });
}
