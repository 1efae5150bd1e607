import type { Principal } from '@app/org';
import {
  CalendarService,
  Clock,
  dayOf,
  fingerprint,
  invalid,
  problem,
  type Tx,
  type WorkingCalendar,
  yearOf,
} from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  appendToIssue,
  findAttachments,
  findEvent,
  findHandler,
  findVisit,
  hasHandled,
  inviteRating,
  type LockedIssue,
  lockIssue,
  lockTarget,
  unitNames,
} from './act.queries';
import type { IssueDraft } from './ledger.dto';
import type { ActionBody } from './action.dto';
import { effectOf } from './ledger.effects';
import { ACTION_LABELS, PARTY_LABELS, STATE_LABELS } from './ledger.labels';
import { ledgerProblem } from './ledger.problems';
import { factsOf, IssueReader } from './ledger.reader';
import { type Evidence, type LedgerRule, SEVERITIES, type Severity } from './ledger.rule';
import { type Action, faultsOf, needsOf, next, type Party, type Refusal, WORKFLOW } from './ledger.workflow';
import { registerRefusal, unknownLedger } from './register.policy';
import { claimIds, findKnownIssues, findRegisterFacts, insertIssues, numbersOf } from './register.queries';
import { countOpenSteps } from './steps.queries';
import type { Count } from './recount.rules';

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
    if (faults.length > 0) throw new Error(`ledger.workflow.ts: ${JSON.stringify(faults)}`);
  }

  /**
   * Registers problems of one project, or matters of a ledger that asks for none, all or none of them; those sent before
   * under the same id are answered as the first time.
   *
   * @returns their ids in the order given
   * @throws Problem 400 for a project the person may not register for, or an unknown ledger, 409 for an id used with
   *   another body, 403 for somebody else's id, and for a ledger in which the person's roles do not register
   */
  async register(
    tx: Tx,
    principal: Principal,
    drafts: IssueDraft[],
    {
      projectId = null,
      visitId = null,
      subjectName = '',
      ledger = PROBLEM_LEDGER,
    }: { projectId?: string | null; visitId?: string | null; subjectName?: string; ledger?: string },
  ): Promise<string[]> {
    if (drafts.length === 0) return [];
    const chosen = drafts.flatMap(({ id }) => id ?? []);
    if (new Set(chosen).size !== chosen.length) throw invalid('issues', '同一次提交中有重复的问题编号。');
    const known = new Set<string>();
    // A visit sent twice at once waits at its own id; issues sent alone wait here.
    if (chosen.length > 0 && visitId === null) await claimIds(tx, chosen);
    // A visit that is just being logged has no issues yet: inserting them says whether an id is taken.
    for (const issue of chosen.length > 0 && visitId === null ? await findKnownIssues(tx, chosen) : []) {
      if (issue.registeredBy !== principal.id) throw problem.forbidden();
      const draft = drafts.find(({ id }) => id === issue.id);
      const about = issue.projectId === projectId && issue.visitId === visitId && issue.subjectName === subjectName;
      if (!about || issue.ledger !== ledger || fingerprint(draft) !== issue.bodyHash) throw problem.sameIdOtherBody();
      known.add(issue.id);
    }
    const fresh = drafts.filter(({ id }) => id === undefined || !known.has(id));
    // After those that are known: what was accepted once is answered again, whoever is responsible by now. A visit has
    // asked this about its project already, in the same transaction.
    const place = { projectId, visitId, subjectName };
    const ids =
      fresh.length > 0
        ? await this.insert(tx, principal, await this.ruleFor(tx, principal, ledger, place, fresh), place, fresh)
        : [];
    const made = new Map(fresh.map((draft, index) => [draft, ids[index] as string]));
    return drafts.map((draft) => made.get(draft) ?? (draft.id as string));
  }

  /** @throws Problem as {@link register} does, when the person may not register this there */
  private async ruleFor(
    tx: Tx,
    principal: Principal,
    ledger: string,
    place: { projectId: string | null; visitId: string | null; subjectName: string },
    drafts: IssueDraft[],
  ): Promise<LedgerRule> {
    const facts =
      place.visitId === null
        ? await findRegisterFacts(tx, principal, {
            ledger,
            projectId: place.projectId,
            categories: drafts.map(({ categoryCode }) => categoryCode),
          })
        : undefined;
    const rule = facts?.rule ?? (await this.reader.ledgers(tx)).find(({ code }) => code === ledger);
    if (!rule || (!facts && place.visitId === null)) throw unknownLedger();
    const refused = facts && registerRefusal(principal, facts, place);
    if (refused) throw refused;
    return rule;
  }

  private async insert(
    tx: Tx,
    principal: Principal,
    rule: LedgerRule,
    place: { projectId: string | null; visitId: string | null; subjectName: string; splitFromId?: string },
    drafts: IssueDraft[],
  ): Promise<string[]> {
    const now = this.clock.now();
    const today = dayOf(now);
    const turnDueOn = assignDays(rule, await this.calendars.current(), today);
    const numbered = { ledger: rule.code, year: yearOf(today), turnDueOn, ...place };
    const ids = await insertIssues(tx, principal, now, numbered, drafts);
    if (ids.length < drafts.length) throw await this.taken(tx, principal, drafts);
    return ids;
  }

  /** Why nothing was registered: an id is that of an issue that is there already, or there is no such ledger. */
  private async taken(tx: Tx, principal: Principal, drafts: IssueDraft[]): Promise<Error> {
    const known = await findKnownIssues(
      tx,
      drafts.flatMap(({ id }) => id ?? []),
    );
    if (known.some(({ registeredBy }) => registeredBy !== principal.id)) return problem.forbidden();
    return known.length > 0 ? problem.sameIdOtherBody() : unknownLedger();
  }

  /**
   * Moves an issue one step and writes the step on its record.
   *
   * @throws Problem 404 unknown, 403 not this person's turn, 409 stale version or wrong state, 400 something is missing
   */
  async act(tx: Tx, principal: Principal, id: string, action: Action, body: ActionBody): Promise<void> {
    // Whatever else a body brings along: only a merge touches another issue.
    const merges = action === 'merge' && body.targetId !== undefined;
    const target = merges ? await lockTarget(tx, principal, id, body.targetId as string) : undefined;
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
    const calendar = await this.calendars.current();
    const { rule, severity } = issue;
    const verifies = (WORKFLOW[action].by as readonly Party[]).includes('verifier');
    const handled = verifies && (await hasHandled(tx, id, principal.id));
    const stepsOpen = rule.hasSteps ? await countOpenSteps(tx, id) : 0;
    const facts = factsOf(principal, { ...issue, handled }, { today, calendar, rule, stepsOpen });
    const step = next(action, facts);
    if ('refused' in step) throw this.refusal(step.refused, action, issue);
    if ((needsOf(action) as readonly string[]).includes('note') && body.note === '') {
      throw invalid('note', `请填写“${ACTION_LABELS[action].zh}”的意见或理由。`);
    }
    const named = await this.named(tx, action, issue, body, target);
    const moment = { now, today, calendar, rule, severity, actor: principal };
    const { change, data } = effectOf(action, issue, step.to, body, moment);
    if (action === 'split') named.parts = await this.split(tx, principal, issue, body);
    await appendToIssue(tx, {
      issueId: id,
      id: body.id,
      action,
      actor: principal,
      at: now,
      note: body.note,
      data: { ...named, ...data },
      change,
      bodyHash,
    });
    if (step.to === 'closed' && issue.state !== 'closed') await inviteRating(tx, id, now);
    if (target) {
      const source = `${issue.number} ${issue.title}`;
      await appendToIssue(tx, {
        issueId: target.id,
        action: 'absorb',
        actor: principal,
        at: now,
        note: body.note,
        data: { source, sourceId: id },
        change: {},
      });
    }
  }

  private refusal(refused: Refusal, action: Action, issue: LockedIssue): Error {
    return ledgerProblem[refused]({
      action: ACTION_LABELS[action].zh,
      state: STATE_LABELS[issue.state].zh,
      by: WORKFLOW[action].by.map((party) => PARTY_LABELS[party].zh).join('或'),
    });
  }

  /** Registers the parts in the same ledger, each with a number of its own; the issue itself stays as it is. */
  private async split(tx: Tx, principal: Principal, issue: LockedIssue, { parts = [] }: ActionBody): Promise<string[]> {
    if (parts.length === 0) throw invalid('parts', '请至少写明一个拆分出的问题。');
    const drafts = parts.map(
      ({ title, description, categoryCode = issue.categoryCode, severity = issue.severity }) => ({
        title,
        description,
        categoryCode,
        severity,
      }),
    );
    const { projectId, subjectName, id } = issue;
    const place = { projectId, subjectName, visitId: null, splitFromId: id };
    return numbersOf(tx, await this.insert(tx, principal, issue.rule, place, drafts));
  }

  /** Looks up what the body names and keeps the names with the event: the record reads the same when a unit is renamed. */
  private async named(
    tx: Tx,
    action: Action,
    issue: LockedIssue,
    body: ActionBody,
    target: { id: string; number: string; title: string } | undefined,
  ): Promise<Record<string, unknown>> {
    switch (action) {
      case 'assign':
      case 'transfer':
        return this.namedUnits(tx, body);
      case 'return': {
        if (body.suggestedUnitId === undefined) return {};
        const name = (await unitNames(tx, [body.suggestedUnitId])).get(body.suggestedUnitId);
        if (name === undefined) throw invalid('suggestedUnitId', '没有建议的这个单位，请重新选择。');
        return { suggestedUnit: name, suggestedUnitId: body.suggestedUnitId };
      }
      case 'delegate': {
        if (body.handlerId === undefined) return {};
        const handler = await findHandler(tx, body.handlerId, issue.leadUnitId ?? '');
        if (!handler) throw invalid('handlerId', '承办人应为本单位的在职人员，请重新选择。');
        return { handler: handler.name, handlerId: body.handlerId };
      }
      case 'merge':
        if (!target || target.id === issue.id) {
          throw invalid('targetId', '没有找到要并入的问题，或者它已办结，请选择另一个未办结的问题。');
        }
        return { target: `${target.number} ${target.title}`, targetId: target.id };
      case 'apply-closure':
        return this.shown(tx, issue, body.attachmentIds ?? []);
      case 'verify':
      case 'reject-closure': {
        if (body.visitId === undefined) return {};
        const visit = await findVisit(tx, body.visitId, issue);
        if (!visit)
          throw invalid('visitId', '没有找到该项目在申请销号当天或之后的这次走访，请重新选择，或改为凭材料核验。');
        return { visitId: body.visitId, visitOn: visit.visitedOn };
      }
      default:
        return {};
    }
  }

  /** The evidence of an application for closure: attachments of this issue, of the kind that its category asks for. */
  private async shown(tx: Tx, issue: LockedIssue, ids: string[]): Promise<Record<string, unknown>> {
    const found = ids.length > 0 ? await findAttachments(tx, issue.id, ids) : [];
    if (found.length < ids.length) throw invalid('attachmentIds', '有的附件不在这个问题之下，请重新选择。');
    const { evidence } = issue;
    const enough = evidence === 'none' || found.some(({ kind }) => evidence === 'any' || kind === evidence);
    if (!enough) throw invalid('attachmentIds', EVIDENCE_SENTENCES[evidence]);
    if (found.length === 0) return {};
    // With the hash of the bytes: what was shown then can be told from what is there now.
    return { attachments: found.map(({ name }) => name), evidence: found.map(({ id, sha256 }) => ({ id, sha256 })) };
  }

  private async namedUnits(tx: Tx, { leadUnitId, supportUnitIds = [] }: ActionBody): Promise<Record<string, unknown>> {
    const ids = [leadUnitId, ...supportUnitIds].flatMap((id) => id ?? []);
    const names = await unitNames(tx, ids);
    if (leadUnitId !== undefined && !names.has(leadUnitId)) {
      throw invalid('leadUnitId', '没有这个主办单位，或者它已停用，请重新选择。');
    }
    if (ids.some((id) => !names.has(id))) {
      throw invalid('supportUnitIds', '协办单位中有不存在或已停用的单位，请重新选择。');
    }
    const supportUnits = supportUnitIds.map((id) => names.get(id));
    return {
      leadUnit: names.get(leadUnitId ?? ''),
      leadUnitId,
      ...(supportUnits.length > 0 ? { supportUnits, supportUnitIds } : {}),
    };
  }
}

const EVIDENCE_SENTENCES: Record<Exclude<Evidence, 'none'>, string> = {
  any: '这类问题申请销号须附材料，请先上传照片或文件再提交。',
  photo: '这类问题申请销号须附现场照片，请先上传照片再提交。',
  document: '这类问题申请销号须附文件，请先上传文件再提交。',
};

/** Until when what is registered on `day` should be assigned, by severity. */
const assignDays = (rule: LedgerRule, calendar: WorkingCalendar, from: string): Record<Severity, Count> =>
  Object.fromEntries(
    SEVERITIES.map((severity) => {
      const days = rule.days.assign[severity];
      return [severity, { from, days, day: calendar.addWorkingDays(from, days).day }];
    }),
  ) as Record<Severity, Count>;
