import { hasRole, type Principal } from '@app/org';
import {
  CalendarService,
  Clock,
  dayOf,
  type Day,
  fingerprint,
  invalid,
  type Page,
  pageOf,
  problem,
  type Tx,
  yearOf,
} from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  ActionBody,
  CategoryView,
  EventQuery,
  EventView,
  HandlerView,
  IssueCounts,
  IssueDraft,
  IssueQuery,
  IssueRow,
  IssueView,
} from './ledger.dto';
import { effectOf, type LedgerRule } from './ledger.effects';
import { ACTION_LABELS, PARTY_LABELS, STATE_LABELS } from './ledger.labels';
import { partiesOf, type Relation } from './ledger.policy';
import { ledgerProblem } from './ledger.problems';
import {
  claimIds,
  countIssues,
  findCategories,
  findEvent,
  findEvents,
  findHandler,
  findHandlers,
  findIssue,
  findIssues,
  findLedgers,
  hasHandled,
  type Horizon,
  insertIssues,
  lockIssue,
  type LockedIssue,
  mayRegister,
  saveAndAppend,
  takeNumbers,
  unitNames,
} from './ledger.queries';
import { eventView, heldByWords, rowView } from './ledger.view';
import {
  type Action,
  allowedActions,
  type Facts,
  faultsOf,
  needsOf,
  next,
  type Party,
  type Refusal,
  WORKFLOW,
} from './ledger.workflow';

const PROBLEM_LEDGER = 'project-issue';
/** How long the ledgers' rules are believed; they change a few times a year. */
const RULES_MS = 10_000;

/** The ledger: registering, moving and reading issues. Rules stand in `ledger.workflow.ts`. */
@Injectable()
export class IssueService implements OnModuleInit {
  private rules?: { list: LedgerRule[]; since: number };

  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  onModuleInit(): void {
    const faults = faultsOf();
    if (faults.length > 0) throw new Error(`ledger.workflow.ts: ${faults.join('; ')}`);
  }

  /**
   * Registers problems of one project, all or none; those sent before under the same id are answered as the first time.
   *
   * @returns their ids in the order given
   * @throws Problem 404 for a project the person may not see, 409 for an id used with another body, 403 for somebody
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
    if (!(await mayRegister(tx, principal, projectId, hasRole(principal, 'supervisor')))) {
      throw invalid('projectId', '没有找到这个项目，或者它不由您负责，请重新选择。');
    }
    const chosen = drafts.flatMap(({ id }) => id ?? []);
    if (new Set(chosen).size !== chosen.length) throw invalid('issues', '同一次提交中有重复的问题编号。');
    const known = new Set<string>();
    for (const issue of chosen.length > 0 ? await claimIds(tx, chosen) : []) {
      if (issue.registeredBy !== principal.id) throw problem.forbidden();
      const draft = drafts.find(({ id }) => id === issue.id);
      if (fingerprint(draft) !== issue.bodyHash) throw problem.sameIdOtherBody();
      known.add(issue.id);
    }
    const fresh = drafts.filter(({ id }) => id === undefined || !known.has(id));
    const ids = fresh.length > 0 ? await this.insert(tx, principal, fresh, { projectId, visitId, ledger }) : [];
    const made = new Map(fresh.map((draft, index) => [draft, ids[index] as string]));
    return drafts.map((draft) => made.get(draft) ?? (draft.id as string));
  }

  private async insert(
    tx: Tx,
    principal: Principal,
    drafts: IssueDraft[],
    place: { projectId: string; visitId: string | null; ledger: string },
  ): Promise<string[]> {
    const now = this.clock.now();
    const year = yearOf(dayOf(now));
    const taken = await takeNumbers(tx, place.ledger, year, drafts.length);
    if (!taken) throw ledgerProblem.unknownLedger({}, [{ field: 'ledger', message: '没有这本台账，请重新选择。' }]);
    const { ledgerId, prefix, last } = taken;
    const firstSequence = last - drafts.length + 1;
    const { projectId, visitId } = place;
    return insertIssues(tx, principal, now, { ledgerId, prefix, year, firstSequence, projectId, visitId }, drafts);
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
    if (version !== issue.version) throw problem.stale({}, await this.one(tx, principal, id));
    const now = this.clock.now();
    const today = dayOf(now);
    const verifies = (WORKFLOW[action].by as readonly Party[]).includes('verifier');
    const handled = verifies && (await hasHandled(tx, id, principal.id));
    const step = next(action, this.factsOf(principal, { ...issue, handled }, today));
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

  /** One page of the issues the person may know of. */
  async list(tx: Tx, principal: Principal, query: IssueQuery): Promise<Page<IssueRow>> {
    const horizon = await this.horizon(tx);
    const calendar = await this.calendars.current();
    const { rows, total } = await findIssues(tx, principal, query, horizon);
    return pageOf(
      query,
      rows.map((row) => rowView(row, horizon, calendar)),
      total,
    );
  }

