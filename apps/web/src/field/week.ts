import { wallClock } from './say';
import type { DraftSummary, FieldProject, FieldView } from './store';

const NONE = new Map<string, DraftSummary>();

/** This week's rows in the order of the plan, those that are done at its end, and the other projects by name. */
export function rowsOf(
  view: FieldView,
  finished: Map<string, DraftSummary> = NONE,
): { planned: FieldProject[]; others: FieldProject[] } {
  const byId = new Map(view.projects.map((project) => [project.id, project]));
  const inPlan = view.order.map((id) => byId.get(id)).filter((project) => project !== undefined);
  const ids = new Set(inPlan.map(({ id }) => id));
  const rest = view.projects.filter(({ id }) => !ids.has(id));
  // A duty that the plan does not know of yet must not disappear among the others.
  const all = [...inPlan, ...rest.filter(({ duty }) => duty !== null)];
  const planned = [
    ...all.filter((project) => isOpen(project, finished)),
    ...all.filter((project) => !isOpen(project, finished)),
  ];
  const others = rest.filter(({ duty }) => duty === null).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
  return { planned, others };
}

/** Monday of the week of a day. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** Visits of this week that are finished on this phone, by project: the server may not know of them yet. */
export function finishedOf(drafts: DraftSummary[], today: string): Map<string, DraftSummary> {
  const monday = mondayOf(today);
  const finished = new Map<string, DraftSummary>();
  for (const draft of drafts) {
    const open = draft.state === 'draft';
    if (!open && wallClock(draft.visitedAt).slice(0, 10) >= monday && !finished.has(draft.projectId)) {
      finished.set(draft.projectId, draft);
    }
  }
  return finished;
}

/** Whether the project still asks for a visit this week, as far as this phone knows. */
export const isOpen = (project: FieldProject, finished: Map<string, DraftSummary>): boolean =>
  project.duty !== null && project.duty.state === 'open' && !finished.has(project.id);

/** The next project of the plan after one that was just visited: the first that is still open, looking on from there. */
export function nextAfter(view: FieldView, drafts: DraftSummary[], projectId: string): FieldProject | undefined {
  const { planned } = rowsOf(view);
  const finished = finishedOf(drafts, view.today);
  const at = planned.findIndex(({ id }) => id === projectId);
  return [...planned.slice(at + 1), ...planned.slice(0, Math.max(0, at))].find((project) => isOpen(project, finished));
}

/** By name or owner. */
export function matches(project: FieldProject, q: string): boolean {
  const words = q.trim().toLowerCase();
  return project.name.toLowerCase().includes(words) || project.ownerName.toLowerCase().includes(words);
}
