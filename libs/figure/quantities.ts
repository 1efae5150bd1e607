import type { ScopeSums } from './figure.rules';
import type { ScopeKind } from './figure.kinds';
import type { SumFamily } from './family';
import type { SumRow } from './sum.queries';

export type ScopeKey = `${ScopeKind}:${string}`;
export const scopeKey = (kind: ScopeKind, id: string): ScopeKey => `${kind}:${id}`;

/** Without zeros at the end, as amounts are told. */
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** The exact sums of a month, by family and scope. */
export class Quantities {
  private readonly families = new Map<string, Map<ScopeKey, ScopeSums>>();

  add(family: Pick<SumFamily, 'name' | 'quantities'>, rows: readonly SumRow[]): void {
    const names = Object.keys(family.quantities);
    const scopes = new Map<ScopeKey, { values: Record<string, string>; buckets: [number, number][] }>();
    for (const { kind, id, bucket, sums } of rows) {
      const key = scopeKey(kind as ScopeKind, id);
      const scope = scopes.get(key) ?? { values: {}, buckets: [] };
      scopes.set(key, scope);
      if (bucket === null) names.forEach((name, place) => (scope.values[name] = trimmed(sums[place] ?? '0')));
      else scope.buckets.push([bucket, Number(sums[0])]);
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

  of(family: string, kind: ScopeKind, id: string): ScopeSums | undefined {
    return this.families.get(family)?.get(scopeKey(kind, id));
  }
}
