import { join } from 'node:path';
import { chineseDate } from '@app/order';
import type { Content } from 'pdfmake';
import type { Block, BulletinContent } from './bulletin.content';
import { groupsOf, NEVER_ALONE, TOGETHER, widthsOf } from './bulletin.docx-table';
import type { Column, Table } from './bulletin.tables';
import { titleLines } from './bulletin.words';

/** The typefaces that the program ships: one has Chinese only, the other letters and digits. */
const FOLDER = join(__dirname, '../photo/fonts');
const FILES = {
  Chinese: join(FOLDER, 'DroidSansFallbackFull.ttf'),
  Latin: join(FOLDER, 'Roboto-Regular.ttf'),
};

const MM = 72 / 25.4;
/** As the Word file: 37 mm above, 35 below, 28 left, 26 right. */
const MARGINS = [28, 37, 26, 35].map((millimetres) => millimetres * MM);
const WIDTH = 156 * MM;
const HEIGHT = 297 * MM;
/** Of 版记: characters on a line, and how tall one is. */
const IMPRINT_WIDTH = 29;
const IMPRINT_LINE = 14 * 1.309;
/** … its three lines, and what must be left for it not to be torn apart. */
const IMPRINT_RULES = 4;
const SIZE = 16;
const LINE = 28.95;
const RED = '#FF0000';

/** The package, loaded with the first PDF. Nothing in a bulletin leads anywhere: only the two typefaces are read. */
async function pdfmake() {
  const { default: loaded } = await import('pdfmake');
  loaded.setFonts({ Chinese: { normal: FILES.Chinese }, Latin: { normal: FILES.Latin } });
  loaded.setUrlAccessPolicy(() => false);
  loaded.setLocalAccessPolicy((path) => Object.values(FILES).includes(path));
  return loaded;
}

/** What the Chinese typeface has; everything else (also “ ” — …) stands in the other one. */
const CHINESE = '\u203b\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef';
const RUNS = new RegExp(`[${CHINESE}]+|[^${CHINESE}]+`, 'g');
const IS_CHINESE = new RegExp(`^[${CHINESE}]`);
const runs = (words: string): Content[] =>
  (words.match(RUNS) ?? []).map((text) => ({ text, font: IS_CHINESE.test(text) ? 'Chinese' : 'Latin' }));

/** The Chinese typeface calls itself so many times as tall as its size. */
const TALL = 1.309;
const lineHeight = (size: number): number => LINE / (size * TALL);

const paragraph = (words: string, style: object = {}): Content => ({
  text: runs(words),
  fontSize: SIZE,
  lineHeight: lineHeight(SIZE),
  ...style,
});

function head({ letterhead, number }: BulletinContent): Content[] {
  const size = Math.max(26, Math.min(62, Math.floor(430 / letterhead.head.length)));
  return [
    ...(letterhead.head === ''
      ? []
      : [
          {
            text: runs(letterhead.head),
            fontSize: size,
            color: RED,
            alignment: 'center',
            margin: [0, 35 * MM, 0, 2 * LINE],
          },
        ]),
    ...(number === '' ? [] : [paragraph(number, { alignment: 'center' })]),
    {
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: 2, lineColor: RED }],
      margin: [0, 4, 0, 2 * LINE],
    },
  ];
}

const cell = (words: string, kind: Column['kind'] | 'head', more: object = {}): Content => ({
  text: runs(words),
  // A code is read sign by sign, not at a glance.
  fontSize: kind === 'code' ? 9 : 10.5,
  alignment: kind === 'text' ? 'left' : kind === 'head' || kind === 'count' || kind === 'code' ? 'center' : 'right',
  ...more,
});

function tableOf({ title, unit, columns, rows, note }: Table): Content[] {
  const grouped = columns.some(({ group }) => group !== undefined);
  const first = groupsOf(columns).flatMap(({ group, from, count }) => [
    group === undefined
      ? cell(columns[from]?.title ?? '', 'head', grouped ? { rowSpan: 2, margin: [0, 10, 0, 0] } : {})
      : cell(group, 'head', { colSpan: count }),
    ...Array.from({ length: count - 1 }, () => ({})),
  ]);
  const second = columns.map(({ title: name, group }) => (group === undefined ? {} : cell(name, 'head')));
  // Borders and padding take their part of the width.
  const room = WIDTH - columns.length * 6.5 - 0.5;
  const blocks = [
    { text: runs(title), fontSize: 14, alignment: 'center', margin: [0, 6, 0, 4], headlineLevel: 3 },
    ...(unit === '' ? [] : [{ text: runs(unit), fontSize: 10.5, alignment: 'right', margin: [0, 0, 0, 3] }]),
    {
      table: {
        headerRows: grouped ? 2 : 1,
        dontBreakRows: true,
        keepWithHeaderRows: NEVER_ALONE,
        widths: widthsOf(columns, Math.floor(room)),
        body: [
          first,
          ...(grouped ? [second] : []),
          ...rows.map((cells) => columns.map(({ kind }, index) => cell(cells[index] ?? '—', kind))),
        ],
      },
      layout: {
        hLineWidth: () => 0.5,
        vLineWidth: () => 0.5,
        paddingLeft: () => 3,
        paddingRight: () => 3,
        paddingTop: () => 4,
        paddingBottom: () => 4,
      },
    },
    { text: runs(note === '' ? '' : `注：${note}`), fontSize: 10.5, margin: [0, 4, 0, 10] },
  ];
  return rows.length <= TOGETHER ? [{ stack: blocks, unbreakable: true }] : blocks;
}

