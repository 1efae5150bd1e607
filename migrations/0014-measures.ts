/** The measures as they are shipped: version 1 of each, from the first month on. Values of migration 0014: never edited. */

export interface ShippedMeasure {
  code: string;
  family: string;
  name: string;
  unit: string;
  population: string;
  numerator: string | null;
  denominator: string | null;
  combine: 'sum' | 'rate' | 'difference' | 'median' | 'given';
  basis: string;
  digits: number | null;
  trimWhole: boolean;
  direction: 'more' | 'less' | 'none';
  formula: string;
  source: string;
}

const of =
  (family: string, population: string, source: string) =>
  (
    code: string,
    name: string,
    unit: string,
    numerator: string | null,
    formula: string,
    more: Partial<ShippedMeasure> = {},
  ): ShippedMeasure => ({
    code,
    family,
    name,
    unit,
    population,
    numerator,
    denominator: null,
    combine: 'sum',
    basis: 'as-entered',
    digits: unit === '万元' ? 4 : 0,
    trimWhole: false,
    direction: 'none',
    formula,
    source,
    ...more,
  });

const rate = (denominator: string, more: Partial<ShippedMeasure> = {}): Partial<ShippedMeasure> => ({
  combine: 'rate',
  denominator,
  digits: 2,
  direction: 'more',
  ...more,
});

const invested = of('investment', '当月在本年度清单上的项目，每个项目只计一次', '项目清单成员、年度投资计划、月度进展');
const OF_LIST = { digits: null } as const;
const INVESTMENT = [
  invested('investment.projects', '项目数', '个', 'projects', '当月在清单上的项目数（起止月份均含当月）'),
  invested('investment.total', '总投资', '万元', 'total', '当月在清单上的项目总投资之和'),
  invested('investment.plan', '年度计划投资', '万元', 'plan', '各项目取起始月份不晚于当月的最近一次年度计划，求和'),
  invested('investment.without-plan', '未填计划项目数', '个', 'without-plan', '当月尚无年度计划的项目数', {
    direction: 'less',
  }),
  invested('investment.month', '当月完成投资', '万元', 'month', '当月的月度完成投资之和；更正可为负数', {
    direction: 'more',
  }),
  invested('investment.completed', '累计完成投资', '万元', 'completed', '1月至当月的月度完成投资之和；更正可为负数', {
    direction: 'more',
  }),
  invested(
    'investment.rate',
    '投资完成率',
    '%',
    'completed',
    '累计完成投资 ÷ 年度计划投资 × 100%，四舍五入到清单规定的小数位；计划为零时不计算',
    rate('plan', OF_LIST),
  ),
  invested('investment.time-schedule', '时间进度', '%', null, '月份 ÷ 12 × 100%，保留两位小数', {
    combine: 'given',
    digits: 2,
    source: '日历',
  }),
  invested(
    'investment.gap',
    '与时间进度之差',
    '百分点',
    'completed',
    '投资完成率 − 时间进度（均不先取整），保留两位小数；负数为滞后',
    { combine: 'difference', denominator: 'plan', digits: 2, direction: 'more' },
  ),
  invested(
    'investment.registry-completed',
    '统计入库口径累计完成投资',
    '万元',
    'registry-completed',
    '1月至当月按统计入库口径填报的完成投资之和',
    { basis: 'registry', direction: 'more' },
  ),
  invested(
    'investment.registry-rate',
    '统计入库口径投资完成率',
    '%',
    'registry-completed',
    '统计入库口径累计完成投资 ÷ 年度计划投资 × 100%；计划为零时不计算',
    rate('plan', { ...OF_LIST, basis: 'registry' }),
  ),
  invested('investment.funds', '累计到位资金', '万元', 'funds', '1月至当月填报的到位资金之和', { direction: 'more' }),
  invested('investment.started', '已开工项目数', '个', 'started', '实际开工日期不晚于当月末的项目数', {
    direction: 'more',
  }),
  invested(
    'rates.started',
    '开工率',
    '%',
    'started',
    '实际开工日期不晚于当月末的项目数 ÷ 项目数 × 100%',
    rate('projects', OF_LIST),
  ),
  invested(
    'rates.investment',
    '投资完成率',
    '%',
    'completed',
    '累计完成投资 ÷ 年度计划投资 × 100%；计划为零时不计算',
    rate('plan', OF_LIST),
  ),
  invested(
    'rates.funds',
    '资金到位率',
    '%',
    'funds',
    '1月至当月到位资金之和 ÷ 年度计划投资 × 100%；计划为零时不计算',
    rate('plan', OF_LIST),
  ),
  invested(
    'rates.completed',
    '竣工率',
    '%',
    'finished',
    '实际竣工日期不晚于当月末的项目数 ÷ 项目数 × 100%',
    rate('projects', OF_LIST),
  ),
];

