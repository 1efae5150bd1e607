import { chineseDate } from '@app/order';
import type { BulletinContent } from './bulletin.content';
import type { PlaceholderView } from './bulletin.dto';
import type { Table } from './bulletin.tables';
import { asOfWords, yearMonthWords } from './bulletin.words';

type Single = [tag: string, meaning: string, value: (content: BulletinContent) => string];
type Group = [
  tag: string,
  meaning: string,
  rows: (content: BulletinContent) => Record<string, string>[],
  fields: [tag: string, meaning: string][],
];

const paragraphsOf = (content: BulletinContent, section: string): string => {
  const from = content.blocks.findIndex(
    (block) => block.kind === 'heading' && block.level === 1 && block.text.endsWith(`、${section}`),
  );
  if (from < 0) return '';
  const rest = content.blocks.slice(from + 1);
  const to = rest.findIndex((block) => block.kind === 'heading' && block.level === 1);
  return rest
    .slice(0, to < 0 ? undefined : to)
    .flatMap((block) => (block.kind === 'text' ? [block.text] : []))
    .join('\n');
};

const SINGLES: Single[] = [
  ['标题', '通报的标题', ({ title }) => title],
  ['发文机关标志', '红头', ({ letterhead }) => letterhead.head],
  ['文号', '发文字号，例如 焦高经发〔2024〕10号', ({ number }) => number],
  ['主送机关', '主送机关', ({ letterhead }) => letterhead.recipients],
  ['发文机关', '署名', ({ letterhead }) => letterhead.issuer],
  ['抄送机关', '抄送机关', ({ letterhead }) => letterhead.copies],
  ['印发机关', '印发机关', ({ letterhead }) => letterhead.printer],
  ['成文日期', '成文日期，例如 2024年11月5日', ({ date }) => chineseDate(date)],
  ['年', '年份，例如 2024', ({ month }) => month.slice(0, 4)],
  ['月', '月份，例如 10', ({ month }) => String(Number(month.slice(5)))],
  ['年月', '例如 2024年10月份', ({ month }) => yearMonthWords(month)],
  ['截至', '例如 截至10月底', ({ month, asOf }) => asOfWords(month, asOf)],
  ['版次', '月结版次；未月结时为空', ({ revision }) => (revision === 0 ? '' : String(revision))],
  ['版次说明', '未月结或更正的说明；没有时为空', ({ mark }) => mark],
  ['开头', '正文第一段', ({ opening }) => opening],
  ['总体情况', '“总体情况”一节的文字', (content) => paragraphsOf(content, '总体情况')],
  ['三个一批情况', '“三个一批”一节的文字', (content) => paragraphsOf(content, '“三个一批”项目情况')],
  ['民生实事情况', '“民生实事”一节的文字', (content) => paragraphsOf(content, '民生实事办理情况')],
  ['资金情况', '“向上争取资金”一节的文字', (content) => paragraphsOf(content, '向上争取资金情况')],
  ['招商情况', '“招商引资”一节的文字', (content) => paragraphsOf(content, '招商引资情况')],
  ['问题办理情况', '“问题办理”一节的文字', (content) => paragraphsOf(content, '问题办理情况')],
  ['走访情况', '“走访服务”一节的文字', (content) => paragraphsOf(content, '走访服务情况')],
  ['主要问题', '“存在的主要问题”一节的文字', (content) => paragraphsOf(content, '存在的主要问题')],
  ['工作要求', '“下步工作要求”一节的文字', (content) => paragraphsOf(content, '下步工作要求')],
];

const PROJECTS: [string, string] = ['项目数', '项目数，个'];
const RATES: [string, string][] = [
  ['年度计划', '年度计划投资，亿元'],
  ['累计完成', '1 月以来完成投资，亿元'],
  ['完成率', '投资完成率，%'],
  ['与时间进度之差', '百分点，负数为滞后'],
  ['查询码', '在系统中打开这个完成率的编码'],
];

/** The fields of a table, in the order of its columns. */
const rowsOf =
  (name: string, fields: string[]) =>
  ({ blocks }: BulletinContent): Record<string, string>[] => {
    const found = blocks.find((block) => block.kind === 'table' && block.table.name === name);
    const table: Table | undefined = found?.kind === 'table' ? found.table : undefined;
    return (table?.rows ?? []).map((row) =>
      Object.fromEntries(fields.map((field, index) => [field, row[index] ?? '—'])),
    );
  };

const tableGroup = (tag: string, meaning: string, name: string, fields: [string, string][]): Group => [
  tag,
  meaning,
  rowsOf(
    name,
    fields.map(([field]) => field),
  ),
  fields,
];

const GROUPS: Group[] = [
  [
    '正文',
    '正文各级标题和段落，一段一行',
    ({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [] : [{ 段落: block.text }])),
    [['段落', '标题或段落的文字']],
  ],
  tableGroup('清单', '各项目清单的投资完成情况，最后一行为合计', '项目清单', [
    ['名称', '清单名称'],
    PROJECTS,
    ['总投资', '总投资，亿元'],
    ...RATES,
  ]),
  tableGroup('单位排名', '各责任单位按投资完成率排名', '单位排名', [
    ['名次', '名次；不参加排名的为“—”'],
    ['名称', '责任单位'],
    PROJECTS,
    ...RATES,
  ]),
  tableGroup('批次', '“三个一批”各批次', '三个一批', [
    ['名称', '批次'],
    ['项目数', '项目数，个'],
    ['总投资', '总投资，亿元'],
    ['已达到', '已开工、投产、达效或入库的项目数'],
    ['考核指标', '开工率、投产率、达效率或入库率'],
    ['比率', '%'],
  ]),
  tableGroup('问题', '各主办单位问题办理情况，最后一行为合计', '问题办理', [
    ['名称', '主办单位'],
    ['本月登记', '个'],
    ['本月销号', '个'],
    ['未销号', '个'],
    ['超期', '个'],
    ['今年登记', '个'],
    ['今年销号', '个'],
    ['销号率', '%'],
  ]),
];

/** What a template may hold, for people. */
export const PLACEHOLDERS: readonly PlaceholderView[] = [
  ...SINGLES.map(([tag, meaning]) => ({ tag: `{${tag}}`, meaning, group: null })),
  ...GROUPS.flatMap(([tag, meaning, , fields]) => [
    { tag: `{#${tag}} … {/${tag}}`, meaning, group: null },
    ...fields.map(([field, words]) => ({ tag: `{${field}}`, meaning: words, group: tag })),
  ]),
];

export const SINGLE_TAGS: ReadonlySet<string> = new Set(SINGLES.map(([tag]) => tag));
export const GROUP_TAGS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  GROUPS.map(([tag, , , fields]) => [tag, new Set(fields.map(([field]) => field))]),
);

/** Every placeholder with what stands in its place. */
export const valuesOf = (content: BulletinContent): Record<string, string | Record<string, string>[]> =>
  Object.fromEntries<string | Record<string, string>[]>([
    ...SINGLES.map(([tag, , value]): [string, string] => [tag, value(content)]),
    ...GROUPS.map(([tag, , rows]): [string, Record<string, string>[]] => [tag, rows(content)]),
  ]);
