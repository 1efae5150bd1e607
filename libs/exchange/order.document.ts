import { chineseDate, type OrderContent } from '@app/order';
import {
  AlignmentType,
  BorderStyle,
  Document,
  type IRunOptions,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { CORE, FONTS, FONT_TABLE } from './document.parts';

// GB/T 9704, the form of official papers: A4, 22 lines of 28 characters, 三号仿宋 on lines of 28 points.
const MM = 56.7;
const MARGIN = { top: 37 * MM, bottom: 35 * MM, left: 28 * MM, right: 26 * MM, footer: 28 * MM };
const A4 = { width: 210 * MM, height: 297 * MM };
const LINE = { line: 28 * 20, lineRule: LineRuleType.EXACTLY };
/** One character of 三号 (16 points), in twentieths of a point. */
const CHARACTER = 320;
const RED = 'FF0000';

const rounded = <T extends Record<string, number>>(sizes: T): T =>
  Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, Math.round(size)])) as T;

const text = (words: string, style: IRunOptions = {}): TextRun =>
  new TextRun({ text: words, font: FONTS.body, size: 32, ...style });

const line = (run: TextRun, more: ConstructorParameters<typeof Paragraph>[0] & object = {}): Paragraph =>
  new Paragraph({ spacing: LINE, overflowPunctuation: false, ...more, children: [run] });

/** How wide a line is in characters: a Chinese one counts 1, a digit or Latin letter half. */
const widthOf = (words: string): number =>
  [...words].reduce((sum, character) => sum + (character < '\u0100' ? 0.5 : 1), 0);

/**
 * The signature over the date, as a paper without seal has it: the date four characters from the right, the name centred
 * above it; a longer name two characters from the right, the date centred below.
 */
function signature(issuer: string, date: string): Paragraph[] {
  const difference = (widthOf(date) - widthOf(issuer)) / 2;
  const longer = 4 + difference < 2;
  const right = longer ? { name: 2, date: 2 - difference } : { name: 4 + difference, date: 4 };
  const at = (words: string, characters: number): Paragraph =>
    line(text(words), {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(characters * CHARACTER) },
      keepLines: true,
      keepNext: words === issuer,
    });
  return [line(text(''), { keepNext: true }), at(issuer, right.name), at(date, right.date)];
}

const pageNumber = (alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: CHARACTER, right: CHARACTER },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: FONTS.plain, size: 28 })],
      }),
    ],
  });

/** One paper (提示单, 督办单, 督办函, 约谈通知书) as a Word file. */
export function orderDocument(content: OrderContent, issuedAt: Date): Promise<Buffer> {
  const { issuer, number, title, recipient, paragraphs, date } = content;
  const head = [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 0, after: 320 },
      children: [new TextRun({ text: issuer, font: FONTS.title, size: issuer.length > 14 ? 52 : 64, color: RED })],
    }),
    line(text(number), {
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 6 } },
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 440, after: 240, line: 32 * 20, lineRule: LineRuleType.EXACTLY },
      children: [new TextRun({ text: title, font: FONTS.title, size: 44 })],
    }),
  ];
  // A signature never stands on a page of its own: the last paragraph goes with it.
  const body = paragraphs.map((words, index) =>
    line(text(words), {
      alignment: AlignmentType.BOTH,
      indent: { firstLine: 2 * CHARACTER, firstLineChars: 200 },
      keepNext: index === paragraphs.length - 1,
    }),
  );
  const document = new Document({
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { font: FONTS.body, size: 32, language: { value: 'en-US', eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: { page: { size: rounded(A4), margin: rounded(MARGIN) } },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [...head, line(text(`${recipient}：`)), ...body, ...signature(issuer, chineseDate(date))],
      },
    ],
  });
  return Packer.toBuffer(document, undefined, [FONT_TABLE, CORE({ title: `${title}（${number}）`, issuer, issuedAt })]);
}
