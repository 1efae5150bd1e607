import { isoInstant, offset, type Page, pageOf, Parameters, periodName, type Span, type Tx } from '@app/platform';
import type { EvaluationQuery, EvaluationRow, EvaluationState, ResultStep } from './evaluation.dto';

/**
 * Makes everybody else who computes, announces, rules or publishes wait. `lock table` takes no snapshot, so in REPEATABLE
 * READ what follows sees what the one before has written.
 */
export const lockEvaluations = (tx: Tx): Promise<unknown> =>
  tx.query('lock table evaluation in share row exclusive mode');

const ROW = `e.id, e.scheme_id as "schemeId", s.name as "schemeName", e.period, e.revision,
  e.scheme_version as "schemeVersion", e.state, e.reason, e.objections_until as "objectionsUntil",
  e.created_at as "createdAt", c.name as "createdByName", e.announced_at as "announcedAt",
  e.published_at as "publishedAt", coalesce(o.all, 0) as objections, coalesce(o.open, 0) as "openObjections"`;
const EVALUATIONS = `from evaluation e join scoring_scheme s on s.id = e.scheme_id join person c on c.id = e.created_by
  left join lateral (
    select count(*)::int as all, count(*) filter (where r.objection_id is null)::int as open
      from evaluation_objection j left join evaluation_ruling r on r.objection_id = j.id
     where j.evaluation_id = e.id) o on true`;

type Instants = 'objectionsUntil' | 'createdAt' | 'announcedAt' | 'publishedAt';
type Stored = Omit<EvaluationRow, Instants | 'periodName'> & {
  createdAt: Date;
  objectionsUntil: Date | null;
  announcedAt: Date | null;
  publishedAt: Date | null;
};

const at = (instant: Date | null): string | null => instant && isoInstant(instant);
const rowOf = (row: Stored): EvaluationRow => ({
  ...row,
  periodName: periodName(row.period),
  objectionsUntil: at(row.objectionsUntil),
  createdAt: isoInstant(row.createdAt),
  announcedAt: at(row.announcedAt),
  publishedAt: at(row.publishedAt),
});

/** Newest period first; drafts only for those who may see them. */
export async function findEvaluations(tx: Tx, query: EvaluationQuery, drafts: boolean): Promise<Page<EvaluationRow>> {
  const p = new Parameters();
  const where = [drafts ? 'true' : `e.state <> 'draft'`];
  if (query.schemeId !== undefined) where.push(`e.scheme_id = ${p.add(query.schemeId)}`);
  if (query.period !== undefined) where.push(`e.period = ${p.add(query.period)}`);
  if (query.state !== undefined) where.push(`e.state = ${p.add(query.state)}`);
  const condition = where.join(' and ');
  const [{ total }] = (await tx.query(`select count(*)::int as total from evaluation e where ${condition}`, [
    ...p.values,
  ])) as [{ total: number }];
  const rows: Stored[] = await tx.query(
    `select ${ROW} ${EVALUATIONS} where ${condition}
      order by e.to_month desc, s.name collate "zh-x-icu", e.scheme_id, e.revision desc
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(query, rows.map(rowOf), total);
}

export async function findEvaluation(tx: Tx, id: string): Promise<EvaluationRow | undefined> {
  const [row]: Stored[] = await tx.query(`select ${ROW} ${EVALUATIONS} where e.id = $1`, [id]);
  return row && rowOf(row);
}

/** The newest evaluation of a scheme and period. */
export async function findNewest(
  tx: Tx,
  schemeId: string,
  period: string,
): Promise<{ id: string; revision: number; state: EvaluationState } | undefined> {
  const [row]: { id: string; revision: number; state: EvaluationState }[] = await tx.query(
    'select id, revision, state from evaluation where scheme_id = $1 and period = $2 order by revision desc limit 1',
    [schemeId, period],
  );
  return row;
}

export interface NewEvaluation {
  schemeId: string;
  period: string;
  span: Span;
  revision: number;
  schemeVersion: number;
  reason: string | null;
  by: string;
  at: Date;
}

export async function insertEvaluation(tx: Tx, it: NewEvaluation): Promise<string> {
  const [row] = (await tx.query(
    `insert into evaluation (scheme_id, period, from_month, to_month, revision, scheme_version, state, reason, created_by,
                             created_at)
     values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9) returning id`,
    [it.schemeId, it.period, it.span.from, it.span.to, it.revision, it.schemeVersion, it.reason, it.by, it.at],
  )) as [{ id: string }];
  return row.id;
}

export const setSchemeVersion = (tx: Tx, id: string, number: number): Promise<unknown> =>
  tx.query('update evaluation set scheme_version = $2, version = version + 1 where id = $1 and scheme_version <> $2', [
    id,
    number,
  ]);

export const setAnnounced = (tx: Tx, id: string, until: Date, now: Date): Promise<unknown> =>
  tx.query(
    `update evaluation set state = 'announced', objections_until = $2, announced_at = $3, version = version + 1
      where id = $1`,
    [id, until, now],
  );

export const setPublished = (tx: Tx, id: string, now: Date): Promise<unknown> =>
  tx.query(`update evaluation set state = 'published', published_at = $2, version = version + 1 where id = $1`, [
    id,
    now,
  ]);

/** The points as they stand now, as they were written. */
export async function findResult(tx: Tx, id: string): Promise<{ number: number; content: string } | undefined> {
  const [row]: { number: number; content: string }[] = await tx.query(
    'select number, content from evaluation_result where evaluation_id = $1 order by number desc limit 1',
    [id],
  );
  return row;
}

/** Every time that the points changed, oldest first. */
export async function findSteps(tx: Tx, id: string): Promise<ResultStep[]> {
  const rows: (Omit<ResultStep, 'madeAt'> & { madeAt: Date })[] = await tx.query(
    `select r.number, r.why, p.name as "madeByName", r.made_at as "madeAt"
       from evaluation_result r join person p on p.id = r.made_by where r.evaluation_id = $1 order by r.number`,
    [id],
  );
  return rows.map((row) => ({ ...row, madeAt: isoInstant(row.madeAt) }));
}

export interface NewResult {
  id: string;
  number: number;
  content: string;
  why: string;
  by: string;
  at: Date;
}

export const insertResult = (tx: Tx, it: NewResult): Promise<unknown> =>
  tx.query(
    `insert into evaluation_result (evaluation_id, number, content, why, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [it.id, it.number, it.content, it.why, it.by, it.at],
  );

/** Publishes the points as they stand: the text is copied inside the database, byte for byte. */
export const insertPublication = (tx: Tx, id: string, by: string, now: Date): Promise<unknown> =>
  tx.query(
    `insert into evaluation_publication (scheme_id, period, revision, evaluation_id, content, reason, published_by,
                                         published_at)
     select e.scheme_id, e.period, e.revision, e.id, r.content, e.reason, $2, $3
       from evaluation e join evaluation_result r on r.evaluation_id = e.id
      where e.id = $1 order by r.number desc limit 1`,
    [id, by, now],
  );

/** The published text. */
export async function findPublication(tx: Tx, id: string): Promise<{ content: string; sha256: string } | undefined> {
  const [row]: { content: string; sha256: string }[] = await tx.query(
    `select content, encode(sha256(convert_to(content, 'UTF8')), 'hex') as sha256
       from evaluation_publication where evaluation_id = $1`,
    [id],
  );
  return row;
}
