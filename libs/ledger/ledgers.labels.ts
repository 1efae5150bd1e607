import type { Evidence, TimedStep } from './ledger.rule';
import type { Label } from './ledger.labels';
import type { Escalation, Subject } from './ledgers.rules';

export const TIMED_STEP_LABELS: Record<TimedStep, Label> = {
  assign: { zh: '交办', en: 'Assign' },
  sign: { zh: '签收', en: 'Sign for' },
  due: { zh: '办结', en: 'Solve' },
  return: { zh: '可退回', en: 'May be returned' },
  ruling: { zh: '裁定', en: 'Ruling' },
  verify: { zh: '核验', en: 'Verify' },
  answer: { zh: '答复催办、批示', en: 'Answer an urging or instruction' },
};

export const EVIDENCE_LABELS: Record<Evidence, Label> = {
  none: { zh: '不要求', en: 'None' },
  any: { zh: '任一附件', en: 'Any attachment' },
  photo: { zh: '照片', en: 'Photo' },
  document: { zh: '文件', en: 'Document' },
};

export const SUBJECT_LABELS: Record<Subject, Label> = {
  project: { zh: '必须关联项目', en: 'Always a project' },
  optional: { zh: '可关联项目', en: 'Perhaps a project' },
  none: { zh: '不关联项目', en: 'No project' },
};

export const ESCALATION_LABELS: Record<Escalation, Label> = {
  notice: { zh: '提示单', en: 'Notice' },
  order: { zh: '督办单', en: 'Order' },
  letter: { zh: '督办函', en: 'Letter' },
  talk: { zh: '约谈', en: 'Talk' },
};
