import { exceljs, harmless } from '@app/exchange';
import { chineseDate } from '@app/order';
import type { Worksheet } from 'exceljs';
import type { BulletinContent } from './bulletin.content';
import { groupsOf } from './bulletin.docx-table';
import type { Column, Table } from './bulletin.tables';
import { asOfWords, yearMonthWords } from './bulletin.words';

const LINE = { style: 'thin', color: { argb: 'FF000000' } } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const HEAD = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEAF1FB' } } as const;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** What no tab may be called. */
const UNFIT = /[\\/*?:[\]']/g;

/** A number with the decimals that it has. */
function formatOf(words: string): string {
  const digits = words.split('.')[1]?.length ?? 0;
  return digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
}

const isNumeric = ({ kind }: Column): boolean => kind !== 'text' && kind !== 'code';

/** The unit of a long title stands below it. */
const headWords = (title: string): string => (title.length > 9 ? title.replace('（', '\n（') : title);

/** Title, what they count until, the head, the rows, 合计 and the note: one sheet for each table of the paper. */
function write(page: Worksheet, table: Table, content: BulletinContent): void {
  const { columns, rows, total, note } = table;
  const grouped = columns.some(({ group }) => group !== undefined);
  const width = columns.length;
  const over = (row: number, words: string, style: object, height: number): void => {
    page.mergeCells(row, 1, row, width);
    Object.assign(page.getCell(row, 1), { value: harmless(words) }, style);
    page.getRow(row).height = height;
  };
  const title = `${yearMonthWords(content.month)}${table.title}`;
  over(1, title, { font: { size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'middle' } }, 30);
  const until = `${asOfWords(content.month, content.asOf)}${content.mark}`;
  over(
    2,
    [until, table.unit].filter((part) => part !== '').join('　　'),
    { font: { size: 10 }, alignment: { horizontal: 'right', vertical: 'middle' } },
    18,
  );
  const head = grouped ? 4 : 3;
  for (const { group, from, count } of groupsOf(columns)) {
    const cell = page.getCell(3, from + 1);
    if (group !== undefined) {
      cell.value = group;
      if (count > 1) page.mergeCells(3, from + 1, 3, from + count);
    } else {
      cell.value = headWords(columns[from]?.title ?? '');
      if (grouped) page.mergeCells(3, from + 1, 4, from + 1);
    }
  }
  columns.forEach(({ title: name, group, width: share }, index) => {
    if (group !== undefined) page.getCell(4, index + 1).value = name;
    page.getColumn(index + 1).width = Math.max(10, share * 1.3);
  });
  for (let row = 3; row <= head; row += 1) {
    page.getRow(row).height = grouped ? 26 : 32;
    for (let index = 1; index <= width; index += 1) {
      Object.assign(page.getCell(row, index), {
        font: { bold: true },
        border: BORDER,
        fill: HEAD,
        alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
      });
    }
  }
  rows.forEach((cells, at) => {
    columns.forEach((column, index) => {
      const words = cells[index] ?? null;
      const cell = page.getCell(head + 1 + at, index + 1);
      const number = words !== null && isNumeric(column) && NUMBER.test(words);
      cell.value = words === null ? '—' : number ? Number(words) : harmless(words);
      cell.numFmt = number ? formatOf(words) : '@';
      cell.border = BORDER;
      cell.font = { bold: total && at === rows.length - 1 };
      cell.alignment = {
        horizontal:
          column.kind === 'text' ? 'left' : column.kind === 'count' || column.kind === 'code' ? 'center' : 'right',
        vertical: 'middle',
        wrapText: true,
        indent: column.kind === 'count' || column.kind === 'code' ? 0 : 1,
      };
    });
    page.getRow(head + 1 + at).height = 20;
  });
  if (note !== '') {
    over(
      head + 1 + rows.length,
      `注：${note}`,
      { font: { size: 10 }, alignment: { wrapText: true, vertical: 'top' } },
      32,
    );
  }
  page.views = [{ state: 'frozen', xSplit: columns[0]?.kind === 'text' ? 1 : 2, ySplit: head }];
  page.pageSetup = {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    printTitlesRow: `1:${head}`,
    margins: { left: 0.6, right: 0.6, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
  };
  page.headerFooter = { oddFooter: '第 &P 页，共 &N 页' };
}

/** The tables of the bulletin, a sheet each, ready to be printed on A4 landscape. */
export async function bulletinSheet(content: BulletinContent): Promise<Buffer> {
  const excel = await exceljs();
  const book = new excel.Workbook();
  const at = new Date(`${content.date}T00:00:00Z`);
  Object.assign(book, { creator: content.letterhead.issuer, created: at, modified: at, title: content.title });
  const tables = content.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
  const names = new Set<string>();
  for (const table of tables) {
    const plain = table.name.replace(UNFIT, '').slice(0, 28) || '表';
    const name = names.has(plain) ? `${plain}${names.size}` : plain;
    names.add(name);
    write(book.addWorksheet(name), table, content);
  }
  if (tables.length === 0) {
    const words = `${content.title}：${chineseDate(content.asOf)}没有可列表的数据。`;
    book.addWorksheet('说明').getCell(1, 1).value = harmless(words);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
