import {
  bodyLine,
  FONT_TABLE,
  FONTS,
  line,
  OFF_GRID,
  OFFICIAL,
  PAGE,
  pageNumbers,
  RED,
  text,
  TEXT_WIDTH,
} from '@app/exchange';
import {
  AlignmentType,
  BorderStyle,
  Document,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  WidthType,
} from 'docx';

/** A table whose one row under its head is repeated for each row of the group. */
function repeated(group: string, columns: [head: string, tag: string][]): Table {
  const width = { size: Math.floor(TEXT_WIDTH / columns.length), type: WidthType.DXA };
  const row = (cells: string[], style: object): TableRow =>
    new TableRow({
      cantSplit: true,
      children: cells.map(
        (words) =>
          new TableCell({
            width,
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                style: OFF_GRID,
                spacing: { line: 300, lineRule: LineRuleType.EXACTLY },
                children: [text(words, { size: 21, ...style })],
              }),
            ],
          }),
      ),
    });
  const cells = columns.map(([, tag], index) => {
    const first = index === 0 ? `{#${group}}` : '';
    return `${first}{${tag}}${index === columns.length - 1 ? `{/${group}}` : ''}`;
  });
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: columns.map(() => width.size),
    rows: [
      row(
        columns.map(([head]) => head),
        { font: FONTS.heading },
      ),
      row(cells, {}),
    ],
  });
}

const centred = (words: string, style: object): Paragraph =>
  line(text(words, style), { alignment: AlignmentType.CENTER });

/** A template to begin with: head, number, title, the whole text, the tables, signature. */
export function sampleTemplate(): Promise<Buffer> {
  const right = { alignment: AlignmentType.RIGHT, indent: { right: 4 * 320 } };
  const document = new Document({
    ...OFFICIAL,
    sections: [
      {
        properties: PAGE,
        footers: pageNumbers(),
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [text('{发文机关标志}', { font: FONTS.title, size: 72, color: RED })],
          }),
          line(text('{文号}'), {
            alignment: AlignmentType.CENTER,
            border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 6 } },
          }),
          centred('', {}),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [text('{标题}', { font: FONTS.title, size: 44 })],
          }),
          centred('{版次说明}', { font: FONTS.subheading }),
          line(text('{#主送机关}{主送机关}：{/主送机关}')),
          bodyLine('{开头}'),
          line(text('{#正文}')),
          bodyLine('{段落}'),
          line(text('{/正文}')),
          centred('重点项目投资完成情况表（投资单位：亿元）', { font: FONTS.heading }),
          repeated('清单', [
            ['清单', '名称'],
            ['项目数', '项目数'],
            ['总投资', '总投资'],
            ['年度计划', '年度计划'],
            ['累计完成', '累计完成'],
            ['完成率（%）', '完成率'],
            ['与时间进度之差', '与时间进度之差'],
          ]),
          centred('各责任单位投资完成率排名表', { font: FONTS.heading }),
          repeated('单位排名', [
            ['名次', '名次'],
            ['责任单位', '名称'],
            ['年度计划', '年度计划'],
            ['累计完成', '累计完成'],
            ['完成率（%）', '完成率'],
          ]),
          centred('各主办单位问题办理情况表', { font: FONTS.heading }),
          repeated('问题', [
            ['主办单位', '名称'],
            ['本月登记', '本月登记'],
            ['本月销号', '本月销号'],
            ['未销号', '未销号'],
            ['其中超期', '超期'],
            ['销号率（%）', '销号率'],
          ]),
          line(text('')),
          line(text('{发文机关}'), right),
          line(text('{成文日期}'), right),
        ],
      },
    ],
  });
  return Packer.toBuffer(document, undefined, [FONT_TABLE]);
}
