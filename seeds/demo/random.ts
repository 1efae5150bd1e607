import { createHash } from 'node:crypto';

/** Chance that comes out the same for the same label (mulberry32): the demo is the same district every time. */
export class Random {
  private state: number;

  constructor(label: string) {
    this.state = createHash('sha256').update(label).digest().readUInt32LE(0);
  }

  /** From 0 up to, not with, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.whole(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = this.whole(0, last);
      [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
    }
    return mixed;
  }

  /** A UUIDv7 of that instant. */
  id(instant: Date): string {
    const hex = (digits: number): string =>
      this.whole(0, 16 ** digits - 1)
        .toString(16)
        .padStart(digits, '0');
    const time = instant.getTime().toString(16).padStart(12, '0');
    const variant = this.pick(['8', '9', 'a', 'b']);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
  }
}

/**
 * Cuts a total into whole multiples of `unit`, in proportion to the weights; the parts add up to it exactly.
 * Totals are whole 万元, far below 2^53, so nothing is lost to floats.
 */
export function split(total: number, weights: readonly number[], unit = 100): number[] {
  if (total % unit !== 0) throw new RangeError(`${total} is no multiple of ${unit}`);
  const units = total / unit;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum <= 0) {
    if (total !== 0) throw new RangeError('nobody to take a share');
    return weights.map(() => 0);
  }
  // Running totals are rounded, not the parts: what is lost on one comes with the next.
  let passed = 0;
  let given = 0;
  return weights.map((weight) => {
    passed += weight;
    const reached = Math.round((units * passed) / sum);
    const part = (reached - given) * unit;
    given = reached;
    return part;
  });
}
