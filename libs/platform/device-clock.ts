/** A phone that is wrong by less is taken at its word: requests are under way for a while, and clocks differ. */
const TOLERATED_MS = 5 * 60_000;
/** As much as the column holds: a clock that says 2099 is as wrong as one that says 2090. */
const MOST_SECONDS = 2_147_483_647;

/**
 * Seconds that the clock of a phone is ahead of ours (negative: behind); 0 where it is near enough, or unknown.
 *
 * @param sentAt what the phone believed the time was when it sent
 */
export function clockSkew(sentAt: Date | undefined, now: Date): number {
  if (!sentAt) return 0;
  const ahead = sentAt.getTime() - now.getTime();
  if (Math.abs(ahead) <= TOLERATED_MS) return 0;
  return Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, Math.round(ahead / 1000)));
}
