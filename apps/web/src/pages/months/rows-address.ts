import { DUTY_STATES, type DutyState } from '../../components/duty-mark';
import type { BatchMeasure, IssueMeasure } from './queries';

/** In place of a list's id: all lists together, each project once. */
export const ALL_LISTS = 'all';
/** In place of a unit's id: what belongs to none. */
export const NO_UNIT = 'none';

/** The rows behind a figure, as the address bar names them: a drill-down can be sent to a colleague. */
export type RowsTarget =
  | { kind: 'projects'; listId: string }
  | { kind: 'batches'; which: BatchMeasure; reached?: 'true' | 'false' }
  | { kind: 'issues'; which: IssueMeasure; unitId?: string; categoryCode?: string }
  | { kind: 'visits'; listId?: string; unitId?: string; state?: DutyState };

const PARAMETERS = ['rows', 'listId', 'which', 'reached', 'unitId', 'categoryCode', 'state', 'page'] as const;
const BATCHES: readonly string[] = ['signed', 'started', 'production', 'registry'] satisfies BatchMeasure[];
const ISSUES: readonly string[] = [
  'registered',
  'closed',
  'open',
  'overdue',
  'registered-year',
  'closed-year',
  'settled',
] satisfies IssueMeasure[];

/** The address with the drawer of these rows open, or with none; other parameters (the revision) stay. */
export function withRows(search: URLSearchParams, target?: RowsTarget): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of PARAMETERS) next.delete(name);
  if (!target) return next;
  const { kind, ...filter } = target;
  next.set('rows', kind);
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) next.set(name, value);
  return next;
}

const flag = (value: string | null): 'true' | 'false' | undefined =>
  value === 'true' || value === 'false' ? value : undefined;

/** What the address asks for; an address that was mistyped opens nothing. */
export function rowsOf(search: URLSearchParams): RowsTarget | undefined {
  const get = (name: (typeof PARAMETERS)[number]): string | undefined => search.get(name) ?? undefined;
  const which = get('which') ?? '';
  const listId = get('listId');
  switch (get('rows')) {
    case 'projects':
      return listId === undefined ? undefined : { kind: 'projects', listId };
    case 'batches':
      return BATCHES.includes(which)
        ? { kind: 'batches', which: which as BatchMeasure, reached: flag(search.get('reached')) }
        : undefined;
    case 'issues':
      return ISSUES.includes(which)
        ? { kind: 'issues', which: which as IssueMeasure, unitId: get('unitId'), categoryCode: get('categoryCode') }
        : undefined;
    case 'visits':
      return {
        kind: 'visits',
        listId,
        unitId: get('unitId'),
        state: DUTY_STATES.find((state) => state === get('state')),
      };
    default:
      return undefined;
  }
}
