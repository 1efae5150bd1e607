/** Degrees, east and north. */
export type Degrees = readonly [longitude: number, latitude: number];

/** A square picture of the base map and where it lies on the sheet. */
export interface Tile {
  z: number;
  x: number;
  y: number;
  left: number;
  top: number;
  size: number;
}

/** A sheet of paper with the earth on it, north up. */
export interface Sheet {
  at: (place: Degrees) => { x: number; y: number };
  /** A round length for the scale bar, in metres, and how long it is on the sheet. */
  scale: { metres: number; length: number };
  /** The pictures that cover the sheet; none unless they were asked for. */
  tiles: Tile[];
}

interface Paper {
  width: number;
  height: number;
  /** Free at each edge. */
  margin: number;
  /** With pictures the scale is one of theirs. */
  tiled: boolean;
}

const EQUATOR = 40_075_016.686;
const TILE = 256;
const DEEPEST = 17;
/** Two neighbours should not look worlds apart. */
const NARROWEST = 3000;
/** Web Mercator ends there. */
const HIGHEST = 85.051;

const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Web Mercator over the whole earth as the square 0…1. */
function flat([longitude, latitude]: Degrees): [number, number] {
  const north = rad(Math.max(-HIGHEST, Math.min(HIGHEST, latitude)));
  return [(longitude + 180) / 360, (1 - Math.log(Math.tan(north) + 1 / Math.cos(north)) / Math.PI) / 2];
}

const extent = (values: number[]): [number, number] => {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
};

/** Lays places on the sheet so that all are seen and are as large as they can be; undefined without any. */
export function layOut(places: readonly Degrees[], paper: Paper): Sheet | undefined {
  if (places.length === 0) return undefined;
  const points = places.map(flat);
  const [left, right] = extent(points.map(([x]) => x));
  const [top, bottom] = extent(points.map(([, y]) => y));
  const middle = extent(places.map(([, latitude]) => latitude));
  const round = EQUATOR * Math.cos(rad((middle[0] + middle[1]) / 2));
  const { width, height, margin } = paper;
  const fitting = Math.min(
    (width - 2 * margin) / Math.max(right - left, 1e-12),
    (height - 2 * margin) / Math.max(bottom - top, 1e-12),
    (Math.min(width, height) * round) / NARROWEST,
  );
  const z = Math.max(0, Math.min(DEEPEST, Math.floor(Math.log2(fitting / TILE))));
  const scale = paper.tiled ? TILE * 2 ** z : fitting;
  const shift = { x: width / 2 - (scale * (left + right)) / 2, y: height / 2 - (scale * (top + bottom)) / 2 };
  const metresPerPixel = round / scale;
  const metres = roundLength((width / 4) * metresPerPixel);
  return {
    at: (place) => {
      const [x, y] = flat(place);
      return { x: x * scale + shift.x, y: y * scale + shift.y };
    },
    scale: { metres, length: metres / metresPerPixel },
    tiles: paper.tiled ? tilesOver(z, shift, paper) : [],
  };
}

function tilesOver(z: number, shift: { x: number; y: number }, { width, height }: Paper): Tile[] {
  const last = 2 ** z - 1;
  const from = (start: number): number => Math.max(0, Math.floor(-start / TILE));
  const to = (start: number, length: number): number => Math.min(last, Math.floor((length - start) / TILE));
  const tiles: Tile[] = [];
  for (let x = from(shift.x); x <= to(shift.x, width); x++) {
    for (let y = from(shift.y); y <= to(shift.y, height); y++) {
      tiles.push({ z, x, y, left: x * TILE + shift.x, top: y * TILE + shift.y, size: TILE });
    }
  }
  return tiles;
}

/** 1, 2 or 5 times a power of ten, at most as long as asked. */
function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
}

/** The address of one picture. */
export const tileAddress = (pattern: string, { z, x, y }: Tile): string =>
  pattern.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
