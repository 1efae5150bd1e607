import { useSearchParams } from 'react-router';

type Change = Record<string, string | undefined>;

/**
 * Filters, tabs and pages as they stand in the address bar: a link shows the same, and going back undoes.
 *
 * @returns how to read one, and how to change some; a change of anything but the page goes back to the first page
 */
export function useAddress(): { get: (name: string) => string | undefined; set: (change: Change) => void } {
  const [search, setSearch] = useSearchParams();
  return {
    get: (name) => search.get(name) ?? undefined,
    set: (change) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (!('page' in change)) after.delete('page');
          for (const [name, value] of Object.entries(change)) {
            if (value === undefined || value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { preventScrollReset: !('page' in change) },
      ),
  };
}
