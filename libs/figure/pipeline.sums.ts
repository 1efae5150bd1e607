import type { Month, Tx } from '@app/platform';
import { type PipelineSum, sumPipelines } from '@app/pipeline';
import type { ScopeSums } from './figure.rules';
import { type ScopeKey, scopeKey } from './quantities';

const told = (values: Record<string, string | null | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));

/**
 * Each stage as it stands at the end of the month; the pipeline as a whole by its first stage and what was obtained in the
 * end; and each sector by the last stage of the funnel (41 signed, of them 21 of one sector).
 */
export async function pipelineSums(tx: Tx, month: Month): Promise<Map<ScopeKey, ScopeSums>> {
  const rows = await sumPipelines(tx, month);
  const scopes = new Map<ScopeKey, ScopeSums>();
  for (const id of new Set(rows.map(({ pipelineId }) => pipelineId))) {
    const stages = rows.filter(({ pipelineId, sector }) => pipelineId === id && sector === null);
    const funnel = stages.filter(({ aside }) => !aside);
    const [first, last] = [funnel[0], funnel.at(-1)];
    const obtained = funnel.filter(({ counts }) => counts === 'obtained').at(-1);
    for (const row of stages) scopes.set(scopeKey('stage', row.stageId), stageSums(row));
    if (!first || !last) continue;
    scopes.set(scopeKey('pipeline', id), {
      ...{ name: first.pipelineName, alias: first.pipelineName, digits: first.digits },
      values: told({
        'pipeline-count': String(first.count),
        'pipeline-amount': first.amount,
        'pipeline-obtained': obtained?.amount,
      }),
    });
    for (const row of rows) {
      if (row.stageId !== last.stageId || row.sector === null) continue;
      scopes.set(scopeKey('sector', `${id}/${row.sector}`), {
        ...stageSums(row),
        name: `${row.pipelineName} · ${row.sector === '' ? '未分类' : row.sector}`,
        alias: `${row.pipelineName}/${row.sector}`,
      });
    }
  }
  return scopes;
}

const stageSums = (row: PipelineSum): ScopeSums => ({
  name: `${row.pipelineName} · ${row.stageName}`,
  alias: `${row.pipelineName}/${row.stageName}`,
  digits: row.digits,
  values: told({
    'pipeline-count': String(row.count),
    'pipeline-amount': row.amount,
    'pipeline-obtained': row.counts === 'obtained' ? row.amount : null,
    'pipeline-base': row.baseCount === null ? null : String(row.baseCount),
  }),
});
