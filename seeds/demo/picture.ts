import sharp from 'sharp';
import type { Random } from './random';

/** “演示图片” in dots, 24 rows of 24: a machine without Chinese fonts draws it as well. */
const CAPTION = [
  '0000001006001c07000ffffc01fffc01800c01800c007ff070030038030018fff800fff800c30800fff804fff80cc3080cc3081cfff81810403838e030f03831c01c010004000000',
  '0000000000000000001ffff80000000000000000000000003ffffc7ffffe0018000018000018000618600618600c18301c183818181830180c70180c20180001f80001f000000000',
  '0000000000003ffffc3ffffc30600c30600c30ffcc31c18c37c30c36760c303c0c30ff0c37c3ec37206c303c0c30060c31c00c31fe0c300f8c30000c3ffffc3ffffc30000c000000',
  '0000000406000c06000c06000c06000c06000c06000ffffc0ffffc0c00000c00000c00000c00000fffc00fffc00c00c01c00c01800c01800c03800c03000c07000c02000c0000000',
];

function caption(left: number, top: number, dot: number): string {
  const dots = CAPTION.flatMap((glyph, index) =>
    Array.from({ length: 24 }, (_, row) => parseInt(glyph.slice(row * 6, row * 6 + 6), 16)).flatMap((bits, row) =>
      Array.from({ length: 24 }, (_, column) => column)
        .filter((column) => (bits >> (23 - column)) & 1)
        .map((column) => `M${left + (index * 25 + column) * dot} ${top + row * dot}h${dot}v${dot}h-${dot}z`),
    ),
  );
  return `<path d="${dots.join('')}" fill="#fff"/>`;
}

/** What a picture shows: before something was done, or after. */
export type Scene = 'before' | 'after';

const WIDTH = 1200;
const HEIGHT = 900;

/** A drawn building site in place of a photo, which says at its foot that it is a demonstration picture. */
export function drawPicture(random: Random, scene: Scene): Promise<Buffer> {
  const ground = random.whole(560, 640);
  const hall = random.whole(140, 300);
  const masts = [0, 1, 2].map((place) => 620 + place * random.whole(150, 190));
  const top = (x: number): number => ground - 300 + (x % 40);
  const frame = scene === 'before' ? '#9aa0a6' : '#d9dee3';
  const mast = (x: number) =>
    `<path d="M${x - 34} ${ground}L${x} ${top(x)}L${x + 34} ${ground}M${x - 60} ${top(x) + 60}H${x + 60}M${x - 45} ${top(x) + 110}H${x + 45}" fill="none" stroke="#5b6470" stroke-width="7"/>`;
  const wires = masts
    .slice(1)
    .map((x, index) => {
      const from = masts[index] as number;
      const hang = (top(from) + top(x)) / 2 + 130;
      return `<path d="M${from} ${top(from) + 60}Q${(from + x) / 2} ${hang} ${x} ${top(x) + 60}" fill="none" stroke="#333" stroke-width="3"/>`;
    })
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="${scene === 'before' ? '#c7ced6' : '#a9cdf0'}"/>
    <rect y="${ground}" width="${WIDTH}" height="${HEIGHT - ground}" fill="${scene === 'before' ? '#a58b6b' : '#8f9a78'}"/>
    <rect x="${hall - 60}" y="${ground - 260}" width="380" height="260" fill="${frame}"/>
    <path d="M${hall - 80} ${ground - 260}L${hall + 130} ${ground - 350}L${hall + 340} ${ground - 260}z" fill="#7a4b3a"/>
    ${[0, 1, 2, 3].map((place) => `<rect x="${hall - 30 + place * 85}" y="${ground - 190}" width="50" height="70" fill="${scene === 'before' ? '#4b5563' : '#ffe08a'}"/>`).join('')}
    ${masts.map(mast).join('')}${scene === 'after' ? wires : ''}
    <rect x="390" y="${HEIGHT - 96}" width="420" height="96" fill="#000" fill-opacity=".55"/>${caption(452, HEIGHT - 84, 3)}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}
