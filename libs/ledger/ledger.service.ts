import { hasRole, type Principal } from '@app/org';
import { CalendarService, Clock, dayOf, fingerprint, invalid, problem, type Tx, yearOf } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  findEvent,
  findHandler,
  hasHandled,
  lockIssue,
  type LockedIssue,
  saveAndAppend,
  unitNames,
} from './act.queries';
import type { ActionBody, IssueDraft } from './ledger.dto';
import { effectOf } from './ledger.effects';
import { ACTION_LABELS, PARTY_LABELS, STATE_LABELS } from './ledger.labels';
import { ledgerProblem } from './ledger.problems';
import { factsOf, IssueReader } from './ledger.reader';
import { type Action, faultsOf, needsOf, next, type Party, type Refusal, WORKFLOW } from './ledger.workflow';
import { claimIds, findKnownIssues, insertIssues, mayRegister } from './register.queries';

const PROBLEM_LEDGER = 'project-issue';

/** Writes the ledger: registering and moving issues. The rules stand in `ledger.workflow.ts`. */
@Injectable()
export class IssueService implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
    private readonly reader: IssueReader,
  ) {}

  onModuleInit(): void {
    const faults = faultsOf();
    if (faults.length > 0) throw new Error(`ledger.workflow.ts: ${faults.join('; ')}`);
  }

  /**
   * Registers problems of one project, all or none; those sent before under the same id are answered as the first time.
   *
   * @returns their ids in the order given
   * @throws Problem 400 for a project the person may not register for, or an unknown ledger, 409 for an id used with another body, 403 for somebody
   *   else's id
   */
  async register(
    tx: Tx,
    principal: Principal,
    drafts: IssueDraft[],
    {
      projectId,
      visitId = null,
      ledger = PROBLEM_LEDGER,
    }: { projectId: string; visitId?: string | null; ledger?: string },
  ): Promise<string[]> {
    if (drafts.length === 0) return [];
    const chosen = drafts.flatMap(({ id }) => id ?? []);
    if (new Set(chosen).size !== chosen.length) throw invalid('issues', '同一次提交中有重复的问题编号。');
    const known = new Set<string>();
    // A visit sent twice at once waits at its own id; issues sent alone wait here.
    if (chosen.length > 0 && visitId === null) await claimIds(tx, chosen);
    for (const issue of chosen.length > 0 ? await findKnownIssues(tx, chosen) : []) {
      if (issue.registeredBy !== principal.id) throw problem.forbidden();
      const draft = drafts.find(({ id }) => id === issue.id);
      const samePlace = issue.projectId === projectId && issue.visitId === visitId && issue.ledger === ledger;
      if (!samePlace || fingerprint(draft) !== issue.bodyHash) throw problem.sameIdOtherBody();
      known.add(issue.id);
    }
    const fresh = drafts.filter(({ id }) => id === undefined || !known.has(id));
    // After those that are known: what was accepted once is answered again, whoever is responsible by now. A visit has
    // asked this about its project already, in the same transaction.
    const allowed =
      fresh.length === 0 ||
      visitId !== null ||
      (await mayRegister(tx, principal, projectId, hasRole(principal, 'supervisor')));
    if (!allowed) {
      throw invalid('projectId', '没有找到这个项目，或者它不由您负责，请重新选择。');
    }
    const now = this.clock.now();
    const place = { ledger, year: yearOf(dayOf(now)), projectId, visitId };
    const ids = fresh.length > 0 ? await insertIssues(tx, principal, now, place, fresh) : [];
    if (ids.length < fresh.length) {
      throw ledgerProblem.unknownLedger({}, [{ field: 'ledger', message: '没有这本台账，请重新选择。' }]);
    }
    const made = new Map(fresh.map((draft, index) => [draft, ids[index] as string]));
    return drafts.map((draft) => made.get(draft) ?? (draft.id as string));
  }

  /**
   * Moves an issue one step and writes the step on its record.
   *
   * @throws Problem 404 unknown, 403 not this person's turn, 409 stale version or wrong state, 400 something is missing
   */
  async act(tx: Tx, principal: Principal, id: string, action: Action, body: ActionBody): Promise<void> {
    const issue = await lockIssue(tx, principal, id);
    if (!issue) throw problem.notFound();
    const { version, ...rest } = body;
    const bodyHash = fingerprint({ ...rest, issue: id, action, actor: principal.id });
    if (body.id !== undefined) {
      const earlier = await findEvent(tx, body.id);
      if (earlier?.bodyHash === bodyHash) return;
      if (earlier) throw problem.sameIdOtherBody();
    }
    if (version !== issue.version) throw problem.stale({}, await this.reader.one(tx, principal, id));
    const now = this.clock.now();
    const today = dayOf(now);
    const verifies = (WORKFLOW[action].by as readonly Party[]).includes('verifier');
    const handled = verifies && (await hasHandled(tx, id, principal.id));
    const step = next(action, factsOf(principal, { ...issue, handled }, today));
    if ('refused' in step) throw this.refusal(step.refused, action, issue);
    if ((needsOf(action) as readonly string[]).includes('note') && body.note === '') {
      throw invalid('note', `请填写“${ACTION_LABELS[action].zh}”的意见或理由。`);
    }
    const data = await this.named(tx, action, issue, body);
    const calendar = await this.calendars.current();
    const effect = effectOf(action, issue, body, { now, today, calendar, rule: issue.rule, severity: issue.severity });
    if (action === 'assign' || action === 'grant-extension') data.dueOn = effect.dueOn;
    if (action === 'request-extension') data.askedDueOn = effect.extensionTo;
    if (action === 'suspend') data.reviewOn = effect.reviewOn;
    if (action === 'resume' && issue.suspendedOn)
      data.stoodDays = calendar.workingDaysBetween(issue.suspendedOn, today);
    await saveAndAppend(
      tx,
      issue,
      { ...effect, state: step.to },
      { id: body.id, action, from: issue.state, to: step.to, principal, at: now, note: body.note, data, bodyHash },
    );
  }

  private refusal(refused: Refusal, action: Action, issue: LockedIssue): Error {
    return ledgerProblem[refused]({
      action: ACTION_LABELS[action].zh,
      state: STATE_LABELS[issue.state].zh,
      by: WORKFLOW[action].by.map((party) => PARTY_LABELS[party].zh).join('或'),
    });
  }

  /** Looks up what the body names and keeps the names with the event: the record reads the same when a unit is renamed. */
  private async named(tx: Tx, action: Action, issue: LockedIssue, body: ActionBody): Promise<Record<string, unknown>> {
    if (action === 'assign') {
      const ids = [body.leadUnitId, ...(body.supportUnitIds ?? [])].flatMap((id) => id ?? []);
      const names = await unitNames(tx, ids);
      if (body.leadUnitId !== undefined && !names.has(body.leadUnitId)) {
        throw invalid('leadUnitId', '没有这个主办单位，或者它已停用，请重新选择。');
      }
      if (ids.some((id) => !names.has(id)))
        throw invalid('supportUnitIds', '协办单位中有不存在或已停用的单位，请重新选择。');
      const supportUnits = (body.supportUnitIds ?? []).map((id) => names.get(id));
      return { leadUnit: names.get(body.leadUnitId ?? ''), ...(supportUnits.length > 0 ? { supportUnits } : {}) };
    }
    if (action === 'return' && body.suggestedUnitId !== undefined) {
      const name = (await unitNames(tx, [body.suggestedUnitId])).get(body.suggestedUnitId);
      if (name === undefined) throw invalid('suggestedUnitId', '没有建议的这个单位，请重新选择。');
      return { suggestedUnit: name };
    }
    if (action === 'delegate' && body.handlerId !== undefined) {
      const handler = await findHandler(tx, body.handlerId, issue.leadUnitId ?? '');
      if (!handler) throw invalid('handlerId', '承办人应为本单位的在职人员，请重新选择。');
      return { handler: handler.name };
    }
    return {};
  }
}
