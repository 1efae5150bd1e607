import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { UploadView } from '@app/photo';
import { PASSWORD, startApp, type TestApp, type Voice } from './support';
import { random, sendPiece, sha256, upload } from './support/photos';

interface Refusal {
  code: string;
  message: string;
  details?: { received: number };
}

let app: TestApp;
let folder: string;
let officer: Voice;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-uploads-'));
  app = await startApp({ FILES_DIR: folder });
  officer = await app.as('officer');
  await app.app.listen(0, '127.0.0.1');
  port = (app.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => app.empty('upload', 'visit_photo'));

const begin = async (bytes: Buffer): Promise<UploadView> =>
  (await officer.post<UploadView>('/api/uploads', { sha256: sha256(bytes), size: bytes.length })).body;

/** What is in the database of an upload, in order. */
const kept = async (name: string): Promise<Buffer> => {
  const rows: { bytes: Buffer }[] = await app.database.query(
    'select bytes from upload_part where sha256 = $1 order by start',
    [name],
  );
  return Buffer.concat(rows.map(({ bytes }) => bytes));
};

describe('an upload', () => {
  it('goes on where it is', async () => {
    const bytes = randomBytes(700_000);
    expect(await begin(bytes)).toEqual({ sha256: sha256(bytes), size: 700_000, received: 0, kept: false });
    expect((await sendPiece(officer, sha256(bytes), 0, bytes.subarray(0, 300_000))).body).toEqual({
      received: 300_000,
    });
    expect(await begin(bytes)).toMatchObject({ received: 300_000, kept: false });
    expect((await sendPiece(officer, sha256(bytes), 300_000, bytes.subarray(300_000))).body.received).toBe(700_000);
    expect((await kept(sha256(bytes))).equals(bytes)).toBe(true);
  });

  it.each([
    ['before what is here', 100],
    ['beyond what is here', 60_000],
  ])('refuses a piece that begins %s and says how much is here', async (_, from) => {
    const bytes = randomBytes(100_000);
    await begin(bytes);
    await sendPiece(officer, sha256(bytes), 0, bytes.subarray(0, 50_000));
    const { status, body } = await sendPiece<Refusal>(officer, sha256(bytes), from, bytes.subarray(from));
    expect([status, body.code, body.details]).toEqual([409, 'upload-offset', { received: 50_000 }]);
    expect(body.message).toContain('50000 字节');
    expect((await kept(sha256(bytes))).length).toBe(50_000);
  });

  it('that is not what was promised is thrown away whole', async () => {
    const bytes = randomBytes(50_000);
    await begin(bytes);
    const damaged = Buffer.from(bytes);
    damaged[20_000] = (damaged[20_000] as number) ^ 1;
    await sendPiece(officer, sha256(bytes), 0, damaged.subarray(0, 30_000));
    const { status, body } = await sendPiece<Refusal>(officer, sha256(bytes), 30_000, damaged.subarray(30_000));
    expect([status, body.code]).toEqual([409, 'upload-damaged']);
    expect(await app.database.query('select 1 from upload')).toEqual([]);
    expect(await app.database.query('select 1 from upload_part')).toEqual([]);
    // And can be begun again.
    await upload(officer, bytes);
    expect((await kept(sha256(bytes))).equals(bytes)).toBe(true);
  });

  it('under the same hash with another length begins anew', async () => {
    const bytes = randomBytes(1000);
    const name = sha256(bytes);
    await officer.post('/api/uploads', { sha256: name, size: 900 });
    await sendPiece(officer, name, 0, bytes.subarray(0, 500));
    expect(await begin(bytes)).toMatchObject({ size: 1000, received: 0 });
    await upload(officer, bytes);
    expect((await kept(name)).equals(bytes)).toBe(true);
  });

  it('is each person’s own', async () => {
    const bytes = randomBytes(1000);
    await begin(bytes);
    const other = await app.as('officer2');
    const { status, body } = await sendPiece<Refusal>(other, sha256(bytes), 0, bytes);
    expect([status, body.code]).toEqual([404, 'upload-unknown']);
  });

  it('of two tabs at once is written once: one wins, the other hears how much is here', async () => {
    const bytes = randomBytes(200_000);
    await begin(bytes);
    const name = sha256(bytes);
    for (let from = 0; from < bytes.length; from += 50_000) {
      const piece = bytes.subarray(from, from + 50_000);
      const answers = await Promise.all([1, 2, 3].map(() => sendPiece<Refusal>(officer, name, from, piece)));
      const lost = answers.filter(({ status }) => status === 409);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(lost.map(({ body }) => body.details)).toEqual([{ received: from + 50_000 }, { received: from + 50_000 }]);
    }
    expect((await kept(name)).equals(bytes)).toBe(true);
  });
});

