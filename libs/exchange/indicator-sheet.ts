import type { Direction, IndicatorKind, IndicatorView, IndicatorSplitView } from '@app/indicator';
import type { Workbook, Worksheet } from 'exceljs';
import { exceljs, harmless } from './sheet';

export const SHEETS = { facts: '指标', split: '目标分解', actual: '完成情况', before: '上年同期' } as const;
export type SheetKey = keyof typeof SHEETS;

export const MONTH_HEADS = Array.from({ length: 12 }, (_, index) => `${index + 1}月`);
/** Columns of the first sheet. */
export const FACT_HEADS = [
  ...['编号', '上级编号', '指标名称', '计量单位', '类型', '方向', '小数位', '年度目标', '责任单位', '数据来源'],
] as const;
export const HEADS: Record<SheetKey, readonly string[]> = {
  facts: FACT_HEADS,
  split: ['编号', '指标名称', '单位', '全年', ...MONTH_HEADS],
  actual: ['编号', '指标名称', '单位', ...MONTH_HEADS],
  before: ['编号', '指标名称', '单位', ...MONTH_HEADS],
};
/** Without these a sheet is not the one that its name says. */
export const NEEDED: Record<SheetKey, readonly string[]> = {
  facts: ['编号', '指标名称'],
  split: ['编号', '单位'],
  actual: ['编号'],
  before: ['编号'],
};

export const KIND_WORDS: Record<IndicatorKind, string> = {
  ...{ amount: '总量', growth: '增速', rank: '位次', count: '数量', share: '占比' },
};
export const DIRECTION_WORDS: Record<Direction, string> = { more: '越高越好', less: '越低越好' };

/** A line of a sheet with months: of one indicator, of all units or of one. */
export interface MonthLine {
  code: string;
  name: string;
  unitName: string | null;
  /** By the head of the column. */
  values: ReadonlyMap<string, string | null>;
}

export interface TemplateRows {
  facts: IndicatorView[];
  codes: ReadonlyMap<string, string>;
  split: MonthLine[];
  actual: MonthLine[];
  before: MonthLine[];
}

const WORDS = [
  '一、“指标”表：每行一个指标。上级编号留空的是一级指标，二级指标填所属一级指标的编号。',
  '二、类型填 总量、增速、位次、数量或占比；方向填 越高越好 或 越低越好；小数位是完成率、增长率保留的位数。',
  '三、“目标分解”表：单位留空的一行是全部单位的按月累计目标；填单位的一行是该单位的目标。各月填 1 月以来的累计数，全年只由分单位的行填写（全部单位的全年目标在“指标”表）。',
  '四、“完成情况”表：各月填 1 月以来的累计数或月末数；单位留空的是全部单位合计。增速、占比填百分数，例如 8.5。',
  '五、“上年同期”表：可比口径与上年填报不同时才填写；不填的按上年同编号指标的填报计算。',
  '六、空白的格子不改动系统里的数据。同一份文件再次导入不会重复。年度目标有变动的，从本月起算，以前月份不变。',
];

/** The template of a year, filled with what is there: as it comes out it may go in again. */
export async function templateOf(year: number, rows: TemplateRows): Promise<Workbook> {
  const excel = await exceljs();
  const book = new excel.Workbook();
  const facts = sheetOf(book, 'facts', [10, 10, 34, 12, 10, 12, 9, 14, 22, 40]);
  for (const one of rows.facts) {
    const { code, parentId, name, unit, kind, direction, digits, target, unitName, source } = one;
    facts.addRow([
      ...[code, parentId === null ? null : (rows.codes.get(parentId) ?? null), harmless(name), harmless(unit)],
      ...[KIND_WORDS[kind], DIRECTION_WORDS[direction], digits, target === null ? null : Number(target)],
      ...[unitName, harmless(source)],
    ]);
  }
  for (const key of ['split', 'actual', 'before'] as const) {
    const sheet = sheetOf(book, key, [10, 34, 22, ...(key === 'split' ? [12] : []), ...MONTH_HEADS.map(() => 11)]);
    const heads = HEADS[key].slice(3);
    for (const { code, name, unitName, values } of rows[key]) {
      const numbers = heads.map((head) => values.get(head) ?? null).map((value) => value && Number(value));
      sheet.addRow([code, harmless(name), unitName, ...numbers]);
    }
  }
  const words = book.addWorksheet('填写说明');
  words.getColumn(1).width = 110;
  for (const line of [`${year}年指标导入模板`, ...WORDS])
    words.addRow([line]).getCell(1).alignment = { wrapText: true };
  words.getRow(1).font = { bold: true, size: 14 };
  return book;
}

function sheetOf(book: Workbook, key: SheetKey, widths: number[]): Worksheet {
  const sheet = book.addWorksheet(SHEETS[key], {
    views: [{ state: 'frozen', xSplit: key === 'facts' ? 1 : 2, ySplit: 1 }],
  });
  const head = sheet.addRow([...HEADS[key]]);
  head.font = { bold: true };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEAF1FB' } };
  });
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  // As text: 1.10 is not 1.1.
  sheet.getColumn(1).numFmt = '@';
  if (key === 'facts') sheet.getColumn(2).numFmt = '@';
  return sheet;
}

/** The lines of a split: all units first. */
export function splitLines(
  { code, name }: { code: string; name: string },
  split: readonly IndicatorSplitView[],
): MonthLine[] {
  const units = [null, ...new Set(split.flatMap(({ unitName }) => unitName ?? []))];
  return units.map((unitName) => ({
    ...{ code, name, unitName },
    values: new Map(
      split.filter((part) => part.unitName === unitName).map(({ month, target }) => [headOf(month), target]),
    ),
  }));
}

/** `2024-10` → `10月`; none: `全年`. */
export const headOf = (month: string | null): string => (month === null ? '全年' : `${Number(month.slice(5))}月`);
export const monthOfHead = (year: number, head: string): string | null =>
  head === '全年' ? null : `${year}-${head.replace('月', '').padStart(2, '0')}`;
