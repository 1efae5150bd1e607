import { isoInstant, type Month, type Tx } from '@app/platform';
import type { NoteBody, NoteView } from './bulletin.dto';

/** What was added to the bulletin of a month; empty when nothing was. */
export async function findNote(tx: Tx, month: Month): Promise<NoteView> {
  const [row]: (Omit<NoteView, 'updatedAt'> & { updatedAt: Date })[] = await tx.query(
    `select n.month, n.note, n.closing, n.sequence, n.issued_on as "issuedOn", n.version, p.name as "updatedByName",
            n.updated_at as "updatedAt"
       from bulletin_note n join person p on p.id = n.updated_by where n.month = $1`,
    [month],
  );
  if (row) return { ...row, updatedAt: isoInstant(row.updatedAt) };
  return {
    month,
    note: '',
    closing: '',
    sequence: null,
    issuedOn: null,
    version: 0,
    updatedByName: null,
    updatedAt: null,
  };
}

/** @returns false when somebody else has written meanwhile */
export async function writeNote(
  tx: Tx,
  month: Month,
  { version, note, closing, sequence, issuedOn }: NoteBody,
  { by, at }: { by: string; at: Date },
): Promise<boolean> {
  const values = [month, note, closing, sequence, issuedOn, by, at];
  const rows: unknown[] =
    version === 0
      ? await tx.query(
          `insert into bulletin_note (month, note, closing, sequence, issued_on, updated_by, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict on constraint bulletin_note_pk do nothing returning 1`,
          values,
        )
      : (
          (await tx.query(
            `update bulletin_note set note = $2, closing = $3, sequence = $4, issued_on = $5, updated_by = $6,
                    updated_at = $7, version = version + 1 where month = $1 and version = $8 returning 1`,
            [...values, version],
          )) as [unknown[], number]
        )[0];
  return rows.length > 0;
}
