import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { chineseDate } from '@app/order';
import type { Principal } from '@app/org';
import {
  Clock,
  dayOf,
  FileMissing,
  FileStore,
  type Month,
  type Page,
  pageOf,
  problem,
  recordChange,
  snapshot,
  type Tx,
} from '@app/platform';
import { figureCodes } from '@app/rollup';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { bulletinContent, type BulletinContent, type Letterhead } from './bulletin.content';
import type { BulletinBody, BulletinFileView, BulletinQuery, NoteBody, NoteView } from './bulletin.dto';
import type { BulletinFacts } from './bulletin.facts';
import { MEDIA_TYPES } from './bulletin.formats';
import { bulletinProblem } from './bulletin.problems';
import { findClosedAt, findFile, findFiles, findStored, insertFile } from './bulletin.queries';
import { BulletinReader } from './bulletin.reader';
import { findLetterhead, writeLetterhead } from './letterhead.queries';
import { findNote, writeNote } from './note.queries';
import { findTemplate } from './template.queries';
import { yearMonthWords } from './bulletin.words';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A file that is downloaded. */
export interface BulletinDownload {
  name: string;
  type: string;
  size: number | undefined;
  mark: string;
  stream: Readable;
}

/** The bulletin of a month: its words, and the files that are asked for. */
@Injectable()
export class BulletinService {
  constructor(
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly reader: BulletinReader,
  ) {}

  /**
   * The paper word for word, as it would be printed now. Reads in one snapshot; the short codes of its figures are made
   * after it.
   *
   * @throws Problem 404 for a month that has not begun, or a revision that is not there
   */
  async content(database: DataSource, principal: Principal, month: Month, revision?: number): Promise<BulletinContent> {
    const { facts, letterhead, note, closedAt } = await snapshot(database, async (tx) => {
      const facts = await this.reader.read(tx, principal, month, revision);
      return {
        facts,
        letterhead: await findLetterhead(tx),
        note: await findNote(tx, month),
        closedAt: await findClosedAt(tx, month, facts.revision),
      };
    });
    const coded = await database.transaction((tx) => withCodes(tx, facts));
    return bulletinContent(
      { ...coded, note: note.note, closing: note.closing },
      {
        letterhead,
        sequence: note.sequence,
        date: note.issuedOn ?? (closedAt ? dayOf(closedAt) : facts.asOf),
        asOfDay: chineseDate(facts.asOf),
      },
    );
  }

  /**
   * Asks for a file. What it will show is fixed now; the same asked for again, or by many at once, is one file.
   *
   * @returns its id
   * @throws Problem 404 unknown month, revision or template; 400 a template for what is not Word
   */
  async request(database: DataSource, principal: Principal, body: BulletinBody): Promise<string> {
    const { month, revision, format, templateId = null } = body;
    if (templateId !== null && format !== 'docx') throw bulletinProblem.templateForWord();
    const template = templateId === null ? undefined : await findTemplate(database.manager, templateId);
    if (templateId !== null && !template) throw problem.notFound();
    const content = await this.content(database, principal, month, revision);
    const text = JSON.stringify(content);
    return database.transaction((tx) =>
      insertFile(tx, {
        month,
        revision: content.revision,
        asOf: content.asOf,
        format,
        templateId,
        content: text,
        contentHash: sha256(text),
        name: fileName(content, format),
        requestedBy: principal.id,
        requestedAt: this.clock.now(),
      }),
    );
  }

  /** @throws Problem 404 */
  async one(tx: Tx, id: string): Promise<BulletinFileView> {
    const found = await findFile(tx, id);
    if (!found) throw problem.notFound();
    return found;
  }

  /** One page of the files, the newest first. */
  async list(tx: Tx, query: BulletinQuery): Promise<Page<BulletinFileView>> {
    const { rows, total } = await findFiles(tx, query);
    return pageOf(query, rows, total);
  }

