import { createHash } from 'node:crypto';
import type { Principal } from '@app/org';
import { Clock, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { photoProblem } from './photo.problems';
import { type Piece, PIECE_BYTES, type ReceivedView, type UploadStart, type UploadView } from './upload.dto';
import {
  appendPiece,
  deleteUpload,
  findUpload,
  insertUpload,
  isKept,
  keepInnerPiece,
  lockUpload,
  promisedBytes,
  readUpload,
} from './upload.queries';

/** So much may one person have under way: several days of photos, and no more than a mistake may cost. */
const MOST_PROMISED = 200 * 1024 * 1024;

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes of photos on their way: they go on where they broke off, and are named by their hash. */
@Injectable()
export class UploadService {
  constructor(private readonly clock: Clock) {}

  /**
   * Begins an upload, or says how far it is.
   *
   * @throws Problem 429 when the person has too much under way
   */
  async begin(tx: Tx, principal: Principal, { sha256, size }: UploadStart): Promise<UploadView> {
    const view = { sha256, size };
    if (await isKept(tx, principal.id, sha256)) return { ...view, received: size, kept: true };
    const known = await findUpload(tx, principal.id, sha256);
    if (known?.size === size) return { ...view, received: known.received, kept: false };
    // The same hash with another length: one of the two was a mistake, so that what is here proves nothing.
    if (known) await deleteUpload(tx, principal.id, sha256);
    if ((await promisedBytes(tx, principal.id)) + size > MOST_PROMISED) throw photoProblem.tooManyUploads();
    const begun = await insertUpload(tx, principal.id, sha256, size, this.clock.now());
    // Somebody else of the same person may have begun it meanwhile.
    const now = begun ? undefined : await findUpload(tx, principal.id, sha256);
    return { ...view, received: now?.received ?? 0, kept: false };
  }

  /**
   * Keeps a piece that begins where the last one ended, also the first part of one that was cut off.
   *
   * @throws Problem 409 with what is here when it begins elsewhere, or when all is here and is not what was promised:
   *   then everything of it is thrown away; 404 for an upload that was not begun
   */
  async take(
    database: DataSource,
    principal: Principal,
    { sha256, from, piece }: { sha256: string; from: number; piece: Piece },
  ): Promise<ReceivedView> {
    if (piece.bytes.length > PIECE_BYTES) throw photoProblem.pieceTooLarge();
    const { bytes } = piece;
    if (await keepInnerPiece(database.manager, principal.id, sha256, from, bytes, this.clock.now())) {
      return { received: from + bytes.length };
    }
    // What refuses is thrown after the transaction: what was thrown away in it stays thrown away.
    const outcome = await database.transaction((tx) => this.keep(tx, principal.id, sha256, from, bytes));
    if (outcome === 'damaged') throw photoProblem.damaged();
    return { received: outcome };
  }

  private async keep(
    tx: Tx,
    ownerId: string,
    sha256: string,
    from: number,
    bytes: Buffer,
  ): Promise<number | 'damaged'> {
    const upload = await lockUpload(tx, ownerId, sha256);
    if (!upload) {
      if (await isKept(tx, ownerId, sha256)) return from + bytes.length;
      throw photoProblem.unknownUpload();
    }
    const { received, size } = upload;
    if (from !== received) throw photoProblem.offset({ received }, { received });
    if (from + bytes.length > size) throw photoProblem.tooLong();
    if (bytes.length === 0) return received;
    await appendPiece(tx, ownerId, sha256, from, bytes, this.clock.now());
    if (from + bytes.length < size || sha256Of(await readUpload(tx, ownerId, sha256)) === sha256) {
      return from + bytes.length;
    }
    await deleteUpload(tx, ownerId, sha256);
    return 'damaged';
  }
}
