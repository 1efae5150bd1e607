import { join } from 'node:path';
import sharp from 'sharp';

/** Shipped with the program: a container has no fonts, and without one every sign is an empty box. */
const FONTS = join(__dirname, 'fonts');
const FILES = [
  ['Roboto', 'Roboto-Regular.ttf'],
  // Chinese only, so that letters and digits come from the first one.
  ['Droid Sans Fallback', 'DroidSansFallbackFull.ttf'],
] as const;
const FAMILIES = FILES.map(([family]) => family).join(', ');

const LONG_EDGE = 2048;
/** The text is so many parts of the short edge high, and never too small to be read on a screen. */
const PARTS = 38;
const SMALLEST = 13;
/** On the panel white reads on snow and at night alike: 5.7 : 1 even over pure white. */
const PANEL = { r: 0, g: 0, b: 0, alpha: 0.6 };
/** Of the width of the picture that the panel may take. */
const SHARE = 0.94;
const NARROWEST = 300;
const MOST_PIXELS = 110_000_000;

let registered: Promise<void> | undefined;

/** Naming a file once makes its family known to the process. */
function registerFonts(): Promise<void> {
  registered ??= (async () => {
    for (const [family, file] of FILES) {
      await sharp({ text: { text: '号', font: family, fontfile: join(FONTS, file), rgba: true } }).toBuffer();
    }
  })();
  return registered;
}

/** Names are typed by people; in Pango's markup some signs mean something, and control characters are refused. */
export const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

interface Drawn {
  data: Buffer;
  width: number;
  height: number;
}

/** White text on nothing. @param width beyond which lines are broken */
export async function drawText(lines: readonly string[], size: number, width: number): Promise<Drawn> {
  await registerFonts();
  const [title = '', ...rest] = lines.map(escaped);
  const markup = `<span foreground="white"><span size="125%">${title}</span>\n${rest.join('\n')}</span>`;
  const font = `${FAMILIES} ${size}`;
  const { data, info } = await sharp({
    text: { text: markup, font, rgba: true, width, wrap: 'word-char', spacing: Math.round(size * 0.35), dpi: 72 },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * The copy of a photo that is shown: upright, at most 2048 px, with a panel of text in its lower left corner.
 *
 * @returns undefined for what cannot be drawn
 */
export async function stamped(photo: Uint8Array, lines: readonly string[]): Promise<Buffer | undefined> {
  const picture = await sharp(photo, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: LONG_EDGE, height: LONG_EDGE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  if (!picture) return undefined;
  const { width, height, channels } = picture.info;
  const size = Math.max(SMALLEST, Math.round(Math.min(width, height) / PARTS));
  const room = Math.round(size * 0.7);
  const text = await drawText(lines, size, Math.max(NARROWEST, Math.floor(width * SHARE) - 3 * room));
  const bar = Math.max(3, Math.round(size / 6));
  const panel = { width: text.width + 2 * room + bar, height: text.height + 2 * room };
  // A picture smaller than its text (none that a phone takes) gets room for it.
  const canvas = { width: Math.max(width, panel.width), height: Math.max(height, panel.height) };
  return sharp(picture.data, { raw: { width, height, channels } })
    .extend({ right: canvas.width - width, bottom: canvas.height - height, background: '#ffffff' })
    .composite([
      { input: { create: { ...panel, channels: 4, background: PANEL } }, left: 0, top: canvas.height - panel.height },
      {
        input: { create: { width: bar, height: panel.height, channels: 4, background: '#f5a623' } },
        left: 0,
        top: canvas.height - panel.height,
      },
      { input: text.data, left: bar + room, top: canvas.height - panel.height + room },
    ])
    .jpeg({ quality: 84 })
    .toBuffer();
}
