/** Resolves to `late` when the promise takes longer than it may. */
export async function within<T, L = undefined>(milliseconds: number, promise: Promise<T>, late?: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<L>((resolve) => (timer = setTimeout(() => resolve(late as L), milliseconds)));
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/**
 * Those who ask for the same at the same time share one answer. It is always one that was begun after they asked, so
 * nobody misses what they have just written: who comes while one is being made waits for the next, with all the others.
 * However many ask, each thing is computed once at a time.
 */
export class Together<T> {
  private readonly running = new Map<string, { now: Promise<T>; next?: Promise<T> }>();

  ask(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.running.get(key);
    if (!running) return this.begin(key, work);
    const begin = (): Promise<T> => this.begin(key, work);
    return (running.next ??= running.now.then(begin, begin));
  }

  private begin(key: string, work: () => Promise<T>): Promise<T> {
    const entry: { now: Promise<T>; next?: Promise<T> } = { now: work() };
    this.running.set(key, entry);
    const end = (): void => void (entry.next === undefined && this.running.delete(key));
    entry.now.then(end, end);
    return entry.now;
  }
}
