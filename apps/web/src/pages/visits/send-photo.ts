import { api, read } from '../../client/client';
import { uuidv7 } from '../../client/uuid';
import type { Photo, Visit } from './queries';

/** As much as the server takes in one call. */
const PIECE = 1024 * 1024;

/**
 * Sends a photo for a visit that is there: its bytes in pieces named by their hash, then what they are a photo of.
 *
 * @throws Problem when the server refused, NoAnswer when it could not be reached
 */
export async function sendPhoto(
  visit: Pick<Visit, 'id' | 'projectId'>,
  file: File,
  onProgress: (percent: number) => void,
): Promise<Photo> {
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  let { received } = await read(api.POST('/api/uploads', { body: { sha256, size: file.size } }));
  while (received < file.size) {
    const piece = bytes.slice(received, received + PIECE);
    ({ received } = await read(
      api.PATCH('/api/uploads/{sha256}', {
        params: { path: { sha256 }, query: { from: received } },
        // The document says text for bytes.
        body: piece as unknown as string,
        bodySerializer: (body: unknown) => body as BodyInit,
        headers: { 'content-type': 'application/octet-stream' },
      }),
    ));
    onProgress(Math.floor((received / file.size) * 100));
  }
  return read(
    api.PUT('/api/photos/{id}', {
      params: { path: { id: uuidv7() } },
      body: {
        visitId: visit.id,
        projectId: visit.projectId,
        sha256,
        source: 'gallery',
        takenAt: new Date(file.lastModified).toISOString(),
        location: null,
      },
    }),
  );
}
