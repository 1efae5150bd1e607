import { t } from '../words';
import { Live } from './live';

/** How far the phone's clock is ahead of the server's, in milliseconds; null: not known yet. */
export const skew = new Live<number | null>(null);

/** Below this the server takes the phone's time as it is. */
const TOLERANCE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/** Compares the clocks whenever the server answers; a slow answer says too little. */
export function noteServerDate(date: string | null, sentAt: number, answeredAt: number): void {
  const server = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(server) || answeredAt - sentAt > MINUTE_MS) return;
  const found = Math.round((sentAt + answeredAt) / 2 - server);
  // A header has whole seconds: what trembles below is no news to draw.
  if (skew.get() === null || Math.abs(found - (skew.get() ?? 0)) > 5000) skew.set(found);
}

/** 手机时间快 1 天; null while the clock is right. */
export function clockHint(): string | null {
  const by = skew.get() ?? 0;
  if (Math.abs(by) <= TOLERANCE_MS) return null;
  return t(by > 0 ? 'store.clock.ahead' : 'store.clock.behind', { by: spanOf(Math.abs(by)) });
}

function spanOf(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return t('store.clock.minutes', { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 24
    ? t('store.clock.hours', { count: hours })
    : t('store.clock.days', { count: Math.round(hours / 24) });
}
