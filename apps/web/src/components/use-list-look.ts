import { useState } from 'react';
import { useMe } from '../client/session';

export type Density = 'large' | 'middle' | 'small';
const DENSITIES: Density[] = ['large', 'middle', 'small'];

/** How a list is shown: how close its rows stand, which columns, in which order. */
export interface ListLook<C extends string> {
  density: Density;
  columns: C[];
}

/** What a person chose for a list, kept in their browser; `all` says what there is, `first` what is shown at first. */
export function useListLook<C extends string>(
  list: string,
  all: readonly C[],
  first: readonly C[],
): [look: ListLook<C>, change: (change: Partial<ListLook<C>>) => void] {
  const key = `xiaohao.list.${list}.${useMe().id}`;
  const [look, setLook] = useState<ListLook<C>>(() => kept(key, all, first));
  return [
    look,
    (change) => {
      const next = { ...look, ...change };
      setLook(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing still shows what was chosen, until the page is left.
      }
    },
  ];
}

/** What was kept, without columns that are no more. */
function kept<C extends string>(key: string, all: readonly C[], first: readonly C[]): ListLook<C> {
  try {
    const { density, columns } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Record<string, unknown>>;
    const known = Array.isArray(columns) ? all.filter((column) => columns.includes(column)) : [];
    return {
      density: DENSITIES.find((one) => one === density) ?? 'small',
      columns: known.length > 0 ? (columns as C[]).filter((column) => known.includes(column)) : [...first],
    };
  } catch {
    return { density: 'small', columns: [...first] };
  }
}
