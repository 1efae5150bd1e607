import type { Tx } from '@app/platform';

/** Bytes on their way, as far as they are here. */
export interface Upload {
  size: number;
  received: number;
}

/** A photo of the person with the same bytes is kept. */
export async function isKept(tx: Tx, ownerId: string, sha256: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from visit_photo where sha256 = $1 and owner_id = $2 limit 1', [
    sha256,
    ownerId,
  ]);
  return rows.length > 0;
}

/** What is here of an upload, bare. */
export async function findUpload(tx: Tx, ownerId: string, sha256: string): Promise<Upload | undefined> {
  const [row]: Upload[] = await tx.query('select size, received from upload where owner_id = $1 and sha256 = $2', [
    ownerId,
    sha256,
  ]);
  return row;
}

/** The same, held until the transaction ends: two that bring the same piece come one after the other. */
export async function lockUpload(tx: Tx, ownerId: string, sha256: string): Promise<Upload | undefined> {
  const [row]: Upload[] = await tx.query(
    'select size, received from upload where owner_id = $1 and sha256 = $2 for update',
    [ownerId, sha256],
  );
  return row;
}

/** Makes everybody who begins uploads for the same person wait, and sums what is promised and not made a photo yet. */
export async function promisedBytes(tx: Tx, ownerId: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 5))', [ownerId]);
  const [{ bytes }] = (await tx.query(
    'select coalesce(sum(size), 0)::float8 as bytes from upload where owner_id = $1',
    [ownerId],
  )) as [{ bytes: number }];
  return bytes;
}

/** @returns false when it was begun already */
export async function insertUpload(tx: Tx, ownerId: string, sha256: string, size: number, now: Date): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into upload (owner_id, sha256, size, created_at, touched_at) values ($1, $2, $3, $4, $4)
     on conflict on constraint upload_pk do nothing returning 1`,
    [ownerId, sha256, size, now],
  );
  return rows.length > 0;
}

/**
 * Keeps a piece that begins where the last one ended and is not the last, in one statement: of two that bring the same
 * piece the second waits for the row and finds it moved on.
 *
 * @returns false for every other piece, of which nothing was kept
 */
export async function keepInnerPiece(
  tx: Tx,
  ownerId: string,
  sha256: string,
  from: number,
  bytes: Buffer,
  now: Date,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `with moved as (
       update upload set received = $3::int + $5::int, touched_at = $6
        where owner_id = $1 and sha256 = $2 and received = $3::int and $3::int + $5::int < size and $5::int > 0
       returning owner_id)
     insert into upload_part (owner_id, sha256, start, bytes) select owner_id, $2, $3, $4::bytea from moved returning start`,
    [ownerId, sha256, from, bytes, bytes.length, now],
  );
  return rows.length > 0;
}

/** Appends a piece to what is here. The caller holds the row and knows that it begins where the last one ended. */
export const appendPiece = (
  tx: Tx,
  ownerId: string,
  sha256: string,
  from: number,
  bytes: Buffer,
  now: Date,
): Promise<unknown> =>
  tx.query(
    `with piece as (insert into upload_part (owner_id, sha256, start, bytes) values ($1, $2, $3, $4) returning start)
     update upload set received = $3::int + $5::int, touched_at = $6 from piece
      where owner_id = $1 and sha256 = $2`,
    [ownerId, sha256, from, bytes, bytes.length, now],
  );

/** Every byte that is here, in order. */
export async function readUpload(tx: Tx, ownerId: string, sha256: string): Promise<Buffer> {
  const rows: { bytes: Buffer }[] = await tx.query(
    'select bytes from upload_part where owner_id = $1 and sha256 = $2 order by start',
    [ownerId, sha256],
  );
  return Buffer.concat(rows.map(({ bytes }) => bytes));
}

/** Forgets an upload with its bytes. */
export const deleteUpload = (tx: Tx, ownerId: string, sha256: string): Promise<unknown> =>
  tx.query('delete from upload where owner_id = $1 and sha256 = $2', [ownerId, sha256]);

/** Forgets uploads that nobody has touched since then, some at a time. @returns how many */
export async function deleteOldUploads(tx: Tx, before: Date, limit: number): Promise<number> {
  const [, count] = (await tx.query(
    `delete from upload where (owner_id, sha256) in (
       select owner_id, sha256 from upload where touched_at < $1 order by touched_at limit $2 for update skip locked)`,
    [before, limit],
  )) as [unknown, number];
  return count;
}
