const FIRST_MS = 2000;
const LONGEST_MS = 5 * 60_000;

/** How long to wait after so many tries in a row; `random` in 0..1 spreads a bureau's phones. */
export const backoff = (attempts: number, random: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1)) * (0.5 + random / 2));
