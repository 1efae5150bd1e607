import { geoLink, layOut, metresBetween } from './geo';

const north = { latitude: 36.1, longitude: 114.4 };
const south = { latitude: 36.0, longitude: 114.4 };
const east = { latitude: 36.0, longitude: 114.5 };

it('measures straight lines', () => {
  expect(Math.round(metresBetween(north, south))).toBe(11119);
  expect(Math.round(metresBetween(south, east) / 10)).toBe(900);
  expect(metresBetween(north, north)).toBe(0);
});

describe('the sheet', () => {
  it('has north up and everything inside the margin', () => {
    const { points, scale } = layOut([north, south, east], 360, 300, 24);
    const [n, s, e] = points as [{ x: number; y: number }, { x: number; y: number }, { x: number; y: number }];
    expect(n.y).toBeLessThan(s.y);
    expect(e.x).toBeGreaterThan(s.x);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(23.9);
      expect(x).toBeLessThanOrEqual(336.1);
      expect(y).toBeGreaterThanOrEqual(23.9);
      expect(y).toBeLessThanOrEqual(276.1);
    }
    // The bar is as long as the same metres between two points.
    const pixels = Math.hypot(n.x - s.x, n.y - s.y);
    expect((metresBetween(north, south) / pixels) * scale.length).toBeCloseTo(scale.metres, -2);
    expect([1, 2, 5]).toContain(Number(String(scale.metres)[0]));
  });

  it('shows one place in the middle and none at all', () => {
    expect(layOut([north], 360, 300, 24).points).toEqual([{ x: 180, y: 150 }]);
    expect(layOut([], 360, 300, 24).points).toEqual([]);
  });
});

it('names the place for the map app', () => {
  expect(geoLink(south, '磐升（一期）')).toBe(
    'geo:36,114.4?q=36,114.4(%E7%A3%90%E5%8D%87%EF%BC%88%E4%B8%80%E6%9C%9F%EF%BC%89)',
  );
});
