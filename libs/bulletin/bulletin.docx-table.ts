import { FONTS, line, OFF_GRID, text, TEXT_WIDTH } from '@app/exchange';
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type IRunOptions,
  LineRuleType,
  Paragraph,
  Table as WordTable,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { CellKind, Column, Table } from './bulletin.tables';

/** 五号, as tables within a text are set. */
const SIZE = 21;
const ROW = 400;
const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NOTHING = '—';
/** A table of so few rows is not torn apart between two pages. */
export const TOGETHER = 15;
/** Of a longer one so many rows stand at least under its head and at its end. */
export const NEVER_ALONE = 3;

const alignmentOf = (kind: CellKind) =>
  kind === 'text'
    ? AlignmentType.LEFT
    : kind === 'count' || kind === 'code'
      ? AlignmentType.CENTER
      : AlignmentType.RIGHT;

/** In a table lines stand close. */
const CLOSE = { line: 300, lineRule: LineRuleType.EXACTLY };

const cellLine = (
  words: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  style: IRunOptions,
  keepNext: boolean,
): Paragraph =>
  new Paragraph({
    keepNext,
    style: OFF_GRID,
    alignment,
    spacing: { ...CLOSE, before: 20, after: 20 },
    children: [new TextRun({ text: words, font: FONTS.body, size: SIZE, ...style })],
  });

interface Cell {
  words: string;
  width: number;
  kind?: CellKind;
  style?: IRunOptions;
  columnSpan?: number;
  rowSpan?: number;
  /** On the page of the row below. */
  keepNext?: boolean;
}

const cell = ({ words, width, kind, style = {}, columnSpan, rowSpan, keepNext = true }: Cell): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 70, right: 70 },
    columnSpan,
    rowSpan,
    children: [cellLine(words, kind ? alignmentOf(kind) : AlignmentType.CENTER, style, keepNext)],
  });

/** Widths in twentieths of a point that add up to the width of the text. */
export function widthsOf(columns: Column[], whole: number): number[] {
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.floor((width / shares) * whole));
  widths[0] = (widths[0] ?? 0) + whole - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}

/** Neighbours that share a group stand under its name. */
export function groupsOf(columns: Column[]): { group: string | undefined; from: number; count: number }[] {
  const groups: { group: string | undefined; from: number; count: number }[] = [];
  for (const [from, { group }] of columns.entries()) {
    const last = groups.at(-1);
    if (last && group !== undefined && last.group === group) last.count += 1;
    else groups.push({ group, from, count: 1 });
  }
  return groups;
}

/** One or two rows that are repeated on each page. */
function headRows(columns: Column[], widths: number[]): TableRow[] {
  const style = { font: FONTS.heading };
  const grouped = columns.some(({ group }) => group !== undefined);
  const sum = (from: number, count: number): number =>
    widths.slice(from, from + count).reduce((all, width) => all + width, 0);
  const first = groupsOf(columns).map(({ group, from, count }) =>
    group === undefined
      ? cell({ words: columns[from]?.title ?? '', width: sum(from, 1), style, rowSpan: grouped ? 2 : undefined })
      : cell({ words: group, width: sum(from, count), style, columnSpan: count }),
  );
  const second = columns.flatMap(({ title, group }, index) =>
    group === undefined ? [] : [cell({ words: title, width: sum(index, 1), style })],
  );
  const row = (children: TableCell[]): TableRow =>
    new TableRow({ tableHeader: true, cantSplit: true, height: { value: ROW, rule: HeightRule.ATLEAST }, children });
  return grouped ? [row(first), row(second)] : [row(first)];
}

/** Title, unit, the table itself and what is said under it. */
export function tableBlocks({ title, unit, columns, rows, total, note }: Table): (Paragraph | WordTable)[] {
  const widths = widthsOf(columns, TEXT_WIDTH);
  const kept = (index: number): boolean =>
    rows.length <= TOGETHER || index < NEVER_ALONE - 1 || index > rows.length - NEVER_ALONE;
  const bodyRow = (cells: (string | null)[], row: number): TableRow =>
    new TableRow({
      cantSplit: true,
      height: { value: ROW, rule: HeightRule.ATLEAST },
      children: columns.map(({ kind }, index) =>
        cell({
          words: cells[index] ?? NOTHING,
          width: widths[index] ?? 0,
          kind,
          keepNext: kept(row),
          // A code is read sign by sign, not at a glance.
          style: {
            ...(row === rows.length - 1 && total ? { font: FONTS.heading } : {}),
            ...(kind === 'code' ? { size: 18 } : {}),
          },
        }),
      ),
    });
  const small = (words: string, alignment: (typeof AlignmentType)[keyof typeof AlignmentType], keepNext: boolean) =>
    new Paragraph({
      alignment,
      keepNext,
      style: OFF_GRID,
      spacing: { ...CLOSE, before: 20, after: 60 },
      children: [text(words, { size: SIZE })],
    });
  return [
    line(text(title, { font: FONTS.heading, size: 28 }), { alignment: AlignmentType.CENTER, keepNext: true }),
    ...(unit === '' ? [] : [small(unit, AlignmentType.RIGHT, true)]),
    new WordTable({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      borders: {
        top: BORDER,
        bottom: BORDER,
        left: BORDER,
        right: BORDER,
        insideHorizontal: BORDER,
        insideVertical: BORDER,
      },
      rows: [...headRows(columns, widths), ...rows.map(bodyRow)],
    }),
    small(note === '' ? '' : `注：${note}`, AlignmentType.LEFT, false),
  ];
}
