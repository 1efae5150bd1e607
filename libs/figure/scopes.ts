import { type Month, type Tx, yearOf } from '@app/platform';
import { type MeasureFamily, NONE, type ScopeKind } from './figure.kinds';
import { type ScopeKey } from './quantities';
import { type ListScope, listsOf, type Named, namesOf } from './scope.queries';

const NAMELESS: Partial<Record<ScopeKind, string>> = { unit: '未明确责任单位', leader: '未明确分包领导' };

const OWN_ORDER: readonly ScopeKind[] = ['pipeline', 'stage', 'sector', 'indicator', 'indicator-unit'];

export const partsOf = (key: ScopeKey): [ScopeKind, string] => {
  const at = key.indexOf(':');
  return [key.slice(0, at) as ScopeKind, key.slice(at + 1)];
};

/** Names and order of what figures are about. */
export class Scopes {
  private readonly names: Map<string, string>;
  private readonly places: Map<string, number>;
  readonly lists: ListScope[];

  constructor(
    private readonly everyList: ListScope[],
    named: Named[],
    year: number,
  ) {
    this.lists = everyList.filter((list) => list.year === year);
    const all = [...everyList.map(({ id, name }) => ({ kind: 'list', id, name })), ...named];
    this.names = new Map(all.map(({ kind, id, name }) => [`${kind}:${id}`, name]));
    this.places = new Map(all.map(({ kind, id }, place) => [`${kind}:${id}`, place]));
  }

  /** Lists of the month's year and of the months that it is compared with, and whatever else has a name. */
  static async load(tx: Tx, months: readonly Month[], leaderIds: readonly string[]): Promise<Scopes> {
    const years = [...new Set(months.map(yearOf))];
    return new Scopes(await listsOf(tx, years), await namesOf(tx, leaderIds), yearOf(months[0] as Month));
  }

  name(kind: ScopeKind, id: string, family?: MeasureFamily): string {
    if (kind === 'total') return '合计';
    if (kind === 'industry') return id === '' ? '未填行业' : id;
    if (kind === 'list-unit') {
      const [list, unit] = id.split('/') as [string, string];
      return `${this.name('list', list)} · ${this.name('unit', unit)}`;
    }
    if (id === NONE) return family === 'issues' || family === 'reminders' ? '尚未交办' : (NAMELESS[kind] ?? '未明确');
    return this.names.get(`${kind}:${id}`) ?? id;
  }

  /** Sorts as people read: lists by kind, categories as they are set up, the rest by name, what belongs to none last. */
  order(a: ScopeKey, b: ScopeKey): number {
    const [[kindA, idA], [kindB, idB]] = [partsOf(a), partsOf(b)];
    // Stages, sectors and indicators come in their own order.
    if (kindA !== kindB || OWN_ORDER.includes(kindA)) return 0;
    const of = (kind: ScopeKind, id: string): number[] =>
      kind === 'list-unit'
        ? [this.place('list', id.split('/')[0] as string), this.place('unit', id.split('/')[1] as string)]
        : [this.place(kind, id)];
    const [left, right] = [of(kindA, idA), of(kindB, idB)];
    for (const [index, place] of left.entries()) if (place !== right[index]) return place - (right[index] as number);
    return idA < idB ? -1 : idA > idB ? 1 : 0;
  }

  /** Digits of the rates of a list. */
  digits(kind: ScopeKind, id: string): number | undefined {
    if (kind !== 'list' && kind !== 'list-unit') return undefined;
    return this.everyList.find((list) => list.id === id.split('/')[0])?.rateDigits;
  }

  /**
   * The same scope in a month of another year: lists are made anew each year, so the one of the same name is meant, or
   * else the only one of the same kind. Null where there is none.
   */
  inYear(kind: ScopeKind, id: string, year: number): string | null {
    if (kind !== 'list' && kind !== 'list-unit') return id;
    const [listId, unit] = id.split('/') as [string, string?];
    const list = this.everyList.find((one) => one.id === listId);
    if (!list) return null;
    if (list.year === year) return id;
    const there = this.everyList.filter((one) => one.year === year);
    const ofKind = (lists: ListScope[]) => lists.filter((one) => one.kind === list.kind && list.kind !== 'other');
    const [only, another] = ofKind(there);
    const alone = only && !another && ofKind(this.lists).length === 1 ? only : undefined;
    const same = there.find((one) => one.name === list.name) ?? alone;
    if (!same) return null;
    return unit === undefined ? same.id : `${same.id}/${unit}`;
  }

  private place(kind: ScopeKind, id: string): number {
    return this.places.get(`${kind}:${id}`) ?? Number.MAX_SAFE_INTEGER;
  }
}
