import { amountText, decimal } from '@app/platform';
import type { SumFamily } from './family';
import type { ScopeKind } from './figure.kinds';
import type { ScopeSums } from './figure.rules';
import type { SumRow } from './sum.queries';

export type ScopeKey = `${ScopeKind}:${string}`;
export const scopeKey = (kind: ScopeKind, id: string): ScopeKey => `${kind}:${id}`;

/** Without zeros at the end, as amounts are told. */
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
const sum = (a: string, b: string): string => amountText(decimal(a).plus(b));

/** The exact sums of a month, by family and scope. */
export class Quantities {
  private readonly families = new Map<string, Map<ScopeKey, ScopeSums>>();

  /** Rows of the same scope are added to each other: what is kept, and by how much it differs by now. */
  add(family: Pick<SumFamily, 'name' | 'quantities'>, rows: readonly SumRow[]): void {
    const names = Object.keys(family.quantities);
    const found = new Map<ScopeKey, { values: Record<string, string>; buckets: Map<number, number> }>();
    for (const { kind, id, bucket, sums } of rows) {
      const key = scopeKey(kind as ScopeKind, id);
      const scope = found.get(key) ?? { values: {}, buckets: new Map<number, number>() };
      found.set(key, scope);
      if (bucket !== null) scope.buckets.set(bucket, (scope.buckets.get(bucket) ?? 0) + Number(sums[0]));
      else {
        for (const [place, name] of names.entries()) {
          const before = scope.values[name];
          const value = sums[place] ?? '0';
          scope.values[name] = before === undefined ? trimmed(value) : sum(before, value);
        }
      }
    }
    const scopes = new Map<ScopeKey, ScopeSums>();
    for (const [key, { values, buckets }] of found) {
      // Whoever has gone leaves zeros: nothing counts there, as if it had never been.
      if (Object.values(values).every((value) => value === '0')) continue;
      scopes.set(key, { values, buckets: [...buckets] });
    }
    this.families.set(family.name, scopes);
  }

  /** What is not added up from parts: confirmations, pipelines, indicators. */
  put(family: string, scopes: Map<ScopeKey, ScopeSums>): void {
    this.families.set(family, scopes);
  }

  scopes(family: string): ScopeKey[] {
    return [...(this.families.get(family)?.keys() ?? [])];
  }

  /** What is known by that name, in a month of another year. */
  known(family: string, kind: ScopeKind, alias: string): ScopeSums | undefined {
    return this.entries(family).find(([key, sums]) => key.startsWith(`${kind}:`) && sums.alias === alias)?.[1];
  }

  entries(family: string): [ScopeKey, ScopeSums][] {
    return [...(this.families.get(family)?.entries() ?? [])];
  }

  of(family: string, kind: ScopeKind, id: string): ScopeSums | undefined {
    return this.families.get(family)?.get(scopeKey(kind, id));
  }
}
