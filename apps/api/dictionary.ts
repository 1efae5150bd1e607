import {
  ACTION_LABELS,
  ACTIONS,
  ESCALATION_LABELS,
  EVIDENCE_LABELS,
  FINDING_LABELS,
  type Label,
  LIGHT_LABELS,
  needsOf,
  SEVERITY_LABELS,
  STATE_LABELS,
  SUBJECT_LABELS,
  TIMED_STEP_LABELS,
} from '@app/ledger';
import type { DutyState, HandoverState, QuestionKind } from '@app/duty';
import type { Direction, IndicatorKind, IndicatorLight } from '@app/indicator';
import type { Role, StandInReason, UnitKind } from '@app/org';
import { ORDER_LABELS } from '@app/order';
import type { ProjectCategory } from '@app/project';
import type { PhotoSource } from '@app/photo';
import { AMOUNT_LABELS, KIND_LABELS } from '@app/pipeline';
import { SCORE_LABELS } from '@app/rating';
import type { DeliveryState, Relation } from '@app/reminder';

const ROLE_LABELS: Record<Role, Label> = {
  officer: { zh: '项目专员', en: 'Field officer' },
  handler: { zh: '承办人', en: 'Handler' },
  head: { zh: '部门负责人', en: 'Head of department' },
  supervisor: { zh: '督办专员', en: 'Supervisor' },
  leader: { zh: '区领导', en: 'Leader' },
  administrator: { zh: '管理员', en: 'Administrator' },
};

const UNIT_KIND_LABELS: Record<UnitKind, Label> = {
  bureau: { zh: '经济发展局', en: 'Bureau' },
  department: { zh: '职能部门', en: 'Department' },
  company: { zh: '国有公司', en: 'Company' },
  street: { zh: '街道办事处', en: 'Street office' },
  leadership: { zh: '区领导班子', en: 'Leadership' },
};

const LIST_KIND_LABELS: Record<string, Label> = {
  'provincial-key': { zh: '省重点', en: 'Provincial key' },
  'city-key': { zh: '市重点', en: 'City key' },
  'district-key': { zh: '区重点', en: 'District key' },
  'thirty-projects': { zh: '三十工程', en: 'Thirty projects' },
  'three-batches': { zh: '三个一批', en: 'Three batches' },
  other: { zh: '其他', en: 'Other' },
};

const BASIS_LABELS: Record<string, Label> = {
  'with-preliminary': { zh: '含前期', en: 'With preliminary work' },
  'without-preliminary': { zh: '不含前期', en: 'Without preliminary work' },
  mixed: { zh: '口径混合', en: 'Mixed basis' },
};

const MILESTONE_LABELS: Record<string, Label> = {
  signed: { zh: '签约', en: 'Signed' },
  fulfilled: { zh: '履约', en: 'Contract fulfilled' },
  started: { zh: '开工', en: 'Started' },
  capped: { zh: '主体封顶', en: 'Capped' },
  production: { zh: '投产', en: 'In production' },
  operation: { zh: '投运', en: 'In operation' },
  capacity: { zh: '达效', en: 'At capacity' },
  completed: { zh: '竣工', en: 'Completed' },
};

const CATEGORY_LABELS: Record<ProjectCategory, Label> = {
  industry: { zh: '产业类', en: 'Industry' },
  livelihood: { zh: '民生类', en: 'Livelihood' },
  basic: { zh: '基础功能类', en: 'Basic function' },
};

const BATCH_LABELS: Record<string, Label> = {
  signed: { zh: '签约一批', en: 'Signed batch' },
  started: { zh: '开工一批', en: 'Started batch' },
  production: { zh: '投产一批', en: 'Production batch' },
};

const VISIT_EVERY_LABELS: Record<string, Label> = {
  week: { zh: '每周', en: 'Every week' },
  fortnight: { zh: '每两周', en: 'Every two weeks' },
  month: { zh: '每月', en: 'Every month' },
  quarter: { zh: '每季度', en: 'Every quarter' },
  none: { zh: '不要求', en: 'None' },
};

const DUTY_STATE_LABELS: Record<DutyState, Label> = {
  met: { zh: '已走访', en: 'Visited' },
  late: { zh: '逾期补访', en: 'Made up for' },
  missed: { zh: '未走访', en: 'Missed' },
  excused: { zh: '免访', en: 'Excused' },
  open: { zh: '待走访', en: 'To visit' },
};

const QUESTION_LABELS: Record<QuestionKind, Label> = {
  'same-text': { zh: '几次情况雷同', en: 'Same words' },
  'no-issue-while-behind': { zh: '进度滞后未见问题', en: 'Behind, no problem found' },
  'photo-reused': { zh: '照片重复使用', en: 'Photo used again' },
  'closed-but-still': { zh: '销号后仍存在', en: 'Closed, still there' },
  'far-off': { zh: '位置离项目较远', en: 'Far from the project' },
};

