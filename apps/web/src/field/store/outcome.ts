import type { WaitsFor } from './model';

/** What an answer, or none, means for what is being sent. */
export type Outcome =
  /** It may be sent again, by itself. */
  | { kind: 'again'; waitsFor: WaitsFor; notBefore: number }
  | { kind: 'conflict' }
  | { kind: 'photos-missing'; photoIds: string[] }
  | { kind: 'refused' };

export interface Refusal {
  status: number;
  /** Null: not the server's own answer, but a proxy's or a hotel's sign-in page. */
  code: string | null;
  details?: unknown;
  /** Milliseconds that the server asks to wait. */
  retryAfter?: number;
}

/** Reads an answer that is no 2xx; null: there was none. */
export function outcomeOf(refusal: Refusal | null): Outcome {
  if (refusal === null) return { kind: 'again', waitsFor: 'network', notBefore: 0 };
  const { status, code, details, retryAfter: notBefore = 0 } = refusal;
  if (status === 429 || status === 408 || status === 425) return { kind: 'again', waitsFor: 'busy', notBefore };
  if (status >= 500) return { kind: 'again', waitsFor: code === 'busy' ? 'busy' : 'server', notBefore };
  if (code === null) return { kind: 'again', waitsFor: 'server', notBefore };
  if (status === 401) return { kind: 'again', waitsFor: 'sign-in', notBefore: 0 };
  if (status !== 409) return { kind: 'refused' };
  if (code === 'same-id-other-body') return { kind: 'conflict' };
  if (code === 'photo-missing') {
    const { photoIds } = (details ?? {}) as { photoIds?: string[] };
    return { kind: 'photos-missing', photoIds: photoIds ?? [] };
  }
  // Two tries met at once; the next one is answered as the first.
  if (code === 'stale') return { kind: 'again', waitsFor: 'busy', notBefore: 0 };
  return { kind: 'refused' };
}
