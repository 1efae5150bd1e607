/** A point on the earth, in degrees, WGS-84. */
export interface Place {
  latitude: number;
  longitude: number;
}

const EARTH_METRES = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres from one place to another along the surface (haversine), without height and ways. */
export function metresBetween(a: Place, b: Place): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const chord = north * north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east * east;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Whole metres; null where one of the two is not known. */
export const distanceOf = (a: Place | null, b: Place | null): number | null =>
  a === null || b === null ? null : Math.round(metresBetween(a, b));
