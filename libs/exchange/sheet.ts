import type * as Exceljs from 'exceljs';
import type { Worksheet } from 'exceljs';
import type { Writable } from 'node:stream';

/** The package that reads and writes sheets, loaded with the first of them: it would be a tenth of each start. */
export const exceljs = async (): Promise<typeof Exceljs> => (await import('exceljs')).default;

/** One column of a sheet; a cell is text, a whole number, an amount or a decimal (as text), a day (`YYYY-MM-DD`) or an instant. */
export interface SheetColumn<T> {
  header: string;
  /** In characters of the alphabet; a Chinese one is two wide. */
  width: number;
  kind?: 'text' | 'number' | 'amount' | 'decimal' | 'day' | 'time';
  value: (row: T) => string | number | null;
}

export interface Sheet<T> {
  name: string;
  title: string;
  /** Lines under the title: which rows these are, as of when, taken by whom. */
  notes: string[];
  columns: SheetColumn<T>[];
}

const FORMATS = {
  text: '@',
  number: '0',
  amount: '#,##0.####',
  decimal: 'General',
  day: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
};
const LINE = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
/** The longest text that a cell may hold. */
const LONGEST = 32_767;
const SHANGHAI_MS = 8 * 3_600_000;

/**
 * Text that no spreadsheet takes for a formula: the cell is a string anyway, and a leading `=`, `+`, `-`, `@`, tab or
 * carriage return gets an apostrophe before it, so that it stays one when the sheet is saved as CSV and opened again.
 */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).slice(0, LONGEST);

/** What a cell holds: a day or an instant as the sheet counts them, which knows no zones. */
function cellOf<T>({ kind = 'text', value }: SheetColumn<T>, row: T): string | number | Date | null {
  const given = value(row);
  if (given === null || given === '') return null;
  if (kind === 'day') return new Date(`${given}T00:00:00Z`);
  if (kind === 'time') return new Date(Date.parse(String(given)) + SHANGHAI_MS);
  if (kind === 'amount' || kind === 'decimal') return Number(given);
  return typeof given === 'number' ? given : harmless(given);
}

/** Writes an .xlsx row by row as the batches come; neither the rows nor the file lie in memory whole. */
export async function writeSheet<T>(out: Writable, sheet: Sheet<T>, batches: AsyncIterable<T[]>): Promise<void> {
  const { stream } = await exceljs();
  const book = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const head = sheet.notes.length + 2;
  const page = book.addWorksheet(sheet.name, {
    views: [{ state: 'frozen', ySplit: head }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '第 &P 页，共 &N 页' },
  });
  page.pageSetup.printTitlesRow = `${head}:${head}`;
  page.columns = sheet.columns.map(({ width, kind = 'text' }) => ({ width, style: { numFmt: FORMATS[kind] } }));
  writeHead(page, sheet, head);
  for await (const rows of batches) {
    for (const row of rows) {
      const line = page.addRow(sheet.columns.map((column) => cellOf(column, row)));
      line.eachCell({ includeEmpty: true }, (cell) => {
        cell.border = BORDER;
        cell.alignment = { vertical: 'top', wrapText: true };
      });
      line.commit();
    }
  }
  page.autoFilter = { from: { row: head, column: 1 }, to: { row: head, column: sheet.columns.length } };
  page.commit();
  await book.commit();
}

function writeHead<T>(page: Worksheet, { title, notes, columns }: Sheet<T>, head: number): void {
  [title, ...notes].forEach((text, index) => {
    const row = page.addRow([harmless(text)]);
    page.mergeCells(index + 1, 1, index + 1, columns.length);
    row.font = index === 0 ? { size: 16, bold: true } : { size: 10, color: { argb: 'FF595959' } };
    row.getCell(1).alignment = { horizontal: index === 0 ? 'center' : 'left', vertical: 'middle', wrapText: true };
    row.height = index === 0 ? 28 : 30;
  });
  const row = page.addRow(columns.map(({ header }) => harmless(header)));
  row.eachCell((cell) => {
    cell.font = { bold: true };
    cell.border = BORDER;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEAF1FB' } };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  });
  row.height = 24;
  for (let at = 1; at <= head; at += 1) page.getRow(at).commit();
}
