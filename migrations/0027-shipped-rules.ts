/** A rule as it ships; the district may change all of it. Landed: never edited, later rules come by later migrations. */
interface ShippedRule {
  code: string;
  what: string;
  name: string;
  sort: number;
  whom: string[];
  title: string;
  body: string;
  offset: number;
  unit: 'working-day' | 'working-hour' | 'soon';
  atTime: string;
  repeatEvery: number | null;
  repeatTimes: number;
  mode: 'single' | 'digest';
  ladder: boolean;
  mandatory: boolean;
  /** It was in the program before rules were data. */
  before: boolean;
}

let sort = 0;
function rule(
  code: string,
  what: string,
  name: string,
  whom: string[],
  title: string,
  body: string,
  more: Partial<ShippedRule> = {},
): ShippedRule {
  sort += 10;
  const usual = { offset: 0, unit: 'working-day', atTime: '08:30', repeatEvery: null, repeatTimes: 0 } as const;
  const plain = { mode: 'single', ladder: false, mandatory: false, before: false } as const;
  return { code, what, name, sort, whom, title, body, ...usual, ...plain, ...more };
}

const DEPARTMENT = ['handler', 'head'];
const BEFORE = { before: true };
const PLACES = '[项目：{项目}。][主办单位：{主办单位}。]';
const DUE = `${PLACES}办理期限：{期限}。`;
const OF_ISSUE = '{编号} {标题}';

