import { isoInstant, type Month, type Tx } from '@app/platform';

/**
 * Makes everybody else who publishes wait. `lock table` is the one lock that takes no snapshot, so in REPEATABLE READ
 * what follows sees what the one before has published; months are closed too seldom for the width of it to matter.
 */
export const lockPublishing = (tx: Tx): Promise<unknown> =>
  tx.query('lock table rollup_revision in share row exclusive mode');

/** The newest revision, 0 while the month is open. */
export async function newestRevision(tx: Tx, month: Month): Promise<number> {
  const [{ revision }] = (await tx.query(
    'select coalesce(max(revision), 0)::int as revision from rollup_revision where month = $1',
    [month],
  )) as [{ revision: number }];
  return revision;
}

export async function revisionIsThere(tx: Tx, month: Month, revision: number): Promise<boolean> {
  const [{ there }] = (await tx.query(
    'select exists (select from rollup_revision where month = $1 and revision = $2) as there',
    [month, revision],
  )) as [{ there: boolean }];
  return there;
}

/** The figures of a published revision, as they were published; of the newest when none is named. */
export async function findPublished(tx: Tx, month: Month, revision?: number): Promise<string | undefined> {
  const [row]: { content: string }[] = await tx.query(
    `select figures as content from rollup_revision where month = $1 and ($2::int is null or revision = $2)
      order by revision desc limit 1`,
    [month, revision ?? null],
  );
  return row?.content;
}

export interface Publication {
  month: Month;
  revision: number;
  figures: string;
  /** How they were defined. */
  measures: string;
  rowCount: number;
  rowsHash: string;
  reason: string | null;
  closedBy: string;
  closedAt: Date;
}

export const publish = (tx: Tx, it: Publication): Promise<unknown> =>
  tx.query(
    `insert into rollup_revision (month, revision, figures, rows, row_count, rows_hash, reason, closed_by, closed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [it.month, it.revision, it.figures, it.measures, it.rowCount, it.rowsHash, it.reason, it.closedBy, it.closedAt],
  );

export interface Published {
  revision: number;
  closedAt: string;
  closedByName: string;
  reason: string | null;
  figures: string;
}

/** Every revision of a month, oldest first. */
export async function findRevisions(tx: Tx, month: Month): Promise<Published[]> {
  const rows: (Omit<Published, 'closedAt'> & { closedAt: Date })[] = await tx.query(
    `select r.revision, r.closed_at as "closedAt", p.name as "closedByName", r.reason, r.figures
       from rollup_revision r join person p on p.id = r.closed_by where r.month = $1 order by r.revision`,
    [month],
  );
  return rows.map((row) => ({ ...row, closedAt: isoInstant(row.closedAt) }));
}

/** What seals the rows of a revision; undefined for one that is not there. */
export async function findSeal(
  tx: Tx,
  month: Month,
  revision: number,
): Promise<{ rowsHash: string | null; rowCount: number | null } | undefined> {
  const [row]: { rowsHash: string | null; rowCount: number | null }[] = await tx.query(
    'select rows_hash as "rowsHash", row_count as "rowCount" from rollup_revision where month = $1 and revision = $2',
    [month, revision],
  );
  return row;
}
