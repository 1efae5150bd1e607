import type { PhraseAction } from '@app/ledger';

/** Sentences that officials write again and again, by the action that they are for. */
export const PHRASES: Partial<Record<PhraseAction, readonly string[]>> = {
  assign: ['请主办单位尽快签收，按期办结并反馈。', '请会同协办单位现场核实，限期解决。'],
  insist: ['经核对职责清单，此事项由你单位主办，请按期办理。'],
  sign: ['已签收，即日起办理。'],
  return: ['此事项不属我单位职责，建议交由相关单位办理。'],
  report: ['已现场核实，正在制定解决方案。', '方案已确定，正在组织实施。', '主体工作已完成，正在收尾。'],
  'request-extension': ['因设备采购周期较长，申请延期办理。', '需上级部门审批，预计审批后即可办结。'],
  'grant-extension': ['情况属实，同意延期，请倒排工期、按期办结。'],
  'refuse-extension': ['理由不充分，请按原期限办结。'],
  'apply-closure': ['问题已解决，业主确认无异议，申请销号。'],
  verify: ['经现场核验，问题已解决，同意销号。', '经核对材料，问题已解决，同意销号。'],
  'reject-closure': ['现场核验问题仍存在，请继续办理。', '佐证材料不完整，请补充后重新申请。'],
  urge: ['办理期限临近，请抓紧办理并反馈进展。', '已超过办理期限，请说明原因并尽快办结。'],
  'answer-urge': ['已安排专人跟进，将按期办结。'],
  instruct: ['请主办单位高度重视，限期解决，并将结果报我。'],
  'answer-instruction': ['已按批示要求落实，有关情况如下：'],
  visit: [
    '现场施工正常，进度与计划相符。',
    '主体结构施工中，人员机械到位。',
    '设备正在安装调试。',
    '已投产，生产正常。',
    '前期手续办理中，尚未开工。',
    '施工人员不足，进度偏慢。',
    '现场停工。',
  ],
};
