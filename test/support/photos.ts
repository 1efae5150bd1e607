import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { UploadView } from '@app/photo';
import type { Answer, Voice } from './app';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A small generator of numbers that is the same each time: mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A picture of some scene: sky, ground, and buildings that differ with the seed. */
export async function scene(seed: number, { width = 800, height = 600 } = {}): Promise<Buffer> {
  const next = random(seed);
  const tone = (): string => `rgb(${[0, 0, 0].map(() => Math.floor(next() * 256)).join(',')})`;
  const shapes = Array.from({ length: 14 }, () => {
    const w = (0.08 + next() * 0.35) * width;
    const h = (0.1 + next() * 0.5) * height;
    return `<rect x="${next() * width - w / 3}" y="${next() * height - h / 3}" width="${w}" height="${h}" fill="${tone()}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${tone()}"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
}

/** Sends all of a file, in pieces. */
export async function upload(voice: Voice, bytes: Buffer, piece = 256 * 1024): Promise<string> {
  const name = sha256(bytes);
  const begun = await voice.post<UploadView>('/api/uploads', { sha256: name, size: bytes.length });
  if (begun.status !== 200) throw new Error(`${begun.status} ${begun.text}`);
  for (let from = begun.body.received; from < bytes.length; from += piece) {
    const answer = await sendPiece(voice, name, from, bytes.subarray(from, from + piece));
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  }
  return name;
}

/** One piece, in one request. */
export const sendPiece = <T = { received: number }>(
  voice: Voice,
  name: string,
  from: number,
  bytes: Buffer,
): Promise<Answer<T>> =>
  voice.request<T>('PATCH', `/api/uploads/${name}?from=${from}`, bytes, { 'content-type': 'application/octet-stream' });

/** The body of a photo that was taken just now. */
export const photoBody = (visitId: string, projectId: string, name: string, more: object = {}): object => ({
  visitId,
  projectId,
  sha256: name,
  source: 'camera',
  takenAt: '2024-10-16T09:20:00+08:00',
  ...more,
});

/** Uploads a picture and makes it a photo of the visit. @returns its id */
export async function sendPhoto(
  voice: Voice,
  visitId: string,
  projectId: string,
  bytes: Buffer,
  more: object = {},
): Promise<string> {
  const id = randomUUID();
  const answer = await voice.put(`/api/photos/${id}`, photoBody(visitId, projectId, await upload(voice, bytes), more));
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return id;
}
