import { metresBetween, type Place } from './photo.distance';

/** What is asked of a photo; times in milliseconds, put right by the phone's skew. */
export interface Shot {
  source: 'camera' | 'gallery';
  takenAt: number;
  location: (Place & { accuracy: number | null; at: number | null }) | null;
}

/** A position older than this at capture was found somewhere else. */
const STALE_MS = 10 * 60_000;
/** Faster than this nobody gets from one photo of a visit to the next: 180 km/h. */
const FASTEST_METRES_A_SECOND = 50;
/** Two fixes of the same spot may lie so far apart. */
const JITTER_METRES = 200;
/** The phone's clock may run ahead a little. */
const AHEAD_MS = 10 * 60_000;

/** Digits after the point of a number as it was sent. */
const decimals = (value: number): number => /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;

const metresInWords = (metres: number): string =>
  metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`;

/**
 * Why place or time of a photo may not be true, each a sentence: hints for the one who looks at it, never a reason to
 * refuse. A real receiver is never sure to the metre, writes six digits, and nobody is in two places at once.
 *
 * @param now the server's time
 * @param others photos of the same visit that came before
 */
export function doubtsOf(shot: Shot, now: number, others: readonly Shot[]): string[] {
  const doubts: string[] = [];
  const { source, location, takenAt } = shot;
  if (source === 'gallery') doubts.push('照片从相册选取，不是现场拍摄。');
  if (takenAt > now + AHEAD_MS) doubts.push('拍摄时间晚于收到的时间，手机的时间可能不对。');
  if (location === null) return doubts;
  const { accuracy, at } = location;
  if (accuracy !== null && accuracy < 1) doubts.push('定位精度小于 1 米，手机一般达不到，位置可能是模拟的。');
  if (at !== null && takenAt - at > STALE_MS) {
    doubts.push(`位置是拍摄前 ${Math.round((takenAt - at) / 60_000)} 分钟取得的，可能不是拍摄时的位置。`);
  }
  if (decimals(location.latitude) < 4 && decimals(location.longitude) < 4) {
    doubts.push('经纬度的小数不足 4 位，位置可能是手工填写或模拟的。');
  }
  const jump = farthestJump(shot, others);
  if (jump) {
    doubts.push(
      `与本次走访另一张照片相隔 ${metresInWords(jump.metres)}，拍摄时间只差 ${Math.max(1, Math.round(jump.seconds))} 秒，位置可能有误。`,
    );
  }
  return doubts;
}

/** The way to another photo of the visit that nobody can have gone; the longest of them. */
function farthestJump(shot: Shot, others: readonly Shot[]): { metres: number; seconds: number } | undefined {
  const here = shot.location;
  if (!here) return undefined;
  return others
    .flatMap((other) => {
      if (!other.location) return [];
      const metres = metresBetween(here, other.location);
      const seconds = Math.abs(shot.takenAt - other.takenAt) / 1000;
      const unsure = JITTER_METRES + (here.accuracy ?? 0) + (other.location.accuracy ?? 0);
      return metres > unsure + FASTEST_METRES_A_SECOND * seconds ? [{ metres, seconds }] : [];
    })
    .sort((a, b) => b.metres - a.metres)[0];
}
