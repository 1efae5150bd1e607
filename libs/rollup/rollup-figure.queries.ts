import type { FigureFilter, FigureView } from '@app/figure';
import type { Month, Tx } from '@app/platform';

/** What a revision published, in the order in which it was read. */
export async function publishedFigures(
  tx: Tx,
  month: Month,
  revision: number,
  { measures, scopeKinds, scopeIds }: FigureFilter,
): Promise<FigureView[]> {
  const rows: { content: string }[] = await tx.query(
    `select content from rollup_figure where month = $1 and revision = $2
        and ($3::text[] is null or measure = any ($3)) and ($4::text[] is null or scope_kind = any ($4))
        and ($5::text[] is null or scope_id = any ($5)) order by place`,
    [month, revision, measures ?? null, scopeKinds ?? null, scopeIds ?? null],
  );
  return rows.map(({ content }) => JSON.parse(content) as FigureView);
}
