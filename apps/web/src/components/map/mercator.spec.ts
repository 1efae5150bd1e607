import { type Degrees, layOut, tileAddress } from './mercator';

const PAPER = { width: 600, height: 400, margin: 30, tiled: false };
const corners: Degrees[] = [
  [113.1, 35.1],
  [113.4, 35.3],
];

it('without places there is no sheet', () => {
  expect(layOut([], PAPER)).toBeUndefined();
});

it('everything lies within the margins, north is up and east is right', () => {
  const { at } = layOut(corners, PAPER)!;
  const [southWest, northEast] = corners.map(at);
  expect(southWest!.x).toBeLessThan(northEast!.x);
  expect(southWest!.y).toBeGreaterThan(northEast!.y);
  for (const { x, y } of [southWest!, northEast!]) {
    expect(x).toBeGreaterThanOrEqual(30 - 1e-6);
    expect(x).toBeLessThanOrEqual(570 + 1e-6);
    expect(y).toBeGreaterThanOrEqual(30 - 1e-6);
    expect(y).toBeLessThanOrEqual(370 + 1e-6);
  }
});

it('a place alone lies in the middle, and the bar says how small the sheet is', () => {
  const { at, scale } = layOut([[113.2, 35.2]], PAPER)!;
  expect(at([113.2, 35.2])).toEqual({ x: expect.closeTo(300, 6) as number, y: expect.closeTo(200, 6) as number });
  // 3 km over the 400 pixels of the shorter side: 1 km is 133 pixels.
  expect(scale.metres).toBe(1000);
  expect(scale.length).toBeCloseTo(133.33, 1);
});

it('the bar is a round length and true: a hundredth of a degree of longitude at 35.2° is 910 m', () => {
  const { at, scale } = layOut(corners, PAPER)!;
  const width = at([113.26, 35.2]).x - at([113.25, 35.2]).x;
  expect((width / scale.length) * scale.metres).toBeCloseTo(909.7, 0);
  expect(String(scale.metres)).toMatch(/^[125]0*$/);
});

it('pictures cover the whole sheet and stand where the standard says', () => {
  const paper = { ...PAPER, tiled: true };
  const { at, tiles } = layOut(corners, paper)!;
  const [first] = tiles;
  // OpenStreetMap's formula for the picture of a place, at the same zoom.
  const n = 2 ** first!.z;
  const north = (35.2 * Math.PI) / 180;
  const [x, y] = [
    Math.floor(((113.25 + 180) / 360) * n),
    Math.floor(((1 - Math.asinh(Math.tan(north)) / Math.PI) / 2) * n),
  ];
  const under = tiles.find((tile) => tile.x === x && tile.y === y)!;
  const place = at([113.25, 35.2]);
  expect(place.x).toBeGreaterThanOrEqual(under.left);
  expect(place.x).toBeLessThan(under.left + under.size);
  expect(place.y).toBeGreaterThanOrEqual(under.top);
  expect(place.y).toBeLessThan(under.top + under.size);
  const area = tiles.reduce((sum, { left, top, size }) => {
    const wide = Math.min(600, left + size) - Math.max(0, left);
    const high = Math.min(400, top + size) - Math.max(0, top);
    return sum + wide * high;
  }, 0);
  expect(area).toBeCloseTo(600 * 400, 0);
  expect(tileAddress('https://map.example.cn/{z}/{x}/{y}.png', { ...under, z: 9, x: 1, y: 2 })).toBe(
    'https://map.example.cn/9/1/2.png',
  );
});
