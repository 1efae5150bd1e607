import { offset, type PageQuery, type Tx } from '@app/platform';
import type { AddressKind } from './address';

/** An address as it is kept. */
export interface AddressRecord {
  id: string;
  personId: string;
  kind: AddressKind;
  sealed: Buffer;
  masked: string;
  createdAt: Date;
  goneAt: Date | null;
}

const ADDRESS = `id, person_id as "personId", kind, sealed, masked, created_at as "createdAt", gone_at as "goneAt"`;

export async function findAddresses(
  tx: Tx,
  personId: string,
  query: PageQuery,
): Promise<{ rows: AddressRecord[]; total: number }> {
  const rows: AddressRecord[] = await tx.query(
    `select ${ADDRESS} from person_address where person_id = $1
      order by array_position('{email,mobile,wecom,push}', kind), created_at desc, id limit $2 offset $3`,
    [personId, query.pageSize, offset(query)],
  );
  const [{ total }] = (await tx.query('select count(*)::int as total from person_address where person_id = $1', [
    personId,
  ])) as [{ total: number }];
  return { rows, total };
}

export async function findAddress(tx: Tx, personId: string, id: string): Promise<AddressRecord | undefined> {
  const [row]: AddressRecord[] = await tx.query(
    `select ${ADDRESS} from person_address where person_id = $1 and id = $2`,
    [personId, id],
  );
  return row;
}

export interface NewAddress {
  personId: string;
  kind: AddressKind;
  sealed: Buffer;
  masked: string;
  fingerprint: string;
}

/** Puts the address in the place of the one of its kind, or of the same browser's. */
export async function putAddress(tx: Tx, address: NewAddress, now: Date): Promise<{ id: string; replaced: boolean }> {
  const values = [address.personId, address.kind, address.sealed, address.masked, address.fingerprint, now];
  const [known]: { id: string }[] = await tx.query(
    `select id from person_address where person_id = $1 and kind = $2 and ($2 <> 'push' or fingerprint = $3) for update`,
    [address.personId, address.kind, address.fingerprint],
  );
  if (known) {
    await tx.query(
      `update person_address set sealed = $2, masked = $3, fingerprint = $4, created_at = $5, gone_at = null where id = $1`,
      [known.id, address.sealed, address.masked, address.fingerprint, now],
    );
    return { id: known.id, replaced: true };
  }
  const [row] = (await tx.query(
    `insert into person_address (person_id, kind, sealed, masked, fingerprint, created_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    values,
  )) as [{ id: string }];
  return { id: row.id, replaced: false };
}

/** A browser is of the person who turned push on last: on a shared machine nobody reads another's. */
export const takeBrowser = (tx: Tx, personId: string, fingerprint: string): Promise<unknown> =>
  tx.query(`delete from person_address where kind = 'push' and fingerprint = $2 and person_id <> $1`, [
    personId,
    fingerprint,
  ]);

/** Of browsers only the newest are kept; those that are gone go first. */
export const dropOldBrowsers = (tx: Tx, personId: string, kept: number): Promise<unknown> =>
  tx.query(
    `delete from person_address where id in (
       select id from person_address where person_id = $1 and kind = 'push'
        order by gone_at is not null, created_at desc, id desc offset $2)`,
    [personId, kept],
  );

export const deleteAddress = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('delete from person_address where id = $1', [id]);

/** Kinds of the channels in use, with what decides whether they mention people, and the key of browser push. */
export const channelsInUse = (tx: Tx): Promise<{ kind: string; mention: boolean; publicKey: string | null }[]> =>
  tx.query(
    `select kind, coalesce((settings ->> 'mention')::boolean, false) as mention, settings ->> 'publicKey' as "publicKey"
       from channel where active`,
  );

export async function isPerson(tx: Tx, id: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from person where id = $1', [id]);
  return rows.length > 0;
}
