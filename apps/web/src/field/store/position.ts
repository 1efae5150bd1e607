import type { FieldProject } from './contract';
import type { Position } from './model';

const PATIENCE_MS = 10_000;
/** A fix of a moment ago is as good: several photos in a row ask the receiver once. */
const RECENT_MS = 20_000;

/** Asks once where the phone is; null when there is no fix in time or the officer does not allow it. */
export function takePosition(): Promise<Position | null> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null);
    // The browser's own time-out does not run while it asks for permission.
    const timer = setTimeout(() => resolve(null), PATIENCE_MS + 5000);
    const done = (position: Position | null) => {
      clearTimeout(timer);
      resolve(position);
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        done({
          latitude: round(coords.latitude, 6),
          longitude: round(coords.longitude, 6),
          accuracy: Math.round(coords.accuracy),
          at: new Date(timestamp).toISOString(),
        }),
      () => done(null),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: RECENT_MS },
    );
  });
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const EARTH_M = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between the project and a position, as a hint; null when either is not known. */
export function distanceTo(
  project: Pick<FieldProject, 'latitude' | 'longitude'> | null,
  position: Pick<Position, 'latitude' | 'longitude'> | null,
): number | null {
  if (project?.latitude == null || project.longitude == null || position === null) return null;
  const north = radians(position.latitude - project.latitude) / 2;
  const east = radians(position.longitude - project.longitude) / 2;
  const part =
    Math.sin(north) ** 2 +
    Math.cos(radians(project.latitude)) * Math.cos(radians(position.latitude)) * Math.sin(east) ** 2;
  return Math.round(2 * EARTH_M * Math.asin(Math.sqrt(part)));
}
