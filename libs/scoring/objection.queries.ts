import { isoInstant, offset, type Page, type PageQuery, pageOf, type Tx } from '@app/platform';
import type { ScoringFileView } from './entry.dto';
import type { AdjustmentView, ObjectionOutcome, ObjectionView, RulingView } from './evaluation.dto';
import type { AdjustmentFact } from './score.facts';
import { FILES } from './file.queries';

const OBJECTION = `o.id, o.evaluation_id as "evaluationId", o.unit_id as "unitId", u.name as "unitName",
  o.item_code as "itemCode", o.content as text, p.name as "raisedByName", o.raised_at as "raisedAt",
  ${FILES('f.objection_id = o.id')} as files, r.outcome, r.reason, r.adjustments, w.name as "ruledByName",
  r.ruled_at as "ruledAt"`;
const OBJECTIONS = `from evaluation_objection o join unit u on u.id = o.unit_id join person p on p.id = o.raised_by
  left join evaluation_ruling r on r.objection_id = o.id left join person w on w.id = r.ruled_by`;

interface Stored extends Omit<ObjectionView, 'raisedAt' | 'itemName' | 'ruling'> {
  raisedAt: Date;
  outcome: ObjectionOutcome | null;
  reason: string;
  adjustments: AdjustmentView[];
  ruledByName: string;
  ruledAt: Date;
  files: ScoringFileView[];
}

type Found = Omit<ObjectionView, 'itemName'>;

function viewOf({ outcome, reason, adjustments, ruledByName, ruledAt, raisedAt, ...row }: Stored): Found {
  const ruling: RulingView | null =
    outcome === null ? null : { outcome, reason, adjustments, ruledByName, ruledAt: isoInstant(ruledAt) };
  return { ...row, raisedAt: isoInstant(raisedAt), ruling };
}

/** Objections to an evaluation, oldest first; only of one unit when it is named. */
export async function findObjections(
  tx: Tx,
  evaluationId: string,
  unitId: string | null,
  query: PageQuery,
): Promise<Page<Found>> {
  const where = 'where o.evaluation_id = $1 and ($2::uuid is null or o.unit_id = $2)';
  const filter = [evaluationId, unitId];
  const [{ total }] = (await tx.query(
    `select count(*)::int as total from evaluation_objection o ${where}`,
    filter,
  )) as [{ total: number }];
  const rows: Stored[] = await tx.query(
    `select ${OBJECTION} ${OBJECTIONS} ${where} order by o.raised_at, o.id limit $3 offset $4`,
    [...filter, query.pageSize, offset(query)],
  );
  return pageOf(query, rows.map(viewOf), total);
}

export async function findObjection(tx: Tx, id: string): Promise<Found | undefined> {
  const [row]: Stored[] = await tx.query(`select ${OBJECTION} ${OBJECTIONS} where o.id = $1`, [id]);
  return row && viewOf(row);
}

/** Who raised it, and the hash of what was sent. */
export async function findSent(tx: Tx, id: string): Promise<{ raisedBy: string; bodyHash: string } | undefined> {
  const [row]: { raisedBy: string; bodyHash: string }[] = await tx.query(
    'select raised_by as "raisedBy", body_hash as "bodyHash" from evaluation_objection where id = $1',
    [id],
  );
  return row;
}

export interface NewObjection {
  id: string;
  evaluationId: string;
  unitId: string;
  itemCode: string | null;
  text: string;
  by: string;
  at: Date;
  bodyHash: string;
}

/** @returns false when there is one under that id already */
export async function insertObjection(tx: Tx, it: NewObjection): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `insert into evaluation_objection (id, evaluation_id, unit_id, item_code, content, raised_by, raised_at, body_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint evaluation_objection_pk do nothing returning id`,
    [it.id, it.evaluationId, it.unitId, it.itemCode, it.text, it.by, it.at, it.bodyHash],
  );
  return rows.length > 0;
}

export interface NewRuling {
  objectionId: string;
  outcome: ObjectionOutcome;
  reason: string;
  adjustments: AdjustmentView[];
  by: string;
  at: Date;
  bodyHash: string;
}

export const insertRuling = (tx: Tx, it: NewRuling): Promise<unknown> =>
  tx.query(
    `insert into evaluation_ruling (objection_id, outcome, reason, adjustments, ruled_by, ruled_at, body_hash)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [it.objectionId, it.outcome, it.reason, JSON.stringify(it.adjustments), it.by, it.at, it.bodyHash],
  );

export async function findRulingHash(tx: Tx, objectionId: string): Promise<string | undefined> {
  const [row]: { bodyHash: string }[] = await tx.query(
    'select body_hash as "bodyHash" from evaluation_ruling where objection_id = $1',
    [objectionId],
  );
  return row?.bodyHash;
}

/** What upheld objections of an evaluation changed, in the order of the rulings. */
export function findAdjustments(tx: Tx, evaluationId: string): Promise<AdjustmentFact[]> {
  return tx.query(
    `select o.unit_id as "unitId", a ->> 'itemCode' as "itemCode", a ->> 'points' as points, r.reason,
            o.id as "objectionId"
       from evaluation_objection o join evaluation_ruling r on r.objection_id = o.id
       cross join jsonb_array_elements(r.adjustments) with ordinality as x (a, place)
      where o.evaluation_id = $1 and r.outcome = 'upheld' order by r.ruled_at, o.id, x.place`,
    [evaluationId],
  );
}
