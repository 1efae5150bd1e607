import type { Day } from '@app/platform';

/** A step of the life cycle that somebody has not done by its day, or that somebody should know of at once. */
export const STEP_RULES = [
  'sign-overdue',
  'ruling-due',
  'verify-due',
  'report-due',
  'answer-due',
  'issue-risk',
  'issue-resumed',
] as const;
/** 超期未签收, 待裁定, 待核验, 应反馈, 待答复, 风险提示, 恢复计时. */
export type StepRule = (typeof STEP_RULES)[number];

export interface StepFacts {
  number: string;
  title: string;
  projectName: string | null;
  leadUnitName: string | null;
  /** The day it is about: until when the step should be done; of `issue-resumed` the new deadline. */
  on: Day | null;
  /** Which of two things the rule is about, or the words that were said. */
  what: string;
}

const chineseDay = (day: Day | null): string =>
  day === null ? '' : `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const about = ({ projectName, leadUnitName }: StepFacts): string =>
  [
    projectName === null ? '' : `项目：${projectName}。`,
    leadUnitName === null ? '' : `主办单位：${leadUnitName}。`,
  ].join('');

/** Head and sentence of each rule. */
const SENTENCES: Record<StepRule, (facts: StepFacts) => [head: string, sentence: string]> = {
  'sign-overdue': ({ on }) => [
    '超期未签收',
    `签收期限为${chineseDay(on)}，请立即签收；办理期限自交办之日起计算，不因未签收顺延。`,
  ],
  'ruling-due': ({ on, what }) => [
    what === 'return' ? '退回待裁定' : '延期待审批',
    what === 'return'
      ? `请于${chineseDay(on)}前裁定：改派，或坚持交办。`
      : `请于${chineseDay(on)}前同意或不同意延期，并说明理由。`,
  ],
  'verify-due': ({ on }) => ['待核验', `请于${chineseDay(on)}前到现场或凭材料核验，通过的销号，不通过的说明原因。`],
  'report-due': ({ on }) => ['应反馈进展', `请于${chineseDay(on)}前反馈办理进展。`],
  'answer-due': ({ on, what }) =>
    what === 'urge'
      ? ['催办待答复', `请于${chineseDay(on)}前答复催办，说明进展和下一步打算。`]
      : ['批示待答复', `请于${chineseDay(on)}前答复领导批示。`],
  'issue-risk': ({ what }) => ['风险提示', `反馈的风险：${what}`],
  'issue-resumed': ({ on }) => ['恢复计时', `已到复核日，系统已恢复计时，办理期限为${chineseDay(on)}，请继续办理。`],
};

/** What a reminder of the rule says. */
export function stepWords(rule: StepRule, facts: StepFacts): { title: string; body: string } {
  const [head, sentence] = SENTENCES[rule](facts);
  return { title: `${head}：${facts.number} ${facts.title}`, body: about(facts) + sentence };
}
