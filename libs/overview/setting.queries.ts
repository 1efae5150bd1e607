import type { Tx } from '@app/platform';

/** A setting that people make on a page, undefined until they have. */
export async function findSetting<T>(tx: Tx, key: string): Promise<T | undefined> {
  const [row]: { value: T }[] = await tx.query('select value from setting where key = $1', [key]);
  return row?.value;
}

export const keepSetting = (tx: Tx, key: string, value: unknown): Promise<unknown> =>
  tx.query(
    `insert into setting (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value`,
    [key, JSON.stringify(value)],
  );