export const SHIPPED_RULES: readonly ShippedRule[] = [
  rule(
    'sign-due',
    'sign-due',
    '今天应签收',
    DEPARTMENT,
    `今天应签收：${OF_ISSUE}`,
    `${PLACES}签收期限为{期限}，请签收；不属于本单位职责的，请在期限内说明理由退回。`,
  ),
  rule(
    'sign-overdue',
    'sign-due',
    '超期未签收',
    DEPARTMENT,
    `超期未签收：${OF_ISSUE}`,
    `${PLACES}签收期限为{期限}，请立即签收；办理期限自交办之日起计算，不因未签收顺延。`,
    { ...BEFORE, offset: 1, mandatory: true },
  ),
  rule(
    'report-due',
    'report-due',
    '应反馈进展',
    DEPARTMENT,
    `应反馈进展：${OF_ISSUE}`,
    `${PLACES}请于{期限}前反馈办理进展。`,
    BEFORE,
  ),
  rule(
    'issue-due-soon',
    'issue-due',
    '即将到期',
    DEPARTMENT,
    `{剩余}：${OF_ISSUE}`,
    `${DUE}请抓紧办理并反馈进展；确实不能按期办结的，请在到期前申请延期。`,
    { ...BEFORE, unit: 'soon' },
  ),
  rule(
    'issue-overdue',
    'issue-overdue',
    '超期 1 个工作日：承办人',
    ['handler'],
    `已超期：${OF_ISSUE}`,
    `${DUE}已超过办理期限，请尽快办结并申请销号。`,
    { ...BEFORE, offset: 1, ladder: true, mandatory: true },
  ),
  rule(
    'issue-overdue-head',
    'issue-overdue',
    '超期 3 个工作日：部门负责人',
    ['head'],
    `已超期 {超期} 个工作日：${OF_ISSUE}`,
    `${DUE}本单位主办的问题已超期 {超期} 个工作日，请过问办理情况，尽快办结。`,
    { offset: 3, ladder: true, mandatory: true },
  ),
  rule(
    'issue-overdue-supervisor',
    'issue-overdue',
    '超期 5 个工作日：督办专员',
    ['supervisor'],
    `已超期 {超期} 个工作日：${OF_ISSUE}`,
    `${DUE}已超期 {超期} 个工作日，请督促主办单位，必要时协调或提请领导批示。`,
    { offset: 5, ladder: true, mandatory: true },
  ),
  rule(
    'issue-overdue-leader',
    'issue-overdue',
    '超期 10 个工作日：分管领导',
    ['leader'],
    `已超期 {超期} 个工作日：${OF_ISSUE}`,
    `${DUE}已超期 {超期} 个工作日，提请关注。`,
    { offset: 10, ladder: true },
  ),
  rule(
    'ruling-due',
    'ruling-due',
    '退回或延期待裁定',
    ['ruler'],
    `{事项}：${OF_ISSUE}`,
    `${PLACES}请于{期限}前{要求}。`,
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'verify-due',
    'verify-due',
    '待核验',
    ['supervisor', 'officer'],
    `待核验：${OF_ISSUE}`,
    `${PLACES}请于{期限}前到现场或凭材料核验，通过的销号，不通过的说明原因。`,
    BEFORE,
  ),
  rule(
    'review-due',
    'review-due',
    '挂起即将复核',
    ['supervisor', 'handler', 'head'],
    `{期限}复核：${OF_ISSUE}`,
    `${PLACES}该问题已挂起，{期限}到复核日；条件已具备的请提前恢复，仍需等待的请在复核日前说明。`,
    { offset: -1 },
  ),
  rule(
    'step-due',
    'step-due',
    '节点即将到期',
    DEPARTMENT,
    `节点{剩余}：{节点}（${OF_ISSUE}）`,
    '牵头单位：{主办单位}。计划完成：{期限}。完成后请在事项页面登记。',
    { offset: -2 },
  ),
  rule('answer-due', 'answer-due', '催办、批示待答复', DEPARTMENT, `{事项}待答复：${OF_ISSUE}`, `${PLACES}{要求}。`, {
    ...BEFORE,
    mandatory: true,
  }),
  rule(
    'issue-urged',
    'issue-urged',
    '催办和批示',
    DEPARTMENT,
    `{事项}：${OF_ISSUE}`,
    '[项目：{项目}。]{人员}{事项}[：{内容}]。请抓紧办理并按期答复。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'issue-mentioned',
    'issue-mentioned',
    '留言中提到',
    ['mentioned'],
    `{人员}在留言中提到您：${OF_ISSUE}`,
    '{内容}',
    BEFORE,
  ),
  rule(
    'issue-order',
    'issue-order',
    '督办文书',
    ['handler', 'head', 'supervisor'],
    `{文书}（{文号}）：${OF_ISSUE}`,
    '主送：{主送}。[已超期 {超期} 个工作日。]请于{期限}前答复，文书可在问题页面下载。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'issue-rated',
    'issue-rated',
    '企业不满意',
    ['supervisor'],
    `企业不满意：${OF_ISSUE}`,
    '[项目：{项目}。][企业意见：{内容}。]请于{期限}前重启问题或作出答复。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'issue-risk',
    'issue-risk',
    '风险提示',
    ['supervisor'],
    `风险提示：${OF_ISSUE}`,
    `${PLACES}反馈的风险：{内容}`,
    BEFORE,
  ),
  rule(
    'issue-resumed',
    'issue-resumed',
    '恢复计时',
    ['supervisor', 'handler', 'head'],
    `恢复计时：${OF_ISSUE}`,
    `${PLACES}已到复核日，系统已恢复计时，办理期限为{期限}，请继续办理。`,
    BEFORE,
  ),
  rule(
    'visit-due',
    'visit-due',
    '本周走访',
    ['officer'],
    '本周有 {数量} 个项目需要走访',
    '{名称}。最早的请在{期限}前完成；路线和要点见“走访计划”。',
  ),
  rule(
    'visit-missing',
    'visit-missing',
    '走访未完成',
    ['officer'],
    '{时段}走访未完成：{项目}',
    '[地址：{地址}。]请在{期限}前完成走访并登记。',
    { ...BEFORE, atTime: '09:00' },
  ),
  rule(
    'visit-missed',
    'visit-missed',
    '走访逾期可补',
    ['officer'],
    '{时段}没有走访：{项目}',
    '[地址：{地址}。]{补访}前补走访的，按补访计算；因故不能走访的，请说明情况。',
    { offset: 1, atTime: '09:00' },
  ),
  rule(
    'photo-reused',
    'photo-reused',
    '照片重复使用',
    ['supervisor'],
    '照片与以前的走访相同：{项目}（{期限}）',
    '这次走访有 {数量} 张照片，与{名称}走访的照片相同或几乎相同。请核对，必要时向走访人了解情况。',
    BEFORE,
  ),
  rule(
    'entry-missing',
    'entry-missing',
    '月度进展未填报',
    ['officer'],
    '{月份}还有 {数量} 个项目未填报进展',
    '{名称}。请在月底前填报当月完成投资和形象进度。',
    { atTime: '09:00', repeatEvery: 2, repeatTimes: 2 },
  ),
  rule(
    'month-open',
    'month-open',
    '月度未月结',
    ['supervisor'],
    '{月份}尚未月结',
    '{月份}已结束 {超期} 个工作日，数据核对无误后请月结，领导看到的才是定稿。',
    { offset: 5, repeatEvery: 3, repeatTimes: 2 },
  ),
  rule(
    'month-urged',
    'month-urged',
    '催报',
    DEPARTMENT,
    '催报：{月份}数据待确认',
    '{人员}催报[：{内容}]。请核对本单位项目的计划和当月进展，确认无误后在月度汇总中确认。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'pipeline-stuck',
    'pipeline-stuck',
    '漏斗环节停滞',
    ['handler', 'head'],
    '{名称}停在“{环节}”已 {超期} 个工作日',
    '{漏斗}。请核实进展：已进入下一环节的请登记，不再推进的请撤回并说明原因。',
    { offset: 30, repeatEvery: 30, repeatTimes: 3 },
  ),
  rule(
    'calendar-missing',
    'calendar-missing',
    '放假安排未录入',
    ['administrator'],
    '请录入 {年份} 年放假安排',
    '国务院办公厅一般在 11 月前后公布下一年的放假安排。{年份} 年的尚未录入，跨入该年的期限暂按周末推算；通知公布后，请在“工作日历”中粘贴原文并确认。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'figures-differ',
    'figures-differ',
    '汇总核对有差异',
    ['supervisor', 'administrator'],
    '汇总核对有差异：{月份}',
    '夜间核对发现留存的合计与逐项重算不一致（{数量} 处），已按重算的结果改正，页面上的数字现在是对的。请管理员查明原因，差异的明细在变更记录中。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'channel-failing',
    'channel-failing',
    '通知渠道故障',
    ['administrator'],
    '通知渠道“{名称}”发送失败',
    '{内容}。提醒仍在站内可见；修复后可在“提醒运行”中重发。',
    { mandatory: true },
  ),
  rule(
    'evaluation-announced',
    'evaluation-announced',
    '考核结果公示',
    ['head'],
    '考核结果公示：{考核}',
    '请核对本单位得分及每一分的来源；有异议的，请在{截止} 前提出申诉。',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'objection-raised',
    'objection-raised',
    '考核申诉待裁定',
    ['supervisor'],
    '待裁定的考核申诉：{单位}（{考核}）',
    '{内容}',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'objection-ruled',
    'objection-ruled',
    '考核申诉已裁定',
    ['objector', 'head'],
    '申诉{结果}：{考核}',
    '裁定理由：{内容}',
    { ...BEFORE, mandatory: true },
  ),
  rule(
    'evaluation-published',
    'evaluation-published',
    '考核结果发布',
    ['head'],
    '考核结果已发布：{考核}',
    '{单位}得 {得分} 分，在参加考核的 {数量} 个单位中列第 {名次} 位。',
    BEFORE,
  ),
  rule(
    'weekly-digest',
    'weekly-digest',
    '每周情况',
    ['head', 'leader'],
    '{范围}上周情况：新增 {新增} 个，销号 {销号} 个',
    '未销号 {未销号} 个，其中超期 {超期} 个；本周到期 {本周到期} 个，待签收 {待签收} 个。',
  ),
  rule(
    'monthly-digest',
    'monthly-digest',
    '每月情况',
    ['head', 'leader'],
    '{月份}已月结',
    '全区登记问题 {登记} 个，销号 {销号} 个[，办结率 {办结率}%]；走访覆盖率 {覆盖率}%。各清单的投资完成情况见月度汇总。',
  ),
];
