import { type Principal, seesAll } from '@app/org';
import { amountText, Clock, dayOf, decimal, fingerprint, invalid, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntryBody, EntryPage, EntryQuery, EntryView } from './entry.dto';
import { findEntries, findEntry, findEntryHash, insertEntry, insertWithdrawal } from './entry.queries';
import { findScheme, findVersionOf } from './scheme.queries';
import { scoringProblem } from './scoring.problems';

/** Bonuses and deductions that no figure tells, each with its evidence (据实加减分). */
@Injectable()
export class EntryService {
  constructor(private readonly clock: Clock) {}

  /** Those of the own unit, or all for who sees all; newest first. */
  list(tx: Tx, principal: Principal, query: EntryQuery): Promise<EntryPage> {
    return findEntries(tx, query, seesAll(principal) ? null : principal.unitId);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, id: string): Promise<EntryView> {
    const entry = await findEntry(tx, id);
    if (!entry || !(seesAll(principal) || entry.unitId === principal.unitId)) throw problem.notFound();
    return entry;
  }

  /**
   * Enters what happened; it counts in the period that holds the day.
   *
   * @throws Problem 400 for an item that is not entered by hand, or points outside what it gives
   */
  async add(tx: Tx, principal: Principal, body: EntryBody): Promise<EntryView> {
    const { id = randomUUID(), ...facts } = body;
    const bodyHash = fingerprint({ ...facts, points: amountText(facts.points) });
    const known = await findEntryHash(tx, id);
    if (known !== undefined) {
      if (known !== bodyHash) throw problem.sameIdOtherBody();
      return this.one(tx, principal, id);
    }
    const at = this.clock.now();
    const today = dayOf(at);
    if (facts.occurredOn > today) throw invalid('occurredOn', scoringProblem.entryFuture({ today }).message);
    const scheme = await findScheme(tx, facts.schemeId);
    if (!scheme) throw invalid('schemeId', '没有这个考核办法，请重新选择。');
    const version = await findVersionOf(tx, facts.schemeId, facts.occurredOn.slice(0, 7));
    const item = version?.rule.items.find(({ code }) => code === facts.itemCode);
    if (item?.kind !== 'manual') throw invalid('itemCode', scoringProblem.notManual().message);
    const [least = '0', most = '0'] = [item.least, item.most];
    if (decimal(facts.points).lessThan(least) || decimal(facts.points).greaterThan(most)) {
      throw invalid('points', scoringProblem.entryRange({ least, most }).message);
    }
    const made = await insertEntry(tx, {
      ...facts,
      ...{ id, bodyHash, at, by: principal.id, projectId: facts.projectId ?? null, points: amountText(facts.points) },
    });
    if (!made && (await findEntryHash(tx, id)) !== bodyHash) throw problem.sameIdOtherBody();
    return this.one(tx, principal, id);
  }

  /** It no longer counts; what was published stays. Done already answers as the first time. */
  async withdraw(tx: Tx, principal: Principal, id: string, reason: string): Promise<EntryView> {
    await this.one(tx, principal, id);
    const made = await insertWithdrawal(tx, id, reason, principal.id, this.clock.now());
    const entry = await this.one(tx, principal, id);
    if (!made && entry.withdrawnReason !== reason) throw scoringProblem.withdrawn();
    return entry;
  }
}
