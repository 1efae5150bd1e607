import { IssueLists } from '@app/desk';
import { IssueReader, type IssueRow } from '@app/ledger';
import type { Principal } from '@app/org';
import { Clock, dayOf, isoInstant, problems, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Writable } from 'node:stream';
import { findNames } from './exchange.queries';
import { issueColumns } from './issue-export.columns';
import type { IssueExportBody } from './issue-export.dto';
import { filterWords } from './issue-export.words';
import { type Sheet, writeSheet } from './sheet';

/** More rows than this nobody reads in a sheet, and each costs the server time. */
const MOST = 50_000;

const exportProblem = problems({
  tooMany: [
    409,
    'too-many-rows',
    `符合条件的问题超过 ${MOST} 个，请缩小范围（例如按台账、单位或登记日期）后分次导出。`,
  ],
  nothing: [409, 'nothing-to-export', '没有符合条件的问题可以导出，请放宽条件。'],
});

/** A sheet that is ready to be written: its file name, and how to write it. */
export interface Download {
  fileName: string;
  write: (out: Writable) => Promise<void>;
}

/** The list of issues as an .xlsx: all pages of a filter, with the columns as seen, cut to what the person may see. */
@Injectable()
export class IssueExport {
  constructor(
    private readonly clock: Clock,
    private readonly lists: IssueLists,
    private readonly reader: IssueReader,
  ) {}

  /**
   * Finds the rows, writes on the record who takes which and how many, and answers how to write them: the ids are few
   * bytes each and are held; the rows are read batch by batch while the sheet is written.
   *
   * @throws Problem 409 no rows, or more than a sheet takes
   */
  async prepare(tx: Tx, reading: Tx, principal: Principal, body: IssueExportBody): Promise<Download> {
    const { columns, ids: chosen, ...filter } = body;
    const ids = await this.lists.ids(tx, principal, { ...filter, ids: chosen }, MOST + 1);
    if (ids.length > MOST) throw exportProblem.tooMany();
    if (ids.length === 0) throw exportProblem.nothing();
    const ledgers = new Map((await this.reader.ledgers(tx)).map(({ code, name }) => [code, name]));
    const { district, unit, category } = await findNames(tx, filter);
    const project = filter.projectId && (await this.projectOf(tx, ids));
    const names = {
      ledger: filter.ledger && (ledgers.get(filter.ledger) ?? filter.ledger),
      unit: unit ?? undefined,
      category: category ?? undefined,
      project: project ?? undefined,
    };
    const now = this.clock.now();
    const words = filterWords(filter, names, chosen !== undefined);
    await recordChange(tx, {
      at: now,
      actorId: principal.id,
      subjectKind: 'issue-export',
      subjectId: principal.id,
      action: 'create',
      after: { filter, words, columns, rows: ids.length },
    });
    const table = issueColumns(ledgers);
    const sheet: Sheet<IssueRow> = {
      name: '问题台账',
      title: `${district}${names.ledger ?? '问题台账'}`,
      notes: [
        `条件：${words}`,
        `截至 ${isoInstant(now).slice(0, 16).replace('T', ' ')}，共 ${ids.length} 个；导出人：${principal.name}`,
      ],
      columns: columns.map((column) => table[column]),
    };
    return {
      // A ledger may be named as no file can be.
      fileName: `${(names.ledger ?? '问题台账').replace(/[\\/:*?"<>|]/g, '')}_${dayOf(now)}.xlsx`,
      write: (out) => writeSheet(out, sheet, this.lists.rows(reading, ids)),
    };
  }

  /** The name of the project that all rows share, from a row: of a project without rows nothing is told. */
  private async projectOf(tx: Tx, ids: string[]): Promise<string | null> {
    const first = await this.lists.rows(tx, ids.slice(0, 1)).next();
    return first.value?.[0]?.projectName ?? null;
  }
}
