import type { Tx } from '@app/platform';

interface Made {
  table: string;
  name: string;
  definition: string;
}

/**
 * Fills tables with a million rows: what would be done for each of them is done for all at the end. Indexes and foreign
 * keys are made again, and the keys checked with it; triggers rest, so they are for the caller to stand in for.
 */
export async function inBulk(tx: Tx, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  // Those of primary keys and unique constraints stay: others refer to them.
  const indexes: Made[] = await tx.query(
    `select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
       from pg_index where indrelid = any ($1::regclass[])
        and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)
      order by 1, 2`,
    [tables],
  );
  const keys: Made[] = await tx.query(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where conrelid = any ($1::regclass[]) and contype = 'f' order by 1, 2`,
    [tables],
  );
  for (const { table, name } of keys) await tx.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await tx.query(`drop index ${name}`);
  for (const table of tables) await tx.query(`alter table ${table} disable trigger user`);
  await fill();
  for (const table of tables) await tx.query(`alter table ${table} enable trigger user`);
  for (const { definition } of indexes) await tx.query(definition);
  for (const { table, name, definition } of keys)
    await tx.query(`alter table ${table} add constraint ${name} ${definition}`);
}
