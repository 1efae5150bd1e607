import { distanceOf, metresBetween } from './photo.distance';

const ZHENGZHOU = { latitude: 34.7466, longitude: 113.6253 };

describe('the way between two places', () => {
  it.each([
    ['nowhere', ZHENGZHOU, ZHENGZHOU, 0, 0],
    // One minute of a great circle is a nautical mile, by which the mile was once defined.
    ['a minute of latitude', ZHENGZHOU, { ...ZHENGZHOU, latitude: ZHENGZHOU.latitude + 1 / 60 }, 1853.25, 0.1],
    [
      'a minute of longitude at the equator',
      { latitude: 0, longitude: 0 },
      { latitude: 0, longitude: 1 / 60 },
      1853.25,
      0.1,
    ],
    ['to Beijing', ZHENGZHOU, { latitude: 39.9042, longitude: 116.4074 }, 623_000, 3_000],
    ['over the date line', { latitude: 0, longitude: 179.9999 }, { latitude: 0, longitude: -179.9999 }, 22.24, 0.01],
    ['to the other side', { latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 }, 20_015_115, 1],
    [
      'from pole to pole along another meridian',
      { latitude: 90, longitude: 0 },
      { latitude: 90, longitude: 120 },
      0,
      0.001,
    ],
  ])('%s', (_, a, b, metres, within) => {
    expect(Math.abs(metresBetween(a, b) - metres)).toBeLessThanOrEqual(within);
    expect(metresBetween(b, a)).toBeCloseTo(metresBetween(a, b), 6);
  });

  it('is whole metres, and not known where one of the two is not', () => {
    expect(distanceOf(ZHENGZHOU, { latitude: 34.7473, longitude: 113.6253 })).toBe(78);
    expect(distanceOf(null, ZHENGZHOU)).toBeNull();
    expect(distanceOf(ZHENGZHOU, null)).toBeNull();
  });
});
