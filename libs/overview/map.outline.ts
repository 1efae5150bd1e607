import { invalid } from '@app/platform';

/** Longitude and latitude in degrees. */
export type Point = [longitude: number, latitude: number];

/** One area of the outline: its outer border and its holes, each a closed ring. */
export interface Area {
  name: string;
  rings: Point[][];
}

export const MOST_AREAS = 300;
export const MOST_POINTS = 20_000;
/** About a metre. */
const PRECISION = 1e5;

const fault = (sentence: string): Error => invalid('outline', sentence);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads an outline from GeoJSON (RFC 7946) and keeps borders and names only: whatever else a file brings along stays out.
 *
 * @throws Problem 400 with the sentence that says what to do
 */
export function readOutline(value: unknown): Area[] {
  if (!isObject(value)) throw fault('边界文件应为 GeoJSON，请重新导出后上传。');
  requireDegrees(value.crs);
  const areas = featuresOf(value).flatMap((feature, index) => areasOf(feature, index + 1));
  if (areas.length === 0) throw fault('边界文件中没有面（Polygon 或 MultiPolygon），请导出区域边界。');
  if (areas.length > MOST_AREAS)
    throw fault(`边界文件中有 ${areas.length} 个面，最多 ${MOST_AREAS} 个，请只导出本区的边界。`);
  const points = areas.reduce((sum, { rings }) => sum + rings.reduce((all, ring) => all + ring.length, 0), 0);
  if (points > MOST_POINTS) throw fault(`边界共有 ${points} 个点，最多 ${MOST_POINTS} 个，请先抽稀（简化）再上传。`);
  return areas;
}

/** RFC 7946 knows degrees only; an older file may name another system. */
function requireDegrees(crs: unknown): void {
  if (crs === undefined || crs === null) return;
  if (!/CRS84|EPSG:+(4326|4490)\b|EPSG.*:(4326|4490)/i.test(JSON.stringify(crs))) {
    throw fault('边界的坐标系应为经纬度（CGCS2000 或 WGS-84），请转换后上传。');
  }
}

function featuresOf(value: Record<string, unknown>): unknown[] {
  if (value.type !== 'FeatureCollection') return [value];
  if (!Array.isArray(value.features)) throw fault('边界文件不完整：FeatureCollection 中没有 features。');
  return value.features;
}

function areasOf(value: unknown, place: number): Area[] {
  if (!isObject(value)) throw fault(`边界文件的第 ${place} 个要素不完整，请重新导出。`);
  const geometry = value.type === 'Feature' ? value.geometry : value;
  const name = value.type === 'Feature' && isObject(value.properties) ? nameOf(value.properties.name) : '';
  // A file of an office holds points and lines as well: they are no border.
  if (!isObject(geometry)) return [];
  if (geometry.type === 'Polygon') return [{ name, rings: ringsOf(geometry.coordinates, place) }];
  if (geometry.type !== 'MultiPolygon') return [];
  if (!Array.isArray(geometry.coordinates)) throw fault(`第 ${place} 个要素没有坐标，请重新导出。`);
  return geometry.coordinates.map((polygon: unknown) => ({ name, rings: ringsOf(polygon, place) }));
}

const nameOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .replace(/[\p{C}<>]/gu, '')
        .trim()
        .slice(0, 40)
    : '';

function ringsOf(value: unknown, place: number): Point[][] {
  if (!Array.isArray(value) || value.length === 0) throw fault(`第 ${place} 个要素没有坐标，请重新导出。`);
  return value.map((ring: unknown) => {
    if (!Array.isArray(ring) || ring.length < 4) throw fault(`第 ${place} 个要素的边界少于四个点，不成面。`);
    const points = ring.map((point: unknown) => pointOf(point, place));
    const [first, last] = [points[0] as Point, points.at(-1) as Point];
    if (first[0] !== last[0] || first[1] !== last[1]) throw fault(`第 ${place} 个要素的边界没有闭合，首尾两点应相同。`);
    return points;
  });
}

function pointOf(value: unknown, place: number): Point {
  const [longitude, latitude] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') {
    throw fault(`第 ${place} 个要素中有不是数字的坐标，请重新导出。`);
  }
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
    throw fault(`第 ${place} 个要素的坐标不是经纬度（经度在前、纬度在后，单位为度），请转换后上传。`);
  }
  return [Math.round(longitude * PRECISION) / PRECISION, Math.round(latitude * PRECISION) / PRECISION];
}
