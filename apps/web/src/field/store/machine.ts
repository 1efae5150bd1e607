import { backoff } from './backoff';
import type { SentCorrection, SentVisit, ServerVisit } from './contract';
import type { Draft, Trouble, WaitsFor } from './model';

/** The part of a visit that sending changes. */
export type Sending = Pick<
  Draft,
  | 'state'
  | 'attempts'
  | 'nextTryAt'
  | 'waitsFor'
  | 'trouble'
  | 'body'
  | 'correction'
  | 'submittedAt'
  | 'deliveredAt'
  | 'received'
>;

export type OutboxEvent =
  /** The officer says that it is finished. */
  | { type: 'finish'; body: SentVisit; at: string }
  /** After a conflict: theirs, as a correction of what arrived. */
  | { type: 'correct'; correction: SentCorrection }
  | { type: 'start' }
  /** The page died while it was being sent. */
  | { type: 'interrupted' }
  | { type: 'again'; waitsFor: WaitsFor; now: number; random: number; notBefore: number }
  | { type: 'trouble'; trouble: Trouble }
  | { type: 'delivered'; visit: ServerVisit; at: string }
  /** By hand, by a network that came back, by signing in again. */
  | { type: 'wake' }
  | { type: 'reopen' };

const CALM = { attempts: 0, nextTryAt: 0, waitsFor: null, trouble: null };

/** Waiting for a person or for the phone itself is no failed try. */
const COUNTS: WaitsFor[] = ['network', 'server', 'busy'];

/** One table for all that can happen to a visit that is to be sent; what does not apply changes nothing. */
export function next<T extends Sending>(item: T, event: OutboxEvent): T {
  const { state } = item;
  switch (event.type) {
    case 'finish':
      if (state !== 'draft' && state !== 'needs-attention') return item;
      return { ...item, ...CALM, state: 'waiting', body: event.body, correction: null, submittedAt: event.at };
    case 'correct':
      if (state !== 'needs-attention') return item;
      return { ...item, ...CALM, state: 'waiting', correction: event.correction };
    case 'start':
      return state === 'waiting' ? { ...item, state: 'sending' } : item;
    case 'interrupted':
      return state === 'sending' ? { ...item, state: 'waiting' } : item;
    case 'again': {
      if (state !== 'sending' && state !== 'waiting') return item;
      const { waitsFor, now, random, notBefore } = event;
      const attempts = COUNTS.includes(waitsFor) ? item.attempts + 1 : item.attempts;
      const delay = waitsFor === 'sign-in' ? 0 : Math.max(notBefore, backoff(attempts, random));
      return { ...item, state: 'waiting', waitsFor, attempts, nextTryAt: now + delay };
    }
    case 'trouble':
      if (state !== 'sending' && state !== 'waiting') return item;
      return { ...item, ...CALM, state: 'needs-attention', trouble: event.trouble };
    case 'delivered':
      return state === 'draft'
        ? item
        : { ...item, ...CALM, state: 'delivered', received: event.visit, deliveredAt: event.at };
    case 'wake':
      return state === 'waiting' ? { ...item, nextTryAt: 0 } : item;
    case 'reopen':
      if (state !== 'waiting' && state !== 'needs-attention') return item;
      return { ...item, ...CALM, state: 'draft', body: null, correction: null };
  }
}
