import {
  bodyLine,
  CHARACTER,
  CORE,
  FONT_TABLE,
  FONTS,
  line,
  LINE,
  LINE_PITCH,
  OFFICIAL,
  PAGE,
  pageNumbers,
  RED,
  signature,
  text,
  TEXT_WIDTH,
} from '@app/exchange';
import { chineseDate } from '@app/order';
import { instantAt } from '@app/platform';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table as WordTable,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  RelativeVerticalPosition,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, BulletinContent } from './bulletin.content';
import { tableBlocks } from './bulletin.docx-table';

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
      children: [new TextRun({ text: title, font: FONTS.title, size: 44 })],
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

/** 版记 at the foot of the last page: 抄送 between its lines, 印发机关 and 印发日期. */
function imprint({ letterhead, date }: BulletinContent): (Paragraph | WordTable)[] {
  const { copies, printer } = letterhead;
  if (copies === '' && printer === '') return [];
  const small = (words: string): TextRun => text(words, { size: 28 });
  const inset = { left: CHARACTER - 40, right: CHARACTER - 40 };
  const lines = [
    ...(copies === ''
      ? []
      : [
          new Paragraph({
            indent: { ...inset, left: inset.left + 840, hanging: 840 },
            children: [small(`抄送：${copies}。`)],
          }),
        ]),
    ...(printer === ''
      ? []
      : [
          new Paragraph({
            indent: inset,
            tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - CHARACTER }],
            children: [small(`${printer}\t${chineseDate(date)}印发`)],
          }),
        ]),
  ];
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000' });
  return [
    new WordTable({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: [TEXT_WIDTH],
      layout: TableLayoutType.FIXED,
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        absoluteHorizontalPosition: 0,
        verticalAnchor: TableAnchorType.MARGIN,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      },
      borders: {
        top: rule(8),
        bottom: rule(8),
        insideHorizontal: rule(6),
        left: none,
        right: none,
        insideVertical: none,
      },
      rows: lines.map(
        (paragraph) => new TableRow({ cantSplit: true, children: [new TableCell({ children: [paragraph] })] }),
      ),
    }),
    // A table is not the last thing of a document; this line takes no room.
    new Paragraph({ spacing: { before: 0, after: 0, line: 20 }, children: [new TextRun({ text: '', size: 2 })] }),
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
