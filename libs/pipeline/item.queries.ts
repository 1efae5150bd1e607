import type { Principal } from '@app/org';
import { projectScope } from '@app/project';
import {
  containing,
  type Day,
  isoInstant,
  lastDay,
  type Month,
  offset,
  type Page,
  pageOf,
  Parameters,
  type Tx,
} from '@app/platform';
import type { PipelineItemQuery, PipelineItemView, PassageView } from './item.dto';
import { itemScope } from './pipeline.policy';

/** As the database answers: instants in JSON are not written as the API writes them. */
type Stored = Omit<PipelineItemView, 'allowedActions'>;

const ITEM = `i.id, i.pipeline_id as "pipelineId", i.name, i.sector, i.project_id as "projectId",
  q.name as "projectName", i.unit_id as "unitId", u.name as "unitName",
  trim_scale(i.total_investment)::text as "totalInvestment", trim_scale(i.requested)::text as requested, i.note, i.version,
  coalesce((select jsonb_agg(jsonb_build_object('stageId', p.stage_id, 'stageName', s.name, 'passedOn', p.passed_on,
      'amount', trim_scale(p.amount)::text, 'note', p.note, 'version', p.version, 'enteredByName', w.name,
      'enteredAt', p.entered_at) order by s.sort)
    from pipeline_passage p join pipeline_stage s on s.id = p.stage_id left join person w on w.id = p.entered_by
   where p.item_id = i.id and p.withdrawn_on is null), '[]') as passages,
  coalesce((select jsonb_agg(jsonb_build_object('stageName', s.name, 'passedOn', p.passed_on,
      'amount', trim_scale(p.amount)::text, 'withdrawnOn', p.withdrawn_on, 'reason', p.withdrawn_reason)
      order by p.withdrawn_on desc, s.sort desc)
    from pipeline_passage p join pipeline_stage s on s.id = p.stage_id
   where p.item_id = i.id and p.withdrawn_on is not null), '[]') as withdrawn`;
const ITEMS = `from pipeline_item i left join project q on q.id = i.project_id left join unit u on u.id = i.unit_id`;

const told = (item: Stored): Stored => ({
  ...item,
  passages: item.passages.map((passage) => ({ ...passage, enteredAt: isoInstant(new Date(passage.enteredAt)) })),
});

/** Whether `pipeline_passage p` counts at the end of a month, whose last day stands at that place. */
export const countsOn = (day: string): string =>
  `p.passed_on <= ${day}::date and (p.withdrawn_on is null or p.withdrawn_on > ${day}::date)`;

function conditions(
  principal: Principal,
  pipelineId: string,
  query: PipelineItemQuery,
  month: Month,
  p: Parameters,
): string {
  const where = [`i.pipeline_id = ${p.add(pipelineId)}`, itemScope(principal, p)];
  if (query.q !== undefined && query.q !== '') {
    const words = p.add(containing(query.q));
    where.push(`(i.name ilike ${words} or i.note ilike ${words})`);
  }
  if (query.stageId !== undefined) {
    where.push(`exists (select from pipeline_passage p where p.item_id = i.id and p.stage_id = ${p.add(query.stageId)}
      and ${countsOn(p.add(lastDay(month)))})`);
  }
  if (query.sector !== undefined) where.push(`i.sector = ${p.add(query.sector)}`);
  if (query.unitId !== undefined) where.push(`i.unit_id = ${p.add(query.unitId)}`);
  return where.join(' and ');
}

