import type { CellValue, Workbook, Worksheet } from 'exceljs';
import { decimal, problems } from '@app/platform';
import { exceljs } from './sheet';

const bookProblem = problems({
  notASheet: [400, 'import.not-a-sheet', '这不是 Excel 工作簿（.xlsx），请另存为 .xlsx 后再上传。'],
  tooLarge: [413, 'import.too-large', '工作簿太大（超过 5 MB 或展开后超过 60 MB），请删去无关的内容后再上传。'],
  tooManyRows: [400, 'import.too-many-rows', '工作表“{sheet}”超过 3000 行，请分次导入。'],
});

const LARGEST = 5 * 1024 * 1024;
const LARGEST_UNPACKED = 60 * 1024 * 1024;
const MOST_ROWS = 3_000;

/** A cell as it was typed. */
export interface Cell {
  text: string;
  /** A number of the sheet, or text that is one: exact, in the unit of the heading. Null: no number. */
  number: string | null;
}

export interface SheetRow {
  /** As the spreadsheet counts, from 1. */
  row: number;
  /** By the head of the column; empty cells are left out. */
  cells: Map<string, Cell>;
}

/** Opens an .xlsx. @throws Problem 400 when it is none, 413 when it is too large */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  if (bytes.length > LARGEST || unpackedSize(bytes) > LARGEST_UNPACKED) throw bookProblem.tooLarge();
  const excel = await exceljs();
  const book = new excel.Workbook();
  try {
    await book.xlsx.load(bytes as never);
  } catch {
    throw bookProblem.notASheet();
  }
  if (book.worksheets.length === 0) throw bookProblem.notASheet();
  return book;
}

/** What the files in it say they are unpacked, together: some kilobytes may hide gigabytes. */
function unpackedSize(bytes: Buffer): number {
  let sum = 0;
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    if (at + 28 <= bytes.length) sum += bytes.readUInt32LE(at + 24);
  }
  return sum;
}

/** The rows under the first row that has all the heads; undefined when there is none within the first ten. */
export function rowsOf(sheet: Worksheet, heads: readonly string[]): SheetRow[] | undefined {
  if (sheet.rowCount > MOST_ROWS) throw bookProblem.tooManyRows({ sheet: sheet.name });
  for (let head = 1; head <= Math.min(10, sheet.rowCount); head += 1) {
    const names = new Map<number, string>();
    sheet.getRow(head).eachCell((cell, column) => names.set(column, cellOf(cell.value).text.replace(/\s/g, '')));
    if (!heads.every((name) => [...names.values()].includes(name))) continue;
    const rows: SheetRow[] = [];
    for (let row = head + 1; row <= sheet.rowCount; row += 1) {
      const cells = new Map<string, Cell>();
      for (const [column, name] of names) {
        const { value, numFmt } = sheet.getRow(row).getCell(column);
        const cell = cellOf(value, numFmt);
        if (cell.text !== '') cells.set(name, cell);
      }
      if (cells.size > 0) rows.push({ row, cells });
    }
    return rows;
  }
  return undefined;
}

function cellOf(value: CellValue, format = ''): Cell {
  if (value === null || value === undefined) return { text: '', number: null };
  if (typeof value === 'number') {
    // Fifteen digits are what a spreadsheet shows; what follows is noise of its binary fractions.
    const shown = decimal(value.toPrecision(15));
    const number = (format.includes('%') ? shown.times(100) : shown).toFixed();
    return { text: number, number };
  }
  if (typeof value === 'object' && !(value instanceof Date)) {
    if ('result' in value || 'formula' in value || 'sharedFormula' in value)
      return cellOf((value as { result?: CellValue }).result ?? null, format);
    if ('richText' in value) return cellOf(value.richText.map(({ text }) => text).join(''), format);
    if ('hyperlink' in value) return cellOf(value.text, format);
    if ('error' in value) return { text: String(value.error), number: null };
  }
  const text = (value instanceof Date ? value.toISOString().slice(0, 10) : String(value as string | boolean)).trim();
  // An apostrophe that keeps a text from being a formula belongs to the sheet, not to the text.
  const plain = text.replace(/^'(?=[=+\-@])/, '');
  // Full-width digits, thousands and percent signs come from people and pasted tables; a dash is an empty cell.
  const typed = plain.normalize('NFKC').replace(/[,\s%]/g, '');
  if (/^[-—–/]+$/.test(typed)) return { text: '', number: null };
  return { text: plain, number: /^-?\d+(\.\d+)?$/.test(typed) ? decimal(typed).toFixed() : null };
}
