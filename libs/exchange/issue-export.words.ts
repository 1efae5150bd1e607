import type { IssueFilter } from '@app/desk';
import { type Label, LIGHT_LABELS, SEVERITY_LABELS, STATE_LABELS } from '@app/ledger';

/** Names of what a filter holds as codes and ids. */
export interface FilterNames {
  ledger?: string;
  unit?: string;
  category?: string;
  project?: string;
}

const PERIODS = { today: '今日', week: '本周', month: '本月' };

const words = (codes: string, labels: Record<string, Label>): string =>
  codes
    .split(',')
    .map((code) => labels[code]?.zh ?? code)
    .join('、');

function span(label: string, from?: string, to?: string): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  return `${label} ${from ?? ''} 至 ${to ?? ''}`.replace('  ', ' ').trim();
}

/** A filter in words, for the head of a sheet: what its rows have in common. */
export function filterWords(filter: IssueFilter, names: FilterNames, chosen: boolean): string {
  const yes = (value: string | undefined, sentence: string): string | undefined =>
    value === 'true' ? sentence : undefined;
  const role = { lead: '主办单位', support: '协办单位', either: '主办或协办单位' }[filter.unitAs ?? 'either'];
  const parts = [
    names.ledger && `台账：${names.ledger}`,
    filter.state && `状态：${words(filter.state, STATE_LABELS)}`,
    yes(filter.open, '未办结'),
    filter.unitId && `${role}：${names.unit ?? '指定单位'}`,
    filter.projectId && `项目：${names.project ?? '指定项目'}`,
    filter.categoryCode && `类别：${names.category ?? '指定类别'}`,
    filter.severity && `严重程度：${words(filter.severity, SEVERITY_LABELS)}`,
    filter.light && `红黄绿灯：${LIGHT_LABELS[filter.light].zh}`,
    yes(filter.reopened, '重启过'),
    yes(filter.extension, '延期待批'),
    span('登记日期', filter.registeredFrom, filter.registeredTo),
    filter.registeredIn && `${PERIODS[filter.registeredIn]}登记`,
    span('办理期限', filter.dueFrom, filter.dueTo),
    filter.dueIn && `${PERIODS[filter.dueIn]}到期`,
    span('销号日期', filter.closedFrom, filter.closedTo),
    filter.closedIn && `${PERIODS[filter.closedIn]}销号`,
    filter.touchedTo && `${filter.touchedTo} 以来没有变动`,
    yes(filter.registeredByMe, '本人登记'),
    yes(filter.mine, '待本人处理'),
    filter.q && `含有“${filter.q}”`,
    chosen && '仅选中的行',
  ].filter((part): part is string => typeof part === 'string');
  return parts.length === 0 ? '全部' : parts.join('；');
}