/** Items that the person may know of, in the order in which they were entered. */
export async function findItems(
  tx: Tx,
  principal: Principal,
  pipelineId: string,
  query: PipelineItemQuery,
  month: Month,
): Promise<Page<Stored>> {
  const p = new Parameters();
  const where = conditions(principal, pipelineId, query, month, p);
  const [{ total }] = (await tx.query(`select count(*)::int as total from pipeline_item i where ${where}`, [
    ...p.values,
  ])) as [{ total: number }];
  const items: Stored[] = await tx.query(
    `select ${ITEM} ${ITEMS} where ${where} order by i.created_at, i.id
      limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return pageOf(query, items.map(told), total);
}

export async function findItem(
  tx: Tx,
  principal: Principal,
  pipelineId: string,
  id: string,
): Promise<Stored | undefined> {
  const p = new Parameters();
  const [row]: Stored[] = await tx.query(
    `select ${ITEM} ${ITEMS} where i.id = ${p.add(id)} and i.pipeline_id = ${p.add(pipelineId)} and ${itemScope(principal, p)}`,
    p.values,
  );
  return row && told(row);
}

/** Writes about one item wait for each other until the transaction ends. */
export const lockItem = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('select 1 from pipeline_item where id = $1 for no key update', [id]);

/** The item that the same body may have made before: by its id, or by its name in the pipeline. */
export async function findKnownItem(
  tx: Tx,
  { id, pipelineId, name }: { id?: string; pipelineId: string; name: string },
): Promise<{ id: string; pipelineId: string; bodyHash: string } | undefined> {
  const [row]: { id: string; pipelineId: string; bodyHash: string }[] = await tx.query(
    `select id, pipeline_id as "pipelineId", body_hash as "bodyHash" from pipeline_item
      where case when $1::uuid is null then pipeline_id = $2 and name = $3 else id = $1 end`,
    [id ?? null, pipelineId, name],
  );
  return row;
}

export interface ItemFacts {
  name: string;
  sector: string;
  projectId: string | null;
  unitId: string | null;
  totalInvestment: string | null;
  requested: string | null;
  note: string;
}

export async function insertItem(
  tx: Tx,
  { id, pipelineId, bodyHash, by, at }: { id?: string; pipelineId: string; bodyHash: string; by: string; at: Date },
  facts: ItemFacts,
): Promise<string> {
  const [row] = (await tx.query(
    `insert into pipeline_item (id, pipeline_id, name, sector, project_id, unit_id, total_investment, requested, note,
                                body_hash, created_by, created_at)
     values (coalesce($1, uuidv7()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      id ?? null,
      pipelineId,
      facts.name,
      facts.sector,
      facts.projectId,
      facts.unitId,
      facts.totalInvestment,
      facts.requested,
      facts.note,
      bodyHash,
      by,
      at,
    ],
  )) as [{ id: string }];
  return row.id;
}

/** What is there now; and what counts from that month on, also where a later change had been written down. */
export async function updateItem(tx: Tx, id: string, before: ItemFacts, facts: ItemFacts, from: Month): Promise<void> {
  await tx.query(
    `update pipeline_item set name = $2, sector = $3, project_id = $4, unit_id = $5, total_investment = $6,
       requested = $7, note = $8, version = version + 1 where id = $1`,
    [id, facts.name, facts.sector, facts.projectId, facts.unitId, facts.totalInvestment, facts.requested, facts.note],
  );
  const changed = [
    facts.sector !== before.sector,
    facts.unitId !== before.unitId,
    facts.totalInvestment !== before.totalInvestment,
    facts.requested !== before.requested,
  ];
  if (!changed.includes(true)) return;
  await tx.query(
    `insert into pipeline_standing (item_id, from_month, sector, unit_id, total_investment, requested)
     select item_id, $2::month, sector, unit_id, total_investment, requested from pipeline_standing
      where item_id = $1 and from_month <= $2::month order by from_month desc limit 1
     on conflict do nothing`,
    [id, from],
  );
  await tx.query(
    `update pipeline_standing set
       sector = case when $3 then $7 else sector end, unit_id = case when $4 then $8::uuid else unit_id end,
       total_investment = case when $5 then $9::numeric else total_investment end,
       requested = case when $6 then $10::numeric else requested end
      where item_id = $1 and from_month >= $2::month`,
    [id, from, ...changed, facts.sector, facts.unitId, facts.totalInvestment, facts.requested],
  );
}

/** The first month of which every later one is still open; the first of all where none is closed. */
export async function firstOpenMonth(tx: Tx): Promise<Month> {
  const [{ month }] = (await tx.query(
    `select coalesce(to_char((max(month) || '-01')::date + interval '1 month', 'YYYY-MM'), '0001-01') as month
       from rollup_revision`,
  )) as [{ month: Month }];
  return month;
}

