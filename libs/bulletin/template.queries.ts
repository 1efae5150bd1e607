import { isoInstant, offset, type PageQuery, type Tx } from '@app/platform';
import type { TemplateView } from './bulletin.dto';

const VIEW = `t.id, t.name, t.version, t.file_name as "fileName", t.size, t.sha256, t.placeholders,
  p.name as "uploadedByName", t.uploaded_at as "uploadedAt"`;

type Row = Omit<TemplateView, 'uploadedAt'> & { uploadedAt: Date };
const view = (row: Row): TemplateView => ({ ...row, uploadedAt: isoInstant(row.uploadedAt) });

/** A template that is in use. */
export async function findTemplate(
  tx: Tx,
  id: string,
): Promise<{ view: TemplateView; storageKey: string } | undefined> {
  const [row]: (Row & { storageKey: string })[] = await tx.query(
    `select ${VIEW}, t.storage_key as "storageKey" from bulletin_template t join person p on p.id = t.uploaded_by
      where t.id = $1 and t.retired_at is null`,
    [id],
  );
  if (!row) return undefined;
  const { storageKey, ...rest } = row;
  return { view: view(rest), storageKey };
}

/** The newest version of each template that is in use. */
export async function findTemplates(tx: Tx, query: PageQuery): Promise<{ rows: TemplateView[]; total: number }> {
  const newest = `select distinct on (name) * from bulletin_template where retired_at is null order by name, version desc`;
  const [{ total }] = (await tx.query(`select count(*)::int as total from (${newest}) t`)) as [{ total: number }];
  const rows: Row[] = await tx.query(
    `select ${VIEW} from (${newest}) t join person p on p.id = t.uploaded_by
      order by t.name collate "zh-x-icu", t.id limit $1 offset $2`,
    [query.pageSize, offset(query)],
  );
  return { rows: rows.map(view), total };
}

export interface NewTemplate {
  name: string;
  fileName: string;
  size: number;
  sha256: string;
  placeholders: string[];
  storageKey: string;
  by: string;
  at: Date;
}

/** The newest version of a name, whether it is in use or not. */
export async function findNewest(
  tx: Tx,
  name: string,
): Promise<{ id: string; version: number; sha256: string; retired: boolean } | undefined> {
  const [row]: { id: string; version: number; sha256: string; retired: boolean }[] = await tx.query(
    `select id, version, sha256, retired_at is not null as retired from bulletin_template
      where name = $1 order by version desc limit 1`,
    [name],
  );
  return row;
}

/** @returns its id */
export async function insertTemplate(tx: Tx, version: number, it: NewTemplate): Promise<string> {
  const [row] = (await tx.query(
    `insert into bulletin_template (name, version, file_name, size, sha256, placeholders, storage_key, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [it.name, version, it.fileName, it.size, it.sha256, it.placeholders, it.storageKey, it.by, it.at],
  )) as [{ id: string }];
  return row.id;
}

/** All versions of the template's name; files that were made with them stay. */
export const retireTemplate = (tx: Tx, name: string, at: Date): Promise<unknown> =>
  tx.query('update bulletin_template set retired_at = $2 where name = $1 and retired_at is null', [name, at]);
