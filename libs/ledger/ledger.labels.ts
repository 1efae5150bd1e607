import type { Finding } from './ledger.dto';
import type { Severity } from './ledger.rule';
import type { EventAction, Light, Party, State } from './ledger.workflow';

/** One term in both languages; Chinese is what people read. */
export interface Label {
  zh: string;
  en: string;
}

export const STATE_LABELS: Record<State, Label> = {
  registered: { zh: '待交办', en: 'Registered' },
  assigned: { zh: '待签收', en: 'Assigned' },
  'in-progress': { zh: '办理中', en: 'In progress' },
  returned: { zh: '退回待裁定', en: 'Returned' },
  suspended: { zh: '挂起', en: 'Suspended' },
  'pending-verification': { zh: '待核验', en: 'Pending verification' },
  closed: { zh: '已销号', en: 'Closed' },
  merged: { zh: '已并案', en: 'Merged' },
  cancelled: { zh: '已撤销', en: 'Cancelled' },
};

export const ACTION_LABELS: Record<EventAction, Label> = {
  register: { zh: '登记', en: 'Register' },
  absorb: { zh: '并入另案', en: 'Absorb' },
  recalculate: { zh: '重算期限', en: 'Recalculate' },
  order: { zh: '发出督办文书', en: 'Order' },
  rate: { zh: '企业评价', en: 'Rate' },
  step: { zh: '节点变动', en: 'Step' },
  seen: { zh: '再次反映', en: 'Seen again' },
  recheck: { zh: '现场复核', en: 'Recheck on site' },
  assign: { zh: '交办', en: 'Assign' },
  insist: { zh: '坚持交办', en: 'Insist' },
  sign: { zh: '签收', en: 'Sign for' },
  return: { zh: '退回', en: 'Return' },
  transfer: { zh: '转办', en: 'Transfer' },
  delegate: { zh: '指派承办人', en: 'Delegate' },
  report: { zh: '反馈进展', en: 'Report' },
  'request-extension': { zh: '申请延期', en: 'Request extension' },
  'consent-extension': { zh: '同意补报延期', en: 'Consent to a late request' },
  'grant-extension': { zh: '同意延期', en: 'Grant extension' },
  'refuse-extension': { zh: '不同意延期', en: 'Refuse extension' },
  suspend: { zh: '挂起', en: 'Suspend' },
  resume: { zh: '恢复办理', en: 'Resume' },
  merge: { zh: '并案', en: 'Merge' },
  split: { zh: '拆分', en: 'Split' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  cancel: { zh: '撤销', en: 'Cancel' },
  'apply-closure': { zh: '申请销号', en: 'Apply for closure' },
  verify: { zh: '核验销号', en: 'Verify and close' },
  'reject-closure': { zh: '核验不通过', en: 'Reject closure' },
  close: { zh: '直接销号', en: 'Close directly' },
  reopen: { zh: '重启', en: 'Reopen' },
  urge: { zh: '催办', en: 'Urge' },
  'answer-urge': { zh: '答复催办', en: 'Answer the urging' },
  instruct: { zh: '批示', en: 'Instruct' },
  'answer-instruction': { zh: '答复批示', en: 'Answer the instruction' },
  'answer-rating': { zh: '回复评价', en: 'Answer the rating' },
  judge: { zh: '研判', en: 'Judge' },
};

export const FINDING_LABELS: Record<Finding, Label> = {
  still: { zh: '仍存在', en: 'Still there' },
  progress: { zh: '有进展', en: 'Getting better' },
  solved: { zh: '已解决（建议核验）', en: 'Solved (to be verified)' },
};

export const SEVERITY_LABELS: Record<Severity, Label> = {
  low: { zh: '一般', en: 'Low' },
  medium: { zh: '较重', en: 'Medium' },
  high: { zh: '严重', en: 'High' },
};

export const LIGHT_LABELS: Record<Light, Label> = {
  green: { zh: '正常', en: 'On time' },
  yellow: { zh: '临期', en: 'Due soon' },
  red: { zh: '超期', en: 'Overdue' },
  none: { zh: '不计时', en: 'No clock' },
};

/** For the sentence “该操作由…进行”. */
export const PARTY_LABELS: Record<Party, Label> = {
  supervisor: { zh: '督办专员', en: 'supervisor' },
  leader: { zh: '区领导', en: 'leader' },
  ruler: { zh: '督办专员（同一问题第二次退回的，由包联领导）', en: 'supervisor, or the leader in charge' },
  lead: { zh: '主办单位', en: 'lead department' },
  'lead-head': { zh: '主办单位负责人', en: 'head of the lead department' },
  support: { zh: '协办单位', en: 'supporting department' },
  officer: { zh: '项目专员', en: 'field officer' },
  'last-actor': { zh: '上一步的经办人，且尚无他人办理', en: 'who did the last step' },
  verifier: { zh: '未参与办理的督办专员或项目专员', en: 'somebody who did not handle it' },
};
