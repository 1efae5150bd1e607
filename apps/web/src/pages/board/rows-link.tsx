import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { BoardRows } from './queries';

export interface Target {
  rows: BoardRows;
  unitId?: string;
  projectId?: string;
}

const FIELDS = ['rows', 'unitId', 'projectId', 'page'] as const;

/** A figure that opens its issues: the address says which, so it can be sent and gone back from. */
export function RowsLink({ target, label, children }: { target: Target; label?: string; children: ReactNode }) {
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  for (const field of FIELDS) next.delete(field);
  for (const [field, value] of Object.entries(target)) if (value !== undefined) next.set(field, String(value));
  return (
    <Link to={{ search: next.toString() }} preventScrollReset aria-label={label}>
      {children}
    </Link>
  );
}
