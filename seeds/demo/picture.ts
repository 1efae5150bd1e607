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
/** What every picture says at its foot. */
const FOOT = `<rect x="390" y="${HEIGHT - 96}" width="420" height="96" fill="#000" fill-opacity=".55"/>${caption(452, HEIGHT - 84, 3)}`;

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
    ${FOOT}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}

const SKIES = ['#dfe6ec', '#a9cdf0', '#8fb4d9', '#f3dfc4', '#5f7896'];
const WALLS = ['#3f4a57', '#6d7680', '#9aa0a6', '#c9ced3', '#eef0f2', '#b5713f', '#7a4b3a', '#34618f', '#d8a23a'];
const GROUNDS = ['#a58b6b', '#8f9a78', '#c8b48c', '#6f6658', '#b9bcc0'];

/** A site as a phone would have taken it: no two look alike, so that a picture that is used again is found and no other. */
export function drawSite(random: Random): Promise<Buffer> {
  const horizon = random.whole(430, 640);
  const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
  const hall = (place: number, of: number): string => {
    const width = random.whole(110, 330);
    const x = Math.round((WIDTH / of) * place) + random.whole(-60, 60);
    const height = random.whole(70, horizon - 60);
    const y = horizon + random.whole(0, 50) - height;
    const wall = random.pick(WALLS);
    if (random.chance(0.3)) return frame(x, y, width, height, wall);
    const panes = random.pick(WALLS.filter((other) => other !== wall));
    const columns = Math.floor(width / 62);
    const rows = Math.floor(height / 70);
    const windows = Array.from({ length: columns * rows }, (_, index) =>
      rect(x + 16 + (index % columns) * 60, y + 20 + Math.floor(index / columns) * 66, 34, 38, panes),
    );
    return rect(x, y, width, height, wall) + windows.join('');
  };
  /** Columns and floors that have no walls yet. */
  const frame = (x: number, y: number, width: number, height: number, ink: string): string => {
    const across = Array.from({ length: Math.ceil(height / 72) + 1 }, (_, floor) =>
      rect(x, y + Math.min(floor * 72, height - 12), width, 12, ink),
    );
    const up = Array.from({ length: 4 }, (_, column) =>
      rect(x + Math.round((column * (width - 12)) / 3), y, 12, height, ink),
    );
    return [...across, ...up].join('');
  };
  const crane = (x: number): string => {
    const top = random.whole(50, 170);
    const reach = random.whole(200, 420) * (random.chance(0.5) ? 1 : -1);
    return `<path d="M${x} ${horizon + 20}V${top}M${x - reach / 3} ${top + 34}H${x + reach}M${x} ${top}L${x + reach} ${top + 34}M${x + reach * 0.7} ${top + 34}v${random.whole(60, 200)}" fill="none" stroke="#d39a1c" stroke-width="11"/>`;
  };
  const heap = (x: number): string => {
    const [width, height] = [random.whole(120, 420), random.whole(50, 170)];
    const foot = HEIGHT - random.whole(90, 190);
    return `<path d="M${x - width / 2} ${foot}Q${x} ${foot - 2 * height} ${x + width / 2} ${foot}z" fill="${random.pick(WALLS)}"/>`;
  };
  const halls = random.whole(3, 6);
  const ground = random.pick(GROUNDS);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    ${rect(0, 0, WIDTH, HEIGHT, random.pick(SKIES))}
    <circle cx="${random.whole(0, WIDTH)}" cy="${random.whole(40, 220)}" r="${random.whole(60, 190)}" fill="#fff" fill-opacity=".55"/>
    ${rect(0, horizon, WIDTH, HEIGHT - horizon, ground)}
    ${Array.from({ length: halls }, (_, place) => hall(place, halls)).join('')}
    ${random.chance(0.6) ? crane(random.whole(150, WIDTH - 150)) : ''}
    ${Array.from({ length: random.whole(1, 4) }, () => heap(random.whole(80, WIDTH - 80))).join('')}
    ${FOOT}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}
