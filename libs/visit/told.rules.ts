/** What one visit of a month said of progress. */
export interface Told {
  visitId: string;
  completed: string | null;
  physicalProgress: string | null;
  unchanged: boolean;
}

/** The entry that stands, or the last one before. */
export interface Stands {
  completed: string;
  physicalProgress: string;
}

/**
 * What the month's entry would say after a visit. “Unchanged” keeps what was told earlier in the month, else what is
 * entered, else nothing was completed in the month and the words of the month before still hold.
 *
 * @param told the visits of the month that spoke of progress up to this one, oldest first; the last one is it
 * @param entry of the month
 * @param previous of the last month that has one
 */
export function meantBy(
  told: readonly Told[],
  entry: Stands | null,
  previous: Stands | null,
): { completed: string | null; physicalProgress: string } {
  const newest = told.at(-1);
  if (!newest) return { completed: entry?.completed ?? null, physicalProgress: entry?.physicalProgress ?? '' };
  const earlier = told.slice(0, -1);
  const saidEarlier = earlier.findLast(({ completed }) => completed !== null)?.completed ?? null;
  const wordsEarlier = earlier.findLast(({ physicalProgress }) => physicalProgress !== null)?.physicalProgress;
  const completed =
    newest.completed ?? (newest.unchanged ? (saidEarlier ?? entry?.completed ?? '0') : (entry?.completed ?? null));
  const words = wordsEarlier ?? entry?.physicalProgress ?? previous?.physicalProgress ?? '';
  return { completed, physicalProgress: newest.physicalProgress ?? words };
}
