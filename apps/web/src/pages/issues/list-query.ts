import type { operations } from '../../client/schema';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import type { IssueQuery } from './queries';

export type IssueFilter = NonNullable<operations['Issues_counts']['parameters']['query']>;
export type FilterName = keyof IssueFilter;

/** What narrows the list beside the tabs, by its name in the address. */
export const FILTERS = [
  ...(['q', 'ledger', 'unitId', 'unitAs', 'projectId', 'categoryCode', 'severity', 'light', 'open'] as const),
  ...(['reopened', 'extension', 'registeredByMe', 'registeredIn', 'registeredFrom', 'registeredTo'] as const),
  ...(['dueIn', 'dueFrom', 'dueTo', 'closedIn', 'closedFrom', 'closedTo', 'touchedTo'] as const),
] as const satisfies FilterName[];
const TABS = ['state', 'mine'] as const;
const NAMES = [...FILTERS, ...TABS];
const DEFAULT_SORT = '-registered';

/** Takes away every filter; what is not named stays. */
export const CLEARED: Record<string, undefined> = Object.fromEntries(
  [...NAMES, 'sort', 'view'].map((name) => [name, undefined]),
);

/** What the address asks for: filter, order, page. Bookmarked, sent and gone back to, it is the same list. */
export function useListQuery(): {
  filter: IssueFilter;
  sort: NonNullable<IssueQuery['sort']>;
  query: IssueQuery & { page: number; pageSize: number };
} {
  const { get } = useAddress();
  const phone = useIsPhone();
  const given = NAMES.flatMap((name) => {
    const value = get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const filter = Object.fromEntries(given) as IssueFilter;
  const sort = (get('sort') ?? DEFAULT_SORT) as NonNullable<IssueQuery['sort']>;
  const page = Number(get('page')) || 1;
  const pageSize = Number(get('pageSize')) || (phone ? 10 : 20);
  return { filter, sort, query: { ...filter, sort, page, pageSize } };
}

/** A saved query as it stands in the address, everything else taken away. */
export const addressOf = (query: IssueFilter & { sort?: string }): Record<string, string | undefined> => ({
  ...CLEARED,
  ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
});

/** Whether two queries ask for the same, whatever the order in which they are written. */
export const sameQuery = (a: IssueFilter & { sort?: string }, b: IssueFilter & { sort?: string }): boolean => {
  const text = (query: object) => JSON.stringify(Object.entries(query).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
};
