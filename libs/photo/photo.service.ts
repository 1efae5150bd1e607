import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { contentOf } from '@app/evidence';
import { hasRole, type Principal } from '@app/org';
import {
  Clock,
  clockSkew,
  dayOf,
  drawAnew,
  FileMissing,
  FileStore,
  fingerprint,
  lookAtPhoto,
  newFileKey,
  problem,
  type Tx,
} from '@app/platform';

import { maySeeTo } from '@app/project';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import {
  claimPhotos,
  findKeptBytes,
  findKnownPhoto,
  findPhotoFacts,
  findShots,
  insertPhoto,
  type NewPhoto,
  type PhotoFacts,
} from './keep.queries';
import { distanceOf } from './photo.distance';
import { doubtsOf } from './photo.doubts';
import type { PhotoBody, PhotoView } from './photo.dto';
import { looksOf } from './photo.looks';
import { photoProblem } from './photo.problems';
import { findPhotoFile } from './photo.queries';
import { PhotoReader } from './photo.reader';
import { deleteUpload, readUpload } from './upload.queries';

/** More than a visit may have: some are taken again before it is sent. */
const MOST_FOR_A_VISIT = 60;

/** A picture on its way out. */
export interface PhotoFile {
  name: string;
  type: string;
  /** Bytes; unknown for what was made smaller. */
  size: number | undefined;
  /** Names the content: the same file has the same mark. */
  mark: string;
  stream: Readable | Buffer;
  /** The watermark is not there yet. */
  pending: boolean;
}

/** A photo as a client sends it. */
export interface SentPhoto {
  id: string;
  body: PhotoBody;
  /** What the phone believed the time was. */
  sentAt?: Date;
}

/** Photos of visits: checked by their content, kept as they were sent, looked at once. */
@Injectable()
export class PhotoService {
  constructor(
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly reader: PhotoReader,
  ) {}

  /**
   * Makes a photo of bytes that were uploaded. Its files are in the store before its row is there: a row without its
   * file is never there, a file without its row does no harm.
   *
   * @throws Problem 404 for a project that is not theirs, 403 somebody else's id, 409 another body under that id or bytes
   *   that are not all here, 400 for what is no photo
   */
  async put(database: DataSource, principal: Principal, sent: SentPhoto): Promise<PhotoView> {
    const { manager } = database;
    const bodyHash = fingerprint(sent.body);
    if (!(await this.isKnown(manager, principal, sent.id, bodyHash))) {
      const photo = await this.receive(manager, principal, sent, bodyHash);
      const made = await insertPhoto(manager, photo);
      if (!made) {
        // The same request, sent twice at once, came first: its files are the ones that count.
        await this.forget(photo);
        await this.isKnown(manager, principal, sent.id, bodyHash);
      }
    }
    return this.reader.one(manager, principal, sent.id);
  }

  /**
   * A file of a photo that the person may see.
   *
   * @throws Problem 404, or 503 when the store does not have it
   */
  async file(tx: Tx, principal: Principal, id: string, which: 'content' | 'thumbnail' | 'stamped'): Promise<PhotoFile> {
    const photo = await findPhotoFile(tx, principal, id);
    if (!photo) throw problem.notFound();
    const { number, type, size, sha256, storageKey, thumbnailKey, stampedKey } = photo;
    const jpeg = { name: `${number}.jpg`, type: 'image/jpeg', size: undefined, pending: false };
    if (which === 'thumbnail') return { ...jpeg, mark: `${sha256}-small`, stream: await this.open(thumbnailKey) };
    if (which === 'content') {
      const name = `${number}.${type.slice('image/'.length).replace('jpeg', 'jpg')}`;
      return { name, type, size, mark: sha256, stream: await this.open(storageKey), pending: false };
    }
    if (stampedKey !== null) return { ...jpeg, mark: `${sha256}-stamped`, stream: await this.open(stampedKey) };
    const drawn = await drawAnew(await buffer(await this.open(storageKey)));
    if (!drawn) throw photoProblem.unreadable();
    return { ...jpeg, mark: `${sha256}-drawn`, stream: drawn.bytes, pending: true };
  }

