/**
 * Ranks as bulletins print them: equal ones share a rank and the next is counted on (1, 1, 3).
 *
 * @param rows in their order, best first
 * @param same whether two neighbours are equal
 */
export function ranked<T>(rows: readonly T[], same: (a: T, b: T) => boolean): (T & { rank: number })[] {
  let rank = 0;
  return rows.map((row, index) => {
    const before = rows[index - 1];
    if (before === undefined || !same(before, row)) rank = index + 1;
    return { ...row, rank };
  });
}
