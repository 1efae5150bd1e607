import type { Combine, FigureView } from '@app/figure';
import { decimal } from '@app/platform';
import type { KeptDefinition } from './open-definition.queries';
import type { EvidenceSum } from './open-evidence.dto';
import { basisWords } from './open-formula';
import type { RowsSummary } from './open-summary.queries';
import type { FigureDefinition } from './open.dto';

export const definitionOf = (kept: KeptDefinition): FigureDefinition => {
  const { code, version, fromMonth, name, population, formula, source, basis } = kept;
  return { code, version, fromMonth, name, population, formula, source, basis: basisWords(basis) };
};

/** Whether a figure is another one by now. */
export const differs = (a: FigureView, b: FigureView): boolean =>
  a.value !== b.value || a.numerator !== b.numerator || a.denominator !== b.denominator;

/** What is missing where nothing supports a figure. */
export function evidenceNote({ of, visited, photographed }: Omit<EvidenceSum, 'note'>): string | null {
  const when = of === 'project' ? '当月' : '';
  if (visited === 0 && photographed === 0) return `${when}没有走访或照片支持这个数。`;
  if (visited === 0) return `${when}没有走访支持这个数。`;
  return photographed === 0 ? `${when}没有照片支持这个数。` : null;
}

/** Why the rows do not make up the figure, where they do not. */
export function rowsNote(
  { numerator, denominator }: FigureView,
  combine: Combine,
  summary: Pick<RowsSummary, 'numerator' | 'denominator'> | undefined,
  published: boolean,
): string | null {
  if (!summary) return '这个数不由明细逐条相加得出，没有明细可列。';
  if (combine === 'median' || combine === 'given') return null;
  const same = (sum: string | null, whole: string | null): boolean => whole === null || decimal(sum ?? 0).eq(whole);
  if (same(summary.numerator, numerator) && same(summary.denominator, denominator)) return null;
  const sums = [summary.numerator ?? '0', summary.denominator].filter((sum) => sum !== null).join(' 和 ');
  return published
    ? `下列明细是现在的情况，合计 ${sums}，与发布的数不一致：发布时没有逐条保存这些明细。`
    : `下列明细合计 ${sums}，与所列的数不一致，请联系管理员核对。`;
}
