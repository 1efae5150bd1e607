/** What one call carries of a photo: less when the network cannot carry it, more again when it can. */
export const LARGEST = 128 * 1024;
const SMALLEST = 16 * 1024;

export const smaller = (chunk: number): number => Math.max(SMALLEST, chunk / 2);
export const larger = (chunk: number): number => Math.min(LARGEST, chunk * 2);

/** The next piece to send of a file of `size` bytes of which the server has `received`; null when it has all. */
export const nextPiece = (size: number, received: number, chunk: number): { from: number; to: number } | null =>
  received >= size ? null : { from: received, to: Math.min(size, received + chunk) };
