import { FIRST_QUALITY, fitted, nextQuality } from './photo-quality';

const LONG_EDGE = 2048;
const THUMBNAIL_EDGE = 320;

export interface Shrunk {
  bytes: ArrayBuffer;
  thumbnail: ArrayBuffer;
  width: number;
  height: number;
}

/**
 * Draws a photo upright, with a long edge of 2048 px, as a JPEG of about 400 kB; nothing of its metadata survives.
 *
 * @throws when the browser cannot read it
 */
export async function shrink(bytes: ArrayBuffer): Promise<Shrunk> {
  const picture = await decode(new Blob([bytes]));
  try {
    const { width, height } = fitted(picture.width, picture.height, LONG_EDGE);
    const canvas = draw(picture.source, width, height);
    let quality: number | null = FIRST_QUALITY;
    let jpeg = await encode(canvas, quality);
    while ((quality = nextQuality(quality, jpeg.size)) !== null) jpeg = await encode(canvas, quality);
    const small = fitted(width, height, THUMBNAIL_EDGE);
    const thumbnail = await encode(draw(canvas, small.width, small.height), 0.7);
    return { bytes: await jpeg.arrayBuffer(), thumbnail: await thumbnail.arrayBuffer(), width, height };
  } finally {
    picture.close();
  }
}

interface Picture {
  source: CanvasImageSource;
  width: number;
  height: number;
  close: () => void;
}

/** Off the main thread where the browser can; an older one (no createImageBitmap, or one without turning) by `<img>`. */
async function decode(blob: Blob): Promise<Picture> {
  if ('createImageBitmap' in window) {
    try {
      const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
      return { source: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
    } catch {
      // Tried again below.
    }
  }
  const url = URL.createObjectURL(blob);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  return { source: image, width, height, close: () => URL.revokeObjectURL(url) };
}

function draw(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  // A picture with holes becomes a JPEG with black ones.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(source, 0, 0, width, height);
  return canvas;
}

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality),
  );
