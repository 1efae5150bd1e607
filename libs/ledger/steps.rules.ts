import type { Day, WorkingCalendar } from '@app/platform';
import type { Evidence } from './ledger.rule';
import type { StepCounts } from './steps.dto';
import type { Light, State } from './ledger.workflow';

/** What is planned may be changed while the item is on its way. */
export const PLANNED_IN: readonly State[] = ['registered', 'assigned', 'in-progress', 'returned', 'suspended'];
/** Steps are done by those who have signed for the item. */
export const DONE_IN: readonly State[] = ['in-progress', 'suspended'];

export interface PlannedStep {
  plannedOn: Day;
  doneOn: Day | null;
}

/**
 * How far a plan is on a day.
 *
 * @param open the days for which the steps that are not done are planned, in their order
 */
export function stepCounts({ total, open }: { total: number; open: readonly Day[] }, today: Day): StepCounts {
  return {
    done: total - open.length,
    total,
    late: open.filter((day) => day < today).length,
    nextPlannedOn: open[0] ?? null,
  };
}

/**
 * The light of one step and its reason: against the day that was planned, in working days.
 *
 * @param running the item is still worked on: of one that is closed or cancelled nothing is late any more
 */
export function stepLight(
  { plannedOn, doneOn }: PlannedStep,
  { today, soonUntil, calendar, running }: { today: Day; soonUntil: Day; calendar: WorkingCalendar; running: boolean },
): { light: Light; lightReason: string } {
  if (doneOn !== null) {
    const early = calendar.workingDaysBetween(doneOn, plannedOn);
    if (doneOn <= plannedOn) {
      return { light: 'none', lightReason: early > 0 ? `已完成，比计划提前 ${early} 个工作日` : '已按计划完成' };
    }
    return { light: 'none', lightReason: early < 0 ? `已完成，比计划晚 ${-early} 个工作日` : '已完成，晚于计划日' };
  }
  if (!running) return { light: 'none', lightReason: '未完成' };
  const left = calendar.workingDaysBetween(today, plannedOn);
  if (plannedOn < today) {
    return { light: 'red', lightReason: left < 0 ? `已晚于计划 ${-left} 个工作日` : '已过计划日' };
  }
  const words = plannedOn === today ? '计划今日完成' : `距计划完成还有 ${left} 个工作日`;
  return { light: plannedOn <= soonUntil ? 'yellow' : 'green', lightReason: words };
}

/** What stands between the last step and the application for closure, in words; null when nothing does. */
export function missingWords(
  {
    supportUnitIds,
    supportDoneIds,
    evidence,
  }: { supportUnitIds: string[]; supportDoneIds: string[]; evidence: Evidence },
  attachments: readonly { kind: 'photo' | 'document' }[],
): string | null {
  const supports = supportUnitIds.some((id) => !supportDoneIds.includes(id));
  const enough = evidence === 'none' || attachments.some(({ kind }) => evidence === 'any' || kind === evidence);
  const wanted = [...(supports ? ['协办单位反馈本单位部分已办结'] : []), ...(enough ? [] : [EVIDENCE_WORDS[evidence]])];
  return wanted.length === 0 ? null : `各节点均已完成，还须${wanted.join('、')}，再由主办单位申请销号。`;
}

const EVIDENCE_WORDS: Record<Evidence, string> = {
  none: '',
  any: '附上材料',
  photo: '附上现场照片',
  document: '附上文件',
};

/** 已完成, 超前, 按计划, 滞后, 未编制节点. */
export const STANDINGS = ['done', 'ahead', 'on-time', 'behind', 'unplanned'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * How an item of a list that is scheduled by month stands on a day, in words.
 *
 * @param on the day that is looked back from: today, or the last day of a month that is over
 */
export function standingOf(
  steps: readonly (PlannedStep & { title: string })[],
  { closed, on, calendar }: { closed: boolean; on: Day; calendar: WorkingCalendar },
): { standing: Standing; words: string } {
  if (closed) return { standing: 'done', words: '已完成' };
  if (steps.length === 0) return { standing: 'unplanned', words: '未编制节点计划' };
  const doneBy = ({ doneOn }: PlannedStep): boolean => doneOn !== null && doneOn <= on;
  const late = steps
    .filter((step) => !doneBy(step) && step.plannedOn < on)
    .sort((a, b) => (a.plannedOn < b.plannedOn ? -1 : 1));
  const [first] = late;
  if (first) {
    const days = calendar.workingDaysBetween(first.plannedOn, on);
    const since = days > 0 ? `，已晚 ${days} 个工作日` : '';
    return {
      standing: 'behind',
      words: `滞后：${late.length} 个节点过了计划日，“${first.title}”应于 ${first.plannedOn} 完成${since}`,
    };
  }
  const ahead = steps.filter((step) => doneBy(step) && step.plannedOn > on).length;
  if (ahead > 0) return { standing: 'ahead', words: `超前：${ahead} 个节点提前完成` };
  return { standing: 'on-time', words: '按计划推进' };
}