const BATCH_SOURCE = '三个一批清单成员的批次、项目节点';
const batchOf = (which: string, name: string, step: string, rateName: string): ShippedMeasure[] => {
  const batch = of('batches', `当月在本年度三个一批清单上的${name}项目`, BATCH_SOURCE);
  return [
    batch(`batches.${which}.projects`, `${name}项目数`, '个', `${which}-projects`, `${name}的项目数`),
    batch(`batches.${which}.investment`, `${name}总投资`, '万元', `${which}-investment`, `${name}项目的总投资之和`),
    batch(
      `batches.${which}.reached`,
      `${name}已${step}项目数`,
      '个',
      `${which}-reached`,
      `${name}中，实际${step}日期不晚于当月末的项目数`,
      { direction: 'more' },
    ),
    batch(
      `batches.${which}.rate`,
      rateName,
      '%',
      `${which}-reached`,
      `${name}中，实际${step}日期不晚于当月末的项目数 ÷ ${name}项目数 × 100%`,
      rate(`${which}-projects`, { trimWhole: true }),
    ),
  ];
};
const signed = of('batches', '当月在本年度三个一批清单上的签约一批项目', BATCH_SOURCE);
const registry = of(
  'batches',
  '本年度及以前各年度三个一批项目中，达到入库标准的日期不晚于当月末的项目，与各批次的项目数无关',
  '三个一批清单成员、项目的入库日期',
);
const BATCHES = [
  ...batchOf('signed', '签约一批', '开工', '开工率'),
  signed(
    'batches.signed.fulfilled',
    '签约一批已履约项目数',
    '个',
    'signed-fulfilled',
    '签约一批中，实际履约日期不晚于当月末的项目数',
    { direction: 'more' },
  ),
  signed(
    'batches.signed.fulfilled-rate',
    '履约率',
    '%',
    'signed-fulfilled',
    '签约一批中，实际履约日期不晚于当月末的项目数 ÷ 签约一批项目数 × 100%',
    rate('signed-projects', { trimWhole: true }),
  ),
  ...batchOf('started', '开工一批', '投产', '投产率'),
  ...batchOf('production', '投产一批', '达效', '达效率'),
  registry(
    'batches.registry.eligible',
    '应入库项目数',
    '个',
    'registry-eligible',
    '达到入库标准的日期不晚于当月末的项目数',
  ),
  registry(
    'batches.registry.entered',
    '已入库项目数',
    '个',
    'registry-entered',
    '应入库项目中，入库日期不晚于当月末的项目数',
    {
      direction: 'more',
    },
  ),
  registry(
    'batches.registry.rate',
    '入库率',
    '%',
    'registry-entered',
    '已入库项目数 ÷ 应入库项目数 × 100%',
    rate('registry-eligible', { trimWhole: true }),
  ),
];

const milestone = of('milestones', '当月在本年度清单上的项目，其计划日期在 1 月 1 日至当月末之间的节点', '项目节点');
const MILESTONES = [
  milestone('milestones.due', '应完成节点数', '个', 'milestones-due', '计划日期在 1 月 1 日至当月末之间的节点数'),
  milestone(
    'milestones.met',
    '已完成节点数',
    '个',
    'milestones-met',
    '应完成节点中，实际日期不晚于当月末的节点数，提前完成的计入',
    { direction: 'more' },
  ),
  milestone(
    'milestones.late',
    '逾期未完成节点数',
    '个',
    'milestones-late',
    '应完成节点中，计划日期早于当月末（当月未结束时为今天）而尚未完成的节点数',
    { direction: 'less' },
  ),
  milestone(
    'milestones.rate',
    '节点完成率',
    '%',
    'milestones-met',
    '已完成节点数 ÷ 应完成节点数 × 100%',
    rate('milestones-due', { trimWhole: true }),
  ),
];

