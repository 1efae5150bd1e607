import { liveQuery } from 'dexie';
import { useSyncExternalStore } from 'react';

/** A value in memory that pages can watch: drawn at once, whatever is still being written behind it. */
export class Live<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    this.listeners.forEach((listener) => listener());
  }

  /** Follows the database, in whichever tab it changes. */
  follow(query: () => Promise<T>, failed: (error: unknown) => void): void {
    liveQuery(query).subscribe({ next: (value) => this.set(value), error: failed });
  }
}

/** A value computed from others whenever one of them changes. */
export function derived<T>(sources: Pick<Live<unknown>, 'subscribe'>[], compute: () => T): Live<T> {
  const live = new Live(compute());
  sources.forEach((source) => source.subscribe(() => live.set(compute())));
  return live;
}

export const useLive = <T>(live: Live<T>): T => useSyncExternalStore(live.subscribe, live.get);