function blockOf(block: Block): Content[] {
  if (block.kind === 'table') return tableOf(block.table);
  const heading = block.kind === 'heading' ? { headlineLevel: block.level } : { alignment: 'justify' };
  return [paragraph(block.text, { leadingIndent: 2 * SIZE, ...heading })];
}

/** Neither the signature nor 版记 stands on a page of its own: the last paragraph goes with them. */
function ending(content: BulletinContent): Content[] {
  const { letterhead, blocks, date } = content;
  const last = blocks.at(-1);
  const signed = (words: string): Content => paragraph(words, { alignment: 'right', margin: [0, 0, 4 * SIZE, 0] });
  const { room, lines } = imprint(content);
  const stack = [
    ...(last?.kind === 'text' ? blockOf(last) : []),
    { text: '', margin: [0, 0, 0, LINE] },
    ...[signed(letterhead.issuer), signed(chineseDate(date))],
    ...room,
  ];
  return [...(last === undefined || last.kind === 'text' ? [] : blockOf(last)), { stack, unbreakable: true }, ...lines];
}

/** 版记: what keeps its room on the page, and its lines, which stand at the foot. */
function imprint({ letterhead, date }: BulletinContent): { room: Content[]; lines: Content[] } {
  const { copies, printer } = letterhead;
  const rows: Content[][] = [
    ...(copies === '' ? [] : [[{ text: runs(`抄送：${copies}。`), fontSize: 14, margin: [14, 0, 14, 0] }]]),
    ...(printer === ''
      ? []
      : [
          [
            {
              columns: [
                { text: runs(printer), fontSize: 14 },
                { text: runs(`${chineseDate(date)}印发`), fontSize: 14, alignment: 'right' },
              ],
              margin: [14, 0, 14, 0],
            },
          ],
        ]),
  ];
  if (rows.length === 0) return { room: [], lines: [] };
  const count = rows.length - 1 + Math.max(1, Math.ceil((copies.length + 4) / IMPRINT_WIDTH));
  const height = count * IMPRINT_LINE + rows.length * 8 + IMPRINT_RULES;
  const room = {
    canvas: [{ type: 'rect', x: 0, y: 0, w: 1, h: height, lineWidth: 0, lineColor: '#FFFFFF' }],
    margin: [0, LINE / 2, 0, 0],
  };
  const lines = [
    {
      absolutePosition: { x: MARGINS[0], y: HEIGHT - (MARGINS[3] ?? 0) - height },
      table: { widths: ['*'], body: rows, dontBreakRows: true },
      layout: {
        hLineWidth: (line: number) => (line === 0 || line === rows.length ? 1 : 0.7),
        vLineWidth: () => 0,
        paddingTop: () => 4,
        paddingBottom: () => 4,
      },
    },
  ];
  return { room: [room], lines };
}

/** The bulletin as a PDF: the same words and tables as the Word file, in the typefaces that the program has. */
export async function bulletinPdf(content: BulletinContent): Promise<Buffer> {
  const { title, mark, letterhead, opening, blocks } = content;
  const printer = await pdfmake();
  return printer
    .createPdf({
      pageSize: 'A4',
      pageMargins: MARGINS,
      defaultStyle: { font: 'Chinese', fontSize: SIZE },
      info: { title, author: letterhead.issuer, creator: letterhead.issuer },
      footer: (page: number) => ({
        text: runs(`— ${page} —`),
        fontSize: 14,
        alignment: page % 2 === 1 ? 'right' : 'left',
        margin: [28 * MM + 14, 7 * MM, 26 * MM + 14, 0],
      }),
      // A heading or the title of a table never stands alone at the foot of a page; the page number always follows.
      pageBreakBefore: (
        node: { headlineLevel?: number },
        { getFollowingNodesOnPage }: { getFollowingNodesOnPage: () => unknown[] },
      ) => node.headlineLevel !== undefined && getFollowingNodesOnPage().length <= 1,
      content: [
        ...head(content),
        {
          text: runs(titleLines(title).join('\n')),
          fontSize: 22,
          alignment: 'center',
          margin: [0, 0, 0, mark === '' ? LINE : 0],
        },
        ...(mark === '' ? [] : [paragraph(mark, { alignment: 'center', margin: [0, 0, 0, LINE] })]),
        ...(letterhead.recipients === '' ? [] : [paragraph(`${letterhead.recipients}：`)]),
        paragraph(opening, { leadingIndent: 2 * SIZE }),
        ...blocks.slice(0, -1).flatMap(blockOf),
        ...ending(content),
      ],
    })
    .getBuffer();
}
