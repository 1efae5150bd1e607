import { isoInstant, offset, type Page, pageOf, type Tx } from '@app/platform';
import type { PipelineQuery, PipelineRow, PipelineView, PipelineStageView } from './pipeline.dto';
import { PIPELINE_KINDS } from './pipeline.kinds';
import type { TallyView } from './tally.dto';

const KINDS = PIPELINE_KINDS.map((kind) => `'${kind}'`).join(', ');
const PIPELINE = `l.id, l.year, l.name, l.kind, l.version,
  (select count(*)::int from pipeline_item i where i.pipeline_id = l.id) as items`;

/** Pipelines, newest year first, by kind and in the order in which they were made. */
export async function findPipelines(tx: Tx, query: PipelineQuery): Promise<Page<PipelineRow>> {
  const where = 'where ($1::int is null or l.year = $1) and ($2::text is null or l.kind = $2)';
  const filter = [query.year ?? null, query.kind ?? null];
  const [{ total }] = (await tx.query(`select count(*)::int as total from pipeline l ${where}`, filter)) as [
    { total: number },
  ];
  const items: PipelineRow[] = await tx.query(
    `select ${PIPELINE} from pipeline l ${where}
      order by l.year desc, array_position(array[${KINDS}], l.kind), l.created_at, l.id limit $3 offset $4`,
    [...filter, query.pageSize, offset(query)],
  );
  return pageOf(query, items, total);
}

type Stored = Omit<PipelineView, 'allowedActions'>;
type StoredTally = Omit<TallyView, 'enteredAt'> & { stageId: string; enteredAt: Date };

export const TALLY = `t.month, t.count, trim_scale(t.amount)::text as amount,
  trim_scale(t.total_investment)::text as "totalInvestment", trim_scale(t.requested)::text as requested, t.units,
  t.sectors, t.version, w.name as "enteredByName", t.entered_at as "enteredAt"`;

export async function findPipeline(tx: Tx, id: string): Promise<Stored | undefined> {
  const [pipeline]: PipelineRow[] = await tx.query(`select ${PIPELINE} from pipeline l where l.id = $1`, [id]);
  if (!pipeline) return undefined;
  const stages: Omit<PipelineStageView, 'tallies'>[] = await tx.query(
    `select s.id, s.name, s.base_stage_id as "baseStageId", b.name as base, s.counts, s.digits, s.aside
       from pipeline_stage s left join pipeline_stage b on b.id = s.base_stage_id
      where s.pipeline_id = $1 order by s.sort`,
    [id],
  );
  const tallies: StoredTally[] = await tx.query(
    `select t.stage_id as "stageId", ${TALLY} from pipeline_tally t join pipeline_stage s on s.id = t.stage_id
       left join person w on w.id = t.entered_by
      where s.pipeline_id = $1 order by t.month desc`,
    [id],
  );
  const sectors: { sector: string }[] = await tx.query(
    `select distinct sector collate "zh-x-icu" as sector from pipeline_item
      where pipeline_id = $1 and sector <> '' order by 1`,
    [id],
  );
  return {
    ...pipeline,
    stages: stages.map((stage) => ({
      ...stage,
      tallies: tallies
        .filter(({ stageId }) => stageId === stage.id)
        .map(({ stageId: _, enteredAt, ...tally }) => ({ ...tally, enteredAt: isoInstant(enteredAt) })),
    })),
    sectors: sectors.map(({ sector }) => sector),
  };
}

/** The pipeline that the same body may have made before: by its id, or by its year and name. */
export async function findKnown(
  tx: Tx,
  { id, year, name }: { id?: string; year: number; name: string },
): Promise<{ id: string; bodyHash: string } | undefined> {
  const [row]: { id: string; bodyHash: string }[] = await tx.query(
    `select id, body_hash as "bodyHash" from pipeline
      where case when $1::uuid is null then year = $2 and name = $3 else id = $1 end`,
    [id ?? null, year, name],
  );
  return row;
}

/** Writes about one pipeline wait for each other until the transaction ends. */
export async function lockPipeline(
  tx: Tx,
  id: string,
): Promise<{ id: string; year: number; name: string } | undefined> {
  const [row]: { id: string; year: number; name: string }[] = await tx.query(
    'select id, year, name from pipeline where id = $1 for no key update',
    [id],
  );
  return row;
}

export async function insertPipeline(
  tx: Tx,
  row: { id?: string; year: number; name: string; kind: string; bodyHash: string; at: Date },
): Promise<string> {
  const [{ id }] = (await tx.query(
    `insert into pipeline (id, year, name, kind, body_hash, created_at)
     values (coalesce($1, uuidv7()), $2, $3, $4, $5, $6) returning id`,
    [row.id ?? null, row.year, row.name, row.kind, row.bodyHash, row.at],
  )) as [{ id: string }];
  return id;
}

export const updatePipeline = (tx: Tx, id: string, name: string): Promise<unknown> =>
  tx.query('update pipeline set name = $2, version = version + 1 where id = $1', [id, name]);

export interface StageRow {
  id: string;
  sort: number;
  name: string;
  base: string | null;
  counts: string;
  digits: number;
  aside: boolean;
}

/** The stages of a pipeline become these; names and bases are checked when the transaction ends. */
export async function saveStages(tx: Tx, pipelineId: string, stages: StageRow[]): Promise<void> {
  await tx.query('delete from pipeline_stage where pipeline_id = $1 and id <> all ($2::uuid[])', [
    pipelineId,
    stages.map(({ id }) => id),
  ]);
  await tx.query(
    `insert into pipeline_stage (id, pipeline_id, sort, name, base_stage_id, counts, digits, aside)
     select id, $1, sort, name, base, counts, digits, aside
       from jsonb_to_recordset($2::jsonb)
         as s (id uuid, sort int, name text, base uuid, counts text, digits int, aside boolean)
     on conflict on constraint pipeline_stage_pk do update set sort = excluded.sort, name = excluded.name,
       base_stage_id = excluded.base_stage_id, counts = excluded.counts, digits = excluded.digits, aside = excluded.aside`,
    [pipelineId, JSON.stringify(stages)],
  );
}

/** Those of the stages for which something was entered, be it withdrawn. */
export async function findUsed(tx: Tx, stageIds: string[]): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `select s.id from unnest($1::uuid[]) as s (id)
      where exists (select from pipeline_passage p where p.stage_id = s.id)
         or exists (select from pipeline_tally t where t.stage_id = s.id)`,
    [stageIds],
  );
  return rows.map(({ id }) => id);
}
