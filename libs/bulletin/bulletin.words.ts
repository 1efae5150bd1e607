import { type Amount, type Day, decimal, lastDay, type Month, rounded } from '@app/platform';

/** From here on 亿元 is used: 0.4764 亿元 is what officials print, not 4764 万元. */
const YI_FROM = 1000;
const YI = 10_000;

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** An amount of 万元 in 亿元, to the 万元, without zeros at its end: `133700` → `13.37`. */
export const yi = (value: Amount): string => trimmed(rounded(decimal(value).dividedBy(YI), 4));

/** An amount of 万元 as papers write it: in 亿元, small ones in 万元. */
export function amountWords(value: Amount): string {
  const small = decimal(value).abs();
  return small.isZero() || small.gte(YI_FROM) ? `${yi(value)}亿元` : `${trimmed(rounded(value, 2))}万元`;
}

const NUMERALS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 一, 十, 十一, 二十: the numbers of headings, below a hundred. */
export function numeral(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return NUMERALS[ones] as string;
  return `${tens === 1 ? '' : NUMERALS[tens]}十${ones === 0 ? '' : NUMERALS[ones]}`;
}

const monthNumber = (month: Month): number => Number(month.slice(5));

/** `截至10月底`, or `截至10月16日` while the month runs. */
export const asOfWords = (month: Month, asOf: Day): string =>
  asOf === lastDay(month)
    ? `截至${monthNumber(month)}月底`
    : `截至${Number(asOf.slice(5, 7))}月${Number(asOf.slice(8))}日`;

/** `1至10月份`, in January `1月份`. */
export const sinceJanuaryWords = (month: Month): string =>
  monthNumber(month) === 1 ? '1月份' : `1至${monthNumber(month)}月份`;

export const monthWords = (month: Month): string => `${monthNumber(month)}月份`;

/** `2024年10月份` */
export const yearMonthWords = (month: Month): string => `${month.slice(0, 4)}年${monthWords(month)}`;

/** The name of a list as a sentence begins with it: without its year, and of projects. */
export function listWords(name: string): string {
  const plain = name.replace(/^20\d{2}年(度)?/, '');
  return /(项目|工程)$/.test(plain) ? plain : `${plain}项目`;
}

/** The lines of a title that is too long for one line of 二号: it breaks after the month. */
export function titleLines(title: string): string[] {
  const width = [...title].reduce((sum, character) => sum + (character < '\u0100' ? 0.5 : 1), 0);
  const [, first, rest] = /^(.*?月份)(.+)$/.exec(title) ?? [];
  return width <= 18 || first === undefined || rest === undefined ? [title] : [first, rest];
}

const negative = (value: string): boolean => value.startsWith('-');
const nothing = (value: string): boolean => /^-?0(\.0*)?$/.test(value);
const plain = (value: string): string => value.replace('-', '');

/** Ahead of or behind the time schedule: `高于时间进度（83.33%）49.70个百分点`. */
export function gapWords(gap: string, timeSchedule: string): string {
  if (nothing(gap)) return `与时间进度（${timeSchedule}%）持平`;
  return `${negative(gap) ? '低于' : '高于'}时间进度（${timeSchedule}%）${plain(gap)}个百分点`;
}

/** 环比 of a rate: `较上月底提高8.42个百分点`. */
export function changeWords(change: string): string {
  if (nothing(change)) return '与上月底持平';
  return `较上月底${negative(change) ? '下降' : '提高'}${plain(change)}个百分点`;
}

/** 同比 of an amount: `同比增长12.50%`. */
export function growthWords(growth: string): string {
  if (nothing(growth)) return '与上年同期持平';
  return `同比${negative(growth) ? '下降' : '增长'}${plain(growth)}%`;
}

/** `，` between what is there. */
export const joined = (parts: (string | null | false)[], mark = '，'): string =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(mark);