/** Whether there is an active unit, and a project that the person may know of; true where none is named. */
export async function checkNamed(
  tx: Tx,
  principal: Principal,
  { unitId, projectId }: { unitId?: string | null; projectId?: string | null },
): Promise<{ unitId: boolean; projectId: boolean }> {
  const p = new Parameters();
  const unit = p.add(unitId ?? null);
  const project = p.add(projectId ?? null);
  const [row] = (await tx.query(
    `select ${unit}::uuid is null or exists (select from unit where id = ${unit} and active) as "unitId",
            ${project}::uuid is null or exists (
              select from project p where p.id = ${project} and ${projectScope(principal, p)}) as "projectId"`,
    p.values,
  )) as [{ unitId: boolean; projectId: boolean }];
  return row;
}

/** The passage that stands, with the days of the stages before and after it by their bases. */
export async function findPassage(tx: Tx, itemId: string, stageId: string): Promise<PassageView | undefined> {
  const [row]: (Omit<PassageView, 'enteredAt'> & { enteredAt: Date })[] = await tx.query(
    `select p.stage_id as "stageId", s.name as "stageName", p.passed_on as "passedOn",
            trim_scale(p.amount)::text as amount, p.note, p.version, w.name as "enteredByName", p.entered_at as "enteredAt"
       from pipeline_passage p join pipeline_stage s on s.id = p.stage_id left join person w on w.id = p.entered_by
      where p.item_id = $1 and p.stage_id = $2 and p.withdrawn_on is null`,
    [itemId, stageId],
  );
  return row && { ...row, enteredAt: isoInstant(row.enteredAt) };
}

/** When the item passed the stage's base, and the first day on which it passed a stage that is based on it. */
export async function findNeighbours(
  tx: Tx,
  itemId: string,
  stageId: string,
): Promise<{ base: { name: string; day: Day } | null; next: { name: string; day: Day } | null }> {
  const [row] = (await tx.query(
    `select (select jsonb_build_object('name', b.name, 'day', p.passed_on)
               from pipeline_stage s join pipeline_stage b on b.id = s.base_stage_id
               join pipeline_passage p on p.stage_id = b.id and p.item_id = $1 and p.withdrawn_on is null
              where s.id = $2) as base,
            (select jsonb_build_object('name', n.name, 'day', p.passed_on)
               from pipeline_stage n join pipeline_passage p
                 on p.stage_id = n.id and p.item_id = $1 and p.withdrawn_on is null
              where n.base_stage_id = $2 order by p.passed_on limit 1) as next`,
    [itemId, stageId],
  )) as [{ base: { name: string; day: Day } | null; next: { name: string; day: Day } | null }];
  return row;
}

export function savePassage(
  tx: Tx,
  { itemId, stageId, by, at }: { itemId: string; stageId: string; by: string; at: Date },
  { passedOn, amount, note }: { passedOn: Day; amount: string | null; note: string },
): Promise<unknown> {
  return tx.query(
    `insert into pipeline_passage (item_id, stage_id, passed_on, amount, note, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (item_id, stage_id) where withdrawn_on is null do update set passed_on = excluded.passed_on,
       amount = excluded.amount, note = excluded.note, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
       version = pipeline_passage.version + 1`,
    [itemId, stageId, passedOn, amount, note, by, at],
  );
}

export const withdrawPassage = (tx: Tx, itemId: string, stageId: string, on: Day, reason: string): Promise<unknown> =>
  tx.query(
    `update pipeline_passage set withdrawn_on = $3, withdrawn_reason = $4, version = version + 1
      where item_id = $1 and stage_id = $2 and withdrawn_on is null`,
    [itemId, stageId, on, reason],
  );

/** Whether the newest passage that was withdrawn was so for this reason: the same call again, whose answer was lost. */
export async function wasWithdrawn(tx: Tx, itemId: string, stageId: string, reason: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `select 1 from pipeline_passage where item_id = $1 and stage_id = $2 and withdrawn_reason = $3`,
    [itemId, stageId, reason],
  );
  return rows.length > 0;
}