  /** The file itself. @throws Problem 404, 409 while it is not ready, 503 when the store does not have it */
  async file(tx: Tx, id: string): Promise<BulletinDownload> {
    const view = await this.one(tx, id);
    if (view.state === 'failed') throw bulletinProblem.failed({ fault: view.fault ?? '' });
    const stored = await findStored(tx, id);
    if (!stored || view.sha256 === null) throw bulletinProblem.notReady();
    try {
      const stream = await this.store.get(stored.storageKey);
      return {
        name: view.name,
        type: MEDIA_TYPES[view.format],
        size: view.size ?? undefined,
        mark: view.sha256,
        stream,
      };
    } catch (error) {
      throw error instanceof FileMissing ? bulletinProblem.gone() : error;
    }
  }

  /** What people added to the bulletin of a month. */
  note(tx: Tx, month: Month): Promise<NoteView> {
    return findNote(tx, month);
  }

  /** @throws Problem 409 when somebody else has written meanwhile */
  async saveNote(tx: Tx, principal: Principal, month: Month, body: NoteBody): Promise<NoteView> {
    const before = await findNote(tx, month);
    const now = this.clock.now();
    if (!(await writeNote(tx, month, body, { by: principal.id, at: now }))) throw problem.stale({}, before);
    const after = await findNote(tx, month);
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'bulletin-note',
      subjectId: principal.id,
      action: before.version === 0 ? 'create' : 'update',
      before,
      after,
    });
    return after;
  }

  letterhead(tx: Tx): Promise<Letterhead> {
    return findLetterhead(tx);
  }

  async saveLetterhead(tx: Tx, principal: Principal, letterhead: Letterhead): Promise<Letterhead> {
    const before = await findLetterhead(tx);
    await writeLetterhead(tx, letterhead);
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'bulletin-letterhead',
      subjectId: principal.id,
      action: 'update',
      before,
      after: letterhead,
    });
    return findLetterhead(tx);
  }
}

/** `2024年10月份重点项目建设情况通报.docx`; of an open month with the day, of a correction with its revision. */
function fileName({ month, revision, asOf }: BulletinContent, format: string): string {
  const which = revision === 0 ? `（未月结，截至${asOf}）` : revision > 1 ? `（第${revision}版）` : '';
  return `${yearMonthWords(month)}重点项目建设情况通报${which}.${format}`;
}

const RATE = 'investment.rate';
const ACTUAL = 'indicator.actual';

/** The short codes of the rates of all lists and units, and of what the indicators reached. */
async function withCodes(tx: Tx, facts: BulletinFacts): Promise<BulletinFacts> {
  const { month, revision } = facts;
  const scopes = [
    ...(facts.total ? [{ scopeKind: 'total', scopeId: '' }] : []),
    ...facts.lists.map(({ listId }) => ({ scopeKind: 'list', scopeId: listId })),
    ...facts.units.flatMap(({ unitId }) => (unitId === null ? [] : [{ scopeKind: 'unit', scopeId: unitId }])),
    ...facts.indicators.map(({ indicatorId }) => ({ scopeKind: 'indicator', scopeId: indicatorId })),
  ];
  const codes = await figureCodes(
    tx,
    scopes.map((scope) => ({ month, revision, measure: scope.scopeKind === 'indicator' ? ACTUAL : RATE, ...scope })),
  );
  const of = (kind: string, id: string): string | null =>
    codes[scopes.findIndex(({ scopeKind, scopeId }) => scopeKind === kind && scopeId === id)] ?? null;
  return {
    ...facts,
    total: facts.total && { ...facts.total, code: of('total', '') },
    lists: facts.lists.map((list) => ({ ...list, code: of('list', list.listId) })),
    indicators: facts.indicators.map((one) => ({ ...one, code: of('indicator', one.indicatorId) })),
    units: facts.units.map((unit) => ({ ...unit, code: unit.unitId === null ? null : of('unit', unit.unitId) })),
  };
}
