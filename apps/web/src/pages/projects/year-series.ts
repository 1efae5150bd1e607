import type { Project } from './queries';

/** 万元 has four decimals at most, so ten-thousandths are whole: sums of them are exact. */
const SCALE = 10_000n;

function units(amount: string): bigint {
  const sign = amount.startsWith('-') ? -1n : 1n;
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  return sign * (BigInt(whole) * SCALE + BigInt(fraction.padEnd(4, '0')));
}

function text(value: bigint): string {
  const size = value < 0n ? -value : value;
  const fraction = String(size % SCALE)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / SCALE}${fraction && `.${fraction}`}`;
}

/** One month of a project's year. Amounts in 万元. */
export interface SeriesMonth {
  month: string;
  /** Completed since January; null for a month without an entry after the last one. */
  cumulative: string | null;
  /** Annual plan that counts in the month. */
  plan: string | null;
}

/** The twelve months of a year: completed so far against the plan as it counted then. */
export function yearSeries(project: Pick<Project, 'progress' | 'plans'>, year: number): SeriesMonth[] {
  const entries = new Map(project.progress.map((entry) => [entry.month, entry]));
  const last =
    [...entries.keys()]
      .filter((month) => month.startsWith(`${year}-`))
      .sort()
      .at(-1) ?? '';
  let sum = 0n;
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`;
    const entry = entries.get(month);
    if (entry) sum += units(entry.completed);
    // Newest first, as the server sends them: the first that had begun is the one that counts.
    const plan = project.plans.find((revision) => revision.year === year && revision.from <= month);
    return { month, cumulative: month <= last ? text(sum) : null, plan: plan?.amount ?? null };
  });
}
