import type { MeasureFamily } from './figure.kinds';
import type { QuantityView } from './measure.dto';

const batch = (which: string, name: string, step: string): Record<string, string> => ({
  [`${which}-projects`]: `${name}项目数`,
  [`${which}-investment`]: `${name}总投资`,
  [`${which}-fulfilled`]: `${name}已履约项目数`,
  [`${which}-reached`]: `${name}已${step}项目数`,
});

/** What numerators and denominators may be, by family, with its Chinese name. */
export const QUANTITIES: Record<MeasureFamily, Readonly<Record<string, string>>> = {
  investment: {
    projects: '项目数',
    total: '总投资',
    plan: '年度计划投资',
    'without-plan': '未填计划项目数',
    month: '当月完成投资',
    completed: '累计完成投资',
    'registry-completed': '统计入库口径累计完成投资',
    funds: '累计到位资金',
    started: '已开工项目数',
    finished: '已竣工项目数',
  },
  batches: {
    ...batch('signed', '签约一批', '开工'),
    ...batch('started', '开工一批', '投产'),
    ...batch('production', '投产一批', '达效'),
    'registry-eligible': '应入库项目数',
    'registry-entered': '已入库项目数',
  },
  milestones: {
    'milestones-due': '应完成节点数',
    'milestones-met': '已完成节点数',
    'milestones-late': '逾期未完成节点数',
  },
  livelihood: { 'registered-year': '登记件数', settled: '办结件数', open: '未办结件数', overdue: '超期件数' },
  issues: {
    registered: '新增问题',
    closed: '销号问题',
    open: '未销号问题',
    overdue: '超期问题',
    'registered-year': '累计新增问题',
    'closed-year': '累计销号问题',
    settled: '当年登记且已销号的问题',
    'on-time': '按期销号问题',
    'first-time': '一次销号问题',
    days: '办结用时',
  },
  visits: {
    due: '应走访次数',
    done: '已走访次数',
    late: '逾期补访次数',
    missed: '未走访次数',
    excused: '免访次数',
    expected: '应走访次数减去免访次数',
  },
  reminders: { urged: '催办次数', escalated: '督办文书件数' },
  reporting: {
    'reporting-due': '应确认单位数',
    'reporting-reported': '已确认单位数',
    'reporting-on-time': '按时确认单位数',
  },
  pipelines: {
    'pipeline-count': '环节事项数',
    'pipeline-amount': '环节金额',
    'pipeline-obtained': '到位金额',
    'pipeline-through': '通过环节的事项数',
    'pipeline-base': '基数环节的事项数',
  },
  indicators: { 'indicator-target': '目标值', 'indicator-actual': '实际值' },
};

export const quantitiesOf = (family: MeasureFamily): QuantityView[] =>
  Object.entries(QUANTITIES[family]).map(([name, label]) => ({ name, label }));
