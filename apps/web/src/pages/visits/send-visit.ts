import { api, faultsIn, Problem, read } from '../../client/client';
import type { Visit } from './queries';
import type { VisitDraft } from './visit-draft';
import type { Faults } from './visit-faults';

/** How sending ended. */
export type Sending =
  | { kind: 'received'; visit: Visit }
  /** No answer: nobody knows whether it arrived; the same ids may be sent again. */
  | { kind: 'unanswered' }
  /** An earlier try had arrived, with other words. */
  | { kind: 'earlier'; visit: Visit }
  | { kind: 'refused'; message: string; faults: Faults };

/** A phone on one bar of signal may hang for minutes; the officer should be able to walk on and send later. */
const PATIENCE_MS = 25_000;

/** Sends the draft under its ids: however often, the visit is logged once. */
export async function sendVisit(projectId: string, draft: VisitDraft): Promise<Sending> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const visit = await read(
      api.POST('/api/visits', {
        signal: patience.signal,
        body: {
          id: draft.id,
          projectId,
          visitedAt: draft.visitedAt,
          note: draft.note.trim(),
          location: draft.location,
          issues: draft.issues.map(({ id, title, categoryCode, severity }) => ({
            id,
            title: title.trim(),
            description: '',
            categoryCode: categoryCode ?? 'other',
            severity,
          })),
        },
      }),
    );
    return { kind: 'received', visit };
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.status === 429) return { kind: 'unanswered' };
    if (error.code === 'same-id-other-body') return earlier(draft.id, error.message);
    return {
      kind: 'refused',
      message: error.message,
      faults: Object.fromEntries(faultsIn(error).map(({ field, message }) => [field, message])),
    };
  } finally {
    clearTimeout(timer);
  }
}

async function earlier(id: string, message: string): Promise<Sending> {
  try {
    const visit = await read(api.GET('/api/visits/{id}', { params: { path: { id } } }));
    return { kind: 'earlier', visit };
  } catch {
    return { kind: 'refused', message, faults: {} };
  }
}
