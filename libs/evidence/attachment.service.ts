import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Principal } from '@app/org';
import {
  Clock,
  drawAnew,
  FileMissing,
  FileStore,
  fingerprint,
  isoInstant,
  newFileKey,
  type Page,
  pageOf,
  problem,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { contentOf, nameFor } from './attachment.content';
import type { AttachmentQuery, AttachmentView, Upload } from './attachment.dto';
import { attachmentProblem, MOST_ATTACHMENTS } from './attachment.problems';
import {
  countAttachments,
  findAttachment,
  findKnownAttachment,
  insertAttachment,
  type KeptAttachment,
  knowsIssue,
  listAttachments,
  type NewAttachment,
} from './attachment.queries';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What is downloaded. */
export interface Download {
  name: string;
  type: string;
  /** Bytes; unknown for a thumbnail. */
  size: number | undefined;
  /** Names the content: the same file has the same mark. */
  mark: string;
  stream: Readable;
}

/** Files of issues: checked by their content, photos drawn anew, kept for ever. */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly clock: Clock,
    private readonly store: FileStore,
  ) {}

  /**
   * Checks the file and puts it into the store, before its row: a row without its file is never there, a file without its
   * row does no harm. Outside any transaction, because drawing a photo takes a while.
   *
   * @returns what {@link add} writes; the id alone when the same was kept before
   * @throws Problem 404 no such issue, 403 somebody else's id, 409 another file under that id, 400 not a file we keep
   */
  async receive(tx: Tx, principal: Principal, issueId: string, upload: Upload): Promise<NewAttachment | string> {
    if (!(await knowsIssue(tx, principal, issueId))) throw problem.notFound();
    if (upload.bytes.length === 0) throw attachmentProblem.empty();
    const original = sha256(upload.bytes);
    const bodyHash = fingerprint({ issue: issueId, name: upload.name, sha256: original });
    if (upload.id !== undefined && (await this.isKnown(tx, principal, upload.id, bodyHash))) return upload.id;
    const content = await this.contentFor(upload);
    const storageKey = newFileKey();
    const thumbnailKey = content.thumbnail ? newFileKey() : null;
    await this.store.put(storageKey, content.bytes);
    if (content.thumbnail && thumbnailKey) await this.store.put(thumbnailKey, content.thumbnail);
    return {
      id: upload.id ?? null,
      issueId,
      kind: content.thumbnail ? 'photo' : 'document',
      name: nameFor(upload.name, content.extensions),
      type: content.type,
      size: content.bytes.length,
      sha256: original,
      contentSha256: sha256(content.bytes),
      width: content.width ?? null,
      height: content.height ?? null,
      storageKey,
      thumbnailKey,
      uploadedBy: principal.id,
      unitId: principal.unitId,
      at: this.clock.now(),
      bodyHash,
    };
  }

  /**
   * Writes the row of a file that was received.
   *
   * @returns its id
   * @throws Problem 409 when the issue has too many, or the id was used for another file meanwhile; 403 somebody else's id
   */
  async add(tx: Tx, principal: Principal, received: NewAttachment | string): Promise<string> {
    if (typeof received === 'string') return received;
    const count = await countAttachments(tx, received.issueId);
    // Before the limit: what was kept once is answered again, however many came since.
    if (received.id !== null && (await this.isKnown(tx, principal, received.id, received.bodyHash))) return received.id;
    if (count >= MOST_ATTACHMENTS) throw attachmentProblem.tooMany();
    const made = await insertAttachment(tx, received);
    if (made !== undefined) return made;
    // Written for another issue at the same moment.
    await this.isKnown(tx, principal, received.id as string, received.bodyHash);
    return received.id as string;
  }

  /** @throws Problem 404 when there is none of an issue that the person may know of */
  async one(tx: Tx, principal: Principal, id: string): Promise<AttachmentView> {
    return attachmentView((await this.kept(tx, principal, id)).view);
  }

  /** The attachments of an issue, newest first. @throws Problem 404 */
  async list(tx: Tx, principal: Principal, issueId: string, query: AttachmentQuery): Promise<Page<AttachmentView>> {
    if (!(await knowsIssue(tx, principal, issueId))) throw problem.notFound();
    const { rows, total } = await listAttachments(tx, issueId, query);
    return pageOf(query, rows.map(attachmentView), total);
  }

  /** The file itself. @throws Problem 404, or 503 when the store does not have it */
  async content(tx: Tx, principal: Principal, id: string): Promise<Download> {
    const { view, storageKey, contentSha256 } = await this.kept(tx, principal, id);
    const { name, type, size } = view;
    return { name, type, size, mark: contentSha256, stream: await this.open(storageKey) };
  }

  /** A photo, small. @throws Problem 404 also for what is no photo */
  async thumbnail(tx: Tx, principal: Principal, id: string): Promise<Download> {
    const { view, thumbnailKey, contentSha256 } = await this.kept(tx, principal, id);
    if (thumbnailKey === null) throw problem.notFound();
    const stream = await this.open(thumbnailKey);
    return { name: view.name, type: 'image/jpeg', size: undefined, mark: `${contentSha256}-small`, stream };
  }

  private async kept(tx: Tx, principal: Principal, id: string): Promise<KeptAttachment> {
    const found = await findAttachment(tx, principal, id);
    if (!found) throw problem.notFound();
    return found;
  }

  private async open(key: string): Promise<Readable> {
    try {
      return await this.store.get(key);
    } catch (error) {
      throw error instanceof FileMissing ? attachmentProblem.fileGone() : error;
    }
  }

  private async isKnown(tx: Tx, principal: Principal, id: string, bodyHash: string): Promise<boolean> {
    const known = await findKnownAttachment(tx, id);
    if (!known) return false;
    if (known.uploadedBy !== principal.id) throw problem.forbidden();
    if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
    return true;
  }

  private async contentFor({ bytes, name }: Upload): Promise<{
    bytes: Uint8Array;
    thumbnail?: Uint8Array;
    width?: number;
    height?: number;
    type: string;
    extensions: readonly string[];
  }> {
    const content = await contentOf(bytes, name);
    if (content.kind === 'refused') throw attachmentProblem.refused();
    if (content.kind === 'document') return { bytes, type: content.type, extensions: content.extensions };
    const drawn = await drawAnew(bytes);
    if (!drawn) throw attachmentProblem.unreadable();
    return { ...drawn, type: 'image/jpeg', extensions: ['jpg', 'jpeg'] };
  }
}

/** As people get it: the instant with its offset. */
export const attachmentView = (view: AttachmentView): AttachmentView => ({
  ...view,
  at: isoInstant(new Date(view.at)),
});