const PHOTO_SOURCE_LABELS: Record<PhotoSource, Label> = {
  camera: { zh: '现场拍摄', en: 'Taken on site' },
  gallery: { zh: '从相册选取', en: 'Picked from the gallery' },
};

const STAND_IN_REASON_LABELS: Record<StandInReason, Label> = {
  leave: { zh: '请假', en: 'Leave' },
  'hand-over': { zh: '移交', en: 'Hand-over' },
};

const HANDOVER_STATE_LABELS: Record<HandoverState, Label> = {
  waiting: { zh: '待交接', en: 'Waiting' },
  done: { zh: '已交接', en: 'Done' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

const INDICATOR_KIND_LABELS: Record<IndicatorKind, Label> = {
  amount: { zh: '总量', en: 'Amount' },
  growth: { zh: '增速', en: 'Growth' },
  rank: { zh: '位次', en: 'Rank' },
  count: { zh: '数量', en: 'Count' },
  share: { zh: '占比', en: 'Share' },
};

const DIRECTION_LABELS: Record<Direction, Label> = {
  more: { zh: '越高越好', en: 'More is better' },
  less: { zh: '越低越好', en: 'Less is better' },
};

const INDICATOR_LIGHT_LABELS: Record<IndicatorLight, Label> = {
  green: { zh: '达到进度', en: 'On schedule' },
  yellow: { zh: '略低于进度', en: 'Slightly behind' },
  red: { zh: '落后', en: 'Behind' },
  none: { zh: '未评', en: 'Not judged' },
};

const RELATION_LABELS: Record<Relation, Label> = {
  handler: { zh: '承办人', en: 'Handler' },
  head: { zh: '部门负责人', en: 'Head of department' },
  supervisor: { zh: '督办专员', en: 'Supervisor' },
  leader: { zh: '区领导', en: 'District leader' },
  officer: { zh: '项目专员', en: 'Field officer' },
  administrator: { zh: '管理员', en: 'Administrator' },
  registrar: { zh: '登记人', en: 'Registrar' },
  ruler: { zh: '裁定人', en: 'Who rules' },
  mentioned: { zh: '被提到的人', en: 'Who is mentioned' },
  objector: { zh: '申诉人', en: 'Objector' },
};

const DELIVERY_STATE_LABELS: Record<DeliveryState, Label> = {
  due: { zh: '待发送', en: 'Waiting' },
  sending: { zh: '发送中', en: 'Being sent' },
  sent: { zh: '已送达渠道', en: 'Taken by the channel' },
  failed: { zh: '失败', en: 'Failed' },
  unknown: { zh: '不能确定', en: 'Not certain' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

/** Every code that a page shows, with its words: the only place where they are written. */
export const DICTIONARY: Record<string, Record<string, Label>> = {
  state: STATE_LABELS,
  action: ACTION_LABELS,
  severity: SEVERITY_LABELS,
  light: LIGHT_LABELS,
  role: ROLE_LABELS,
  unitKind: UNIT_KIND_LABELS,
  listKind: LIST_KIND_LABELS,
  basis: BASIS_LABELS,
  milestone: MILESTONE_LABELS,
  category: CATEGORY_LABELS,
  batch: BATCH_LABELS,
  visitEvery: VISIT_EVERY_LABELS,
  dutyState: DUTY_STATE_LABELS,
  finding: FINDING_LABELS,
  photoSource: PHOTO_SOURCE_LABELS,
  question: QUESTION_LABELS,
  standInReason: STAND_IN_REASON_LABELS,
  handoverState: HANDOVER_STATE_LABELS,
  indicatorKind: INDICATOR_KIND_LABELS,
  direction: DIRECTION_LABELS,
  indicatorLight: INDICATOR_LIGHT_LABELS,
  timedStep: TIMED_STEP_LABELS,
  evidence: EVIDENCE_LABELS,
  ledgerSubject: SUBJECT_LABELS,
  escalation: ESCALATION_LABELS,
  order: ORDER_LABELS,
  score: SCORE_LABELS,
  pipelineKind: KIND_LABELS,
  stageAmount: AMOUNT_LABELS,
  relation: RELATION_LABELS,
  deliveryState: DELIVERY_STATE_LABELS,
};

/** What each action must bring along, from the life-cycle table: the pages build their forms from it. */
export const ACTION_NEEDS = Object.fromEntries(ACTIONS.map((action) => [action, [...needsOf(action)]]));
