import { createHash } from 'node:crypto';

/** An event as the hash sees it; what is not plain text is as PostgreSQL writes it. */
export interface HashedEvent {
  id: string;
  issueId: string;
  seq: number;
  action: string;
  fromState: string | null;
  toState: string;
  actorId: string | null;
  unitId: string | null;
  /** Seconds since 1970 with six digits, so that no time zone matters. */
  epoch: string;
  note: string;
  dueOn: string | null;
  /** The text of the jsonb. */
  data: string;
  bodyHash: string;
}

/** A row of the record within a seal. */
export interface SealedEvent {
  issueId: string;
  seq: number;
  hash: string;
}

/** What an issue was registered as; null for every row of the record but its first. */
export interface Registered {
  number: string;
  title: string;
  description: string;
  registeredBy: string;
}

/** What a seal fixes beside its events. */
export interface SealHead {
  ledgerId: string;
  seq: number;
  /** Events of the ledger sealed so far, with these. */
  total: number;
  sealedAt: Date;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The hash of an event: over the hash before it (the id of the issue for the first) and all its other columns. The same
 * text as the function `event_hash` of the database makes; JSON escapes alike on both sides.
 */
export function eventHash(before: string, event: HashedEvent): string {
  const json = JSON.stringify;
  const { id, issueId, seq, action, fromState, toState, actorId, unitId, epoch, note, dueOn, data, bodyHash } = event;
  const names = [before, id, issueId, seq, action, fromState, toState, actorId, unitId].map((value) => json(value));
  return sha256(`[${[...names, epoch, json(note), json(dueOn), data, json(bodyHash)].join(', ')}]`);
}

/** The hash that a seal holds of an event: with the first one the words of the issue are fixed as well. */
export const sealedHash = (hash: string, of: Registered | null): string =>
  of === null ? hash : sha256(JSON.stringify([hash, of.number, of.title, of.description, of.registeredBy]));

/** The hash of a seal: over the seal before it (the id of the ledger for the first), its head, and its events in order. */
export function sealHash(before: string, { ledgerId, seq, total, sealedAt }: SealHead, events: SealedEvent[]): string {
  const members = events.map((event) => [event.issueId, event.seq, event.hash]);
  return sha256(JSON.stringify([before, ledgerId, seq, total, sealedAt.getTime(), members]));
}
