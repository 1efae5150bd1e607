import {
  AlignmentType,
  DocumentGridType,
  Footer,
  type IRunOptions,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { FONTS } from './document.parts';

/** Twentieths of a point in a millimetre. */
const MM = 1440 / 25.4;
const twips = (millimetres: number): number => Math.round(millimetres * MM);

/** GB/T 9704, the form of official papers: A4, 37 mm above, 28 mm left, a page of 156 × 225 mm. */
const MARGIN = { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), header: twips(15) };
const A4 = { width: 11906, height: 16838 };
/** Width of the text. */
export const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;

/** Where the text ends, from the upper edge of the paper. */
export const TEXT_FOOT = A4.height - MARGIN.bottom;

/** 22 lines on 225 mm. */
export const LINE_PITCH = 579;
/**
 * 28 characters of 三号 on 156 mm: each a quarter of a point closer than its 16 points. Said of the characters rather than
 * by a grid of characters: LibreOffice gives one that is wider than its cell two of them.
 */
const CLOSER = -5;
export const LINE = { line: LINE_PITCH, lineRule: LineRuleType.EXACTLY };
/** One character of 三号 (16 points), in twentieths of a point. */
export const CHARACTER = 320;
export const RED = 'FF0000';

/** The page of an official paper. The dashes of its number stand 7 mm below the text. */
export const PAGE: ISectionOptions['properties'] = {
  page: { size: A4, margin: { ...MARGIN, footer: twips(25) } },
  grid: { type: DocumentGridType.LINES, linePitch: LINE_PITCH },
};

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

/** — 1 —, to the right on odd pages and to the left on even ones. */
export const pageNumbers = (): ISectionOptions['footers'] => ({
  default: pageNumber(AlignmentType.RIGHT),
  even: pageNumber(AlignmentType.LEFT),
});

/** The style of paragraphs that do not stand on the lines of the page: in tables these would tear the rows apart. */
export const OFF_GRID = 'OffGrid';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const style = (id: string, properties: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"${properties}</w:style>`;

/** What every document of this form begins with. */
export const OFFICIAL = {
  evenAndOddHeaderAndFooters: true,
  externalStyles: `<w:styles xmlns:w="${W}">${style('Normal', ' w:default="1"><w:name w:val="Normal"/>')}${style(
    OFF_GRID,
    '><w:name w:val="Off Grid"/><w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/></w:pPr>',
  )}</w:styles>`,
  styles: {
    default: { document: { run: { font: FONTS.body, size: 32, language: { value: 'en-US', eastAsia: 'zh-CN' } } } },
  },
};

/** Words in 三号仿宋. */
export const text = (words: string, style: IRunOptions = {}): TextRun =>
  new TextRun({ text: words, font: FONTS.body, size: 32, characterSpacing: style.size ? 0 : CLOSER, ...style });

/** One paragraph on the lines of the page. */
export const line = (run: TextRun, more: ConstructorParameters<typeof Paragraph>[0] & object = {}): Paragraph =>
  new Paragraph({ spacing: LINE, overflowPunctuation: false, ...more, children: [run] });

/** A paragraph of the body: both edges straight, two characters indented. */
export const bodyLine = (words: string, style: IRunOptions = {}, keepNext = false): Paragraph =>
  line(text(words, style), {
    alignment: AlignmentType.BOTH,
    indent: { firstLine: 2 * CHARACTER, firstLineChars: 200 },
    keepNext,
  });

/** How wide a line is in characters: a Chinese one counts 1, a digit or Latin letter half. */
const widthOf = (words: string): number =>
  [...words].reduce((sum, character) => sum + (character < '\u0100' ? 0.5 : 1), 0);

/**
 * The signature over the date, as a paper without seal has it: the date four characters from the right, the name centred
 * above it; a longer name two characters from the right, the date centred below. With `keepNext` what follows stands on
 * its page.
 */
export function signature(issuer: string, date: string, keepNext = false): Paragraph[] {
  const difference = (widthOf(date) - widthOf(issuer)) / 2;
  const longer = 4 + difference < 2;
  const right = longer ? { name: 2, date: 2 - difference } : { name: 4 + difference, date: 4 };
  const at = (words: string, characters: number): Paragraph =>
    line(text(words), {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(characters * CHARACTER) },
      keepLines: true,
      keepNext: keepNext || words === issuer,
    });
  return [line(text(''), { keepNext: true }), at(issuer, right.name), at(date, right.date)];
}
