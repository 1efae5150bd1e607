import {
  bodyLine,
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
  TEXT_WIDTH,
} from '@app/exchange';
import { chineseDate } from '@app/order';
import { instantAt } from '@app/platform';
import {
  AlignmentType,
  BorderStyle,
  Document,
  LineRuleType,
  Packer,
  Paragraph,
  type Table as WordTable,
  TabStopType,
  TextRun,
  TextWrappingType,
} from 'docx';
import { ShapeRun } from 'docx/shapes';
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

function blockOf(block: Block, keepNext: boolean): (Paragraph | WordTable)[] {
  if (block.kind === 'text') return [bodyLine(block.text, {}, keepNext)];
  if (block.kind === 'table') return tableBlocks(block.table);
  return [bodyLine(block.text, { font: block.level === 1 ? FONTS.heading : FONTS.subheading }, true)];
}

/** Height of a line of 版记, in twentieths of a point. */
const IMPRINT_LINE = 560;
/** As many characters of 四号 stand in a line of it. */
const IMPRINT_WIDTH = 30;
const DOTS = 15;

/** 版记 at the foot of the last page: 抄送 between its lines, 印发机关 and 印发日期. */
function imprint({ letterhead, date }: BulletinContent): Paragraph[] {
  const { copies, printer } = letterhead;
  const rows = [
    // Two characters of 四号 for 抄送： and one that all lines are set in.
    ...(copies === '' ? [] : [{ words: `抄送：${copies}。`, more: { indent: { left: 1120, hanging: 1120 } } }]),
    ...(printer === ''
      ? []
      : [
          {
            words: `${printer}\t${chineseDate(date)}印发`,
            more: { tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - 280 }] },
          },
        ]),
  ];
  if (rows.length === 0) return [];
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000', space: 0 });
  const lines = rows.reduce((sum, { words }) => sum + Math.ceil((words.length - 3) / (IMPRINT_WIDTH - 4)), 0);
  const box = new ShapeRun({
    type: 'rectangle',
    line: 'none',
    transformation: { width: TEXT_WIDTH / DOTS, height: (lines * IMPRINT_LINE + 60) / DOTS },
    floating: {
      horizontalPosition: { relative: 'margin', align: 'left' },
      verticalPosition: { relative: 'margin', align: 'bottom' },
      wrap: { type: TextWrappingType.TOP_AND_BOTTOM },
      allowOverlap: false,
    },
    textOptions: { verticalAlignment: 'bottom', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    altText: { name: '版记' },
    children: rows.map(
      ({ words, more }, index) =>
        new Paragraph({
          style: OFF_GRID,
          spacing: { line: IMPRINT_LINE, lineRule: LineRuleType.EXACTLY },
          border: {
            top: rule(index === 0 ? 8 : 6),
            ...(index === rows.length - 1 ? { bottom: rule(8) } : {}),
          },
          ...more,
          children: [text(`\u3000${words}`, { size: 28 })],
        }),
    ),
  });
  // The box stands on the page of its paragraph, which takes no room.
  return [new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACTLY }, children: [box] })];
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
          // Neither the signature nor 版记 stands on a page of its own: the last paragraph goes with them.
          ...blocks.flatMap((block, index) => blockOf(block, index === blocks.length - 1)),
          ...signature(letterhead.issuer, chineseDate(date), true),
          ...imprint(content),
        ],
      },
    ],
  });
  const core = CORE({ title, issuer: letterhead.issuer, issuedAt: instantAt(date) });
  return Packer.toBuffer(document, undefined, [FONT_TABLE, core]);
}
