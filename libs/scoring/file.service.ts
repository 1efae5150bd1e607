import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { contentOf as kindOfFile, nameFor, type Upload } from '@app/evidence';
import type { Principal } from '@app/org';
import { Clock, drawAnew, FileStore, fingerprint, newFileKey, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { EntryService } from './entry.service';
import { EvaluationService } from './evaluation.service';
import { countFiles, findFile, insertFile, type NewFile } from './file.queries';
import { findObjection } from './objection.queries';
import { requireTime } from './objection.service';
import { seesUnit } from './scoring.policy';
import { scoringProblem } from './scoring.problems';

const MOST_FILES = 10;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a file supports. */
export type FileOwner = { entryId: string } | { objectionId: string };

/** Files that support entries and objections: checked by their content, photos drawn anew, kept for ever. */
@Injectable()
export class ScoringFiles {
  constructor(
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly entries: EntryService,
    private readonly evaluations: EvaluationService,
  ) {}

  /**
   * Puts the file into the store, before its row; outside any transaction, because drawing a photo takes a while.
   *
   * @throws Problem 404 what it supports is not theirs to know, 409 too late, 400 not a file we keep
   */
  async receive(tx: Tx, principal: Principal, owner: FileOwner, upload: Upload): Promise<NewFile> {
    await this.requireOwner(tx, principal, owner);
    const { bytes, name } = upload;
    if (bytes.length === 0) throw scoringProblem.emptyFile();
    const kind = await kindOfFile(bytes, name);
    if (kind.kind === 'refused') throw scoringProblem.refusedFile();
    const drawn = kind.kind === 'photo' ? await drawAnew(bytes) : undefined;
    if (kind.kind === 'photo' && !drawn) throw scoringProblem.refusedFile();
    const kept = drawn?.bytes ?? bytes;
    const storageKey = newFileKey();
    await this.store.put(storageKey, kept);
    const [entryId, objectionId] = 'entryId' in owner ? [owner.entryId, null] : [null, owner.objectionId];
    return {
      ...{ id: upload.id ?? randomUUID(), entryId, objectionId, storageKey, by: principal.id, at: this.clock.now() },
      name: nameFor(name, kind.kind === 'document' ? kind.extensions : ['jpg', 'jpeg']),
      type: kind.kind === 'document' ? kind.type : 'image/jpeg',
      size: kept.length,
      sha256: sha256(bytes),
      bodyHash: fingerprint({ ...owner, name, sha256: sha256(bytes) }),
    };
  }

  /** Writes its row; the same id and file again is kept once. @throws Problem 409 another file under the id, or too many */
  async add(tx: Tx, principal: Principal, file: NewFile): Promise<void> {
    const count = await countFiles(tx, file.entryId ?? file.objectionId ?? '');
    const known = await findFile(tx, file.id);
    if (!known && count >= MOST_FILES) throw scoringProblem.tooManyFiles();
    if (!known && (await insertFile(tx, file))) return;
    const there = known ?? (await findFile(tx, file.id));
    if (there?.uploadedBy !== principal.id || there.bodyHash !== file.bodyHash) throw problem.sameIdOtherBody();
  }

  /** The file itself. @throws Problem 404 */
  async content(
    tx: Tx,
    principal: Principal,
    id: string,
  ): Promise<{ name: string; type: string; size: number; mark: string; stream: Readable }> {
    const file = await findFile(tx, id);
    if (!file || !seesUnit(principal, file.unitId)) throw problem.notFound();
    const { name, type, size, storageKey } = file;
    return { name, type, size, mark: id, stream: await this.store.get(storageKey) };
  }

  private async requireOwner(tx: Tx, principal: Principal, owner: FileOwner): Promise<void> {
    if ('entryId' in owner) return void (await this.entries.one(tx, principal, owner.entryId));
    const objection = await findObjection(tx, owner.objectionId);
    if (!objection || objection.unitId !== principal.unitId) throw problem.notFound();
    if (objection.ruling) throw scoringProblem.ruled();
    requireTime(await this.evaluations.known(tx, principal, objection.evaluationId), this.clock.now());
  }
}
