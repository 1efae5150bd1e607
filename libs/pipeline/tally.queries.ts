import { isoInstant, type Month, type Tx } from '@app/platform';
import { TALLY } from './pipeline.queries';
import type { TallySectorView, TallyView } from './tally.dto';

export interface TallyFacts {
  count: number;
  amount: string | null;
  totalInvestment: string | null;
  requested: string | null;
  units: number | null;
  sectors: TallySectorView[];
}

/** Writes about the totals of one stage wait for each other until the transaction ends. */
export async function lockStage(tx: Tx, id: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from pipeline_stage where id = $1 for no key update', [id]);
  return rows.length > 0;
}

export async function findTally(tx: Tx, stageId: string, month: Month): Promise<TallyView | undefined> {
  const [row]: (Omit<TallyView, 'enteredAt'> & { enteredAt: Date })[] = await tx.query(
    `select ${TALLY} from pipeline_tally t left join person w on w.id = t.entered_by
      where t.stage_id = $1 and t.month = $2`,
    [stageId, month],
  );
  return row && { ...row, enteredAt: isoInstant(row.enteredAt) };
}

export function saveTally(
  tx: Tx,
  { stageId, month, by, at }: { stageId: string; month: Month; by: string; at: Date },
  facts: TallyFacts,
): Promise<unknown> {
  return tx.query(
    `insert into pipeline_tally (stage_id, month, count, amount, total_investment, requested, units, sectors, entered_by,
                                 entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict on constraint pipeline_tally_pk do update set count = excluded.count, amount = excluded.amount,
       total_investment = excluded.total_investment, requested = excluded.requested, units = excluded.units,
       sectors = excluded.sectors, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
       version = pipeline_tally.version + 1`,
    [
      stageId,
      month,
      facts.count,
      facts.amount,
      facts.totalInvestment,
      facts.requested,
      facts.units,
      JSON.stringify(facts.sectors),
      by,
      at,
    ],
  );
}

export const deleteTally = (tx: Tx, stageId: string, month: Month): Promise<unknown> =>
  tx.query('delete from pipeline_tally where stage_id = $1 and month = $2', [stageId, month]);
