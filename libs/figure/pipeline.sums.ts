import type { Month, Tx } from '@app/platform';
import { type PipelineSum, sumPipelines } from '@app/pipeline';
import type { ScopeSums } from './figure.rules';
import { type ScopeKey, scopeKey } from './quantities';

const told = (values: Record<string, string | null | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));

/**
 * Each stage as it stands at the end of the month; the pipeline as a whole by its first step, what was obtained in the end,
 * and the share that came through the last step; and each sector by the last step (41 signed, of them 21 of one sector).
 * What stands beside the funnel (储备) is no step of it.
 */
export async function pipelineSums(tx: Tx, month: Month): Promise<Map<ScopeKey, ScopeSums>> {
  const rows = await sumPipelines(tx, month);
  const scopes = new Map<ScopeKey, ScopeSums>();
  for (const id of new Set(rows.map(({ pipelineId }) => pipelineId))) {
    const stages = rows.filter(({ pipelineId, sector }) => pipelineId === id && sector === null);
    for (const row of stages) scopes.set(scopeKey('stage', row.stageId), stageSums(row));
    const funnel = stages.filter(({ aside }) => !aside);
    const steps = funnel.length > 0 ? funnel : stages;
    const [first, last] = [steps[0], steps.at(-1)];
    if (!first || !last) continue;
    const obtained = steps.filter(({ counts }) => counts === 'obtained').at(-1);
    scopes.set(scopeKey('pipeline', id), {
      ...{ name: first.pipelineName, alias: first.pipelineName, digits: last.digits },
      values: told({
        'pipeline-count': String(first.count),
        'pipeline-amount': first.amount,
        'pipeline-obtained': obtained && obtainedIn(obtained),
        ...throughOf(last),
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
    'pipeline-obtained': row.counts === 'obtained' ? obtainedIn(row) : null,
    ...throughOf(row),
  }),
});

/** Where nothing has come yet, that is known: 0. Where something came and nobody said how much, it is not. */
const obtainedIn = ({ amount, count }: PipelineSum): string | null => amount ?? (count === 0 ? '0' : null);

const throughOf = ({ count, baseCount }: PipelineSum): Record<string, string> =>
  baseCount === null ? {} : { 'pipeline-through': String(count), 'pipeline-base': String(baseCount) };
