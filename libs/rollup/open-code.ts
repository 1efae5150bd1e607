import { createHash } from 'node:crypto';
import type { Month, Tx } from '@app/platform';

/** One figure: of a month as it was published (0: while the month is open), of a measure, in a scope. */
export interface FigureKey {
  month: Month;
  revision: number;
  measure: string;
  scopeKind: string;
  scopeId: string;
}

/** 32 signs that nobody takes for another: no 0 and O, no 1 and I. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 6;
const BITS = 5;
/** Two figures may want the same of a thousand million codes; that it happens so often in a row has another reason. */
const MOST_TRIES = 8;

/** What a code looks like, typed or printed. */
export const CODE_FORM = /^[2-9A-HJ-NP-Z]{6}$/;

const keyOf = ({ month, revision, measure, scopeKind, scopeId }: FigureKey): string =>
  JSON.stringify([month, revision, measure, scopeKind, scopeId]);

/** Follows from the figure, so that whoever makes it at the same time makes the same. */
export function codeFor(figure: FigureKey, attempt: number): string {
  const bits = createHash('sha256')
    .update(`${attempt} ${keyOf(figure)}`)
    .digest()
    .readUInt32BE(0);
  return Array.from({ length: LENGTH }, (_, place) => SIGNS[(bits >>> (place * BITS)) % SIGNS.length]).join('');
}

/**
 * The codes of figures, in the same order; those that have none yet are given one. May be asked again and by many at
 * once. Wants READ COMMITTED: a snapshot does not see what somebody else has just made.
 */
export async function figureCodes(tx: Tx, figures: FigureKey[]): Promise<string[]> {
  const wanted = new Map(figures.map((figure) => [keyOf(figure), figure]));
  const codes = new Map<string, string>();
  for (let attempt = 0; codes.size < wanted.size; attempt += 1) {
    if (attempt >= MOST_TRIES) throw new Error('no code is free');
    const missing = [...wanted].filter(([key]) => !codes.has(key)).map(([, figure]) => figure);
    // The first time they may all be there already: who prints a bulletin again writes nothing.
    if (attempt > 0 || (await remember(tx, missing, codes)) > 0) {
      await insertCodes(
        tx,
        missing.filter((figure) => !codes.has(keyOf(figure))),
        attempt,
      );
      await remember(tx, missing, codes);
    }
  }
  return figures.map((figure) => codes.get(keyOf(figure)) as string);
}

/** The code of one figure, see {@link figureCodes}. */
export async function figureCode(
  tx: Tx,
  month: Month,
  revision: number,
  measure: string,
  scope: { kind: string; id: string },
): Promise<string> {
  const [code] = await figureCodes(tx, [{ month, revision, measure, scopeKind: scope.kind, scopeId: scope.id }]);
  return code as string;
}

/** The code of a figure, when it has one. */
export async function findCode(tx: Tx, figure: FigureKey): Promise<string | null> {
  const codes = new Map<string, string>();
  await remember(tx, [figure], codes);
  return codes.get(keyOf(figure)) ?? null;
}

/** The figure that a code was given to. */
export async function figureOf(tx: Tx, code: string): Promise<FigureKey | undefined> {
  const [row]: FigureKey[] = await tx.query(
    `select month, revision, measure, scope_kind as "scopeKind", scope_id as "scopeId" from figure_code where code = $1`,
    [code],
  );
  return row;
}

/** Places of the parameters of {@link columnsOf}, as the rows of a table. */
const ASKED = 'unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[])';

const columnsOf = (figures: FigureKey[]): unknown[] => [
  figures.map(({ month }) => month),
  figures.map(({ revision }) => revision),
  figures.map(({ measure }) => measure),
  figures.map(({ scopeKind }) => scopeKind),
  figures.map(({ scopeId }) => scopeId),
];

/** @returns how many have none */
async function remember(tx: Tx, figures: FigureKey[], codes: Map<string, string>): Promise<number> {
  const found: (FigureKey & { code: string })[] = await tx.query(
    `select c.code, c.month, c.revision, c.measure, c.scope_kind as "scopeKind", c.scope_id as "scopeId"
       from ${ASKED} as a (month, revision, measure, scope_kind, scope_id)
       join figure_code c using (month, revision, measure, scope_kind, scope_id)`,
    columnsOf(figures),
  );
  for (const { code, ...figure } of found) codes.set(keyOf(figure), code);
  return figures.length - found.length;
}

/** Those whose code belongs to another figure are left out. In the order of the codes, so that nobody waits in a ring. */
async function insertCodes(tx: Tx, figures: FigureKey[], attempt: number): Promise<void> {
  const sorted = figures
    .map((figure) => ({ figure, code: codeFor(figure, attempt) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  await tx.query(
    `insert into figure_code (month, revision, measure, scope_kind, scope_id, code)
     select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[]) on conflict do nothing`,
    [...columnsOf(sorted.map(({ figure }) => figure)), sorted.map(({ code }) => code)],
  );
}
