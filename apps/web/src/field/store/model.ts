import type { Finding, SentCorrection, SentVisit, ServerVisit, Severity } from './contract';

// What the phone keeps. Types of the API stand in contract.ts; these are the store's own.

export type DraftState = 'draft' | 'waiting' | 'sending' | 'delivered' | 'needs-attention';

/** Where the phone was, once, when the officer took the photo or tapped. */
export interface Position {
  latitude: number;
  longitude: number;
  /** Metres. */
  accuracy: number;
  /** Instant of the fix. */
  at: string;
}

/** A problem as it is being written; its id is made once and sent with each try. */
export interface DraftIssue {
  id: string;
  title: string;
  categoryCode: string | null;
  severity: Severity;
}

export interface DraftRecheck {
  finding: Finding;
  note: string;
  /** Of the issue, so that it can still be named when it was closed meanwhile; not sent. */
  title?: string;
  number?: string;
}

/** What the officer types. */
export interface DraftContent {
  /** Instant by the phone's clock; the server puts it right when that clock is wrong. */
  visitedAt: string;
  note: string;
  /** Investment completed in the month so far, 万元, as typed; null: not told. */
  completed: string | null;
  physicalProgress: string;
  /** Told as “no change since last time”. */
  progressUnchanged: boolean;
  /** By id of the open issue; one that is missing was not looked at. */
  rechecks: Record<string, DraftRecheck>;
  issues: DraftIssue[];
  /** Of the visit; where null, the position of the first photo from the camera is sent. */
  location: Position | null;
}

/** Why a visit that is to be sent has not gone yet. */
export type WaitsFor = 'network' | 'server' | 'busy' | 'sign-in' | 'photo';

/** What a person must decide or mend before it can be sent. */
export interface Trouble {
  kind: 'conflict' | 'refused' | 'photo';
  code: string;
  /** Sentence for people: the server's where it gave one. */
  message: string;
  /** Field as the API names it (`issues.0.title`) → what is wrong. */
  faults: Record<string, string>;
  /** Of a conflict: what the server has under this id; null when it could not be fetched yet. */
  serverVisit: ServerVisit | null;
}

/** A visit on this phone, from the first keystroke until it has arrived. */
export interface Draft extends DraftContent {
  /** Id of the visit (UUIDv7), the same however often it is sent. */
  id: string;
  ownerId: string;
  ownerName: string;
  projectId: string;
  projectName: string;
  createdAt: string;
  /** Milliseconds of the last change of what is typed. */
  changedAt: number;
  /** What was filled in by the phone: telling it is no news. */
  prefill: { completed: string | null; physicalProgress: string } | null;
  body: SentVisit | null;
  correction: SentCorrection | null;
  state: DraftState;
  submittedAt: string | null;
  /** Tries of the whole visit that ended without an answer worth having. */
  attempts: number;
  /** Milliseconds before which it is not tried by itself. */
  nextTryAt: number;
  waitsFor: WaitsFor | null;
  trouble: Trouble | null;
  deliveredAt: string | null;
  /** What the server said when it took it. */
  received: ServerVisit | null;
}

/** A photo on this phone; its bytes lie apart, so that lists stay light. */
export interface Photo {
  id: string;
  visitId: string;
  ownerId: string;
  projectId: string;
  /** raw: kept as it was taken, not yet made smaller · ready · delivered: the server has it · unreadable */
  state: 'raw' | 'ready' | 'delivered' | 'unreadable';
  source: 'camera' | 'gallery';
  takenAt: string;
  addedAt: number;
  width: number;
  height: number;
  /** Bytes that are sent; 0 while raw. */
  size: number;
  sha256: string;
  location: Position | null;
  /** A fix is being waited for. */
  positioning: boolean;
  /** Bytes that the server is known to have. */
  sent: number;
}

/** Unsent visits of a person on this phone. */
export interface WaitingOwner {
  ownerId: string;
  ownerName: string;
  count: number;
}
