import { hasRole, type Principal } from '@app/org';
import {
  addDays,
  CalendarService,
  Clock,
  type Day,
  dayOf,
  fingerprint,
  invalid,
  problem,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  appendToIssue,
  type AttachmentRef,
  findAttachments,
  findEvent,
  findHandler,
  type LockedIssue,
  lockIssue,
  unitNames,
} from './act.queries';
import { effectOf } from './ledger.effects';
import { STATE_LABELS } from './ledger.labels';
import { END_STATES } from './ledger.workflow';
import { findPlanIssue, findSteps, markStep, replaceSteps, type StepRecord } from './steps.queries';
import type { StepDraft, StepMarkBody, StepsBody, StepsView } from './steps.dto';
import { stepProblem } from './steps.problems';
import { DONE_IN, missingWords, PLANNED_IN, stepCounts, stepLight } from './steps.rules';

/** A plan reaches that many calendar days ahead at most: a slip of the year is caught. */
const FURTHEST_DAYS = 3 * 366;
const ALL_DONE = '各节点均已完成，申请销号。';

/** The steps of task lists: planned by the supervisor, done by their owners. */
@Injectable()
export class StepService {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  /** @throws Problem 404 when there is no such issue that the person may know of */
  async view(tx: Tx, principal: Principal, issueId: string): Promise<StepsView> {
    const issue = await findPlanIssue(tx, principal, issueId);
    if (!issue) throw problem.notFound();
    const steps = await findSteps(tx, issueId);
    const today = dayOf(this.clock.now());
    const calendar = await this.calendars.current();
    const soonUntil = calendar.addWorkingDays(today, issue.soonDays).day;
    const running = !END_STATES.includes(issue.state);
    const open = steps.filter(({ doneOn }) => doneOn === null).map(({ plannedOn }) => plannedOn);
    const marks = DONE_IN.includes(issue.state);
    return {
      ...stepCounts({ total: steps.length, open: open.sort() }, today),
      issueVersion: issue.version,
      steps: steps.map((step) => ({
        ...step,
        ...stepLight(step, { today, soonUntil, calendar, running }),
        mayMark: marks && mayMark(principal, issue, step),
      })),
      mayPlan: issue.hasSteps && hasRole(principal, 'supervisor') && PLANNED_IN.includes(issue.state),
      missing:
        steps.length > 0 && open.length === 0 && issue.state === 'in-progress'
          ? missingWords(issue, await findAttachments(tx, issueId, shownBy(steps)))
          : null,
    };
  }

  /**
   * Puts a plan in the place of the one before; what is done stays as it is.
   *
   * @throws Problem 404, 409 with the plan as it is when `version` is stale, 400 that names the step
   */
  async plan(tx: Tx, principal: Principal, issueId: string, body: StepsBody): Promise<void> {
    const { version, ...rest } = body;
    const bodyHash = fingerprint({ ...rest, issue: issueId, action: 'plan', actor: principal.id });
    const issue = await this.locked(tx, principal, issueId);
    if (await repeated(tx, body.id, bodyHash)) return;
    if (!hasRole(principal, 'supervisor')) throw stepProblem.notPlanner();
    if (!issue.rule.hasSteps) throw stepProblem.noSteps({ ledger: issue.rule.name });
    if (!PLANNED_IN.includes(issue.state)) throw stepProblem.notPlannedNow({ state: STATE_LABELS[issue.state].zh });
    if (version !== issue.version) throw problem.stale({}, await this.view(tx, principal, issueId));
    const now = this.clock.now();
    const steps = body.steps.map((step, index) => ({ ...step, place: index + 1 }));
    const names = await this.checked(tx, steps, await findSteps(tx, issueId), dayOf(now));
    await replaceSteps(tx, issueId, steps);
    const plan = steps.map(
      ({ place, title, ownerUnitId, plannedOn }) =>
        `${place}. ${title}（${names.get(ownerUnitId) ?? ''}，${plannedOn}）`,
    );
    const data = { plan, stepIds: (await findSteps(tx, issueId)).map(({ id }) => id) };
    const { id, note } = body;
    const event = { issueId, id, actor: principal, at: now, note, bodyHash };
    await appendToIssue(tx, { ...event, action: 'step', data, change: {} });
  }

  /**
   * A step is done, or is not after all. With the last one the item is applied for closure, unless something is missing
   * that only people can add.
   *
   * @throws Problem 404, 403 for somebody else's step, 409 with the plan as it is when `version` is stale
   */
  async mark(
    tx: Tx,
    principal: Principal,
    { issueId, stepId, done }: { issueId: string; stepId: string; done: boolean },
    body: StepMarkBody,
  ): Promise<void> {
    const { version, ...rest } = body;
    const bodyHash = fingerprint({ ...rest, step: stepId, done, actor: principal.id });
    const issue = await this.locked(tx, principal, issueId);
    if (await repeated(tx, body.id, bodyHash)) return;
    const steps = await findSteps(tx, issueId);
    const step = steps.find(({ id }) => id === stepId);
    if (!step) throw problem.notFound();
    if (!mayMark(principal, issue, step)) throw stepProblem.notYours({ unit: step.ownerUnitName });
    if (issue.state === 'assigned') throw stepProblem.signFirst();
    if (!DONE_IN.includes(issue.state)) throw stepProblem.notMarkedNow({ state: STATE_LABELS[issue.state].zh });
    if (step.version !== version) throw problem.stale({}, await this.view(tx, principal, issueId));
    if ((step.doneOn !== null) === done) throw done ? stepProblem.doneAlready() : stepProblem.notDone();
    if (!done && body.note === '') throw invalid('note', '请说明为什么撤回完成。');
    const ids = done ? (body.attachmentIds ?? []) : [];
    const attachments = await findAttachments(tx, issueId, ids);
    if (attachments.length < ids.length) throw invalid('attachmentIds', '有的附件不在这个事项之下，请重新选择。');
    const now = this.clock.now();
    const today = dayOf(now);
    const mark = { doneOn: done ? today : null, doneBy: done ? principal.id : null, note: done ? body.note : '' };
    await markStep(tx, stepId, { ...mark, attachmentIds: ids });
    const told = { step: `${step.place}. ${step.title}`, stepId, plannedOn: step.plannedOn };
    const event = { issueId, actor: principal, at: now };
    await appendToIssue(tx, {
      ...event,
      id: body.id,
      action: 'step',
      note: body.note,
      data: done ? { ...told, doneOn: today, ...shown(attachments) } : { ...told, undone: true },
      change: {},
      bodyHash,
    });
    const last = done && steps.every(({ id, doneOn }) => id === stepId || doneOn !== null);
    if (last) await this.applyForClosure(tx, principal, issue, [...shownBy(steps), ...ids], now);
  }