  /**
   * The photos of a visit that is just being logged or corrected; from now on the worker sees to them.
   *
   * @throws Problem 409 that names those that are not here
   */
  async claim(tx: Tx, visit: { visitId: string; projectId: string; ownerId: string; ids: string[] }): Promise<void> {
    const found = new Set(await claimPhotos(tx, visit));
    const photoIds = visit.ids.filter((id) => !found.has(id));
    if (photoIds.length > 0) throw photoProblem.notHere({ count: photoIds.length }, { photoIds });
  }

  private async receive(
    tx: Tx,
    principal: Principal,
    { id, body, sentAt }: SentPhoto,
    bodyHash: string,
  ): Promise<NewPhoto> {
    const now = this.clock.now();
    const skew = clockSkew(sentAt, now);
    const takenAt = new Date(body.takenAt);
    const taken = takenAt.getTime() - skew * 1000;
    const facts = await findPhotoFacts(tx, principal.id, body, dayOf(new Date(taken)));
    if (!facts || !mayPhotograph(principal, facts)) throw problem.notFound();
    if (facts.count >= MOST_FOR_A_VISIT) throw photoProblem.tooMany();
    const bytes = await this.bytesOf(tx, principal, body.sha256);
    const look = (await contentOf(bytes, '')).kind === 'photo' ? await lookAtPhoto(bytes) : 'refused';
    if (look === 'refused' || !look) {
      // It will never be a photo: what it takes of the person's share is given back.
      await deleteUpload(tx, principal.id, body.sha256);
      throw look === 'refused' ? photoProblem.refused() : photoProblem.unreadable();
    }
    const { visitId, projectId, sha256, source, location = null } = body;
    const others = location ? await findShots(tx, principal.id, visitId) : [];
    const [storageKey, thumbnailKey] = [newFileKey(), newFileKey()];
    const [looks] = await Promise.all([
      looksOf(look.thumbnail),
      this.store.put(storageKey, bytes),
      this.store.put(thumbnailKey, look.thumbnail),
    ]);
    return {
      ...{ id, visitId, projectId, sha256, source, location, ownerId: principal.id, bodyHash },
      ...{ type: look.type, width: look.width, height: look.height, size: bytes.length },
      ...{ takenAt, clockSkew: skew, receivedAt: now, storageKey, thumbnailKey },
      distance: distanceOf(location, facts.place),
      doubts: doubtsOf(
        {
          source,
          takenAt: taken,
          location: location && {
            ...location,
            accuracy: location.accuracy ?? null,
            at: location.at === undefined ? null : Date.parse(location.at) - skew * 1000,
          },
        },
        now.getTime(),
        others.map(({ latitude, longitude, accuracy, ...other }) => ({
          source: other.source,
          takenAt: other.takenAt.getTime(),
          location: latitude === null || longitude === null ? null : { latitude, longitude, accuracy, at: null },
        })),
      ),
      looks,
    };
  }

  /** All bytes of an upload that has arrived, or of a photo of the person that is the same. @throws Problem 409 */
  private async bytesOf(tx: Tx, principal: Principal, sha256: string): Promise<Buffer> {
    // By the hash, not by the count: what is whole is what was promised.
    const bytes = await readUpload(tx, principal.id, sha256);
    if (bytes.length > 0 && sha256Of(bytes) === sha256) return bytes;
    const key = await findKeptBytes(tx, principal.id, sha256);
    if (key !== undefined) return buffer(await this.open(key));
    throw photoProblem.missing({}, { received: bytes.length });
  }

  private async isKnown(tx: Tx, principal: Principal, id: string, bodyHash: string): Promise<boolean> {
    const known = await findKnownPhoto(tx, id);
    if (!known) return false;
    if (known.ownerId !== principal.id) throw photoProblem.idOfAnother();
    if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
    return true;
  }

  private async forget({ storageKey, thumbnailKey }: NewPhoto): Promise<void> {
    await Promise.all([this.store.remove(storageKey), this.store.remove(thumbnailKey)]);
  }

  private async open(key: string): Promise<Readable> {
    try {
      return await this.store.get(key);
    } catch (error) {
      throw error instanceof FileMissing ? photoProblem.fileGone() : error;
    }
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Who may log a visit there, and who was asked to go there on that day. */
const mayPhotograph = (principal: Principal, facts: PhotoFacts): boolean =>
  maySeeTo(principal, facts) || (hasRole(principal, 'officer') && facts.asked);
