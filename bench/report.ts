import type { Figures, Measured } from './measure';

/** Above it a case is marked: what the project promises itself. */
export const LIMIT = 2.5;

const whole = (value: number): string => (value >= 100 ? Math.round(value).toString() : value.toFixed(1));
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

/** One row of it. */
export const tableRow = ({ title, connections, ours, reference, ratio, peakMemory }: Measured): string =>
  line([
    title,
    String(connections),
    whole(ours.perSecond),
    whole(reference.perSecond),
    `${ratio.toFixed(2)}${ratio > LIMIT ? `（超过 ${LIMIT}）` : ''}`,
    ...milliseconds(ours),
    ...milliseconds(reference),
    peakMemory === null ? '—' : String(peakMemory),
  ]);
