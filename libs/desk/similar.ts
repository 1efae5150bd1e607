/** What is compared: letters, digits and Chinese characters; the rest only separates. */
const WORDS = /[\p{Letter}\p{Number}]+/gu;
/** Words that every other title has: they say nothing about which problem it is. */
const EMPTY = /[的了等在与和及]|项目|企业|问题|目前|尚未|需要|影响/gu;

/** The two-character pieces of a title, each once: Chinese has no spaces, and two characters are mostly a word. */
export function bigrams(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const [run] of text.normalize('NFKC').toLowerCase().replace(EMPTY, ' ').matchAll(WORDS)) {
    const letters = [...run];
    if (letters.length === 1) pieces.add(run);
    letters.slice(1).forEach((letter, index) => pieces.add(`${letters[index] ?? ''}${letter}`));
  }
  return pieces;
}

/** How much of two texts is the same, 0 to 1: Dice's coefficient over their two-character pieces. */
export function alike(one: string, other: string): number {
  const [a, b] = [bigrams(one), bigrams(other)];
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const piece of a) if (b.has(piece)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

export interface Candidate {
  title: string;
  categoryCode: string;
}

/** So much alike are two titles of one problem; of the same category, less is enough. */
const SAME_TITLE = 0.4;
const SAME_CATEGORY = 0.15;
/** What the same category adds to the rank. */
const CATEGORY_WEIGHT = 0.2;

/**
 * Those of a project's issues that are likely the one about to be registered, the likeliest first.
 *
 * @param most how many at most
 */
export function likely<T extends Candidate>(draft: Candidate, known: readonly T[], most: number): T[] {
  return known
    .map((issue) => {
      const same = issue.categoryCode === draft.categoryCode && issue.categoryCode !== 'other';
      const title = alike(draft.title, issue.title);
      return {
        issue,
        enough: title >= (same ? SAME_CATEGORY : SAME_TITLE),
        rank: title + (same ? CATEGORY_WEIGHT : 0),
      };
    })
    .filter(({ enough }) => enough)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map(({ issue }) => issue);
}
