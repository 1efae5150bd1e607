import { offset, type PageQuery, Parameters, type Tx } from '@app/platform';
import type { CategoryBody, CategoryPatch, CategoryRow } from './category.dto';

const CATEGORY = `select c.code, c.name, c.sort, c.unit_id as "unitId", u.name as "unitName", c.evidence,
  c.evidence_note as "evidenceNote", c.active, c.version from issue_category c left join unit u on u.id = c.unit_id`;

/** One page of the categories, in the order in which they are offered; those out of use last. */
export async function findCategoryPage(tx: Tx, query: PageQuery): Promise<{ rows: CategoryRow[]; total: number }> {
  const rows: CategoryRow[] = await tx.query(`${CATEGORY} order by c.active desc, c.sort, c.code limit $1 offset $2`, [
    query.pageSize,
    offset(query),
  ]);
  const [{ total }] = (await tx.query('select count(*)::int as total from issue_category')) as [{ total: number }];
  return { rows, total };
}

/** Locks the category first: what is read is the newest. */
export async function lockCategory(tx: Tx, code: string): Promise<CategoryRow | undefined> {
  const [row]: CategoryRow[] = await tx.query(`${CATEGORY} where c.code = $1 for no key update of c`, [code]);
  return row;
}

type Fact = Exclude<keyof CategoryPatch, 'version'> | 'code';

const COLUMNS: Record<Fact, string> = {
  code: 'code',
  name: 'name',
  sort: 'sort',
  unitId: 'unit_id',
  evidence: 'evidence',
  evidenceNote: 'evidence_note',
  active: 'active',
};

const factsOf = (body: Partial<Record<Fact, unknown>>): Fact[] =>
  (Object.keys(COLUMNS) as Fact[]).filter((fact) => body[fact] !== undefined);

export async function insertCategory(tx: Tx, body: CategoryBody): Promise<void> {
  const p = new Parameters();
  const facts = factsOf(body);
  const places = facts.map((fact) => p.add((body as Partial<Record<Fact, unknown>>)[fact]));
  await tx.query(
    `insert into issue_category (${facts.map((fact) => COLUMNS[fact]).join(', ')}) values (${places.join(', ')})`,
    p.values,
  );
}

export async function updateCategory(tx: Tx, code: string, body: Omit<CategoryPatch, 'version'>): Promise<void> {
  const p = new Parameters();
  const given: Partial<Record<Fact, unknown>> = body;
  const sets = factsOf(given).map((fact) => `${COLUMNS[fact]} = ${p.add(given[fact])}`);
  await tx.query(
    `update issue_category set ${[...sets, 'version = version + 1'].join(', ')} where code = ${p.add(code)}`,
    p.values,
  );
}
