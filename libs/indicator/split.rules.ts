import { decimal, invalid, type Month, sumAmounts, yearOf } from '@app/platform';
import type { IndicatorSplitItem, IndicatorSplitView } from './indicator.dto';
import { addsUp, type IndicatorKind } from './indicator.kinds';

export type Part = Pick<IndicatorSplitView, 'month' | 'unitId' | 'target'>;

/** Left out and null mean the same: the whole year, all units. */
export const partOf = ({ month = null, unitId = null, target }: IndicatorSplitItem): Part => ({
  month,
  unitId,
  target: decimal(target).toFixed(),
});

export const keyOf = ({ month, unitId }: Pick<Part, 'month' | 'unitId'>): string => `${month ?? ''} ${unitId ?? ''}`;

/**
 * What a split must keep to. Of what adds up, targets since January never fall from month to month, and December is the
 * target of the year, of all units as of each.
 *
 * @throws Problem 400 that names the part
 */
export function requireSplit(
  indicator: { year: number; kind: IndicatorKind; target: string | null },
  parts: readonly Part[],
): void {
  const seen = new Set<string>();
  parts.forEach((part, index) => {
    const field = `items.${index}`;
    if (part.month === null && part.unitId === null) throw invalid(field, '分解的目标应写明月份或单位。');
    if (part.month !== null && yearOf(part.month) !== indicator.year)
      throw invalid(`${field}.month`, `分解的月份应在 ${indicator.year} 年之内。`);
    if (seen.has(keyOf(part))) throw invalid(field, '同一月份、同一单位的目标只能填写一次。');
    seen.add(keyOf(part));
  });
  if (!addsUp(indicator.kind)) return;
  for (const unitId of new Set(parts.map((part) => part.unitId))) {
    const months = parts
      .filter((part): part is Part & { month: Month } => part.unitId === unitId && part.month !== null)
      .sort((a, b) => (a.month < b.month ? -1 : 1));
    months.forEach((part, index) => {
      const before = months[index - 1];
      if (before && decimal(part.target).lt(before.target))
        throw invalid(
          `items.${parts.indexOf(part)}.target`,
          `月份目标是 1 月以来的累计数：${Number(part.month.slice(5))} 月的 ${part.target} 不能小于 ${Number(before.month.slice(5))} 月的 ${before.target}。`,
        );
    });
    const december = months.find(({ month }) => month.endsWith('-12'));
    const year =
      unitId === null ? indicator.target : parts.find((part) => part.unitId === unitId && part.month === null)?.target;
    if (december && year !== null && year !== undefined && !decimal(december.target).equals(year))
      throw invalid(
        `items.${parts.indexOf(december)}.target`,
        `12 月的累计目标 ${december.target} 应等于全年目标 ${year}。`,
      );
  }
}

/** Where the parts do not add up to the annual target, in words. Units are often given more than the whole, on purpose. */
export function splitNote(
  { kind, target, unit }: { kind: IndicatorKind; target: string | null; unit: string },
  parts: readonly Part[],
): string | null {
  if (!addsUp(kind) || target === null) return null;
  const notes: string[] = [];
  const december = parts.find(({ month, unitId }) => unitId === null && month?.endsWith('-12'));
  if (december && !decimal(december.target).equals(target))
    notes.push(`12月的累计目标 ${december.target}${unit} 与年度目标 ${target}${unit} 不一致`);
  const units = parts.filter(({ month, unitId }) => month === null && unitId !== null);
  if (units.length > 0) {
    const sum = sumAmounts(units.map((part) => part.target));
    const over = decimal(sum).minus(target);
    if (!over.isZero())
      notes.push(
        `各单位目标合计 ${sum}${unit}，比年度目标${over.isPositive() ? '多' : '少'} ${over.abs().toFixed()}${unit}`,
      );
  }
  return notes.length > 0 ? `${notes.join('；')}。` : null;
}
