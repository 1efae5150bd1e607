import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Codec, readArchive, writeArchive } from './archive';
import type { Draft, Photo } from './model';

const codec: Codec = {
  zip: (files) => zipSync(files, { level: 0 }),
  unzip: unzipSync,
  encode: strToU8,
  decode: strFromU8,
  sha256: async (bytes) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex'),
};
const owner = { id: 'o', name: '王专员' };
const at = '2024-10-16T03:00:00.000Z';
const drafts = [{ id: 'v', ownerId: 'o', note: '二期基础已浇筑' } as Draft];
const photos = [{ id: 'a', visitId: 'v' } as Photo, { id: 'b', visitId: 'v' } as Photo];
const bytes = new Map([
  ['a', new Uint8Array([1, 2, 3]).buffer],
  ['b', new Uint8Array([4, 5, 6, 7]).buffer],
]);
const archive = async (): Promise<ArrayBuffer> =>
  (await writeArchive({ owner, at, drafts, photos, bytes }, codec)).slice().buffer;

/** The same archive with one file in it changed. */
async function tampered(name: string, content: Uint8Array | undefined): Promise<ArrayBuffer> {
  const files = unzipSync(new Uint8Array(await archive()));
  if (content) files[name] = new Uint8Array(content);
  else delete files[name];
  return zipSync(files).slice().buffer;
}

it('comes back as it went', async () => {
  const back = await readArchive(await archive(), codec);
  expect(back).toEqual({ owner, at, drafts, photos, bytes, damaged: [] });
});

it('names photos that are damaged or gone, and brings the others', async () => {
  const wrong = await readArchive(await tampered('photos/a.jpg', new Uint8Array([9])), codec);
  expect(wrong).toMatchObject({ damaged: ['photos/a.jpg'], drafts });
  expect([...(wrong as { bytes: Map<string, ArrayBuffer> }).bytes.keys()]).toEqual(['b']);
  const gone = await readArchive(await tampered('photos/b.jpg', undefined), codec);
  expect(gone).toMatchObject({ damaged: ['photos/b.jpg'] });
});

it('refuses what somebody wrote into, and what is not ours', async () => {
  expect(await readArchive(await tampered('visits.json', strToU8('{"drafts":[],"photos":[]}')), codec)).toBe('damaged');
  expect(await readArchive(await tampered('manifest.json', strToU8('{}')), codec)).toBe('not-ours');
  expect(await readArchive(zipSync({ 'a.txt': strToU8('a') }).slice().buffer, codec)).toBe('not-ours');
  expect(await readArchive(new Uint8Array([1, 2, 3]).buffer, codec)).toBe('damaged');
});
