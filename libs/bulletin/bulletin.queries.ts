import { type Day, isoInstant, type Month, offset, Parameters, type Tx } from '@app/platform';
import type { BulletinFileView, BulletinFormat, BulletinQuery } from './bulletin.dto';

export async function findDistrict(tx: Tx): Promise<string> {
  const [row]: { name: string | null }[] = await tx.query(
    `select value ->> 'name' as name from setting where key = 'district'`,
  );
  return row?.name ?? '';
}

/** When a revision was published. */
export async function findClosedAt(tx: Tx, month: Month, revision: number): Promise<Date | undefined> {
  const [row]: { at: Date }[] = await tx.query(
    'select closed_at as at from rollup_revision where month = $1 and revision = $2',
    [month, revision],
  );
  return row?.at;
}

export interface NewFile {
  month: Month;
  revision: number;
  asOf: Day;
  format: BulletinFormat;
  templateId: string | null;
  content: string;
  contentHash: string;
  name: string;
  requestedBy: string;
  requestedAt: Date;
}

/** Keeps what was asked for, once; one that failed before is tried again. @returns its id */
export async function insertFile(tx: Tx, file: NewFile): Promise<string> {
  const key = [file.month, file.revision, file.format, file.templateId, file.contentHash];
  await tx.query(
    `insert into bulletin_file (month, revision, format, template_id, content_hash, as_of, content, name, requested_by, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict on constraint bulletin_file_once do nothing`,
    [...key, file.asOf, file.content, file.name, file.requestedBy, file.requestedAt],
  );
  const [row]: { id: string }[] = await tx.query(
    `select id from bulletin_file where month = $1 and revision = $2 and format = $3
        and template_id is not distinct from $4::uuid and content_hash = $5`,
    key,
  );
  if (!row) throw new Error('the bulletin was not kept');
  await tx.query(
    `update bulletin_file set state = 'waiting', progress = 0, attempts = 0, fault = null, finished_at = null
      where id = $1 and state = 'failed'`,
    [row.id],
  );
  return row.id;
}

const VIEW = `f.id, f.month, f.revision, f.as_of as "asOf", f.format, f.template_id as "templateId",
  t.name as "templateName", t.version as "templateVersion", f.name, f.state, f.progress, f.fault, f.size, f.sha256,
  p.name as "requestedByName", f.requested_at as "requestedAt", f.finished_at as "finishedAt"`;
const FROM = `from bulletin_file f join person p on p.id = f.requested_by
  left join bulletin_template t on t.id = f.template_id`;

type Row = Omit<BulletinFileView, 'requestedAt' | 'finishedAt'> & { requestedAt: Date; finishedAt: Date | null };

const view = (row: Row): BulletinFileView => ({
  ...row,
  requestedAt: isoInstant(row.requestedAt),
  finishedAt: row.finishedAt && isoInstant(row.finishedAt),
});

export async function findFile(tx: Tx, id: string): Promise<BulletinFileView | undefined> {
  const [row]: Row[] = await tx.query(`select ${VIEW} ${FROM} where f.id = $1`, [id]);
  return row && view(row);
}

/** One page of the files, the newest first. */
export async function findFiles(tx: Tx, query: BulletinQuery): Promise<{ rows: BulletinFileView[]; total: number }> {
  const p = new Parameters();
  const conditions = ['true'];
  if (query.month !== undefined) conditions.push(`f.month = ${p.add(query.month)}`);
  if (query.format !== undefined) conditions.push(`f.format = ${p.add(query.format)}`);
  const where = `where ${conditions.join(' and ')}`;
  const [{ total }] = (await tx.query(`select count(*)::int as total from bulletin_file f ${where}`, [
    ...p.values,
  ])) as [{ total: number }];
  const rows: Row[] = await tx.query(
    `select ${VIEW} ${FROM} ${where} order by f.requested_at desc, f.id desc
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return { rows: rows.map(view), total };
}

export async function findStored(tx: Tx, id: string): Promise<{ storageKey: string } | undefined> {
  const [row]: { storageKey: string }[] = await tx.query(
    'select storage_key as "storageKey" from bulletin_file where id = $1 and storage_key is not null',
    [id],
  );
  return row;
}
