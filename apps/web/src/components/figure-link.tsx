import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';

/** What a figure is of: one list, one unit, or everything. */
export type ScopeKind =
  | 'total'
  | 'list'
  | 'unit'
  | 'industry'
  | 'leader'
  | 'list-unit'
  | 'category'
  | 'ledger'
  | 'pipeline'
  | 'stage'
  | 'sector'
  | 'indicator'
  | 'indicator-unit';

/** One figure, as addresses name it. */
export interface FigureTarget {
  /** `2024-10`. */
  month: string;
  /** Code of the measure, e.g. `investment.rate`. */
  measure: string;
  scopeKind: ScopeKind;
  /** Left out for the total. */
  scopeId?: string;
  /** A published one that is not the newest. */
  revision?: number;
}

/** Where a figure opens: its formula, what it counts, and the evidence. */
export function figurePath({ month, measure, scopeKind, scopeId, revision }: FigureTarget): string {
  const search = new URLSearchParams({ measure });
  if (scopeKind !== 'total') search.set('scope', `${scopeKind}:${scopeId ?? ''}`);
  if (revision !== undefined) search.set('revision', String(revision));
  return `/months/${month}/open?${search.toString()}`;
}

interface FigureLinkProps extends FigureTarget {
  /** What the figure is, for those who hear the page: “省重点，项目数”. */
  label?: string;
  children: ReactNode;
}

/** A number that opens what is behind it. */
export function FigureLink({ label, children, ...target }: FigureLinkProps) {
  const { t } = useTranslation();
  return (
    <Link
      to={figurePath(target)}
      className="figure-link"
      aria-label={label === undefined ? undefined : t('figures.open', { what: label })}
    >
      {children}
    </Link>
  );
}
