import type { Principal } from '@app/org';
import type { Problem, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { BatchBody, BatchResult, BatchResults } from './batch.dto';
import { ACTION_LABELS, ActionBody, IssueService } from '@app/ledger';
import { findNumbers } from './list.queries';

/** Opens a transaction, commits what succeeded and takes back what threw. */
type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** One action with many issues: each in a transaction of its own, so that one that fails keeps none of the others back. */
@Injectable()
export class IssueBatch {
  constructor(private readonly issues: IssueService) {}

  /**
   * The same batch again does nothing twice: the id of each event comes from the batch and the issue.
   *
   * @param told what a person is told of an error
   */
  async run(
    transact: Transact,
    principal: Principal,
    { id: batch, action, items, body }: BatchBody,
    told: (error: unknown) => Problem,
  ): Promise<BatchResults> {
    const ids = items.map(({ id }) => id);
    const numbers = await transact((tx) => findNumbers(tx, principal, ids));
    const results: BatchResult[] = [];
    for (const { id, version } of items) {
      const step = Object.assign(new ActionBody(), body, { id: eventId(batch, id), version });
      const number = numbers.get(id) ?? null;
      try {
        await transact((tx) => this.issues.act(tx, principal, id, action, step));
        results.push({ id, number, ok: true, message: `已${ACTION_LABELS[action].zh}。` });
      } catch (error) {
        results.push({ id, number, ok: false, message: told(error).message });
      }
    }
    return { items: results };
  }
}

/** A UUID (version 8) made from both ids: the same each time. */
function eventId(batch: string, issue: string): string {
  const hex = createHash('sha256').update(`${batch} ${issue}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
