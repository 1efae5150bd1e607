/** About what a photo should weigh: readable on a big screen, sent in a minute over one bar of signal. */
export const TARGET_BYTES = 400 * 1024;
export const FIRST_QUALITY = 0.82;
const TOLERANCE = 1.15;
const LOWEST = 0.4;

/** The quality to try next, given what the last try weighed; null when that is good enough, or cannot be had. */
export function nextQuality(quality: number, size: number): number | null {
  if (size <= TARGET_BYTES * TOLERANCE || quality <= LOWEST) return null;
  const step = Math.min(0.92, Math.max(0.6, TARGET_BYTES / size));
  return Math.max(LOWEST, Math.round(quality * step * 100) / 100);
}

/** Width and height with the long edge at most `edge`, never larger than it was. */
export function fitted(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
