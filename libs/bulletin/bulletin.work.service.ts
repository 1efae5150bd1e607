import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { FileMissing, FileStore, newFileKey, Problem, tryLock, type Tx } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { BulletinContent } from './bulletin.content';
import { bulletinDocument } from './bulletin.docx';
import { bulletinPdf } from './bulletin.pdf';
import { bulletinSheet } from './bulletin.xlsx';
import { filled } from './template.fill';
import { countTry, type DueFile, findDue, settleFailed, settleReady, takeFile, tellProgress } from './work.queries';

/** A file whose making ended the process so often is left alone. */
const MOST_TRIES = 5;
const FAILED = '生成时出错，请重新生成；若仍不行，请联系管理员查看后台日志。';
const TRIED = '多次生成都没有完成，请联系管理员查看后台日志。';

/** Makes the files of bulletins that were asked for. */
@Injectable()
export class BulletinWorkService {
  private readonly logger = new Logger('Bulletins');

  constructor(private readonly store: FileStore) {}

  /**
   * Makes every file that is due, each in a transaction of its own. May run twice and at once: who comes second finds a
   * file taken and goes on to the next; what a worker that was killed had begun is taken up again.
   *
   * @returns how many were made
   */
  async run(database: DataSource, now: () => Promise<Date>): Promise<number> {
    let made = 0;
    for (const id of await findDue(database.manager)) {
      const at = await now();
      if (await database.transaction((tx) => this.make(database.manager, tx, id, at))) made += 1;
    }
    return made;
  }

  /** @returns false when it was somebody else's, or could not be made */
  private async make(outside: Tx, tx: Tx, id: string, now: Date): Promise<boolean> {
    if (!(await tryLock(tx, `bulletin ${id}`))) return false;
    const file = await takeFile(tx, id);
    if (!file) return false;
    if (file.attempts >= MOST_TRIES) return this.fail(tx, file, now, TRIED);
    // Committed at once, beside the transaction: what is written in it is gone when the process ends.
    await countTry(outside, id, 1);
    const bytes = await this.draw(outside, file).catch((error: Error) => error);
    if (bytes instanceof Error) {
      this.logger.error(`bulletin ${id}: ${bytes.message}`, bytes.stack);
      return this.fail(tx, file, now, bytes instanceof Problem ? bytes.message : FAILED);
    }
    await tellProgress(outside, id, 80);
    const storageKey = newFileKey();
    try {
      // The file is in the store before its row says so: what dies in between leaves a file that does no harm.
      await this.store.put(storageKey, bytes);
    } catch (error) {
      // A store that is away was no try.
      await countTry(outside, id, -1);
      throw error;
    }
    await settleReady(tx, id, now, {
      storageKey,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    return true;
  }

  private async fail(tx: Tx, { id }: DueFile, now: Date, fault: string): Promise<false> {
    await settleFailed(tx, id, now, fault);
    return false;
  }

  private async draw(outside: Tx, { id, format, content: text, templateKey }: DueFile): Promise<Buffer> {
    const content = JSON.parse(text) as BulletinContent;
    await tellProgress(outside, id, 20);
    if (format === 'xlsx') return bulletinSheet(content);
    if (format === 'pdf') return bulletinPdf(content);
    if (templateKey === null) return bulletinDocument(content);
    const template = await buffer(await this.store.get(templateKey)).catch((error: unknown) => {
      throw error instanceof FileMissing ? new Error('the template is not in the file store') : error;
    });
    await tellProgress(outside, id, 40);
    return filled(template, content);
  }
}
