import { type Month, sumAmounts, decimal } from '@app/platform';
import type { ChangedProject, ChangedRow } from './change.queries';
import type { ProjectChange } from './rollup.dto';
import { amountChange, amountWords, basisWords, differenceWords, monthWords, wordChange } from './fact.words';

type Facts = Record<string, unknown> | null;
const text = (facts: Facts, key: string): string | null => {
  const value = facts?.[key];
  return typeof value === 'string' ? value : null;
};

export const projectChange = ({ rows, ...project }: ChangedProject): ProjectChange => ({
  ...project,
  changes: projectChanges({ rows }),
});

/** What is different of a project, in words, most telling first. */
export function projectChanges({ rows }: Pick<ChangedProject, 'rows'>): string[] {
  const of = (family: ChangedRow['family']): ChangedRow[] => rows.filter((row) => row.family === family);
  const plans = planChanges(of('plan'), of('project'));
  const entries = of('entry').flatMap(entryChanges);
  // Months that were closed before entries were kept have the sum only.
  const sums = of('project').flatMap(({ before, after }) =>
    before && after && entries.length === 0
      ? amountChange('累计完成', text(before, 'completed'), text(after, 'completed'))
      : [],
  );
  return [
    ...of('member').map(memberChange),
    ...plans,
    ...entries,
    ...sums,
    ...of('project').flatMap(standingChanges),
    ...of('batch').flatMap(batchChanges),
  ];
}

/** The plan that counts: how much more or less, and since when. */
function planChanges(plans: ChangedRow[], projects: ChangedRow[]): string[] {
  const [project] = projects;
  if (!project?.before || !project.after) {
    return plans.flatMap(({ before, after }) =>
      before && after ? amountChange('计划', text(before, 'amount'), text(after, 'amount')) : [],
    );
  }
  const [was, is] = [text(project.before, 'plan'), text(project.after, 'plan')];
  const from = text(project.after, 'planFrom');
  const since = from === null ? '' : `（${monthWords(from)}起）`;
  const basis = [text(project.before, 'planBasis'), text(project.after, 'planBasis')] as const;
  return [
    ...amountChange('计划', was, is).map((words) => `${words}${since}`),
    ...(basis[0] === null || basis[1] === null
      ? []
      : wordChange('计划口径', basisWords(basis[0]), basisWords(basis[1]))),
  ];
}

function entryChanges({ before, after }: ChangedRow): string[] {
  const month = monthWords((text(after, 'month') ?? text(before, 'month')) as Month);
  if (!before) return [`补报${month}完成 ${amountWords(text(after, 'completed') ?? '0')}`];
  if (!after) return [`删去${month}完成 ${amountWords(text(before, 'completed') ?? '0')}`];
  return [
    ...amountChange(`${month}完成`, text(before, 'completed'), text(after, 'completed')),
    ...amountChange(`${month}到位资金`, text(before, 'fundsReceived'), text(after, 'fundsReceived')),
    ...amountChange(`${month}入库完成`, text(before, 'registryCompleted'), text(after, 'registryCompleted')),
    ...wordChange(`${month}口径`, basisWords(text(before, 'basis')), basisWords(text(after, 'basis'))),
    ...wordChange(`${month}形象进度`, text(before, 'physicalProgress'), text(after, 'physicalProgress')),
  ];
}

const listName = (facts: Facts): string => (text(facts, 'list') === null ? '清单' : `“${text(facts, 'list')}”`);

const BATCH_WORDS: Record<string, string> = { signed: '签约一批', started: '开工一批', production: '投产一批' };
const batchWords = (batch: string | null): string => (batch === null ? '不分批' : (BATCH_WORDS[batch] ?? batch));

function memberChange({ before, after }: ChangedRow): string {
  if (!before) return `列入${listName(after)}`;
  if (!after) return `退出${listName(before)}`;
  if (text(before, 'batch') !== text(after, 'batch')) {
    return `${listName(after)}批次由${batchWords(text(before, 'batch'))}改为${batchWords(text(after, 'batch'))}`;
  }
  return `${listName(after)}起止月份由 ${span(before)} 改为 ${span(after)}`;
}

const span = (facts: Facts): string => `${text(facts, 'from') ?? ''} 至 ${text(facts, 'to') ?? '年底'}`;

function standingChanges({ before, after }: ChangedRow): string[] {
  if (!before || !after) return [];
  return [
    ...amountChange('总投资', text(before, 'totalInvestment'), text(after, 'totalInvestment')),
    ...(text(before, 'unitId') === text(after, 'unitId') ? [] : ['责任单位变更']),
  ];
}

const STEP_WORDS: Record<string, string> = {
  signed: '开工',
  started: '投产',
  production: '达效',
  registry: '入库',
};

function batchChanges({ before, after }: ChangedRow): string[] {
  const which = text(after, 'which') ?? text(before, 'which') ?? '';
  const step = STEP_WORDS[which] ?? which;
  if (!before) return which === 'registry' ? ['计入应入库项目'] : [`计入${batchWords(which)}`];
  if (!after) return which === 'registry' ? ['不再计入应入库项目'] : [`不再计入${batchWords(which)}`];
  return wordChange(`${step}日期`, text(before, 'reachedOn'), text(after, 'reachedOn'));
}

/** All of it in a few sentences: how many projects, and by how much. */
export function summaryWords(projects: ChangedProject[], total: number): string[] {
  if (total === 0) return [];
  const rows = projects.flatMap((project) => project.rows);
  const of = (family: ChangedRow['family']) => rows.filter((row) => row.family === family);
  const moved = (key: 'plan' | 'completed' | 'totalInvestment', name: string): string[] => {
    const changed = of('project').filter(
      ({ before, after }) => before && after && text(before, key) !== text(after, key),
    );
    if (changed.length === 0) return [];
    const sum = sumAmounts(
      changed.map(({ before, after }) =>
        decimal(text(after, key) ?? '0')
          .minus(text(before, key) ?? '0')
          .toFixed(),
      ),
    );
    const months = [...new Set(changed.map(({ after }) => text(after, 'planFrom')))];
    const [month] = months;
    const since = key === 'plan' && months.length === 1 && month ? `（${monthWords(month)}起）` : '';
    return [`${changed.length} 个项目${name}合计 ${differenceWords('0', sum)}${since}`];
  };
  const lists = (which: 'before' | 'after', words: string): string[] => {
    const gone = of('member').filter((row) => row[which === 'before' ? 'after' : 'before'] === null);
    const names = [...new Set(gone.map((row) => listName(row[which])))];
    return names.map((name) => `${gone.filter((row) => listName(row[which]) === name).length} 个项目${words}${name}`);
  };
  return [
    ...moved('plan', '计划'),
    ...moved('completed', '累计完成'),
    ...moved('totalInvestment', '总投资'),
    ...lists('before', '退出'),
    ...lists('after', '列入'),
  ];
}
