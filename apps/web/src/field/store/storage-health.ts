import { t } from '../words';
import { Live } from './live';

export interface StorageHealth {
  /** Whether the browser has promised not to clear it; null: not asked yet or not known. */
  persisted: boolean | null;
  freeMb: number | null;
  low: boolean;
  /** Nothing can be kept at all, or the last write failed for want of room. */
  broken: boolean;
  message: string | null;
}

const LOW_MB = 50;
const LOW_SHARE = 0.8;
const MB = 1024 * 1024;

export const storage = new Live<StorageHealth>({
  persisted: null,
  freeMb: null,
  low: false,
  broken: false,
  message: null,
});
let asked = false;
let full = false;
let refused = false;

/** Pure: what an estimate means. */
export function healthOf(quota: number, usage: number): { freeMb: number; low: boolean } {
  const freeMb = Math.floor((quota - usage) / MB);
  return { freeMb, low: freeMb < LOW_MB || usage > quota * LOW_SHARE };
}

function show(part: Partial<StorageHealth>): void {
  const next = { ...storage.get(), ...part, broken: full || refused };
  const message = refused
    ? t('store.storage.broken')
    : full
      ? t('store.storage.full')
      : next.low
        ? t('store.storage.low', { free: next.freeMb ?? 0 })
        : null;
  storage.set({ ...next, message });
}

/** Looks how much room there is. */
export async function lookAtStorage(): Promise<void> {
  if (!('storage' in navigator) || !('estimate' in navigator.storage)) return;
  const { quota, usage } = await navigator.storage.estimate();
  if (quota !== undefined && usage !== undefined) show(healthOf(quota, usage));
}

/** Asks the browser, once there is something to lose, to keep it even when the phone gets short of room. */
export async function afterFirstSave(): Promise<void> {
  if (asked) return;
  asked = true;
  if ('storage' in navigator && 'persist' in navigator.storage) {
    show({ persisted: (await navigator.storage.persisted()) || (await navigator.storage.persist()) });
  }
  await lookAtStorage();
}

/** A write failed for want of room, or went well again. */
export function saidFull(now: boolean): void {
  if (full === now) return;
  full = now;
  show({});
}

/** The browser keeps nothing (private mode). */
export function saidRefused(): void {
  refused = true;
  show({});
}
