import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

// The built program, as it runs in a container without any font: `npm test` has built it.
const STAMP = join(process.cwd(), 'dist/libs/photo/photo.stamp.js');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-stamp-'));
  await writeFile(join(folder, 'fonts.conf'), '<?xml version="1.0"?><fontconfig></fontconfig>');
});
afterAll(() => rm(folder, { recursive: true }));

/** Draws each text in a process whose machine has no font. @returns per text the ink as PNG */
async function drawn(texts: string[]): Promise<Buffer[]> {
  const program = `const { drawText } = require(${JSON.stringify(STAMP)});
    (async () => {
      const all = [];
      for (const text of ${JSON.stringify(texts)}) all.push((await drawText([text], 40, 2000)).data.toString('base64'));
      process.stdout.write(JSON.stringify(all));
    })()`;
  const env = {
    PATH: process.env.PATH,
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    FONTCONFIG_PATH: folder,
    HOME: folder,
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env, maxBuffer: 50_000_000 });
  return (JSON.parse(stdout) as string[]).map((text) => Buffer.from(text, 'base64'));
}

/** How a sign looks, whatever room is around it. */
async function shape(png: Buffer): Promise<string> {
  const { data } = await sharp(png)
    .extractChannel(3)
    .resize(32, 32, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.toString('base64');
}

async function ink(png: Buffer): Promise<number> {
  const { channels } = await sharp(png).stats();
  return channels[3]?.mean ?? 0;
}

describe('the text of the watermark, on a machine without fonts', () => {
  it('has a shape of its own for every sign', async () => {
    const signs = [
      ...'销号项目时间地点走访人编照片米精度公里距约未带定位淇滨鹤壁锂镧0123456789ABCDEFZPabz-±：，（）&<%/',
    ];
    // Of a plane that no font has: what a missing sign looks like.
    const [missing, ...rest] = await drawn(['\u{10fffd}', ...signs]);
    const box = await shape(missing as Buffer);
    const shapes = await Promise.all(rest.map(shape));
    for (const [index, sign] of signs.entries()) {
      expect([sign, shapes[index] === box]).toEqual([sign, false]);
      expect([sign, (await ink(rest[index] as Buffer)) > 5]).toEqual([sign, true]);
    }
    expect(new Set(shapes).size).toBe(signs.length);
  });

  it('takes letters and digits from one font and Chinese from the other, in one line', async () => {
    const [digits, chinese, both] = await Promise.all(
      (await drawn(['2024', '年', '2024年'])).map((png) => sharp(png).metadata()),
    );
    expect(both?.width).toBeGreaterThan((digits?.width ?? 0) + (chinese?.width ?? 0) - 8);
    expect(both?.width).toBeLessThan((digits?.width ?? 0) + (chinese?.width ?? 0) + 20);
  });

  it('says what was typed, whatever its signs mean to the drawing program', async () => {
    const [plain, markup, broken] = await drawn(['a b', '<b>a</b> & <span size="200%">b', 'a\u0007b\ud800']);
    expect((await sharp(markup).metadata()).width).toBeGreaterThan(((await sharp(plain).metadata()).width ?? 0) * 5);
    expect(await ink(broken as Buffer)).toBeGreaterThan(5);
  });
});
