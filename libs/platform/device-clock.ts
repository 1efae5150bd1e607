/** A phone that is wrong by less is taken at its word: requests are under way for a while, and clocks differ. */
const TOLERATED_MS = 5 * 60_000;

/**
 * Seconds that the clock of a phone is ahead of ours (negative: behind); 0 where it is near enough, or unknown.
 *
 * @param sentAt what the phone believed the time was when it sent
 */
export function clockSkew(sentAt: Date | undefined, now: Date): number {
  if (!sentAt) return 0;
  const ahead = sentAt.getTime() - now.getTime();
  return Math.abs(ahead) > TOLERATED_MS ? Math.round(ahead / 1000) : 0;
}
