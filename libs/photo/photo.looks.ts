import sharp from 'sharp';

/** Pictures whose hashes differ in no more bits than these show the same. */
export const SAME_LOOKS = 6;
const SIDE = 8;
/** A picture whose brightness hardly varies (a lens cap, a wall) looks like every other such picture. */
const LEAST_CONTRAST = 6;
/** So much must neighbours differ before it says anything: what compressing makes of a plain surface is less. */
const LEAST_DIFFERENCE = 2;
const LEAST_TELLING = 20;

/**
 * Perceptual hash of a picture, 64 bits as text of zeros and ones: for each place of a small grey copy whether its
 * neighbour is brighter (dHash). Compressing, resizing and brightening leave it nearly as it is.
 *
 * The bits are not kept row by row: each quarter of the hash takes every fourth place, so that a clear sky does not make
 * one quarter the same for half of all photos, by which they are looked up.
 *
 * @param picture of any size, upright
 * @returns null for a picture that shows next to nothing
 */
export async function looksOf(picture: Uint8Array): Promise<string | null> {
  const grey = await sharp(picture)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .resize(SIDE + 1, SIDE, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return looksOfGrey(grey);
}

/** The same from nine by eight grey values. */
export function looksOfGrey(grey: Uint8Array): string | null {
  const at = (x: number, y: number): number => grey[y * (SIDE + 1) + x] ?? 0;
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const spread = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
  const quarters: string[][] = [[], [], [], []];
  let telling = 0;
  for (let place = 0; place < SIDE * SIDE; place += 1) {
    const [x, y] = [place % SIDE, Math.floor(place / SIDE)];
    const rise = at(x + 1, y) - at(x, y);
    if (Math.abs(rise) >= LEAST_DIFFERENCE) telling += 1;
    // Each row begins with another quarter, so that no quarter is a column of the picture.
    quarters[(x + y) % 4]?.push(rise >= LEAST_DIFFERENCE ? '1' : '0');
  }
  if (spread < LEAST_CONTRAST || telling < LEAST_TELLING) return null;
  return quarters.map((bits) => bits.join('')).join('');
}

/** In how many bits two hashes differ. */
export function looksApart(a: string, b: string): number {
  let apart = 0;
  for (let place = 0; place < a.length; place += 1) if (a[place] !== b[place]) apart += 1;
  return apart;
}

/** A quarter of a hash and all that differ from it in one bit: who differs in six bits at most shares one of those. */
export function nearby(quarter: string): string[] {
  const flipped = [...quarter].map(
    (bit, place) => quarter.slice(0, place) + (bit === '1' ? '0' : '1') + quarter.slice(place + 1),
  );
  return [quarter, ...flipped];
}
