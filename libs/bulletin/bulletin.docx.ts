import {
  bodyLine,
  CHARACTER,
  CORE,
  FONT_TABLE,
  FONTS,
  line,
  LINE,
  LINE_PITCH,
  OFF_GRID,
  OFFICIAL,
  PAGE,
  pageNumbers,
  RED,
  signature,
  text,
  TEXT_FOOT,
  TEXT_WIDTH,
} from '@app/exchange';
import { chineseDate } from '@app/order';
import { instantAt } from '@app/platform';
import {
  AlignmentType,
  BorderStyle,
  Document,
  HeightRule,
  LineRuleType,
  Packer,
  Paragraph,
  Table as WordTable,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Block, BulletinContent } from './bulletin.content';
import { tableBlocks } from './bulletin.docx-table';
import { titleLines } from './bulletin.words';

/** 35 mm between the edge of the text and the red head, in twentieths of a point. */
const ABOVE_HEAD = 1984;
/** The red head takes most of the width, in half points; the largest and the smallest that offices use. */
const headSize = (words: string): number => Math.max(52, Math.min(124, Math.floor((430 / words.length) * 2)));

/** 发文机关标志, 发文字号 and the red line. */
function head({ letterhead, number }: BulletinContent): Paragraph[] {
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 11 } };
  const sign = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: ABOVE_HEAD, after: 2 * LINE_PITCH },
    children: [new TextRun({ text: letterhead.head, font: FONTS.title, size: headSize(letterhead.head), color: RED })],
  });
  return [
    ...(letterhead.head === '' ? [] : [sign]),
    line(text(number), { alignment: AlignmentType.CENTER, border: rule }),
  ];
}

/** Title, what kind of figures they are, and to whom. */
function beginning({ title, mark, letterhead, opening }: BulletinContent): Paragraph[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...LINE, before: 2 * LINE_PITCH, after: mark === '' ? LINE_PITCH : 0, line: 33 * 20 },
      children: titleLines(title).map(
        (text, index) => new TextRun({ text, font: FONTS.title, size: 44, break: index === 0 ? 0 : 1 }),
      ),
    }),
    ...(mark === ''
      ? []
      : [
          line(text(mark, { font: FONTS.subheading }), {
            alignment: AlignmentType.CENTER,
            spacing: { ...LINE, after: LINE_PITCH },
          }),
        ]),
    ...(letterhead.recipients === '' ? [] : [line(text(`${letterhead.recipients}：`))]),
    bodyLine(opening),
  ];
}

function blockOf(block: Block): (Paragraph | WordTable)[] {
  if (block.kind === 'text') return [bodyLine(block.text)];
  if (block.kind === 'table') return tableBlocks(block.table);
  return [bodyLine(block.text, { font: block.level === 1 ? FONTS.heading : FONTS.subheading }, true)];
}

/** Height of a line of 版记, in twentieths of a point. */
const IMPRINT_LINE = 560;

/** 版记 at the foot of the last page: 抄送 between its lines, 印发机关 and 印发日期. */
function imprint({ letterhead, date }: BulletinContent): (Paragraph | WordTable)[] {
  const { copies, printer } = letterhead;
  const row = (words: string, more: object): TableRow =>
    new TableRow({
      cantSplit: true,
      height: { value: IMPRINT_LINE, rule: HeightRule.ATLEAST },
      children: [
        new TableCell({
          verticalAlign: VerticalAlign.CENTER,
          margins: { left: CHARACTER - 40, right: CHARACTER - 40 },
          children: [new Paragraph({ style: OFF_GRID, ...more, children: [text(words, { size: 28 })] })],
        }),
      ],
    });
  const tabStops = [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - 2 * CHARACTER }];
  const rows = [
    ...(copies === '' ? [] : [row(`抄送：${copies}。`, { indent: { left: 840, hanging: 840 } })]),
    ...(printer === '' ? [] : [row(`${printer}\t${chineseDate(date)}印发`, { tabStops })]),
  ];
  if (rows.length === 0) return [];
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000' });
  return [
    line(text('')),
    new WordTable({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: [TEXT_WIDTH],
      layout: TableLayoutType.FIXED,
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        absoluteHorizontalPosition: 1,
        verticalAnchor: TableAnchorType.PAGE,
        absoluteVerticalPosition: TEXT_FOOT - rows.length * IMPRINT_LINE,
      },
      borders: {
        top: rule(8),
        bottom: rule(8),
        insideHorizontal: rule(6),
        left: none,
        right: none,
        insideVertical: none,
      },
      rows,
    }),
    // A table stands on the page of the paragraph after it; this one takes no room.
    new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACTLY }, children: [text('', { size: 2 })] }),
  ];
}

/** The bulletin as a Word file in the form of official papers. */
export function bulletinDocument(content: BulletinContent): Promise<Buffer> {
  const { letterhead, title, date, blocks } = content;
  const document = new Document({
    ...OFFICIAL,
    sections: [
      {
        properties: PAGE,
        footers: pageNumbers(),
        children: [
          ...head(content),
          ...beginning(content),
          ...blocks.flatMap(blockOf),
          ...signature(letterhead.issuer, chineseDate(date)),
          ...imprint(content),
        ],
      },
    ],
  });
  const core = CORE({ title, issuer: letterhead.issuer, issuedAt: instantAt(date) });
  return Packer.toBuffer(document, undefined, [FONT_TABLE, core]);
}
