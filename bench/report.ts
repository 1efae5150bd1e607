import type { Figures, Measured } from './measure';

/** Above it a case is marked: what the project promises itself. */
export const LIMIT = 2.5;

const whole = (value: number): string =>
  value >= 100 ? Math.round(value).toString() : value.toFixed(value < 1 ? 3 : 1);
const milliseconds = ({ p50, p99 }: Figures): string[] => [p50, p99].map((value) => value.toFixed(value < 10 ? 2 : 1));
const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;

/** The head of the table, as Markdown. */
export const TABLE_HEAD = [
  line([
    '场景',
    '并发',
    '本系统 次/秒',
    '参照 次/秒',
    '倍数',
    '本系统 p50 ms',
    'p99 ms',
    '参照 p50 ms',
    'p99 ms',
    '内存峰值 MB',
  ]),
  `|---|${'--:|'.repeat(9)}`,
].join('\n');

/** Whether a row is above what the project promises itself. */
export const isAbove = ({ ratio, limit = LIMIT }: Measured): boolean => ratio !== null && ratio > limit;

/** One row of it. */
export function tableRow(measured: Measured): string {
  const { title, connections, ours, reference, ratio, limit = LIMIT, peakMemory } = measured;
  const above = isAbove(measured) ? `（超过 ${limit}）` : '';
  return line([
    title,
    String(connections),
    whole(ours.perSecond),
    reference === null ? '—' : whole(reference.perSecond),
    ratio === null ? '—' : `${ratio.toFixed(2)}${above}`,
    ...milliseconds(ours),
    ...(reference === null ? ['—', '—'] : milliseconds(reference)),
    peakMemory === null ? '—' : String(peakMemory),
  ]);
}
