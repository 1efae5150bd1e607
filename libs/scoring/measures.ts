import type { UnitMeasure } from './scheme.dto';

const of = (code: string, name: string, unit: string, rate = false): UnitMeasure => ({ code, name, unit, rate });

/** The measures that there are of units: what items and rankings may use. Their definitions stand with the figures. */
export const UNIT_MEASURES: readonly UnitMeasure[] = [
  of('investment.rate', '投资完成率', '%', true),
  of('investment.gap', '与时间进度之差', '百分点'),
  of('investment.completed', '累计完成投资', '万元'),
  of('investment.month', '当月完成投资', '万元'),
  of('investment.plan', '年度计划投资', '万元'),
  of('investment.total', '总投资', '万元'),
  of('investment.projects', '项目数', '个'),
  of('investment.registry-rate', '投资完成率（统计入库口径）', '%', true),
  of('investment.registry-completed', '累计完成投资（统计入库口径）', '万元'),
  of('investment.funds', '到位资金', '万元'),
  of('investment.started', '已开工项目数', '个'),
  of('rates.started', '开工率', '%', true),
  of('rates.investment', '投资完成率（四率）', '%', true),
  of('rates.funds', '资金到位率', '%', true),
  of('rates.completed', '竣工率', '%', true),
  of('milestones.rate', '节点完成率', '%', true),
  of('milestones.late', '逾期节点数', '个'),
  of('issues.closure-rate', '问题销号率', '%', true),
  of('issues.on-time-rate', '问题按时办结率', '%', true),
  of('issues.first-time-rate', '一次办结率', '%', true),
  of('issues.overdue', '超期问题数', '个'),
  of('issues.median-days', '办理天数中位数', '天'),
  of('visits.coverage', '走访覆盖率', '%', true),
  of('reminders.urged', '催办次数', '次'),
  of('reminders.escalated', '督办升级次数', '次'),
  of('reporting.rate', '数据上报率', '%', true),
  of('reporting.on-time-rate', '按时上报率', '%', true),
];

export const UNIT_MEASURE_CODES: ReadonlySet<string> = new Set(UNIT_MEASURES.map(({ code }) => code));
export const unitMeasure = (code: string): UnitMeasure | undefined => UNIT_MEASURES.find((one) => one.code === code);
