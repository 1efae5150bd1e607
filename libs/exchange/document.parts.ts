/** One part of a Word file, as it stands in the archive. */
export interface DocumentPart {
  path: string;
  data: string;
}

interface Font {
  ascii: string;
  hAnsi: string;
  eastAsia: string;
}

const font = (eastAsia: string): Font => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });

/** The typefaces of official papers: 小标宋 for titles, 仿宋 for the body, 黑体 and 楷体 for headings, 宋体 for page numbers. */
export const FONTS = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  heading: font('黑体'),
  subheading: font('楷体_GB2312'),
  plain: font('宋体'),
} as const;

/** What a computer without the typeface takes instead; offices differ in what is installed. */
const INSTEAD: [name: string, otherwise: string, family: 'roman' | 'modern'][] = [
  ['方正小标宋简体', '方正小标宋_GBK,小标宋体,宋体,SimSun,Noto Serif CJK SC', 'roman'],
  ['仿宋_GB2312', '仿宋,FangSong,Noto Serif CJK SC', 'modern'],
  ['黑体', 'SimHei,Noto Sans CJK SC', 'modern'],
  ['楷体_GB2312', '楷体,KaiTi,Noto Serif CJK SC', 'modern'],
  ['宋体', 'SimSun,Noto Serif CJK SC', 'roman'],
];

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const entry = ([name, otherwise, family]: (typeof INSTEAD)[number]): string =>
  `<w:font w:name="${name}"><w:altName w:val="${otherwise}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`;

/** The table of typefaces with their substitutes. */
export const FONT_TABLE: DocumentPart = {
  path: 'word/fontTable.xml',
  data: `${XML}<w:fonts xmlns:w="${W}">${INSTEAD.map(entry).join('')}</w:fonts>`,
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** Title, author and time of the paper itself, not of the moment somebody asks for it. */
export function CORE({ title, issuer, issuedAt }: { title: string; issuer: string; issuedAt: Date }): DocumentPart {
  const at = `${issuedAt.toISOString().slice(0, 19)}Z`;
  const spaces = [
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:dcterms="http://purl.org/dc/terms/"',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ].join(' ');
  const time = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  return {
    path: 'docProps/core.xml',
    data: `${XML}<cp:coreProperties ${spaces}><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(issuer)}</dc:creator>${time('created')}${time('modified')}</cp:coreProperties>`,
  };
}
