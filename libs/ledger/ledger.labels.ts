import type { Severity } from './ledger.dto';
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
};

export const ACTION_LABELS: Record<EventAction, Label> = {
  register: { zh: '登记', en: 'Register' },
  assign: { zh: '交办', en: 'Assign' },
  insist: { zh: '坚持交办', en: 'Insist' },
  sign: { zh: '签收', en: 'Sign for' },
  return: { zh: '退回', en: 'Return' },
  delegate: { zh: '指派承办人', en: 'Delegate' },
  report: { zh: '反馈进展', en: 'Report' },
  'request-extension': { zh: '申请延期', en: 'Request extension' },
  'grant-extension': { zh: '同意延期', en: 'Grant extension' },
  'refuse-extension': { zh: '不同意延期', en: 'Refuse extension' },
  suspend: { zh: '挂起', en: 'Suspend' },
  resume: { zh: '恢复办理', en: 'Resume' },
  'apply-closure': { zh: '申请销号', en: 'Apply for closure' },
  verify: { zh: '核验销号', en: 'Verify and close' },
  'reject-closure': { zh: '核验不通过', en: 'Reject closure' },
  close: { zh: '直接销号', en: 'Close directly' },
  reopen: { zh: '重启', en: 'Reopen' },
  urge: { zh: '催办', en: 'Urge' },
  instruct: { zh: '批示', en: 'Instruct' },
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
  lead: { zh: '主办单位', en: 'lead department' },
  'lead-head': { zh: '主办单位负责人', en: 'head of the lead department' },
  support: { zh: '协办单位', en: 'supporting department' },
  officer: { zh: '项目专员', en: 'field officer' },
  verifier: { zh: '未参与办理的督办专员或项目专员', en: 'somebody who did not handle it' },
};
