import type { Principal } from '@app/org';
import {
  addDays,
  CalendarService,
  Clock,
  type Day,
  dayOf,
  type Page,
  pageOf,
  problem,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CategoryView, EventQuery, EventView, HandlerView, IssueView } from './ledger.dto';
import type { IssueFields } from './ledger.fields';
import { freezeFrom, type LedgerRule } from './ledger.rule';
import { partiesOf, type Relation } from './ledger.policy';
import {
  findCategories,
  findEvents,
  findHandlers,
  findIssue,
  findLedgers,
  findVisitsSince,
  type Horizon,
  type WholeIssue,
} from './ledger.queries';
import { eventView, heldByWords, rowView } from './ledger.view';
import { allowedActions, type Facts } from './ledger.workflow';

/** How long the ledgers' rules are believed; they change a few times a year. */
const RULES_MS = 10_000;

/** Reads the ledger: lists, one issue with its record, counts. */
@Injectable()
export class IssueReader {
  private rules?: { list: LedgerRule[]; since: number };

  constructor(
    private readonly clock: Clock,
    private readonly calendars: CalendarService,
  ) {}

  /** @throws Problem 404 when there is none that the person may know of */
  async one(tx: Tx, principal: Principal, id: string): Promise<IssueView> {
    const issue = await findIssue(tx, principal, id);
    if (!issue) throw problem.notFound();
    const calendar = await this.calendars.current();
    const horizon = await this.horizon(tx);
    const { today } = horizon;
    const suggested = calendar.addWorkingDays(today, issue.rule.days.due[issue.severity]);
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
      extensions: issue.extensions,
      extensionsMax: issue.rule.extensionMax,
      consentFrom: freezeFrom(issue.rule, issue.dueOn, calendar),
      extensionConsent: issue.extensionConsent,
      reviewOn: issue.reviewOn,
      rulingDueOn: issue.rulingDueOn,
      verifyDueOn: issue.verifyDueOn,
      reportDueOn: issue.reportDueOn,
      urgeDueOn: issue.urgeDueOn,
      instructionDueOn: issue.instructionDueOn,
      ratingDueOn: issue.ratingDueOn,
      returns: issue.returns,
      supportDoneIds: issue.supportDoneIds,
      mergedInto: issue.mergedInto,
      splitFrom: issue.splitFrom,
      merged: issue.merged,
      parts: issue.parts,
      evidence: issue.evidence,
      evidenceNote: issue.evidenceNote,
      dueEstimated: issue.dueOn !== null && calendar.rests(today, issue.dueOn),
      heldBy: heldByWords(issue),
      allowedActions: allowedActions(
        factsOf(principal, issue, { today, calendar, rule: issue.rule, stepsOpen: issue.steps?.open.length ?? 0 }),
      ),
      suggestedUnitId: suggestedUnit(issue),
      suggestedDueOn: suggested.day,
      suggestedEstimated: suggested.estimated,
      visitsSince: issue.state === 'pending-verification' ? await findVisitsSince(tx, issue) : [],
      events: issue.events.map(eventView),
    };
  }

  /** @throws Problem 404 when there is none that the person may know of */
  async events(tx: Tx, principal: Principal, id: string, query: EventQuery): Promise<Page<EventView>> {
    const found = await findEvents(tx, principal, id, query);
    if (!found) throw problem.notFound();
    return pageOf(query, found.rows.map(eventView), found.total);
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

  /** Call after a ledger was changed. */
  forgetRules(): void {
    this.rules = undefined;
  }

  /** Today and what counts as soon, for lights. */
  async horizon(tx: Tx): Promise<Horizon> {
    const today = dayOf(this.clock.now());
    const calendar = await this.calendars.current();
    const ledgers = await this.ledgers(tx);
    const soon = ledgers.map(({ id, soonDays }): [string, Day] => [id, calendar.addWorkingDays(today, soonDays).day]);
    return { today, soonUntil: Object.fromEntries(soon) };
  }
}

/** A closed issue may be reopened for a year; what comes later is registered anew. */
const REOPEN_DAYS = 365;

/** What the table of the life cycle is asked with. */
export function factsOf(
  principal: Principal,
  issue: IssueFields & Relation,
  { today, calendar, rule, stepsOpen }: { today: Day; calendar: WorkingCalendar; rule: LedgerRule; stepsOpen: number },
): Facts {
  const { urgeDueOn, instructionDueOn, ratingDueOn } = issue;
  return {
    state: issue.state,
    parties: partiesOf(principal, issue),
    today,
    dueOn: issue.dueOn,
    returnUntil: issue.returnUntil,
    returns: issue.returns,
    extensionTo: issue.extensionTo,
    extensionsLeft: rule.extensionMax - issue.extensions,
    freezeFrom: freezeFrom(rule, issue.dueOn, calendar),
    extensionConsent: issue.extensionConsent,
    reopened: issue.cycle > 1,
    registeredByActor: issue.registeredBy === principal.id,
    supportsOpen: issue.supportUnitIds.filter((id) => !issue.supportDoneIds.includes(id)).length,
    stepsOpen,
    waits: [
      ...(urgeDueOn === null ? [] : (['urge'] as const)),
      ...(instructionDueOn === null ? [] : (['instruction'] as const)),
      ...(ratingDueOn === null ? [] : (['rating'] as const)),
    ],
    reopenUntil: issue.closedAt === null ? null : addDays(dayOf(new Date(issue.closedAt)), REOPEN_DAYS),
    before: issue.undo?.state ?? 'cancelled',
    used: rule.actions,
  };
}

/** Who is to lead: for what came back, whom the department named that gave it back, never that department again. */
function suggestedUnit({ state, events, leadUnitId, suggestedUnitId }: WholeIssue): string | null {
  if (state !== 'returned') return leadUnitId ?? suggestedUnitId;
  const named = events.findLast(({ action }) => action === 'return')?.data['suggestedUnitId'];
  if (typeof named === 'string') return named;
  return suggestedUnitId === leadUnitId ? null : suggestedUnitId;
}