  /** @throws Problem 404 when there is none that the person may know of */
  async one(tx: Tx, principal: Principal, id: string): Promise<IssueView> {
    const issue = await findIssue(tx, principal, id);
    if (!issue) throw problem.notFound();
    const calendar = await this.calendars.current();
    const horizon = await this.horizon(tx);
    const { today } = horizon;
    const suggested = calendar.addWorkingDays(today, issue.rule.dueDays[issue.severity]);
    return {
      ...rowView(issue, horizon, calendar),
      description: issue.description,
      visitId: issue.visitId,
      ownerName: issue.ownerName,
      address: issue.address,
      officerName: issue.officerName,
      supportUnits: issue.supportUnits,
      handlerId: issue.handlerId,
      registeredByName: issue.registeredByName,
      assignedOn: issue.assignedOn,
      signDueOn: issue.signDueOn,
      returnUntil: issue.returnUntil,
      extensionTo: issue.extensionTo,
      reviewOn: issue.reviewOn,
      dueEstimated: issue.dueOn !== null && calendar.rests(today, issue.dueOn),
      heldBy: heldByWords(issue),
      allowedActions: allowedActions(this.factsOf(principal, issue, today)),
      suggestedUnitId: issue.leadUnitId ?? issue.suggestedUnitId,
      suggestedDueOn: suggested.day,
      events: issue.events.map(eventView),
    };
  }

  /** @throws Problem 404 when there is none that the person may know of */
  async events(tx: Tx, principal: Principal, id: string, query: EventQuery): Promise<Page<EventView>> {
    const found = await findEvents(tx, principal, id, query);
    if (!found) throw problem.notFound();
    return pageOf(query, found.rows.map(eventView), found.total);
  }

  async counts(tx: Tx, principal: Principal): Promise<IssueCounts> {
    const rows = await countIssues(tx, principal, await this.horizon(tx));
    const sum = (key: 'overdue' | 'dueSoon' | 'mine') => rows.reduce((total, row) => total + row[key], 0);
    return {
      states: rows.map(({ state, count }) => ({ state, count })),
      overdue: sum('overdue'),
      dueSoon: sum('dueSoon'),
      mine: sum('mine'),
    };
  }

  categories(tx: Tx): Promise<CategoryView[]> {
    return findCategories(tx);
  }

  /** Who may be given issues in the person's own unit. */
  handlers(tx: Tx, principal: Principal): Promise<HandlerView[]> {
    return findHandlers(tx, principal.unitId);
  }

  async ledgers(tx: Tx): Promise<LedgerRule[]> {
    const now = this.clock.now().getTime();
    if (!this.rules || Math.abs(now - this.rules.since) > RULES_MS) {
      this.rules = { list: await findLedgers(tx), since: now };
    }
    return this.rules.list;
  }

  /** Today and what counts as soon, for lights. */
  async horizon(tx: Tx): Promise<Horizon> {
    const today = dayOf(this.clock.now());
    const calendar = await this.calendars.current();
    const ledgers = await this.ledgers(tx);
    const soon = ledgers.map(({ id, soonDays }): [string, Day] => [id, calendar.addWorkingDays(today, soonDays).day]);
    return { today, soonUntil: Object.fromEntries(soon) };
  }

  private factsOf(
    principal: Principal,
    issue: Omit<LockedIssue, 'id' | 'version' | 'severity' | 'rule'> & Relation,
    today: Day,
  ): Facts {
    return {
      state: issue.state,
      parties: partiesOf(principal, issue),
      today,
      dueOn: issue.dueOn,
      returnUntil: issue.returnUntil,
      extensionTo: issue.extensionTo,
      registeredByActor: issue.registeredBy === principal.id,
    };
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
