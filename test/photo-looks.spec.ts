import sharp, { type Sharp } from 'sharp';
import { random, scene } from './support/photos';
import { looksApart, looksOf, nearby, SAME_LOOKS } from '../libs/photo/photo.looks';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const hashed = async (bytes: Buffer): Promise<string> => {
  const looks = await looksOf(bytes);
  if (looks === null) throw new Error('shows next to nothing');
  return looks;
};

const COPIES: Record<string, (picture: Sharp) => Sharp> = {
  'compressed hard': (picture) => picture.jpeg({ quality: 25 }),
  'compressed again': (picture) => picture.jpeg({ quality: 70 }),
  'as WebP': (picture) => picture.webp({ quality: 60 }),
  'half the size': (picture) => picture.resize(400).jpeg({ quality: 80 }),
  'a thumbnail': (picture) => picture.resize(160).jpeg({ quality: 80 }),
  larger: (picture) => picture.resize(1300).jpeg({ quality: 80 }),
  'a little brighter': (picture) => picture.modulate({ brightness: 1.08 }).jpeg({ quality: 80 }),
  'a little darker': (picture) => picture.modulate({ brightness: 0.92 }).jpeg({ quality: 80 }),
  'with a little less colour': (picture) => picture.modulate({ saturation: 0.85 }).jpeg({ quality: 80 }),
};

describe('how a picture looks', () => {
  it.each(Object.entries(COPIES))('is nearly the same %s', async (_, copy) => {
    for (const seed of SEEDS.slice(0, 12)) {
      const original = await scene(seed);
      const other = await copy(sharp(original)).toBuffer();
      expect(looksApart(await hashed(original), await hashed(other))).toBeLessThanOrEqual(SAME_LOOKS);
    }
  });

  it('is nearly the same when the phone wrote its turn beside the picture', async () => {
    const original = await scene(3);
    const turned = await sharp(original).rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 85 }).toBuffer();
    expect(looksApart(await hashed(original), await hashed(turned))).toBeLessThanOrEqual(SAME_LOOKS);
  });

  it('differs for different scenes', async () => {
    const all = await Promise.all(SEEDS.map(async (seed) => hashed(await scene(seed))));
    const near = all.flatMap((a, i) => all.slice(i + 1).map((b) => looksApart(a, b))).sort((a, b) => a - b);
    expect(near).toHaveLength(780);
    expect(near[0]).toBeGreaterThan(SAME_LOOKS + 4);
  });

  it.each([
    ['a lens cap', { r: 4, g: 4, b: 5 }],
    ['a white wall', { r: 250, g: 250, b: 248 }],
  ])('is unknown for %s, with the noise of a camera', async (_, colour) => {
    const next = random(7);
    const noise = Buffer.from(
      Array.from({ length: 640 * 480 * 3 }, (_, index) =>
        Math.max(0, Math.min(255, [colour.r, colour.g, colour.b][index % 3]! + Math.floor(next() * 9) - 4)),
      ),
    );
    const bytes = await sharp(noise, { raw: { width: 640, height: 480, channels: 3 } })
      .jpeg()
      .toBuffer();
    expect(await looksOf(bytes)).toBeNull();
  });

  it('is unknown for a plain gradient, of which every sky has one', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><defs><linearGradient id="g" x2="0" y2="1">
      <stop stop-color="#9cf"/><stop offset="1" stop-color="#def"/></linearGradient></defs><rect width="600" height="400" fill="url(#g)"/></svg>`;
    expect(await looksOf(await sharp(Buffer.from(svg)).jpeg().toBuffer())).toBeNull();
  });

  it('shares one quarter, or one flipped bit of it, with every picture that looks the same', () => {
    const next = random(11);
    for (let round = 0; round < 500; round += 1) {
      const a = Array.from({ length: 64 }, () => (next() < 0.5 ? '0' : '1'));
      const b = [...a];
      for (let flip = 0; flip < SAME_LOOKS; flip += 1) {
        const place = Math.floor(next() * 64);
        b[place] = b[place] === '1' ? '0' : '1';
      }
      const quarters = [0, 16, 32, 48].map((from) => [a, b].map((bits) => bits.slice(from, from + 16).join('')));
      expect(quarters.some(([mine, theirs]) => nearby(mine as string).includes(theirs as string))).toBe(true);
    }
    expect(new Set(nearby('0'.repeat(16))).size).toBe(17);
  });
});