  /** What everybody waits for when the last step is done, done at once and in the name of the one who did it. */
  private async applyForClosure(
    tx: Tx,
    principal: Principal,
    issue: LockedIssue,
    attachmentIds: string[],
    now: Date,
  ): Promise<void> {
    const attachments = await findAttachments(tx, issue.id, attachmentIds);
    const used = issue.rule.actions === null || issue.rule.actions.includes('apply-closure');
    if (!used || issue.state !== 'in-progress' || missingWords(issue, attachments) !== null) return;
    const { rule, severity } = issue;
    const moment = {
      now,
      today: dayOf(now),
      calendar: await this.calendars.current(),
      rule,
      severity,
      actor: principal,
    };
    const { change, data } = effectOf('apply-closure', issue, 'pending-verification', {}, moment);
    const evidence = attachments.map(({ id, sha256 }) => ({ id, sha256 }));
    await appendToIssue(tx, {
      issueId: issue.id,
      action: 'apply-closure',
      actor: principal,
      // A record that is read by time shows the step first.
      at: new Date(now.getTime() + 1),
      note: ALL_DONE,
      data: { ...shown(attachments), ...(evidence.length > 0 ? { evidence } : {}), ...data },
      change,
    });
  }

  private async locked(tx: Tx, principal: Principal, issueId: string): Promise<LockedIssue> {
    const issue = await lockIssue(tx, principal, issueId);
    if (!issue) throw problem.notFound();
    return issue;
  }

  /** @returns the names of the owning departments */
  private async checked(
    tx: Tx,
    steps: (StepDraft & { place: number })[],
    before: StepRecord[],
    today: Day,
  ): Promise<Map<string, string>> {
    const ids = steps.flatMap(({ id }) => id ?? []);
    if (new Set(ids).size < ids.length) throw invalid('steps', '同一份计划中有重复的节点，请刷新后重试。');
    const lost = before.find(({ id, doneOn }) => doneOn !== null && !ids.includes(id));
    if (lost) throw invalid('steps', `节点“${lost.title}”已完成，不能删除。`);
    const names = await unitNames(tx, [...new Set(steps.map(({ ownerUnitId }) => ownerUnitId))]);
    for (const [index, step] of steps.entries()) {
      const known = before.find(({ id }) => id === step.id);
      const field = (name: string): string => `steps.${index}.${name}`;
      if (known?.doneOn && !sameStep(known, step)) {
        throw invalid(field('title'), `节点“${known.title}”已完成，不能修改；确需修改的，请先撤回完成。`);
      }
      if (known?.doneOn) names.set(known.ownerUnitId, known.ownerUnitName);
      if (!names.has(step.ownerUnitId))
        throw invalid(field('ownerUnitId'), `第 ${index + 1} 个节点：没有这个责任单位，或者它已停用，请重新选择。`);
      if (step.ownerId && step.ownerId !== known?.ownerId && !(await findHandler(tx, step.ownerId, step.ownerUnitId))) {
        throw invalid(field('ownerId'), `第 ${index + 1} 个节点：责任人应为责任单位的在职人员，请重新选择。`);
      }
      if (step.plannedOn > addDays(today, FURTHEST_DAYS))
        throw invalid(field('plannedOn'), `第 ${index + 1} 个节点：计划完成日过远，请核对年份。`);
    }
    return names;
  }
}

const sameStep = (known: StepRecord, step: StepDraft): boolean =>
  known.title === step.title &&
  known.ownerUnitId === step.ownerUnitId &&
  known.ownerId === (step.ownerId ?? null) &&
  known.plannedOn === step.plannedOn;

/** The owner's department, the lead department, and the supervisor. */
const mayMark = (principal: Principal, issue: { leadUnitId: string | null }, step: { ownerUnitId: string }): boolean =>
  hasRole(principal, 'supervisor') ||
  (hasRole(principal, 'handler', 'head') && [step.ownerUnitId, issue.leadUnitId].includes(principal.unitId));

const shownBy = (steps: StepRecord[]): string[] => steps.flatMap(({ attachmentIds }) => attachmentIds);

const shown = (attachments: AttachmentRef[]): { attachments?: string[] } =>
  attachments.length > 0 ? { attachments: attachments.map(({ name }) => name) } : {};

/** @throws Problem 409 when the id was used for something else */
async function repeated(tx: Tx, id: string | undefined, bodyHash: string): Promise<boolean> {
  const earlier = id === undefined ? undefined : await findEvent(tx, id);
  if (earlier && earlier.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
  return earlier !== undefined;
}
