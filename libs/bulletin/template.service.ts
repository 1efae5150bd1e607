import { createHash } from 'node:crypto';
import type { Principal } from '@app/org';
import {
  Clock,
  FileMissing,
  FileStore,
  invalid,
  lock,
  newFileKey,
  type Page,
  pageOf,
  type PageQuery,
  problem,
  recordChange,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { TemplateView } from './bulletin.dto';
import { EXAMPLE } from './bulletin.example';
import { MEDIA_TYPES } from './bulletin.formats';
import { bulletinProblem } from './bulletin.problems';
import type { BulletinDownload } from './bulletin.service';
import { checkTemplate } from './template.check';
import {
  findNewest,
  findTemplate,
  findTemplates,
  insertTemplate,
  type NewTemplate,
  retireTemplate,
} from './template.queries';
import { sampleTemplate } from './template.sample';

/** A file of a request: nothing in it is to be trusted. */
export interface SentTemplate {
  name: string | undefined;
  fileName: string;
  bytes: Uint8Array;
}

const NAME_LENGTH = 60;
/** What no file system takes, and what cannot be stored or turns the direction of reading. */
const UNFIT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069"*:<>?|/\\]/gu;
const cleaned = (name: string): string => name.normalize('NFC').replace(UNFIT, '').trim();

/** Templates of the bureau for the Word file of a bulletin. */
@Injectable()
export class TemplateService {
  constructor(
    private readonly clock: Clock,
    private readonly store: FileStore,
  ) {}

  /**
   * Checks a template and puts it into the store, before its row.
   *
   * @throws Problem 400 with what is wrong in it, 413 too large
   */
  async receive(principal: Principal, { name, fileName, bytes }: SentTemplate): Promise<NewTemplate> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const placeholders = checkTemplate(buffer, EXAMPLE);
    const file = `${cleaned(fileName.split(/[/\\]/).at(-1) ?? '').replace(/\.docx$/i, '') || '通报模板'}.docx`;
    const title = cleaned(name ?? '') || file.replace(/\.docx$/, '');
    if ([...title].length > NAME_LENGTH) throw invalid('name', `模板名称不能超过${NAME_LENGTH}个字。`);
    const storageKey = newFileKey();
    await this.store.put(storageKey, bytes);
    return {
      name: title,
      fileName: file,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      placeholders,
      storageKey,
      by: principal.id,
      at: this.clock.now(),
    };
  }

  /** Keeps it as the next version of its name; the same file again is the same version. @returns its id */
  async add(tx: Tx, principal: Principal, received: NewTemplate): Promise<string> {
    await lock(tx, `bulletin template ${received.name}`);
    const newest = await findNewest(tx, received.name);
    if (newest?.sha256 === received.sha256 && !newest.retired) return newest.id;
    const id = await insertTemplate(tx, (newest?.version ?? 0) + 1, received);
    await this.recordChange(tx, principal, id, 'create', { name: received.name, sha256: received.sha256 });
    return id;
  }

  /** @throws Problem 404 */
  async one(tx: Tx, id: string): Promise<TemplateView> {
    return (await this.kept(tx, id)).view;
  }

  async list(tx: Tx, query: PageQuery): Promise<Page<TemplateView>> {
    const { rows, total } = await findTemplates(tx, query);
    return pageOf(query, rows, total);
  }

  /** The file as it was uploaded. @throws Problem 404, or 503 when the store does not have it */
  async file(tx: Tx, id: string): Promise<BulletinDownload> {
    const { view, storageKey } = await this.kept(tx, id);
    try {
      const stream = await this.store.get(storageKey);
      return { name: view.fileName, type: MEDIA_TYPES.docx, size: view.size, mark: view.sha256, stream };
    } catch (error) {
      throw error instanceof FileMissing ? bulletinProblem.gone() : error;
    }
  }

  /** Takes it out of use; what was made with it stays. @throws Problem 404 */
  async retire(tx: Tx, principal: Principal, id: string): Promise<void> {
    const { view } = await this.kept(tx, id);
    await retireTemplate(tx, view.name, this.clock.now());
    await this.recordChange(tx, principal, id, 'delete', { name: view.name });
  }

  /** A template with every placeholder in it, to begin with. */
  sample(): Promise<Buffer> {
    return sampleTemplate();
  }

  private async kept(tx: Tx, id: string): Promise<{ view: TemplateView; storageKey: string }> {
    const found = await findTemplate(tx, id);
    if (!found) throw problem.notFound();
    return found;
  }

  private recordChange(
    tx: Tx,
    principal: Principal,
    subjectId: string,
    action: 'create' | 'delete',
    after: object,
  ): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, { at, actorId: principal.id, subjectKind: 'bulletin-template', subjectId, action, after });
  }
}
