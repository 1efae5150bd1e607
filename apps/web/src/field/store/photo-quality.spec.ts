import { FIRST_QUALITY, fitted, nextQuality, TARGET_BYTES } from './photo-quality';
import { distanceTo } from './position';
import { healthOf } from './storage-health';

it('a photo gets lighter until it weighs about 400 kB, and no try is made twice', () => {
  const tries: number[] = [];
  // A busy picture: 2.5 MB at the first quality, its weight falling with the square.
  const weight = (quality: number) => 2_500_000 * (quality / FIRST_QUALITY) ** 2;
  for (let quality: number | null = FIRST_QUALITY; quality !== null; quality = nextQuality(quality, weight(quality)))
    tries.push(quality);
  expect(tries).toEqual([0.82, 0.49, 0.4]);
  expect(nextQuality(FIRST_QUALITY, TARGET_BYTES)).toBeNull();
});

it('fits into 2048 px and is never made larger', () => {
  expect(fitted(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 });
  expect(fitted(3000, 4000, 2048)).toEqual({ width: 1536, height: 2048 });
  expect(fitted(800, 600, 2048)).toEqual({ width: 800, height: 600 });
  expect(fitted(10_000, 1, 2048).height).toBe(1);
});

it('distances in metres, none where one of both is not known', () => {
  const here = { latitude: 33.58, longitude: 114.02 };
  expect(distanceTo(here, { latitude: 33.589, longitude: 114.02 })).toBe(1001);
  expect(distanceTo(here, here)).toBe(0);
  expect(distanceTo({ latitude: null, longitude: null }, here)).toBeNull();
  expect(distanceTo(here, null)).toBeNull();
});

it.each([
  [1000, 100, { freeMb: 900, low: false }],
  [1000, 850, { freeMb: 150, low: true }],
  [60, 20, { freeMb: 40, low: true }],
])('of %i MB, %i used', (quota, usage, health) => {
  expect(healthOf(quota * 1024 * 1024, usage * 1024 * 1024)).toEqual(health);
});