const item = of('livelihood', '民生实事清单中当年登记的事项，已合并、已撤销的不计', '民生实事清单的办理记录');
const LIVELIHOOD = [
  item('livelihood.items', '民生实事件数', '个', 'registered-year', '1 月 1 日至当月末登记的民生实事件数'),
  item('livelihood.done', '民生实事办结件数', '个', 'settled', '其中当月末处于已销号状态的件数', { direction: 'more' }),
  item(
    'livelihood.rate',
    '民生实事办结率',
    '%',
    'settled',
    '办结件数 ÷ 登记件数 × 100%',
    rate('registered-year', { trimWhole: true }),
  ),
];

const issue = of('issues', '各问题台账的问题，已合并、已撤销的不计；任务清单不计', '问题台账的办理记录、工作日历');
const ISSUES = [
  issue('issues.registered', '新增问题', '个', 'registered', '当月登记的问题数'),
  issue('issues.closed', '销号问题', '个', 'closed', '当月销号的问题数；同一问题当月多次销号只计一次', {
    direction: 'more',
  }),
  issue('issues.open', '未销号问题', '个', 'open', '当月末（当月未结束时为此刻）尚未销号的问题数', {
    direction: 'less',
  }),
  issue(
    'issues.overdue',
    '超期问题',
    '个',
    'overdue',
    '未销号问题中，办理期限早于当月末（当月未结束时为今天）的问题数；待交办和挂起的不计',
    { direction: 'less' },
  ),
  issue(
    'issues.closure-rate',
    '销号率',
    '%',
    'settled',
    '1 月 1 日以来登记的问题中，当月末处于已销号状态的问题数 ÷ 1 月 1 日以来登记的问题数 × 100%，保留两位小数',
    rate('registered-year'),
  ),
  issue(
    'issues.on-time-rate',
    '按期销号率',
    '%',
    'on-time',
    '当月销号的问题中，以当月最后一次销号为准，销号日期不晚于销号时的办理期限（经批准的延期计入）的问题数 ÷ 当月销号问题数 × 100%',
    rate('closed'),
  ),
  issue(
    'issues.first-time-rate',
    '一次销号率',
    '%',
    'first-time',
    '当月销号的问题中，当月最后一次销号之前从未被驳回销号申请、也从未重启的问题数 ÷ 当月销号问题数 × 100%',
    rate('closed'),
  ),
  issue(
    'issues.median-days',
    '办结用时中位数',
    '天',
    'days',
    '当月销号的问题，自登记之日（不含）至当月最后一次销号之日（含）的工作日数的中位数；个数为偶数时取中间两数的平均',
    { combine: 'median', digits: 1, trimWhole: true, direction: 'less' },
  ),
];

const visit = of('visits', '计入当月、周期已经开始的走访任务', '走访任务、走访记录');
const VISITS = [
  visit(
    'visits.due',
    '应走访次数',
    '次',
    'due',
    '当月的走访任务数：周以其星期四所在月份计，两周以后一周计，季度计入其最后一月；只计已经开始的周期',
  ),
  visit('visits.done', '已走访次数', '次', 'done', '周期内至少走访过一次的任务数，以走访当天为准，不论何时上传', {
    direction: 'more',
  }),
  visit('visits.late', '逾期补访', '次', 'late', '周期内没有走访、结束后七天内另有一次走访的任务数；不计入已走访', {
    direction: 'less',
  }),
  visit('visits.missed', '未走访', '次', 'missed', '周期已结束，既未走访、也未补访的任务数', { direction: 'less' }),
  visit('visits.excused', '免访次数', '次', 'excused', '专员请假无人代访，或经督办专员同意免访的任务数'),
  visit(
    'visits.coverage',
    '走访覆盖率',
    '%',
    'done',
    '已走访次数 ÷（应走访次数 − 免访次数）× 100%，保留两位小数',
    rate('expected'),
  ),
];

