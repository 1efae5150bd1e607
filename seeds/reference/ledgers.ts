import { type EscalationStep, type LedgerRule, STANDARD_STEP_DAYS, type StepDays } from '@app/ledger';

/** A ledger that is shipped; the district may change each of it afterwards. */
export interface ShippedLedger extends Pick<
  LedgerRule,
  'code' | 'name' | 'days' | 'soonDays' | 'extensionMax' | 'reportEvery' | 'reportDay' | 'evidence' | 'registrars'
> {
  numberPattern: string;
  description: string;
  subject: LedgerRule['subject'];
  hasSteps: boolean;
  /** Null: all that the life cycle knows. */
  actions: string[] | null;
  escalation: EscalationStep[];
}

const same = (days: number): StepDays['due'] => ({ low: days, medium: days, high: days });
const ESCALATION: EscalationStep[] = [
  { kind: 'notice', lateDays: 1 },
  { kind: 'order', lateDays: 3 },
  { kind: 'letter', lateDays: 5 },
  { kind: 'talk', lateDays: 10 },
];
/** A task is given by the leaders, so it is neither returned nor merged or split, and no enterprise rates it. */
const OF_A_TASK = [
  ...['assign', 'sign', 'delegate', 'report', 'request-extension', 'consent-extension', 'grant-extension'],
  ...['refuse-extension', 'suspend', 'resume', 'transfer', 'withdraw', 'cancel', 'apply-closure', 'verify'],
  ...['reject-closure', 'reopen', 'urge', 'answer-urge', 'instruct', 'answer-instruction', 'judge'],
];
const USUAL = {
  days: STANDARD_STEP_DAYS,
  soonDays: 3,
  extensionMax: 2,
  reportEvery: 5,
  reportDay: null,
  evidence: 'none',
  actions: null,
  hasSteps: false,
  escalation: ESCALATION,
} as const;

/** The six ledgers of a district, in their order. */
export const LEDGERS: readonly ShippedLedger[] = [
  {
    ...USUAL,
    code: 'project-issue',
    name: '项目问题台账',
    description: '走访重点项目时发现的、影响项目推进的问题。',
    numberPattern: 'WT-{year}-{4}',
    subject: 'project',
    registrars: ['officer', 'supervisor'],
  },
  {
    ...USUAL,
    code: 'key-task',
    name: '重点工作任务清单',
    description: '年度重点工作任务，按节点推进，节点全部完成后申请销号。',
    numberPattern: 'RW-{year}-{4}',
    subject: 'none',
    hasSteps: true,
    days: { ...STANDARD_STEP_DAYS, sign: same(2), due: { low: 120, medium: 60, high: 20 } },
    soonDays: 5,
    reportEvery: 10,
    actions: OF_A_TASK,
    registrars: ['supervisor', 'leader'],
  },
  {
    ...USUAL,
    code: 'major-issue',
    name: '重大问题清单',
    description: '领导分管领域内亟待解决的重大问题，期限从紧，销号须附文件。',
    numberPattern: 'ZD-{year}-{4}',
    subject: 'optional',
    days: {
      ...STANDARD_STEP_DAYS,
      due: { low: 10, medium: 7, high: 3 },
      return: same(1),
      ruling: same(1),
      verify: same(2),
      answer: same(1),
    },
    soonDays: 2,
    extensionMax: 1,
    reportEvery: 3,
    evidence: 'document',
    registrars: ['supervisor', 'leader'],
  },
  {
    ...USUAL,
    code: 'livelihood-item',
    name: '民生实事清单',
    description: '省、市下达的年度民生实事，按月调度，每月 25 日前反馈，销号须附照片。',
    numberPattern: 'SS-{year}-{4}',
    subject: 'none',
    hasSteps: true,
    days: { ...STANDARD_STEP_DAYS, sign: same(2), due: { low: 240, medium: 180, high: 120 } },
    soonDays: 10,
    reportEvery: null,
    reportDay: 25,
    evidence: 'photo',
    actions: OF_A_TASK,
    registrars: ['supervisor', 'leader'],
  },
  {
    ...USUAL,
    code: 'livelihood-issue',
    name: '民生问题台账',
    description: '群众反映的急难愁盼问题。',
    numberPattern: 'MS-{year}-{4}',
    subject: 'none',
    days: { ...STANDARD_STEP_DAYS, due: { low: 15, medium: 7, high: 3 } },
    registrars: ['officer', 'handler', 'head', 'supervisor'],
  },
  {
    ...USUAL,
    code: 'enterprise-request',
    name: '企业诉求台账（万人助万企）',
    description: '包联企业提出的诉求，可以关联重点项目，也可以只写企业名称。',
    numberPattern: 'QS-{year}-{4}',
    subject: 'optional',
    days: { ...STANDARD_STEP_DAYS, due: { low: 15, medium: 7, high: 3 } },
    registrars: ['officer', 'handler', 'head', 'supervisor'],
  },
];
