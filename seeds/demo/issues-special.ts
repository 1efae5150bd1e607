import type { Severity } from '@app/ledger';
import type { Issues, Origin } from './issues';
import type { Story } from './stories';

/** A turn that an issue can take, told from `since` working days ago on. */
interface Turn {
  /** So many working days ago it was registered. */
  since: number;
  severity: Severity;
  tell: (story: Story, issues: Issues) => unknown;
}

const begun = (story: Story): Story => story.assign(1, { alone: true }).sign(0);

/** One issue for each turn of the life cycle that the usual ones do not take, so that each can be seen in some state. */
const TURNS: Turn[] = [
  // 转办: once signed again, once not yet.
  { since: 6, severity: 'low', tell: (story) => begun(story).transfer(2).sign(1).report(1) },
  { since: 3, severity: 'low', tell: (story) => begun(story).transfer(1) },
  // 第二次退回: it is the leader's turn.
  { since: 5, severity: 'low', tell: (story) => story.mistake(1, 0).assign(1, { alone: true }).giveBack(0) },
  // 延期已批、临期同意补报
  { since: 12, severity: 'medium', tell: (story) => begun(story).report(3).ask(2, 6).ruleOn(true, 1).report(2) },
  { since: 11, severity: 'medium', tell: (story) => begun(story).report(4).consent(5) },
  // 催办、批示: waiting for the answer, and answered.
  { since: 5, severity: 'medium', tell: (story) => begun(story).urge(3) },
  { since: 6, severity: 'medium', tell: (story) => begun(story).urge(2).answerUrge(1) },
  { since: 4, severity: 'high', tell: (story) => begun(story).instruct(2) },
  { since: 7, severity: 'low', tell: (story) => begun(story).instruct(2).answerInstruction(2) },
  // 风险提示、研判
  { since: 6, severity: 'medium', tell: (story) => begun(story).warn(3) },
  { since: 6, severity: 'low', tell: (story) => begun(story).report(2).judge(2) },
  // 协办未反馈
  { since: 5, severity: 'medium', tell: (story) => story.assign(1, { together: true }).sign(0).report(3) },
  // 并案、拆分
  {
    since: 7,
    severity: 'low',
    tell: (story, issues) => {
      begun(story);
      issues.again(story);
      return story.report(3);
    },
  },
  {
    since: 6,
    severity: 'low',
    tell: (story, issues) => {
      begun(story);
      issues.split(story, ['项目出入口开口手续未批', '施工便道与村道交叉，村民有意见']);
      return story.report(2);
    },
  },
  // 撤回、撤销
  { since: 4, severity: 'low', tell: (story) => story.assign(1, { alone: true }).takeBack(0) },
  { since: 5, severity: 'low', tell: (story) => begun(story).report(1).cancel(2) },
];

/** @param originOn where a problem of that many working days ago comes from */
export function makeSpecialIssues(issues: Issues, originOn: (ago: number) => Origin): void {
  for (const { since, severity, tell } of TURNS) tell(issues.begin(originOn(since), { severity }), issues);
}