const reminder = of('reminders', '当月的催办和督办文书', '问题台账的办理记录、督办文书');
const REMINDERS = [
  reminder('reminders.urged', '催办次数', '次', 'urged', '当月的催办次数，计入问题的主办单位'),
  reminder(
    'reminders.escalated',
    '督办文书',
    '个',
    'escalated',
    '当月发出的提示单、督办单、督办函、约谈通知书件数，计入收文单位',
    {
      direction: 'less',
    },
  ),
];

const reported = of('reporting', '当月有项目在本年度清单上的责任单位', '项目清单成员、月度确认记录');
const REPORTING = [
  reported('reporting.due', '应确认单位数', '家', 'reporting-due', '当月有项目在清单上的责任单位数'),
  reported('reporting.reported', '已确认单位数', '家', 'reporting-reported', '其中已确认当月数据的单位数', {
    direction: 'more',
  }),
  reported('reporting.on-time', '按时确认单位数', '家', 'reporting-on-time', '其中在规定期限内确认的单位数', {
    direction: 'more',
  }),
  reported(
    'reporting.rate',
    '数据上报率',
    '%',
    'reporting-reported',
    '已确认单位数 ÷ 应确认单位数 × 100%',
    rate('reporting-due', { trimWhole: true }),
  ),
  reported(
    'reporting.on-time-rate',
    '按时上报率',
    '%',
    'reporting-on-time',
    '按时确认单位数 ÷ 应确认单位数 × 100%',
    rate('reporting-due', { trimWhole: true }),
  ),
];

const stage = of(
  'pipelines',
  '当月末及以前进入该环节的事项；有汇总数的以最近一次汇总数为准',
  '漏斗事项及其环节、汇总数',
);
const PIPELINES = [
  stage('pipeline.count', '事项数', '个', 'pipeline-count', '当月末及以前进入该环节的事项数；整个漏斗取第一个环节', {
    direction: 'more',
  }),
  stage(
    'pipeline.amount',
    '金额',
    '万元',
    'pipeline-amount',
    '当月末及以前进入该环节的事项金额之和，金额种类由环节规定；整个漏斗取第一个环节；没有填报金额的不计算',
  ),
  stage(
    'pipeline.obtained',
    '到位金额',
    '万元',
    'pipeline-obtained',
    '计入到位资金的环节的金额之和，单列的（如储备）不计，有几个这样的环节时取最后一个；没有这样的环节的不计算',
    { direction: 'more' },
  ),
  stage(
    'pipeline.rate',
    '环节通过率',
    '%',
    'pipeline-through',
    '该环节事项数 ÷ 其基数环节的事项数 × 100%，四舍五入到该环节规定的小数位；整个漏斗取最后一个环节',
    rate('pipeline-base', { digits: null, trimWhole: true }),
  ),
];

const indicator = of('indicators', '当年的指标，按全区或单位', '指标的年度目标、分解和实际数');
const INDICATORS = [
  indicator('indicator.target', '目标值', '按指标', 'indicator-target', '年度目标；当月有分解目标的取分解目标', {
    combine: 'given',
    digits: null,
  }),
  indicator('indicator.actual', '实际值', '按指标', 'indicator-actual', '当月录入的实际数；当月未录入的不计算', {
    combine: 'given',
    digits: null,
  }),
  indicator(
    'indicator.rate',
    '目标完成率',
    '%',
    'indicator-actual',
    '实际值 ÷ 年度目标 × 100%；目标缺失或为零时不计算，增速、位次类指标不计算',
    rate('indicator-target'),
  ),
  indicator(
    'indicator.growth',
    '同比增速',
    '%',
    'indicator-actual',
    '实际值 ÷ 上年同月实际值 × 100% − 100%；上年同月缺失或为零时不计算；增速类指标取其实际值',
    { combine: 'given', digits: 2, direction: 'more' },
  ),
  indicator('indicator.rank', '位次', '位', 'indicator-actual', '各单位按实际值排列的位次，相同的并列', {
    combine: 'given',
    direction: 'less',
  }),
];

export const SHIPPED_MEASURES: readonly ShippedMeasure[] = [
  ...INVESTMENT,
  ...BATCHES,
  ...MILESTONES,
  ...LIVELIHOOD,
  ...ISSUES,
  ...VISITS,
  ...REMINDERS,
  ...REPORTING,
  ...PIPELINES,
  ...INDICATORS,
];
