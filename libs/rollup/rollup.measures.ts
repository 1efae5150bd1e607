import type { MeasureView } from './rollup.dto';

const measure = (code: string, name: string, formula: string, source: string): MeasureView => ({
  code,
  name,
  formula,
  source,
});

const LIST_SOURCE = '项目清单成员、年度投资计划、月度进展';
const BATCH_SOURCE = '三个一批清单成员的批次、项目节点';
const ISSUE_SOURCE = '问题台账的办理记录';
const VISIT_SOURCE = '走访任务、走访记录';

/** Every figure of the roll-up, defined once: what the pages show under it. */
export const MEASURES: readonly MeasureView[] = [
  measure('lists.projects', '项目数', '当月在清单上的项目数（起止月份均含当月）', LIST_SOURCE),
  measure('lists.totalInvestment', '总投资', '当月在清单上的项目总投资之和（万元）', LIST_SOURCE),
  measure(
    'lists.annualPlan',
    '年度计划投资',
    '当月在清单上的项目，各取起始月份不晚于当月的最近一次年度计划，求和（万元）',
    LIST_SOURCE,
  ),
  measure('lists.withoutPlan', '未填计划项目数', '当月在清单上、当月尚无年度计划的项目数', LIST_SOURCE),
  measure(
    'lists.completed',
    '累计完成投资',
    '当月在清单上的项目，1 月至当月的月度完成投资之和（万元）；更正可为负数',
    LIST_SOURCE,
  ),
  measure(
    'lists.completionRate',
    '投资完成率',
    '累计完成投资 ÷ 年度计划投资 × 100%，四舍五入到清单规定的小数位；计划为零时不计算',
    LIST_SOURCE,
  ),
  measure('lists.timeSchedule', '时间进度', '月份 ÷ 12 × 100%，保留两位小数', '日历'),
  measure(
    'lists.gap',
    '与时间进度之差',
    '投资完成率 − 时间进度（均不先取整），单位为百分点，保留两位小数；负数为滞后',
    LIST_SOURCE,
  ),
  measure('total', '各清单合计', '当月在本年度任一清单上的项目，每个项目只计一次，其余口径同上', LIST_SOURCE),
  measure(
    'threeBatches.signed.rate',
    '开工率',
    '签约一批中，实际开工日期不晚于当月末的项目数 ÷ 签约一批项目数 × 100%',
    BATCH_SOURCE,
  ),
  measure(
    'threeBatches.started.rate',
    '投产率',
    '开工一批中，实际投产日期不晚于当月末的项目数 ÷ 开工一批项目数 × 100%',
    BATCH_SOURCE,
  ),
  measure(
    'threeBatches.production.rate',
    '达效率',
    '投产一批中，实际达效日期不晚于当月末的项目数 ÷ 投产一批项目数 × 100%',
    BATCH_SOURCE,
  ),
  measure(
    'threeBatches.registry.rate',
    '入库率',
    '本年度及以前各年度三个一批项目中，达到入库标准的日期不晚于当月末的为应入库数，其中入库日期不晚于当月末的为已入库数；已入库数 ÷ 应入库数 × 100%，与各批次的项目数无关',
    '三个一批清单成员、项目的入库日期',
  ),
  measure('issues.registered', '新增问题', '当月登记的问题数', ISSUE_SOURCE),
  measure('issues.closed', '销号问题', '当月销号的问题数；同一问题当月多次销号只计一次', ISSUE_SOURCE),
  measure('issues.open', '未销号问题', '当月末（当月未结束时为此刻）尚未销号的问题数', ISSUE_SOURCE),
  measure(
    'issues.overdue',
    '超期问题',
    '未销号问题中，办理期限早于当月末（当月未结束时为今天）的问题数；待交办和挂起的不计',
    ISSUE_SOURCE,
  ),
  measure(
    'issues.closureRate',
    '销号率',
    '1 月 1 日以来登记的问题中，当月末处于已销号状态的问题数 ÷ 1 月 1 日以来登记的问题数 × 100%，保留两位小数',
    ISSUE_SOURCE,
  ),
  measure('issues.registeredYearToDate', '累计新增问题', '1 月 1 日至当月末登记的问题数', ISSUE_SOURCE),
  measure(
    'issues.closedYearToDate',
    '累计销号问题',
    '1 月 1 日至当月末销过号的问题数，不论何时登记；同一问题只计一次',
    ISSUE_SOURCE,
  ),
  measure('issuesByUnit', '各主办单位问题', '按主办单位分列，口径同上；尚未交办的单列', ISSUE_SOURCE),
  measure('issuesByCategory', '各类别问题', '按问题类别分列，口径同上', ISSUE_SOURCE),
  measure(
    'visits.due',
    '应走访次数',
    '当月的走访任务数：在清单上的项目按各清单中最严的要求，每周、每两周、每月或每季度应走访一次；周以其星期四所在月份计，两周以后一周计，季度计入其最后一月；整周无工作日的不计；只计已经开始的周期。任务随清单、成员、专员变动而更新，周期结束后不再改变',
    VISIT_SOURCE,
  ),
  measure('visits.done', '已走访次数', '周期内至少走访过一次的任务数，以走访当天为准，不论何时上传', VISIT_SOURCE),
  measure(
    'visits.coverage',
    '走访覆盖率',
    '已走访次数 ÷（应走访次数 − 免访次数）× 100%，保留两位小数；只统计项目，不统计个人',
    VISIT_SOURCE,
  ),
  measure(
    'visits.late',
    '逾期补访',
    '周期内没有走访、结束后七天内另有一次走访的任务数（走访当期所需的那一次不计，一次走访只补一个任务）；单列，不计入已走访',
    VISIT_SOURCE,
  ),
  measure('visits.missed', '未走访', '周期已结束，既未走访、也未补访的任务数', VISIT_SOURCE),
  measure(
    'visits.excused',
    '免访次数',
    '专员请假覆盖整个周期且无人代访，或经督办专员说明理由同意免访的任务数；仍去走访的计入已走访',
    VISIT_SOURCE,
  ),
];
