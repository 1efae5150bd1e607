import Dexie, { type EntityTable } from 'dexie';
import type { FieldProject, FieldView } from './contract';
import type { Draft, Photo } from './model';

/** The bytes of a photo, apart from its row so that lists stay light. */
export interface PhotoBytes {
  id: string;
  /** As taken while the row is `raw`, then as sent; null once the visit has arrived. */
  bytes: ArrayBuffer | null;
  thumbnail: ArrayBuffer | null;
}

/** What one person may see, kept for opening without a network. */
export interface KeptBundle {
  ownerId: string;
  fetchedAt: number;
  view: FieldView;
  /** Projects that were asked for one by one (QR code). */
  extra: FieldProject[];
  /** The order of the week as the officer moved it; `sent`: the server has it. */
  order: { week: string; projectIds: string[]; sent: boolean } | null;
}

/** Small things: session, clock, last contact, the lease of the sender. */
interface Kept {
  key: string;
  value: unknown;
}

/** Everything that the phone keeps. A version that has been used is never edited: write the next one. */
class FieldDatabase extends Dexie {
  readonly drafts!: EntityTable<Draft, 'id'>;
  readonly photos!: EntityTable<Photo, 'id'>;
  readonly photoBytes!: EntityTable<PhotoBytes, 'id'>;
  readonly bundles!: EntityTable<KeptBundle, 'ownerId'>;
  readonly kept!: EntityTable<Kept, 'key'>;

  constructor() {
    // strict: what is kept must survive a phone whose battery falls out, too.
    super('xiaohao-field', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      drafts: 'id, ownerId, state',
      photos: 'id, visitId, ownerId, state',
      photoBytes: 'id',
      bundles: 'ownerId',
      kept: 'key',
    });
  }
}

export const database = new FieldDatabase();

/** A small thing that was kept. */
export async function keptValue<T>(key: string): Promise<T | undefined> {
  return (await database.kept.get(key))?.value as T | undefined;
}

/** Keeps a small thing; undefined forgets it. */
export async function keep(key: string, value: unknown): Promise<void> {
  if (value === undefined) await database.kept.delete(key);
  else await database.kept.put({ key, value });
}

/** The phone has no room left. */
export const isFull = (error: unknown): boolean => {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: { name?: string } };
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError';
};
