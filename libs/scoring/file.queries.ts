import type { Tx } from '@app/platform';

/** The files of an entry or an objection, as JSON; `where` says of which. */
export const FILES = (where: string): string => `coalesce((
  select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'sha256', f.sha256,
           'uploadedByName', fp.name,
           'at', to_char(f.uploaded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'))
           order by f.uploaded_at, f.id)
    from scoring_file f join person fp on fp.id = f.uploaded_by where ${where}), '[]')`;

export interface NewFile {
  id: string;
  entryId: string | null;
  objectionId: string | null;
  name: string;
  type: string;
  size: number;
  sha256: string;
  storageKey: string;
  by: string;
  at: Date;
  bodyHash: string;
}

/** @returns false when there is one under that id already */
export async function insertFile(tx: Tx, it: NewFile): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into scoring_file (id, entry_id, objection_id, name, type, size, sha256, storage_key, uploaded_by, uploaded_at,
                               body_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict on constraint scoring_file_pk do nothing returning id`,
    [it.id, it.entryId, it.objectionId, it.name, it.type, it.size, it.sha256, it.storageKey, it.by, it.at, it.bodyHash],
  );
  return rows.length > 0;
}

/** Makes everybody else who adds a file to it wait, and counts. */
export async function countFiles(tx: Tx, ownerId: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 18))', [ownerId]);
  const [{ count }] = (await tx.query(
    'select count(*)::int as count from scoring_file where entry_id = $1 or objection_id = $1',
    [ownerId],
  )) as [{ count: number }];
  return count;
}

export interface KeptFile {
  name: string;
  type: string;
  size: number;
  sha256: string;
  storageKey: string;
  unitId: string;
  uploadedBy: string;
  bodyHash: string;
}

/** A file with the unit that it concerns. */
export async function findFile(tx: Tx, id: string): Promise<KeptFile | undefined> {
  const [row]: KeptFile[] = await tx.query(
    `select f.name, f.type, f.size, f.sha256, f.storage_key as "storageKey", f.uploaded_by as "uploadedBy",
            f.body_hash as "bodyHash", coalesce(e.unit_id, o.unit_id) as "unitId"
       from scoring_file f left join scoring_entry e on e.id = f.entry_id
       left join evaluation_objection o on o.id = f.objection_id where f.id = $1`,
    [id],
  );
  return row;
}
