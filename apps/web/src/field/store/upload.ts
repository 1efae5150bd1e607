import { t } from '../words';
import { LARGEST, larger, nextPiece, smaller } from './chunks';
import { database } from './database';
import { sha256 } from './hash';
import type { Photo } from './model';
import { call, NoAnswer, Problem } from './server';

/** A photo that cannot be sent, whatever the network does. */
export class PhotoTrouble extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'PhotoTrouble';
  }
}

interface Upload {
  received: number;
  kept: boolean;
}

/** A piece over one bar of signal: 128 kB at 2 kB/s. */
const PIECE_PATIENCE_MS = 70_000;
/** Pieces that may fail one after another before the whole visit waits for its next turn. */
const FAILURES = 4;
/** Times that a photo may arrive damaged, or be gone on the server, within one turn. */
const RESTARTS = 3;

/** What the network carried last: one photo after another need not learn it anew. */
let chunk = LARGEST;

/**
 * Brings one photo to the server: its bytes in pieces, going on where the last try ended, then what is known of it.
 *
 * @throws Problem, NoAnswer when it must be tried later; PhotoTrouble when a person must do something
 */
export async function sendPhoto(photo: Photo, pause: (ms: number) => Promise<void>): Promise<void> {
  const bytes = (await database.photoBytes.get(photo.id))?.bytes;
  if (!bytes || (await sha256(bytes)) !== photo.sha256) {
    throw new PhotoTrouble('damaged', t('store.trouble.damagedPhoto'));
  }
  for (let restarts = 0; ; restarts++) {
    try {
      await sendBytes(photo, bytes, pause);
      await describe(photo.id);
      return;
    } catch (error) {
      const again =
        error instanceof Problem && ['upload-damaged', 'upload-missing', 'upload-unknown'].includes(error.code ?? '');
      if (!again || restarts >= RESTARTS) throw error;
    }
  }
}

async function sendBytes(photo: Photo, bytes: ArrayBuffer, pause: (ms: number) => Promise<void>): Promise<void> {
  const { sha256: hash, size } = photo;
  let failures = 0;
  const open = () => call<Upload>('/api/uploads', { method: 'POST', json: { sha256: hash, size } });
  let { received, kept } = await open();
  if (kept) return report(photo.id, size);
  for (let piece = nextPiece(size, received, chunk); piece; piece = nextPiece(size, received, chunk)) {
    try {
      ({ received } = await call<{ received: number }>(`/api/uploads/${hash}?from=${piece.from}`, {
        method: 'PATCH',
        bytes: bytes.slice(piece.from, piece.to),
        patience: PIECE_PATIENCE_MS,
      }));
      failures = 0;
      chunk = larger(chunk);
      await report(photo.id, received);
    } catch (error) {
      const offset = offsetIn(error);
      if (offset !== null) {
        received = offset;
      } else if (mayBeTooLarge(error)) {
        failures += 1;
        chunk = smaller(chunk);
        if (failures > FAILURES || !navigator.onLine) throw error;
        await pause(400 * 2 ** failures);
        // What arrived of a piece that broke off is kept: the server knows how much.
        ({ received, kept } = await open());
        if (kept) return report(photo.id, size);
      } else {
        throw error;
      }
    }
  }
}

/** The network, or something on the way, did not carry it. */
const mayBeTooLarge = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof Problem && (error.status >= 500 || error.status === 413));

/** How much the server has, when it was not where we thought. */
function offsetIn(error: unknown): number | null {
  if (!(error instanceof Problem) || error.code !== 'upload-offset') return null;
  return (error.details as { received?: number } | undefined)?.received ?? null;
}

const report = async (id: string, sent: number): Promise<void> => void (await database.photos.update(id, { sent }));

/** Tells when and where it was taken, in the words of the first try: what came later would be another body. */
async function describe(id: string): Promise<void> {
  await database.photos.update(id, { positioning: false });
  const photo = await database.photos.get(id);
  if (!photo) return;
  const { visitId, projectId, sha256: hash, source, takenAt, location } = photo;
  const answer = await call<{ id: string }>(`/api/photos/${id}`, {
    method: 'PUT',
    json: { visitId, projectId, sha256: hash, source, takenAt, location },
    headers: { 'device-time': new Date().toISOString() },
  });
  if (answer.id !== id) throw new NoAnswer('an answer that is not of the API');
  await database.photos.update(id, { state: 'delivered', sent: photo.size });
}
