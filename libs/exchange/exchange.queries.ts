import type { Tx } from '@app/platform';

export interface SheetNames {
  district: string;
  unit: string | null;
  category: string | null;
}

/** The district, and the names of what a filter names by id and code. Units and categories are known to everybody. */
export async function findNames(
  tx: Tx,
  { unitId, categoryCode }: { unitId?: string; categoryCode?: string },
): Promise<SheetNames> {
  const [row] = (await tx.query(
    `select coalesce((select value ->> 'name' from setting where key = 'district'), '开发区') as district,
            (select name from unit where id = $1::uuid) as unit,
            (select name from issue_category where code = $2::text) as category`,
    [unitId ?? null, categoryCode ?? null],
  )) as [SheetNames];
  return row;
}

/** Units by their names, for what is read from a sheet. */
export async function findUnitsByName(tx: Tx): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = await tx.query('select id, name from unit');
  return new Map(rows.map(({ id, name }) => [name, id]));
}
