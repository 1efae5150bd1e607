import sharp from 'sharp';

/** A photo drawn anew. */
export interface DrawnImage {
  /** JPEG, upright, without what the camera or anybody else wrote beside the picture. */
  bytes: Buffer;
  /** The same, small. */
  thumbnail: Buffer;
  width: number;
  height: number;
}

const LONG_EDGE = 2048;
const THUMBNAIL_EDGE = 320;
/** More than a phone's camera makes; a picture that says it is larger is there to fill the memory. */
const MOST_PIXELS = 110_000_000;

/** Larger ones are drawn one after another: many kinds are unfolded whole, and four at once would fill the memory. */
const LARGE_PIXELS = 24_000_000;

// Pictures come once each: nothing is gained from keeping them.
sharp.cache(false);

let turn: Promise<unknown> = Promise.resolve();

/** Does the work at once, or, for a large picture, when those before it are done. */
async function inTurn<T>(bytes: Uint8Array, work: () => Promise<T>): Promise<T> {
  const { width, height } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
  if (width * height <= LARGE_PIXELS) return work();
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * Draws the picture anew: upright, at most 2048 px long, as JPEG, without metadata (place, device), and a thumbnail of
 * 320 px. Only pixels pass, so whatever else the bytes were (a page, an archive) is gone.
 *
 * @returns undefined for what is no picture that can be read to its end
 */
export async function drawAnew(bytes: Uint8Array): Promise<DrawnImage | undefined> {
  const edge = (length: number) =>
    ({ width: length, height: length, fit: 'inside', withoutEnlargement: true }) as const;
  try {
    return await inTurn(bytes, async () => {
      const { data, info } = await sharp(bytes, {
        limitInputPixels: MOST_PIXELS,
        failOn: 'error',
        sequentialRead: true,
      })
        .autoOrient()
        .resize(edge(LONG_EDGE))
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 84 })
        .toBuffer({ resolveWithObject: true });
      const thumbnail = await sharp(data).resize(edge(THUMBNAIL_EDGE)).jpeg({ quality: 78 }).toBuffer();
      return { bytes: data, thumbnail, width: info.width, height: info.height };
    });
  } catch {
    return undefined;
  }
}

/** What is known of a photo that is kept as it came. */
export interface PhotoLook {
  type: string;
  /** Upright. */
  width: number;
  height: number;
  /** JPEG, upright, 320 px. */
  thumbnail: Buffer;
}

const TYPES: Record<string, string> = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', heif: 'image/heic' };

/**
 * Looks at a photo without changing it.
 *
 * @returns undefined for what is no photo that can be read to its end
 */
export async function lookAtPhoto(bytes: Uint8Array): Promise<PhotoLook | undefined> {
  try {
    const source = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;
    const { format, autoOrient } = await sharp(bytes, source).metadata();
    const type = TYPES[format];
    if (type === undefined) return undefined;
    const thumbnail = await inTurn(bytes, () =>
      sharp(bytes, source)
        .autoOrient()
        .resize({ width: THUMBNAIL_EDGE, height: THUMBNAIL_EDGE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 78 })
        .toBuffer(),
    );
    return { type, width: autoOrient.width, height: autoOrient.height, thumbnail };
  } catch {
    return undefined;
  }
}
