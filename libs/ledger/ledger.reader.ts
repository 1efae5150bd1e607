import type { Principal } from '@app/org';
import { CalendarService, Clock, type Day, dayOf, type Page, pageOf, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CategoryView, EventQuery, EventView, HandlerView, IssueView } from './ledger.dto';
import type { IssueFields, LedgerRule } from './ledger.effects';
import { partiesOf, type Relation } from './ledger.policy';
import { findCategories, findEvents, findHandlers, findIssue, findLedgers, type Horizon } from './ledger.queries';
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
      reviewOn: issue.reviewOn,
      dueEstimated: issue.dueOn !== null && calendar.rests(today, issue.dueOn),
      heldBy: heldByWords(issue),
      allowedActions: allowedActions(factsOf(principal, issue, today)),
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

/** What the table of the life cycle is asked with. */
export function factsOf(
  principal: Principal,
  issue: Pick<IssueFields, 'state' | 'dueOn' | 'returnUntil' | 'extensionTo'> & Relation,
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
