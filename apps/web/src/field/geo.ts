/** A place on the earth, in degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

const EARTH = 6_371_000;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places in a straight line. */
export function metresBetween(a: Place, b: Place): number {
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const chord =
    half(rad(b.latitude - a.latitude)) +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * half(rad(b.longitude - a.longitude));
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The project's place, where it has one. */
export const placeOf = (of: { latitude: number | null; longitude: number | null }): Place | null =>
  of.latitude === null || of.longitude === null ? null : { latitude: of.latitude, longitude: of.longitude };

/** Places on a sheet of paper: north is up, a metre is as long to the east as to the north. */
export interface Sheet {
  points: { x: number; y: number }[];
  /** A round length for the scale bar, and how long it is on the sheet. */
  scale: { metres: number; length: number };
}

/** Lays places on a sheet of the given size with a margin; a single place lies in the middle. */
export function layOut(places: Place[], width: number, height: number, margin: number): Sheet {
  const middle = rad(places.reduce((sum, { latitude }) => sum + latitude, 0) / Math.max(1, places.length));
  const flat = places.map(({ latitude, longitude }) => ({
    x: rad(longitude) * Math.cos(middle) * EARTH,
    y: -rad(latitude) * EARTH,
  }));
  const [left, right] = extent(flat.map(({ x }) => x));
  const [top, bottom] = extent(flat.map(({ y }) => y));
  // No closer than a kilometre across: two neighbours should not look worlds apart.
  const metresPerPixel = Math.max(
    (right - left) / (width - 2 * margin),
    (bottom - top) / (height - 2 * margin),
    1000 / (width - 2 * margin),
  );
  const points = flat.map(({ x, y }) => ({
    x: width / 2 + (x - (left + right) / 2) / metresPerPixel,
    y: height / 2 + (y - (top + bottom) / 2) / metresPerPixel,
  }));
  const metres = roundLength((width / 3) * metresPerPixel);
  return { points, scale: { metres, length: metres / metresPerPixel } };
}

const extent = (values: number[]): [number, number] =>
  values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];

/** 1, 2 or 5 times a power of ten, at most as long as asked. */
function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
}

/** Opens the phone's own map app; the name is shown at the pin. */
export const geoLink = (place: Place, name: string): string =>
  `geo:${place.latitude},${place.longitude}?q=${place.latitude},${place.longitude}(${encodeURIComponent(name)})`;