describe('limits', () => {
  it.each([
    ['sha256', { sha256: 'x', size: 1 }, '64 位'],
    ['sha256', { sha256: 'A'.repeat(64), size: 1 }, '64 位'],
    ['size', { sha256: 'a'.repeat(64), size: 0 }, '20 MB'],
    ['size', { sha256: 'a'.repeat(64), size: 20 * 1024 * 1024 + 1 }, '20 MB'],
    ['size', { sha256: 'a'.repeat(64), size: '5' }, '整数'],
  ])('of %s', async (field, body, words) => {
    const answer = await officer.post<{ details: { field: string; message: string }[] }>('/api/uploads', body);
    expect(answer.status).toBe(400);
    expect(answer.body.details).toEqual([{ field, message: expect.stringContaining(words) as string }]);
  });

  it('of one call are 1 MB, whether its length is told or not', async () => {
    const bytes = randomBytes(1024 * 1024 + 1);
    await begin(bytes);
    const told = await sendPiece<Refusal>(officer, sha256(bytes), 0, bytes);
    expect([told.status, told.body.code]).toEqual([413, 'upload-piece-too-large']);
    const untold = await chunked(sha256(bytes), bytes);
    expect(untold).toContain('HTTP/1.1 413');
    expect(untold).toContain('upload-piece-too-large');
    expect(await kept(sha256(bytes))).toHaveLength(0);
    const whole = await sendPiece(officer, sha256(bytes), 0, bytes.subarray(0, 1024 * 1024));
    expect(whole.body).toEqual({ received: 1024 * 1024 });
  });

  it('of one upload are what it promised', async () => {
    const bytes = randomBytes(1000);
    await begin(bytes);
    const { status, body } = await sendPiece<Refusal>(officer, sha256(bytes), 0, Buffer.concat([bytes, bytes]));
    expect([status, body.code]).toEqual([400, 'upload-too-long']);
  });

  it('of one person are 200 MB under way', async () => {
    const size = 20 * 1024 * 1024;
    const names = Array.from({ length: 11 }, (_, index) => index.toString(16).repeat(64).slice(0, 64));
    const answers = await Promise.all(names.map((name) => officer.post('/api/uploads', { sha256: name, size })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    // What is under way already can be asked for, and others have a share of their own.
    const known = names[answers.findIndex(({ status }) => status === 200)];
    expect((await officer.post('/api/uploads', { sha256: known, size })).status).toBe(200);
    expect((await (await app.as('officer2')).post('/api/uploads', { sha256: known, size })).status).toBe(200);
  });

  it('of the content are bytes there, and JSON elsewhere', async () => {
    const bytes = randomBytes(100);
    await begin(bytes);
    const type = { 'content-type': 'application/octet-stream' };
    const json = await officer.request<Refusal>('PATCH', `/api/uploads/${sha256(bytes)}?from=0`, { a: 1 });
    expect([json.status, json.body.message]).toEqual([400, expect.stringContaining('application/octet-stream')]);
    for (const path of ['/api/uploads', '/api/visits']) {
      expect((await officer.request('POST', path, bytes, type)).status).toBe(415);
    }
  });

  it('of who may: officers and supervisors', async () => {
    const bytes = randomBytes(10);
    const sent = { sha256: sha256(bytes), size: 10 };
    expect((await (await app.as('handler')).post('/api/uploads', sent)).status).toBe(403);
    expect((await app.anonymous.post('/api/uploads', sent)).status).toBe(401);
    expect((await sendPiece(app.anonymous, sha256(bytes), 0, bytes)).status).toBe(401);
  });
});

describe('a connection that breaks in the middle of the body', () => {
  it('keeps what arrived, wherever it breaks', async () => {
    const next = random(20241016);
    const bytes = randomBytes(900_000);
    const name = sha256(bytes);
    let { received } = await begin(bytes);
    let cuts = 0;
    let lost = 0;
    while (received < bytes.length) {
      const piece = bytes.subarray(received, received + 1024 * 1024);
      // Often enough to break within the first packet, sometimes not at all.
      const upTo = Math.floor(next() * 160_000);
      const before = received;
      await cutAfter(name, received, piece, upTo);
      received = await settled(bytes, before);
      cuts += 1;
      lost += before + Math.min(upTo, piece.length) - received;
      expect((await kept(name)).equals(bytes.subarray(0, received))).toBe(true);
      expect(cuts).toBeLessThan(60);
    }
    expect(cuts).toBeGreaterThan(4);
    // Of what was handed to the network all but what never left this machine.
    expect(lost).toBeLessThan(bytes.length);
    expect(sha256(await kept(name))).toBe(name);
  });

  it('within the head keeps nothing and harms nothing', async () => {
    const bytes = randomBytes(1000);
    await begin(bytes);
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(`PATCH /api/uploads/${sha256(bytes)}?from=0 HTTP/1.1\r\nhost: x\r\ncontent-le`);
    await wait(50);
    socket.destroy();
    expect((await sendPiece(officer, sha256(bytes), 0, bytes)).body.received).toBe(1000);
  });
});

let token: string | undefined;
async function bearer(): Promise<string> {
  token ??= (
    await app.anonymous.post<{ accessToken: string }>('/api/auth/login', { username: 'officer', password: PASSWORD })
  ).body.accessToken;
  return token;
}

const head = async (name: string, from: number, length: string): Promise<string> =>
  `PATCH /api/uploads/${name}?from=${from} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${await bearer()}\r\n` +
  `content-type: application/octet-stream\r\n${length}\r\nconnection: close\r\n\r\n`;

/** Sends so many bytes of a piece whose whole length was told, and hangs up. */
async function cutAfter(name: string, from: number, piece: Buffer, upTo: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(await head(name, from, `content-length: ${piece.length}`));
  const part = piece.subarray(0, upTo);
  if (part.length > 0) await new Promise((resolve) => socket.write(part, resolve));
  // So that it left the machine: what is to be seen is what the server does with it.
  await wait(20);
  socket.destroy();
}

/** How much is here once the server has seen that the connection is gone. */
async function settled(bytes: Buffer, before: number): Promise<number> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { received } = await begin(bytes);
    if (received > before) return received;
    await wait(10);
  }
  return before;
}

/** A body whose length is not told. @returns the answer as it came */
async function chunked(name: string, bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.write(await head(name, 0, 'transfer-encoding: chunked'));
  for (let from = 0; from < bytes.length; from += 65_536) {
    const part = bytes.subarray(from, from + 65_536);
    socket.write(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
  }
  socket.write('0\r\n\r\n');
  for (let tries = 0; tries < 100 && !text.includes('"code"'); tries += 1) await wait(20);
  socket.destroy();
  return text;
}
