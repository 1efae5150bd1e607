import { hasRole, type Principal } from '@app/org';
import { Clock, invalid, type Page, pageOf, problem, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ActionsView, LedgerBody, LedgerPatch, LedgerQuery, LedgerView } from './ledgers.dto';
import {
  findLedger,
  findLedgerPage,
  insertLedger,
  type LedgerRecord,
  lockLedger,
  updateLedger,
} from './ledgers.queries';
import { actionsKept, faultOfEscalation, faultsOfActions, STANDARD_STEP_DAYS, statesOf } from './ledgers.rules';
import { type Action, ACTIONS } from './ledger.workflow';

/** The ledgers themselves: a ledger is data, and the administrator keeps it. */
@Injectable()
export class LedgersService {
  constructor(private readonly clock: Clock) {}

  async list(tx: Tx, principal: Principal, query: LedgerQuery): Promise<Page<LedgerView>> {
    const { rows, total } = await findLedgerPage(tx, query);
    return pageOf(
      query,
      rows.map((row) => viewOf(row, principal)),
      total,
    );
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, id: string): Promise<LedgerView> {
    const row = await findLedger(tx, id);
    if (!row) throw problem.notFound();
    return viewOf(row, principal);
  }

  /** @throws Problem 400 that names what an issue could not get out of, 409 for a code or prefix that is taken */
  async create(tx: Tx, principal: Principal, body: LedgerBody): Promise<LedgerView> {
    const { stepDays = STANDARD_STEP_DAYS, soonDays = 3, ...facts } = { ...body, ...checked(body) };
    const id = await insertLedger(tx, { ...facts, stepDays, soonDays });
    const after = await this.one(tx, principal, id);
    await this.record(tx, principal, 'create', id, undefined, after);
    return after;
  }

  /**
   * Deadlines that run already stay: the new days count from the next step on.
   *
   * @throws Problem 404, 409 with the current state when `version` is stale, 400 when the number pattern is in use
   */
  async change(tx: Tx, principal: Principal, id: string, { version, ...body }: LedgerPatch): Promise<LedgerView> {
    await lockLedger(tx, id);
    const before = await this.one(tx, principal, id);
    if (before.version !== version) throw problem.stale({}, before);
    if (before.numbered > 0 && body.numberPattern !== undefined && body.numberPattern !== before.numberPattern) {
      throw invalid('numberPattern', '这本台账已有编号，编号格式不能再改；如需新的编号，请新建一本台账。');
    }
    await updateLedger(tx, id, { ...body, ...checked(body) });
    const after = await this.one(tx, principal, id);
    await this.record(tx, principal, 'update', id, before, body);
    return after;
  }

  /** What a ledger with these actions would lack. */
  faults(actions: Action[]): ActionsView {
    return { faults: faultsOfActions(actions), states: statesOf(actions) };
  }

  /** Whether there is any ledger in which the person may register. */
  async mayRegister(tx: Tx, principal: Principal): Promise<boolean> {
    const { items } = await this.list(tx, principal, { page: 1, pageSize: 200 });
    return items.some(({ mayRegister }) => mayRegister);
  }

  private record(
    tx: Tx,
    principal: Principal,
    action: 'create' | 'update',
    subjectId: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, { at, actorId: principal.id, subjectKind: 'ledger', subjectId, action, before, after });
  }
}

/** The actions as they are kept, when there is nothing wrong with them and the escalation. */
function checked(body: Pick<LedgerPatch, 'actions' | 'escalation'>): Pick<LedgerPatch, 'actions'> {
  const wrong = body.escalation && faultOfEscalation(body.escalation);
  if (wrong) throw invalid('escalation', wrong);
  if (!body.actions) return 'actions' in body ? { actions: body.actions } : {};
  const faults = faultsOfActions(body.actions);
  if (faults.length > 0) throw invalid('actions', faults.join(''));
  return { actions: actionsKept(body.actions) };
}

const viewOf = ({ actions, ...row }: LedgerRecord, principal: Principal): LedgerView => ({
  ...row,
  actions: actions === null ? ACTIONS : ACTIONS.filter((action) => actions.includes(action)),
  allActions: actions === null,
  states: statesOf(actions),
  mayRegister: row.active && hasRole(principal, ...row.registrars),
});
