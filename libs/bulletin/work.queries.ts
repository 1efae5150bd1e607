import type { Tx } from '@app/platform';
import type { BulletinFormat } from './bulletin.dto';

/** A file that is to be made. */
export interface DueFile {
  id: string;
  format: BulletinFormat;
  content: string;
  templateKey: string | null;
  attempts: number;
}

/** Everything that is not made yet, oldest first: also what a worker that is gone has begun. */
export async function findDue(tx: Tx): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `select id from bulletin_file where state in ('waiting', 'running') order by requested_at, id limit 100`,
  );
  return rows.map(({ id }) => id);
}

/** The file, unless somebody has made it meanwhile. */
export async function takeFile(tx: Tx, id: string): Promise<DueFile | undefined> {
  const [row]: DueFile[] = await tx.query(
    `select f.id, f.format, f.content, t.storage_key as "templateKey", f.attempts
       from bulletin_file f left join bulletin_template t on t.id = f.template_id
      where f.id = $1 and f.state in ('waiting', 'running')`,
    [id],
  );
  return row;
}

/** Counts a try before it is made, so that a file that ends the process is not taken up for ever; or takes it back. */
export const countTry = (tx: Tx, id: string, by: 1 | -1): Promise<unknown> =>
  tx.query(`update bulletin_file set state = 'running', attempts = attempts + $2 where id = $1`, [id, by]);

/** For those who wait; never backwards. */
export const tellProgress = (tx: Tx, id: string, progress: number): Promise<unknown> =>
  tx.query('update bulletin_file set progress = greatest(progress, $2) where id = $1', [id, progress]);

export interface Made {
  storageKey: string;
  size: number;
  sha256: string;
}

export const settleReady = (tx: Tx, id: string, now: Date, { storageKey, size, sha256 }: Made): Promise<unknown> =>
  tx.query(
    `update bulletin_file set state = 'ready', progress = 100, storage_key = $3, size = $4, sha256 = $5, finished_at = $2
      where id = $1`,
    [id, now, storageKey, size, sha256],
  );

export const settleFailed = (tx: Tx, id: string, now: Date, fault: string): Promise<unknown> =>
  tx.query(`update bulletin_file set state = 'failed', fault = $3, finished_at = $2 where id = $1`, [id, now, fault]);
