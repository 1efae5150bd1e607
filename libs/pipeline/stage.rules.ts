import { invalid } from '@app/platform';
import { randomUUID } from 'node:crypto';
import type { PipelineStageBody } from './pipeline.dto';
import type { StageRow } from './pipeline.queries';

/**
 * Stages as they are sent → rows: names once, bases found by name. A stage whose base is left out is based on the step
 * of the funnel before it; one beside the funnel has no base unless it names one.
 *
 * @throws Problem 400 that names the stage
 */
export function stageRows(stages: PipelineStageBody[], known: { id: string; name: string }[]): StageRow[] {
  const ids = new Map<string, string>();
  for (const { id, name } of stages) {
    if (ids.has(name)) throw invalid('stages', `环节“${name}”出现了两次，请改名。`);
    if (id !== undefined && !known.some((stage) => stage.id === id))
      throw invalid('stages', `环节“${name}”不在这个漏斗中，请刷新后重试。`);
    // Sent again under the same name without its id, it is the same stage.
    const same = known.find((stage) => stage.name === name && !stages.some((other) => other.id === stage.id));
    ids.set(name, id ?? same?.id ?? randomUUID());
  }
  const idOf = (name: string): string => ids.get(name) as string;
  if (new Set(ids.values()).size < ids.size) throw invalid('stages', '有两个环节用了同一个编号，请刷新后重试。');
  const rows = stages.map((stage, index): StageRow => {
    const before = stages.slice(0, index).filter(({ aside }) => !aside);
    const usual = stage.aside ? null : (before[before.length - 1]?.name ?? null);
    const base = stage.base === undefined ? usual : stage.base;
    if (base !== null && !ids.has(base))
      throw invalid('stages', `环节“${stage.name}”的基数“${base}”不在这个漏斗中，请改为其中一个环节。`);
    if (base === stage.name) throw invalid('stages', `环节“${stage.name}”不能以自己为基数，请改为其他环节。`);
    const { name, counts, digits, aside } = stage;
    return { id: idOf(name), sort: index + 1, name, base: base === null ? null : idOf(base), counts, digits, aside };
  });
  for (const row of rows) requireNoCircle(row, rows);
  return rows;
}

/** Two stages that are each other's base would have rates that say nothing. */
function requireNoCircle(row: StageRow, rows: StageRow[]): void {
  const seen = new Set<string>();
  for (let at: StageRow | undefined = row; at; at = rows.find(({ id }) => id === at?.base)) {
    if (seen.has(at.id)) throw invalid('stages', `环节“${row.name}”的基数绕了一圈又回到自己，请检查。`);
    seen.add(at.id);
  }
}
